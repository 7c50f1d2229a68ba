// SPDX-License-Identifier: Apache-2.0
// Files of cases: what is kept, who may, what is written down, what is left of them.
#include "core/crypto.h"
#include "ecms/test_case.h"

namespace ecms {
namespace {

using core::ErrorCode;
using ::testing::Contains;
using ::testing::HasSubstr;

class Files : public ACase {
 protected:
  Files() : case_(Open(ByHand("walk_in"))) {}
  core::Bytes Sealed(const core::RecordId& record, std::string text) {
    return privacy::SealWords(office_.office_key.public_key, {"office", record, "file"}, text);
  }
  core::Bytes Part(const core::RecordId& record, char fill = 'x') {
    return Sealed(record, std::string(static_cast<size_t>(kFilePartBytes), fill));
  }
  core::Result<FileUpload> Begin(int64_t parts, const std::string& role = "officer",
                                 const std::string& note = "A pay slip.") {
    return office_.case_files->Begin(By(role), case_, {parts, note, std::nullopt});
  }
  FileId Add(int64_t parts = 2, const std::string& role = "officer") {
    const auto upload = Begin(parts, role).value();
    for (int64_t i = 1; i <= parts; ++i)
      EXPECT_TRUE(office_.case_files->PutPart(By(role), case_, upload.file, i,
                                              Part(upload.parts.at(static_cast<size_t>(i - 1)))));
    const auto done =
        office_.case_files->Complete(By(role), case_, upload.file, Sealed(upload.head, "{}"));
    EXPECT_TRUE(done) << done.error().message;
    return upload.file;
  }
  FileList List() { return office_.case_files->List(By("officer"), case_).value(); }
  size_t StoredParts(const FileUpload& upload) {
    size_t count = 0;
    for (const core::RecordId& part : upload.parts)
      count += office_.store->FindSealed(part)->size();
    return count;
  }
  CaseId case_;
};

TEST_F(Files, AreNotThereUntilTheyAreWhole) {
  const auto upload = Begin(2).value();
  ASSERT_EQ(upload.parts.size(), 2U);
  const core::Bytes first = Part(upload.parts[0]);
  ASSERT_TRUE(office_.case_files->PutPart(By("officer"), case_, upload.file, 1, first));
  EXPECT_TRUE(
      office_.case_files->PutPart(By("officer"), case_, upload.file, 1, Part(upload.parts[0], 'y')))
      << "the answer may have been lost";
  EXPECT_EQ(office_.store->FindSealed(upload.parts[0])->front().envelope, first)
      << "what was stored first stays";
  EXPECT_TRUE(List().files.empty());
  EXPECT_EQ(office_.case_files->Open(By("officer"), case_, upload.file).error().code,
            ErrorCode::kNotFound);
  const core::Bytes head = Sealed(upload.head, "{}");
  const auto early = office_.case_files->Complete(By("officer"), case_, upload.file, head);
  ASSERT_FALSE(early);
  EXPECT_THAT(early.error().message, HasSubstr("parts that have not arrived: 2;"));
  ASSERT_TRUE(
      office_.case_files->PutPart(By("officer"), case_, upload.file, 2, Part(upload.parts[1])));
  ASSERT_TRUE(office_.case_files->Complete(By("officer"), case_, upload.file, head));
  EXPECT_TRUE(office_.case_files->Complete(By("officer"), case_, upload.file, head))
      << "the answer may have been lost";
  const auto files = List().files;
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].number, 1);
  EXPECT_EQ(files[0].by, "name of officer");
  EXPECT_EQ(files[0].note, "A pay slip.");
  EXPECT_EQ(files[0].digest.size(), 64U);
  const auto timeline = View(case_).timeline;
  ASSERT_EQ(timeline.size(), 2U);
  EXPECT_EQ(timeline[1].kind, "file_added");
  EXPECT_EQ(timeline[1].code, "1");
  EXPECT_THAT(AuditActions(), Contains("case.file_add"));
}

