// SPDX-License-Identifier: Apache-2.0
#include "bot/http/answers_together.h"

#include <gtest/gtest.h>

#include <thread>

#include "bot/http/completions.h"

namespace bot {
namespace {

class AnswersOfABatch : public testing::Test {
 protected:
  void Answer(uint64_t request) {
    http::Give(completions_, {{}, request, core::TextResponse(200, "")});
  }
  std::vector<uint64_t> Arrived() {
    std::vector<http::Completion> taken;
    completions_->TakeAll(taken);
    std::vector<uint64_t> requests;
    for (const http::Completion& one : taken) requests.push_back(one.request);
    return requests;
  }

  int wakes_ = 0;
  std::shared_ptr<http::Completions> completions_ =
      std::make_shared<http::Completions>([this] { ++wakes_; });
};

TEST_F(AnswersOfABatch, LeaveTogetherInOrderWithOneWake) {
  {
    const AnswersTogether together;
    for (uint64_t request = 1; request <= 4; ++request) {
      const AnswersTogether within;
      Answer(request);
    }
    EXPECT_TRUE(Arrived().empty());
    EXPECT_EQ(wakes_, 0);
  }
  EXPECT_EQ(Arrived(), (std::vector<uint64_t>{1, 2, 3, 4}));
  EXPECT_EQ(wakes_, 1);
  Answer(5);
  EXPECT_EQ(Arrived(), (std::vector<uint64_t>{5}));
  EXPECT_EQ(wakes_, 2);
}

TEST_F(AnswersOfABatch, OfOtherThreadsDoNotWait) {
  const AnswersTogether together;
  std::thread([this] { Answer(1); }).join();
  EXPECT_EQ(Arrived(), (std::vector<uint64_t>{1}));
}

TEST_F(AnswersOfABatch, OfTwoServersReachEachItsOwn) {
  auto other = std::make_shared<http::Completions>([] {});
  {
    const AnswersTogether together;
    Answer(1);
    http::Give(other, {{}, 2, core::TextResponse(200, "")});
    Answer(3);
  }
  EXPECT_EQ(Arrived(), (std::vector<uint64_t>{1, 3}));
  std::vector<http::Completion> taken;
  other->TakeAll(taken);
  EXPECT_EQ(taken.size(), 1u);
}

}  // namespace
}  // namespace bot
