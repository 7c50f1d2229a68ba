// SPDX-License-Identifier: Apache-2.0
// The engine's own yes-or-no questions: follow-up, "another one?", "is that right?".
#include "dialogs/engine/turn.h"

namespace dialogs {

// kHandled: it was a control word, a stale tap or a picture, and the worker has been answered.
Turn::YesNo Turn::ReadYesNo(uint16_t menu) {
  if (input_->kind == core::InboundKind::kTap) {
    std::vector<uint16_t> options;
    if (ReadTap(menu, options) == TapKind::kAnswer && options.size() == 1)
      return options[0] == 0 ? YesNo::kYes : YesNo::kNo;
    Say(TextKey::kStale);
    Reopen();
    return YesNo::kHandled;
  }
  if (input_->kind != core::InboundKind::kText) {
    Say(TextKey::kMediaNotSupported);
    Reopen();
    return YesNo::kHandled;
  }
  const std::vector<locales::AnswerOption> options{{"yes", Word(TextKey::kWordYes), {}},
                                                   {"no", Word(TextKey::kWordNo), {}}};
  locales::Question question;
  question.type = locales::AnswerType::kSelectOne;
  question.options = &options;
  question.language = session_.language;
  auto understood = locales::Understand(question, input_->text);
  if (understood.meaning == Meaning::kNotUnderstood) {
    question.type = locales::AnswerType::kYesNo;
    question.options = nullptr;
    understood = locales::Understand(question, input_->text);
  }
  if (understood.meaning == Meaning::kValue && !understood.values.empty())
    return understood.values[0] == "yes" ? YesNo::kYes : YesNo::kNo;
  if (understood.meaning == Meaning::kRefused) return YesNo::kNo;
  return Control(understood.meaning) ? YesNo::kHandled : YesNo::kUnclear;
}

void Turn::AskConfirm() {
  session_.stage = Stage::kConfirm;
  const std::string value = Echo(Current(), session_.pending);
  AskMenu(kConfirmMenu, catalog_->Format(TextKey::kConfirmValue, {{"value", value}}),
          {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
}

void Turn::AnswerConfirm() {
  const YesNo answer = ReadYesNo(kConfirmMenu);
  if (answer == YesNo::kHandled) return;
  if (answer == YesNo::kUnclear && ++session_.misses < kMissesBeforeWayOut) {
    Say(TextKey::kNotUnderstoodChoice);
    return AskConfirm();
  }
  session_.misses = 0;
  session_.stage = Stage::kAsking;
  Answer pending = std::exchange(session_.pending, Answer{});
  if (answer == YesNo::kYes) return Take(std::move(pending));
  AskCurrent();
}

}  // namespace dialogs