TEST_F(Files, AreRefusedWithWhatIsAllowed) {
  EXPECT_THAT(Begin(0).error().message, HasSubstr("0 bytes"));
  EXPECT_THAT(Begin(18).error().message, HasSubstr("limits.case_file_mib"));
  EXPECT_THAT(Begin(1, "officer", "x").error().message, HasSubstr("note"));
  EXPECT_THAT(Begin(1, "officer", "Call 7212345 about it").error().message, HasSubstr("telephone"));
  EXPECT_EQ(Begin(1, "auditor").error().code, ErrorCode::kDenied);
  EXPECT_EQ(Begin(1, "author").error().code, ErrorCode::kDenied);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(Begin(16));
  EXPECT_THAT(Begin(2).error().message, HasSubstr("limits.case_files_mib"))
      << "what is on its way counts";
  const auto upload = Begin(1).value();
  const auto put = [&](const core::Bytes& bytes) {
    return office_.case_files->PutPart(By("officer"), case_, upload.file, 1, bytes).error().message;
  };
  EXPECT_THAT(put({}), HasSubstr("not sealed"));
  EXPECT_THAT(put(core::Bytes(kSealedPartBytes, 'x')), HasSubstr("not sealed"));
  EXPECT_THAT(put(Sealed(upload.parts[0], "short")), HasSubstr("not sealed"));
  EXPECT_THAT(
      put(privacy::SealWords(privacy::NewKeyPair().public_key, {"office", upload.parts[0], "file"},
                             std::string(kFilePartBytes, 'x'))),
      HasSubstr("not sealed to the office key of today"));
  EXPECT_EQ(office_.case_files->PutPart(By("officer"), case_, upload.file, 2, Part(upload.parts[0]))
                .error()
                .code,
            ErrorCode::kNotFound);
  EXPECT_EQ(
      office_.case_files->PutPart(By("supervisor"), case_, upload.file, 1, Part(upload.parts[0]))
          .error()
          .code,
      ErrorCode::kNotFound)
      << "somebody else's";
}

TEST_F(Files, AreOpenedOnlyAfterTheAuditSaysSo) {
  const FileId file = Add();
  EXPECT_EQ(office_.case_files->Part(By("supervisor"), case_, file, 1).error().code,
            ErrorCode::kDenied);
  const auto opened = office_.case_files->Open(By("supervisor"), case_, file);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_THAT(AuditActions(), Contains("case.file_open"));
  EXPECT_EQ(office_.case_files->Part(By("officer"), case_, file, 1).error().code,
            ErrorCode::kDenied)
      << "another one's opening";
  const auto part = office_.case_files->Part(By("supervisor"), case_, file, 2);
  ASSERT_TRUE(part);
  const auto clear =
      privacy::OpenWords(office_.office_key, {"office", opened->parts[1], "file"}, *part);
  ASSERT_TRUE(clear);
  EXPECT_EQ(clear->Reveal(), std::string(static_cast<size_t>(kFilePartBytes), 'x'));
  EXPECT_FALSE(privacy::OpenWords(office_.office_key, {"office", opened->parts[0], "file"}, *part))
      << "as another part";
  ASSERT_EQ(List().files[0].opened.size(), 1U);
  EXPECT_EQ(List().files[0].opened[0].by, "name of supervisor");
  office_.clock.now = office_.clock.now + core::Millis(3'600'001);
  EXPECT_EQ(office_.case_files->Part(By("supervisor"), case_, file, 1).error().code,
            ErrorCode::kDenied);
  EXPECT_EQ(office_.case_files->Open(By("officer"), Open(ByHand("walk_in")), file).error().code,
            ErrorCode::kNotFound)
      << "of another case";
}

TEST_F(Files, AChangedByteIsNoticedBeforeAnybodyReads) {
  const FileId file = Add();
  const auto opened = office_.case_files->Open(By("officer"), case_, file).value();
  auto row = office_.store->FindSealed(opened.parts[1])->front();
  row.envelope[500] ^= 1;
  office_.Commit({store::DropSealed{row.id}, store::PutSealed{row}});
  const auto changed = office_.case_files->Open(By("officer"), case_, file);
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().code, ErrorCode::kConflict);
  EXPECT_THAT(changed.error().message, HasSubstr("not what was added"));
}

