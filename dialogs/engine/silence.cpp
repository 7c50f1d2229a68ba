// SPDX-License-Identifier: Apache-2.0
// After half an hour of silence the phone may be in other hands: nothing earlier is repeated, named
// or counted. A valid answer to the open question is taken; anything else gets a neutral opening.
#include "core/limits.h"
#include "dialogs/engine/turn.h"
#include "locales/fold.h"

namespace dialogs {
namespace {

// A shorter text may be a greeting of whoever found the phone; it is no answer in own words.
constexpr size_t kSurelyWords = 40;

}  // namespace

std::optional<locales::Meaning> Turn::ControlTyped() const {
  if (input_->kind != core::InboundKind::kText) return std::nullopt;
  return locales::ControlWord(survey_.languages[language_], input_->text);
}

std::optional<size_t> Turn::ReadMenu(uint16_t menu, const std::vector<std::string>& labels) const {
  if (input_->kind == core::InboundKind::kTap) {
    std::vector<uint16_t> options;
    if (ReadTap(menu, options) != TapKind::kAnswer || options.size() != 1) return std::nullopt;
    return options[0];
  }
  if (input_->kind != core::InboundKind::kText) return std::nullopt;
  std::vector<locales::AnswerOption> options;
  for (size_t i = 0; i < labels.size(); ++i) options.push_back({std::to_string(i), labels[i], {}});
  locales::Question question;
  question.type = locales::AnswerType::kSelectOne;
  question.options = &options;
  question.language = survey_.languages[language_];
  const auto understood = locales::Understand(question, input_->text);
  if (understood.meaning == Meaning::kValue && understood.values.size() == 1)
    return static_cast<size_t>(understood.values[0][0] - '0');
  const bool yes_no = labels.size() == 2 && labels[0] == Word(TextKey::kWordYes);
  if (!yes_no) return std::nullopt;
  question.type = locales::AnswerType::kYesNo;
  question.options = nullptr;
  const auto word = locales::Understand(question, input_->text);
  if (word.meaning != Meaning::kValue || word.values.size() != 1) return std::nullopt;
  return word.values[0] == "yes" ? size_t{0} : size_t{1};
}

bool Turn::HideEarlier() {
  const bool hidden_already = session_.stage == Stage::kErasing ||
                              session_.stage == Stage::kNeutral ||
                              session_.stage == Stage::kSecretNeeded;
  if (!after_silence_ || session_.asked.empty() || hidden_already) return false;
  // What an officer asked stands on the screen: taking the answer shows nothing.
  if (Talking() || Ended()) return false;
  if (ControlTyped() == Meaning::kStop) return false;
  if (session_.secret) {
    AskSecret();
    return true;
  }
  if (ControlTyped() == Meaning::kResume || AnswersWhatIsOpen()) return false;
  AskNeutral();
  return true;
}

bool Turn::AnswersWhatIsOpen() const {
  std::vector<uint16_t> taps;
  if (input_->kind == core::InboundKind::kTap)
    return !session_.presented.empty() &&
           ReadTap(session_.presented.back().question, taps) == TapKind::kAnswer;
  if (input_->kind != core::InboundKind::kText) return false;
  if (RemovalLies()) return ReadRemoval().has_value();
  if (session_.stage == Stage::kAsking && HasCurrent()) {
    const Meaning meaning = UnderstandText(Current()).meaning;
    if (Current().type == QuestionType::kText && meaning == Meaning::kValue)
      return input_->text.size() > kSurelyWords;
    return meaning == Meaning::kValue || meaning == Meaning::kRefused ||
           meaning == Meaning::kDontKnow;
  }
  // A menu: one of its numbers, or a yes or no.
  if (session_.presented.empty()) return false;
  const std::vector<std::string> unnamed(session_.presented.back().options.size());
  locales::Question question;
  question.language = survey_.languages[language_];
  question.type = locales::AnswerType::kYesNo;
  if (locales::Understand(question, input_->text).meaning == Meaning::kValue) return true;
  question.type = locales::AnswerType::kInteger;
  const auto number = locales::Understand(question, input_->text);
  return number.meaning == Meaning::kValue && number.number >= 1 &&
         number.number <= static_cast<double>(session_.presented.back().options.size());
}

void Turn::AskNeutral() {
  HideRemoval();
  session_.stage = Stage::kNeutral;
  AskMenu(kNeutralMenu, Word(TextKey::kNeutralOpening),
          {Word(TextKey::kWordGoOn), Word(TextKey::kWordStartNew), Word(TextKey::kWordStop)});
}

void Turn::AnswerNeutral() {
  const auto control = ControlTyped();
  if (control == Meaning::kStop) return Stop();
  if (after_silence_ && session_.secret) return AskSecret();
  const auto chosen =
      ReadMenu(kNeutralMenu,
               {Word(TextKey::kWordGoOn), Word(TextKey::kWordStartNew), Word(TextKey::kWordStop)});
  if (chosen == size_t{0} || control == Meaning::kResume) return Reopen();
  if (chosen == size_t{1} || control == Meaning::kStart) return StartNew();
  if (chosen == size_t{2}) return Stop();
  if (control == Meaning::kHelp) SayHelp();
  if (control == Meaning::kReal) SayReal();
  AskNeutral();
}

// What was begun is filed as if it had fallen silent.
void Turn::StartNew() {
  if (!session_.asked.empty()) FinishSurvey(false);
  Erase(Stage::kAsking);
  session_.started_at = now_;
  Reopen();
}

}  // namespace dialogs
