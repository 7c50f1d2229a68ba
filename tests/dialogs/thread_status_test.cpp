// SPDX-License-Identifier: Apache-2.0
// STATUS: news by receipt code, and the way back to a thread: the engine's part.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialogs/support.h"
#include "dialogs/thread_support.h"

namespace dialogs_test {
namespace {

using dialogs::Stage;
using locales::TextKey;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace std::chrono_literals;

class Status : public testing::Test {
 protected:
  Status() : worker(Core9(), core::ChannelKind::kSms, "en") {
    news.ticket.bytes[0] = 9;
    news.phrase = "status_in_progress";
  }
  // As bot/ does: looks the code up only where the engine finds one.
  void Write(const std::string& text, bool known) {
    const auto code = dialogs::CodeIn(*worker.survey, worker.session, text);
    worker.news = code && known ? &news : nullptr;
    worker.Write(text);
    worker.news = nullptr;
  }
  std::string Words(TextKey key) { return worker.catalog().Text(key) + "\n"; }
  Worker worker;
  dialogs::CodeNews news;
  core::SeededRandom random{5};
};

TEST_F(Status, FromAFreshPhoneInOneMessageOrTwo) {
  const std::string code = "ABCDE-FGHJ" + std::string("K");
  std::string good;
  for (char c : std::string("23456789ABCDEFGHJKMNPQRSTUVWXYZ")) {
    if (dialogs::CodeIn(*worker.survey, worker.session, "STATUS ABCDE-FGHJ" + std::string(1, c)))
      good = "ABCDE-FGHJ" + std::string(1, c);
  }
  ASSERT_FALSE(good.empty());
  Write("status " + good, true);
  EXPECT_EQ(Text(worker), Words(TextKey::kStatusInProgress));
  EXPECT_EQ(worker.session.stage, Stage::kDone) << "whoever only asked for news has begun nothing";
  Write("Any news", true);
  EXPECT_EQ(Text(worker), Words(TextKey::kStatusAskCode));
  Write("abcde fghj" + good.substr(10), true);
  EXPECT_EQ(Text(worker), Words(TextKey::kStatusInProgress));
}

TEST_F(Status, FiveWrongOnesAnHourThenTheSameWordsForARightOne) {
  const std::string code = [&] {
    std::string good;
    for (char c : std::string("23456789ABCDEFGHJKMNPQRSTUVWXYZ")) {
      if (dialogs::CodeIn(*worker.survey, worker.session, "STATUS ABCDE-FGHJ" + std::string(1, c)))
        good = "ABCDE-FGHJ" + std::string(1, c);
    }
    return good;
  }();
  for (const char* wrong : {"22222-22223", "33333-33334", "ABCD2-FGHJK", "nonsense"}) {
    Write("STATUS", false);
    Write(wrong, false);
    EXPECT_EQ(Text(worker), Words(TextKey::kStatusNoNews)) << wrong;
  }
  Write("STATUS " + code, false);  // well-formed, but nobody's
  EXPECT_EQ(Text(worker), Words(TextKey::kStatusNoNews));
  Write("STATUS " + code, true);
  EXPECT_EQ(Text(worker), Words(TextKey::kStatusNoNews)) << "five are the most";
  worker.Pass(61min);
  Write("STATUS " + code, true);
  EXPECT_EQ(Text(worker), Words(TextKey::kStatusInProgress));
}

TEST_F(Status, ReopensWithTheWorkersAgreement) {
  news.may_reopen = true;
  Write("STATUS", true);
  const auto code = [&] {
    for (char c : std::string("23456789ABCDEFGHJKMNPQRSTUVWXYZ")) {
      if (dialogs::CodeIn(*worker.survey, worker.session, "ABCDE-FGHJ" + std::string(1, c)))
        return "ABCDE-FGHJ" + std::string(1, c);
    }
    return std::string();
  }();
  Write(code, true);
  EXPECT_THAT(Text(worker), HasSubstr("May a person write to you here about it?"));
  Worker other = worker;
  other.Write("no");
  EXPECT_EQ(Effect<dialogs::ReopenThread>(other), nullptr);
  worker.Write("1");
  const auto* reopen = Effect<dialogs::ReopenThread>(worker);
  ASSERT_NE(reopen, nullptr);
  EXPECT_EQ(reopen->ticket, news.ticket);
  EXPECT_TRUE(dialogs::HasThread(worker.session, reopen->thread));
  EXPECT_EQ(worker.session.stage, Stage::kDone);
}

TEST_F(Status, InTheMiddleOfASurveyTheQuestionComesAgain) {
  for (const char* text : {"hi", "1", "1"}) worker.Write(text);
  ASSERT_EQ(worker.OpenQuestion(), "age");
  Write("STATUS", false);
  Write("22222-22223", false);
  EXPECT_THAT(Text(worker), HasSubstr(worker.catalog().Text(TextKey::kStatusNoNews)));
  EXPECT_EQ(worker.OpenQuestion(), "age");
  EXPECT_EQ(worker.session.stage, Stage::kAsking);
}

TEST_F(Status, AfterASilenceNothingEarlierStandsBehindTheNews) {
  for (const char* text : {"hi", "1", "1", "3"}) worker.Write(text);
  ASSERT_EQ(worker.OpenQuestion(), "danger");
  worker.Pass(2h);
  Write("STATUS", false);
  EXPECT_THAT(Text(worker), Not(HasSubstr("danger")));
  Write("22222-22223", false);
  EXPECT_THAT(Text(worker), Not(HasSubstr("danger")));
  EXPECT_EQ(worker.session.stage, Stage::kNeutral);
}

TEST_F(Status, WordsThatOnlyBeginWithNewsAreNone) {
  for (const char* text : {"news tomorrow", "status of the building", "news"}) {
    EXPECT_FALSE(dialogs::CodeIn(*worker.survey, worker.session, text)) << text;
  }
}

TEST_F(Status, AfterStopThereIsSilence) {
  for (const char* text : {"hi", "1", "1", "STOP"}) worker.Write(text);
  Write("STATUS", true);
  EXPECT_THAT(worker.last.messages, IsEmpty());
}

}  // namespace
}  // namespace dialogs_test
