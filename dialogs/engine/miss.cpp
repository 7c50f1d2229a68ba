// SPDX-License-Identifier: Apache-2.0
// Answers that could not be taken: what the worker is told, and the question again.
#include <algorithm>
#include <cmath>

#include "dialogs/engine/turn.h"

namespace dialogs {

Said Turn::Candidates(const Question& question, const std::vector<std::string>& values) const {
  Said out;
  const auto& options = question.own_list ? AnswerOptions(question)
                                          : survey_.lists[*question.list].options[language_];
  for (size_t i = 0; i < options.size(); ++i) {
    if (std::find(values.begin(), values.end(), options[i].value) == values.end()) continue;
    const std::string between = out.buttons.empty() ? "" : " / ";
    out.numbered += between + std::to_string(i + 1) + " " + options[i].label;
    out.buttons += between + options[i].label;
  }
  return out;
}

Said Turn::WhyNot(const Question& question, const locales::Understood& understood) const {
  using Why = locales::Understood::Why;
  if (understood.meaning == Meaning::kAmbiguous && question.list) {
    const Said options = Candidates(question, understood.values);
    constexpr auto kBy = locales::kByAnswers;
    if (!options.buttons.empty())
      return {catalog_->Format(TextKey::kAmbiguous,
                               {{kBy.argument, kBy.value}, {"options", options.numbered}}),
              catalog_->Format(TextKey::kAmbiguous, {{"options", options.buttons}})};
  }
  switch (understood.why) {
    case Why::kRange:
      return Word(TextKey::kRangeGiven);
    case Why::kNotWhole:
      return Word(TextKey::kNotWhole);
    case Why::kSeveral:
      return Word(question.list ? TextKey::kChooseOnlyOne : TextKey::kRangeGiven);
    case Why::kNone:
      break;
  }
  switch (question.type) {
    case QuestionType::kInteger:
    case QuestionType::kDecimal:
    case QuestionType::kRange: {
      const std::string example = FormatNumber(
          question.min && question.max ? std::floor((*question.min + *question.max) / 2) : 3);
      return catalog_->Format(TextKey::kNotUnderstoodNumber, {{"example", example}});
    }
    case QuestionType::kDate: {
      const std::string example = core::ToText(today_);
      return catalog_->Format(TextKey::kNotUnderstoodDate, {{"example", example}});
    }
    case QuestionType::kTime:
      return catalog_->Format(TextKey::kNotUnderstoodTime, {{"example", "08:30"}});
    case QuestionType::kDateTime:
      return catalog_->Format(TextKey::kNotUnderstoodDate,
                              {{"example", core::ToText(today_) + " 08:30"}});
    case QuestionType::kImage:
    case QuestionType::kAudio:
    case QuestionType::kVideo:
    case QuestionType::kFile:
      return Word(TextKey::kRequired);
    case QuestionType::kGeopoint:
      return Word(TextKey::kSendLocation);
    case QuestionType::kText:
      return Word(TextKey::kNotUnderstoodText);
    default:
      return Wording(TextKey::kNotUnderstoodChoice);
  }
}

void Turn::Missed(const Question& question, const Said& note) {
  if (session_.misses < UINT8_MAX) ++session_.misses;
  Say(note);
  if (session_.misses >= kMissesBeforeWayOut && !Required(question)) {
    Say(catalog_->Format(TextKey::kOfferSkip, {{"word", Word(TextKey::kWordSkip)}}));
  }
  AskCurrent();
}

}  // namespace dialogs
