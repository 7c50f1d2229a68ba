// SPDX-License-Identifier: Apache-2.0
// A ticket was closed: did it get better, was there trouble, would the worker write again? Codes
// only.
#include <algorithm>

#include "dialogs/engine/turn.h"
#include "dialogs/phrase_keys.h"
#include "dialogs/phrases.h"

namespace dialogs {

void Turn::AskClosing() {
  Talk& talk = session_.talk;
  const auto questions = ClosingQuestions();
  const bool first = session_.stage != Stage::kClosing;
  if (first) talk.closing = 0;
  if (talk.closing >= questions.size()) return EndNote();
  if (first) FlushSaid();
  if (first) Say(catalog_->Format(TextKey::kThreadQuestion, {{"word", Word(TextKey::kWordStop)}}));
  session_.stage = Stage::kClosing;
  const TextKey key = KeyOfPhrase(questions[talk.closing].code).value_or(TextKey::kClosingBetter);
  AskMenu(kClosingMenu, Word(key), {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
  if (first) MarkShown();
}

void Turn::AnswerClosing() {
  Talk& talk = session_.talk;
  const auto questions = ClosingQuestions();
  if (talk.notes.empty() || talk.closing >= questions.size()) return EndNote();
  const auto control = ControlTyped();
  if (control && *control != Meaning::kSkip) {
    static_cast<void>(ControlInTalk());
    return;
  }
  if (input_->unseen) return;  // it leaves now
  const auto chosen = ReadMenu(kClosingMenu, {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
  std::string code = control ? "(skipped)" : !chosen ? "" : *chosen == 0 ? "yes" : "no";
  if (!chosen && !control && input_->kind == core::InboundKind::kText) {
    locales::Question question;
    question.type = locales::AnswerType::kYesNo;
    question.language = session_.language;
    const Meaning meaning = locales::Understand(question, input_->text).meaning;
    if (meaning == Meaning::kRefused) code = "(refused)";
    if (meaning == Meaning::kDontKnow) code = "(dont_know)";
  }
  if (code.empty()) {
    if (++session_.misses < kMissesBeforeWayOut) {
      Say(TextKey::kNotUnderstoodChoice);
      return AskClosing();
    }
    code = "(skipped)";
  }
  session_.misses = 0;
  Answered(std::string(questions[talk.closing].code), std::move(code));
  if (++talk.closing < questions.size()) return AskClosing();
  Say(TextKey::kFinished);
  EndNote();
}

}  // namespace dialogs
