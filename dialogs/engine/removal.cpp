// SPDX-License-Identifier: Apache-2.0
// Words that may show who somebody is are kept in both versions; then the worker is asked whether
// the original shall go. Only a clear yes removes it. After half an hour it is not named any more:
// somebody else may hold the phone.
#include "core/limits.h"
#include "dialogs/engine/turn.h"

namespace dialogs {
namespace {

constexpr uint8_t kAskedAtMost = 3;  // in one conversation: a warning, not a nuisance

locales::TextKey QuestionAbout(uint8_t what) {
  switch (what) {
    case kIdentityPhone:
      return locales::TextKey::kIdentityPhone;
    case kIdentityContact:
      return locales::TextKey::kIdentityEmail;
    case kIdentityName:
      return locales::TextKey::kIdentityName;
    case kIdentityNumber:
      return locales::TextKey::kIdentityNumber;
    default:
      return locales::TextKey::kIdentityOther;  // several
  }
}

}  // namespace

void Turn::LookForIdentity(uint8_t except) {
  Removal& removal = session_.removal;
  if (input_->identity == nullptr || removal.asked >= kAskedAtMost) return;
  const auto what =
      static_cast<uint8_t>(input_->identity->Find(survey_.languages[language_]) & ~except);
  if (what == 0) return;
  removal = {input_->words, what, static_cast<uint8_t>(removal.asked + 1)};
  // A button under the same question about other words is no answer to this one.
  for (Presented& earlier : session_.presented) {
    if (earlier.question == kRemovalMenu) earlier.options.clear();
  }
}

bool Turn::RemovalLies() const {
  return session_.removal.record &&
         (session_.stage == Stage::kThread || (session_.stage == Stage::kAsking && HasCurrent()));
}

bool Turn::ShowRemoval() {
  if (!RemovalLies()) return false;
  AskRemoval();
  return true;
}

void Turn::AskRemoval() {
  Say(TextKey::kLeadIn);  // on a lock screen, in place of what was written
  AskMenu(kRemovalMenu, Word(QuestionAbout(session_.removal.what)),
          {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
}

void Turn::ReopenRemoval() {
  if (session_.removal.what != 0) return AskRemoval();
  DropRemoval();
  LeaveAnswer(true);
}

std::optional<size_t> Turn::ReadRemoval() const {
  return ReadMenu(kRemovalMenu, {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
}

bool Turn::Refuses() const {
  locales::Question question;
  question.type = locales::AnswerType::kYesNo;
  question.language = survey_.languages[language_];
  return input_->kind == core::InboundKind::kText &&
         locales::Understand(question, input_->text).meaning == Meaning::kRefused;
}

void Turn::AnswerRemoval() {
  const auto control = ControlTyped();
  if (control == Meaning::kStop) return Stop();
  if (control == Meaning::kHelp || control == Meaning::kReal) {
    control == Meaning::kHelp ? SayHelp() : SayReal();
    return AskRemoval();
  }
  if (control == Meaning::kLanguage && !Talking()) return static_cast<void>(Control(*control));
  const auto chosen = ReadRemoval();
  const core::RecordId record = *std::exchange(session_.removal.record, std::nullopt);
  if (control == Meaning::kBack && !Talking()) return Back();
  if (chosen == size_t{0}) {
    Do(RemoveOriginal{record});
    Say(after_silence_ ? TextKey::kWordOk : TextKey::kIdentityRemoved);
  } else if (!after_silence_) {
    Say(TextKey::kIdentityKept);
  }
  if (!Talking()) return LeaveAnswer(true);
  session_.talk.kept = true;                       // and said so
  if (!chosen && !Refuses()) return AnswerNote();  // more words, perhaps
  if (session_.talk.notes.size() > 1) EndNote();
}

}  // namespace dialogs
