// SPDX-License-Identifier: Apache-2.0
#include "ecms/sealed_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecms/test_office.h"

namespace ecms {
namespace {

using ::testing::ElementsAre;

class OpeningWords : public ::testing::Test {
 protected:
  OpeningWords() {
    record_.bytes[0] = 9;
    auto row = office_.Ticket(1, 2);
    row.words = {record_};
    ticket_ = row.id;
    office_.Put(row);
    office_.Commit({store::PutSealed{{record_, "scrubbed", "what", {1, 2}, false}},
                    store::PutSealed{{record_, "words", "what", {3}, false}}});
  }
  auto Open(const std::string& role, std::string_view field, std::string_view reason = "") {
    return office_.sealed_words->Open(office_.CallerOf(role), ticket_, record_, field, reason);
  }
  TestOffice office_;
  core::RecordId record_;
  core::TicketId ticket_;
};

TEST_F(OpeningWords, TheEntryStandsBeforeTheEnvelopeLeaves) {
  auto envelope = Open("officer", "scrubbed");
  ASSERT_TRUE(envelope);
  EXPECT_EQ(envelope->bytes, core::Bytes({1, 2}));
  EXPECT_EQ(envelope->organisation, "office");
  auto original = Open("officer", "words", "the place is masked");
  ASSERT_TRUE(original);
  auto page = office_.sealed_words->Audit(office_.CallerOf("auditor"), std::nullopt, 10).value();
  ASSERT_EQ(page.entries.size(), 2U);
  EXPECT_EQ(page.entries[0].action, "words.open_original") << "newest first";
  EXPECT_EQ(page.entries[0].detail, "the place is masked");
  EXPECT_EQ(page.entries[0].object, record_.Text());
  EXPECT_EQ(page.entries[1].action, "words.open");
  ASSERT_TRUE(page.chain);
  EXPECT_EQ(page.chain->entries, 2);
  EXPECT_EQ(page.chain->first_broken, std::nullopt);
  const auto sealed = office_.store->FindSealed(record_).value();
  for (const auto& row : sealed) EXPECT_TRUE(row.opened) << row.field;
}

TEST_F(OpeningWords, WhoMayNotGetsNothingAndLeavesNoEntry) {
  EXPECT_EQ(Open("auditor", "scrubbed").error().code, core::ErrorCode::kDenied);
  EXPECT_EQ(Open("author", "scrubbed").error().code, core::ErrorCode::kDenied);
  EXPECT_EQ(Open("officer", "words").error().code, core::ErrorCode::kInvalid);
  EXPECT_EQ(Open("officer", "words", std::string(201, 'x')).error().code,
            core::ErrorCode::kInvalid);
  EXPECT_EQ(Open("officer", "other").error().code, core::ErrorCode::kInvalid);
  core::RecordId other;
  other.bytes[0] = 77;
  EXPECT_EQ(office_.sealed_words->Open(office_.CallerOf("officer"), ticket_, other, "scrubbed", "")
                .error()
                .code,
            core::ErrorCode::kNotFound);
  EXPECT_TRUE(office_.store->ListAudit(0, 10)->empty());
  EXPECT_FALSE(office_.sealed_words->Audit(office_.CallerOf("officer"), std::nullopt, 10));
}

TEST_F(OpeningWords, TheAuditComesInPages) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(Open("officer", "scrubbed"));
  const auto numbers = [](const AuditPage& page) {
    std::vector<int64_t> out;
    for (const AuditView& entry : page.entries) out.push_back(entry.number);
    return out;
  };
  auto first = office_.sealed_words->Audit(office_.CallerOf("supervisor"), std::nullopt, 2).value();
  EXPECT_THAT(numbers(first), testing::ElementsAre(5, 4));
  EXPECT_EQ(first.next, 4);
  auto second = office_.sealed_words->Audit(office_.CallerOf("supervisor"), first.next, 2).value();
  EXPECT_THAT(numbers(second), testing::ElementsAre(3, 2));
  EXPECT_FALSE(second.chain) << "once is enough";
  auto third = office_.sealed_words->Audit(office_.CallerOf("supervisor"), second.next, 2).value();
  EXPECT_THAT(numbers(third), testing::ElementsAre(1));
  EXPECT_EQ(third.next, 0);
}

}  // namespace
}  // namespace ecms
