// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace bot {

// While one lives on a thread, the answers that this thread gives (Responder) wait for its end and
// then leave together: the io thread is woken once for all of a batch instead of many times in the
// middle of it.
class AnswersTogether {
 public:
  AnswersTogether();
  AnswersTogether(const AnswersTogether&) = delete;
  AnswersTogether& operator=(const AnswersTogether&) = delete;
  ~AnswersTogether();
};

}  // namespace bot
