// SPDX-License-Identifier: Apache-2.0
#include "bot/http/answers_together.h"

#include "bot/http/completions.h"

namespace bot {
namespace {

struct Gathered {
  int depth = 0;  // of AnswersTogether on this thread
  std::shared_ptr<http::Completions> to;
  std::vector<http::Completion> answers;

  void Leave() {
    if (to) to->Push(answers);
    to.reset();
    answers.clear();
  }
};
thread_local Gathered gathered;

}  // namespace

AnswersTogether::AnswersTogether() { ++gathered.depth; }

AnswersTogether::~AnswersTogether() {
  if (--gathered.depth == 0) gathered.Leave();
}

void http::Give(const std::shared_ptr<Completions>& to, Completion completion) {
  if (gathered.depth == 0) {
    to->Push(std::move(completion));
    return;
  }
  if (gathered.to != to) gathered.Leave();  // of another server
  gathered.to = to;
  gathered.answers.push_back(std::move(completion));
}

}  // namespace bot