TEST_F(Files, ANewVersionLeavesTheOldOneAndOnlyOneWins) {
  const FileId file = office_.AddFile(case_, "first");
  const auto late = office_.case_files->Begin(By("officer"), case_, {1, "Sharper.", file}).value();
  ASSERT_TRUE(office_.case_files->PutPart(By("officer"), case_, late.file, 1, Part(late.parts[0])));
  office_.AddFile(case_, "second", file);
  EXPECT_EQ(office_.case_files->Complete(By("officer"), case_, late.file, Sealed(late.head, "{}"))
                .error()
                .code,
            ErrorCode::kConflict);
  EXPECT_EQ(office_.case_files->Begin(By("officer"), case_, {1, "Sharper.", file}).error().code,
            ErrorCode::kConflict);
  const auto files = List().files;
  ASSERT_EQ(files.size(), 2U);
  EXPECT_TRUE(files[0].replaced);
  EXPECT_EQ(files[1].number, 1);
  EXPECT_EQ(files[1].version, 2);
  EXPECT_EQ(View(case_).timeline.back().kind, "file_replaced");
  EXPECT_TRUE(office_.case_files->Open(By("officer"), case_, file)) << "the old one stays";
}

TEST_F(Files, ARemovalNeedsAReasonAndLeavesItsLine) {
  const FileId file = Add(1, "supervisor");
  const auto opened = office_.case_files->Open(By("officer"), case_, file).value();
  EXPECT_EQ(office_.case_files->Remove(By("officer"), case_, file, "Wrong case.").error().code,
            ErrorCode::kDenied);
  EXPECT_THAT(office_.case_files->Remove(By("supervisor"), case_, file, "").error().message,
              HasSubstr("reason"));
  ASSERT_TRUE(office_.case_files->Remove(By("supervisor"), case_, file, "Wrong case."));
  EXPECT_FALSE(office_.case_files->Remove(By("supervisor"), case_, file, "Wrong case."));
  EXPECT_TRUE(office_.store->FindSealed(opened.head_record)->empty());
  EXPECT_TRUE(office_.store->FindSealed(opened.parts[0])->empty());
  EXPECT_FALSE(office_.case_files->Part(By("officer"), case_, file, 1));
  const auto files = List().files;
  ASSERT_TRUE(files[0].removed);
  EXPECT_EQ(files[0].removed->reason, "Wrong case.");
  EXPECT_EQ(files[0].opened.size(), 1U);
  EXPECT_EQ(View(case_).timeline.back().kind, "file_removed");
  EXPECT_TRUE(FileRecords(*office_.store)->empty());
}

TEST_F(Files, WhatDidNotArriveIsGoneAfterADayOrWhenGivenUp) {
  const auto left = Begin(2).value();
  ASSERT_TRUE(office_.case_files->PutPart(By("officer"), case_, left.file, 1, Part(left.parts[0])));
  const auto given_up = Begin(1).value();
  ASSERT_TRUE(
      office_.case_files->PutPart(By("officer"), case_, given_up.file, 1, Part(given_up.parts[0])));
  EXPECT_FALSE(office_.case_files->Remove(By("supervisor"), case_, given_up.file, "Not mine."));
  ASSERT_TRUE(office_.case_files->Remove(By("officer"), case_, given_up.file, ""));
  EXPECT_EQ(StoredParts(given_up), 0U);
  EXPECT_FALSE(
      office_.case_files->PutPart(By("officer"), case_, given_up.file, 1, Part(given_up.parts[0])))
      << "nothing is left behind";
  EXPECT_TRUE(StaleUploads(*office_.store, office_.clock.now)->empty());
  office_.Commit(
      StaleUploads(*office_.store, office_.clock.now + core::Millis(86'400'000)).value());
  EXPECT_EQ(StoredParts(left), 0U);
  EXPECT_FALSE(
      office_.case_files->Complete(By("officer"), case_, left.file, Sealed(left.head, "{}")));
}

TEST_F(Files, OfAClosedCaseAreReadAndNotAdded) {
  const FileId file = Add(1);
  Take(case_);
  ASSERT_EQ(Moved(case_, "no_action", "supervisor", "Withdrawn.", Closing{"withdrawn", "none", 0}),
            "");
  EXPECT_THAT(Begin(1).error().message, HasSubstr("closed"));
  EXPECT_TRUE(office_.case_files->Open(By("officer"), case_, file));
}

}  // namespace
}  // namespace ecms
