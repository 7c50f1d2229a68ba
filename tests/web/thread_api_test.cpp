// SPDX-License-Identifier: Apache-2.0
// The conversation on a ticket, as a page asks for it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/test_web.h"

namespace web {
namespace {

using testing::HasSubstr;
using testing::Not;

class ThreadApi : public testing::Test {
 protected:
  ThreadApi() {
    core::ThreadId thread;
    thread.bytes[0] = 3;
    t_.office.Commit({store::PutThread{{thread, t_.ticket, core::Day{30000}, {1, 2, 3}}}});
  }
  core::HttpResponse Post(const std::string& what, const std::string& body,
                          const std::string& role = "officer") {
    return t_.Ask("POST", Path(what), role, {{"Content-Type", "application/json"}}, body);
  }
  std::string Path(const std::string& what) const {
    return "/api/v1/tickets/" + t_.ticket.Text() + "/" + what;
  }
  TestWeb t_;
};

TEST_F(ThreadApi, AsksAndShowsWhatWasAsked) {
  const auto asked = Post("thread", R"({"phrase": "ask_still"})");
  ASSERT_EQ(asked.status, 200);
  EXPECT_EQ(asked.body, R"({"state":"queued"})");
  const auto got = t_.Get(Path("thread"));
  EXPECT_THAT(
      got.body,
      HasSubstr(R"("phrase":"ask_still","text":"ask_still in en","preview":"ask_still in bn")"));
  EXPECT_THAT(got.body, HasSubstr(R"("may_ask":true)"));
}

TEST_F(ThreadApi, FreeWordsNeverComeBackInClear) {
  EXPECT_EQ(Post("thread", R"({"words": "Which door?"})").status, 400);
  ASSERT_EQ(Post("thread", R"({"words": "Which door?", "worker_reads_it": true})").status, 200);
  EXPECT_THAT(t_.Get(Path("thread")).body, Not(HasSubstr("Which door")));
}

TEST_F(ThreadApi, SaysWhatIsWrong) {
  EXPECT_THAT(ProblemDetail(Post("thread", R"({"phrase": "help"})")), HasSubstr("phrase"));
  EXPECT_THAT(ProblemDetail(Post("thread", R"({"phrase": 7})")), HasSubstr("phrase"));
  EXPECT_THAT(ProblemDetail(Post("close", R"({"outcome": "won"})")), HasSubstr("outcome"));
  EXPECT_EQ(t_.office.delivered.size(), 0u);
}

TEST_F(ThreadApi, AnAnswerIsMarkedInTheListUntilThePageSaysThatItIsShown) {
  const auto listed = [&](const std::string& query = "") {
    return t_.Get("/api/v1/tickets" + query).body;
  };
  store::ThreadEntryRow answer;
  answer.id = core::EntryId{{7}};
  answer.ticket = t_.ticket;
  answer.kind = store::EntryKind::kAnswer;
  answer.week = "2026-W47";
  t_.office.Commit({store::PutThreadEntry{answer}});
  EXPECT_THAT(listed("?answered=yes"), HasSubstr(R"("answered":true)"));
  EXPECT_THAT(t_.Get(Path("thread")).body, HasSubstr(R"("unseen":1)"));
  EXPECT_THAT(listed(), HasSubstr(R"("answered":true)")) << "to read by program is not to see";
  EXPECT_EQ(t_.Get("/api/v1/tickets?answered=no").status, 400);
  for (const char* bad :
       {R"({})", R"({"number": 0})", R"({"number": "1"})", R"({"number": 1, "more": 1})"})
    EXPECT_EQ(Post("thread/seen", bad).status, 400) << bad;
  EXPECT_EQ(Post("thread/seen", R"({"number": 1})", "auditor").status, 403);
  EXPECT_EQ(Post("thread/seen", R"({"number": 1})").status, 204);
  EXPECT_THAT(listed(), Not(HasSubstr(R"("answered":true)")));
  EXPECT_THAT(listed("?answered=yes"), HasSubstr(R"("total":0)"));
}

TEST_F(ThreadApi, OnlyATicketWithConsentIsAsked) {
  core::ThreadId thread;
  thread.bytes[0] = 3;
  t_.office.Commit({store::DropThread{thread}});
  EXPECT_EQ(Post("thread", R"({"phrase": "ask_still"})").status, 409);
  EXPECT_EQ(t_.office.delivered.size(), 0u);
}

TEST_F(ThreadApi, ClosesOnce) {
  EXPECT_EQ(Post("close", R"({"outcome": "acted"})").status, 204);
  EXPECT_EQ(Post("close", R"({"outcome": "acted"})").status, 409);
  EXPECT_THAT(t_.Get("/api/v1/tickets/" + t_.ticket.Text()).body, HasSubstr(R"("state":"closed")"));
}

}  // namespace
}  // namespace web
