// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/utf8.h"
#include "dialogs/engine/turn.h"
#include "dialogs/site_code.h"

namespace dialogs {
namespace {

constexpr std::string_view kPreferNotValue = "\x01";  // as in shown.cpp

locales::AnswerType AnswerTypeOf(QuestionType type) {
  switch (type) {
    case QuestionType::kSelectOne:
      return locales::AnswerType::kSelectOne;
    case QuestionType::kSelectMultiple:
      return locales::AnswerType::kSelectMultiple;
    case QuestionType::kInteger:
      return locales::AnswerType::kInteger;
    case QuestionType::kDecimal:
    case QuestionType::kRange:
      return locales::AnswerType::kDecimal;
    case QuestionType::kAcknowledge:
      return locales::AnswerType::kSelectOne;
    case QuestionType::kTime:
      return locales::AnswerType::kTime;
    case QuestionType::kDate:
      return locales::AnswerType::kDate;
    default:
      return locales::AnswerType::kText;
  }
}

}  // namespace

// A token is "<conversation><nonce>.<option>"; a channel that lets several be chosen joins options
// with '+'.
Turn::TapKind Turn::ReadTap(uint16_t expected, std::vector<uint16_t>& options) const {
  if (session_.presented.empty() || session_.presented.back().question != expected)
    return TapKind::kStale;
  const Presented& now = session_.presented.back();
  const std::string first = Token(now.nonce, 0);
  const std::string_view prefix =
      std::string_view(first).substr(0, first.size() - 1);  // with the dot
  if (!input_->tap.starts_with(prefix)) return TapKind::kStale;
  std::string_view rest = input_->tap.substr(prefix.size());
  while (!rest.empty()) {
    uint16_t option = 0;
    auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), option);
    if (error != std::errc() || option >= now.options.size()) return TapKind::kStale;
    options.push_back(now.options[option]);
    rest.remove_prefix(static_cast<size_t>(end - rest.data()));
    if (!rest.empty() && rest[0] != '+') return TapKind::kStale;
    if (!rest.empty()) rest.remove_prefix(1);
  }
  return options.empty() ? TapKind::kStale : TapKind::kAnswer;
}

void Turn::AnswerQuestion() {
  const Question& q = Current();
  switch (input_->kind) {
    case core::InboundKind::kTap:
      return AnswerByTap(q);
    case core::InboundKind::kText:
      return AnswerByText(q);
    default:
      if (q.media()) return TakeMedia();
      Say(TextKey::kMediaNotSupported);
      return AskCurrent();
  }
}

void Turn::AnswerByTap(const Question& question) {
  std::vector<uint16_t> options;
  const bool acknowledge = question.type == QuestionType::kAcknowledge;
  if ((!question.list && !acknowledge) || ReadTap(session_.question, options) == TapKind::kStale) {
    Say(TextKey::kStale);
    return AskCurrent();
  }
  if (acknowledge) return TakeText(question, "OK");
  TakeOptions(question, std::move(options));
}

locales::Understood Turn::UnderstandText(const Question& question) const {
  locales::Question asked;
  asked.type = AnswerTypeOf(question.type);
  asked.language = session_.language;
  asked.country = deployment_.country;
  asked.today = today_;
  const ChoiceList* list = question.list ? &survey_.lists[*question.list] : nullptr;
  std::vector<locales::AnswerOption> shown;
  if (question.type == QuestionType::kAcknowledge)
    shown.push_back({"OK", Word(TextKey::kWordOk), {}});
  if (question.own_list && list != nullptr) shown = AnswerOptions(question);
  if (list != nullptr) asked.options = &list->options[language_];
  if (!shown.empty()) asked.options = &shown;
  auto understood = locales::Understand(asked, input_->text);
  if (understood.meaning == Meaning::kNotUnderstood &&
      (question.type == QuestionType::kAcknowledge || (list != nullptr && list->yes_no))) {
    asked.type = locales::AnswerType::kYesNo;  // "yep", "হুম": words that no list of labels holds
    asked.options = nullptr;
    const auto yes_no = locales::Understand(asked, input_->text);
    if (yes_no.meaning == Meaning::kValue) return yes_no;
  }
  return understood;
}

void Turn::AnswerByText(const Question& question) {
  const locales::Understood understood = UnderstandText(question);
  switch (understood.meaning) {
    case Meaning::kValue:
      return TakeUnderstood(question, understood);
    case Meaning::kRefused:
    case Meaning::kDontKnow: {
      Answer answer;
      answer.kind = understood.meaning == Meaning::kRefused ? Answer::Kind::kRefused
                                                            : Answer::Kind::kDontKnow;
      return Take(std::move(answer));
    }
    case Meaning::kAmbiguous:
    case Meaning::kNotUnderstood:
      if (SiteCodeReading read = ReadSiteCode(input_->text);
          read.kind == SiteCodeReading::Kind::kCode) {
        session_.site = read.code;  // a poster's link, opened in the middle of a conversation
        return AskCurrent();
      }
      if (understood.meaning == Meaning::kNotUnderstood && OfferLanguageOfAnswer()) return;
      return Missed(question, WhyNot(question, understood));
    default:
      if (!Control(understood.meaning)) Missed(question, WhyNot(question, understood));
  }
}

void Turn::TakeUnderstood(const Question& question, const locales::Understood& understood) {
  switch (question.type) {
    case QuestionType::kSelectOne:
    case QuestionType::kSelectMultiple: {
      const auto& values = survey_.infos[Here().question].values;
      std::vector<uint16_t> options;
      for (const std::string& value : understood.values) {
        if (value == kPreferNotValue) {
          options.push_back(kPreferNot);
          continue;
        }
        const auto found = std::find(values.begin(), values.end(), value);
        if (found == values.end()) return Missed(question, WhyNot(question, understood));
        options.push_back(static_cast<uint16_t>(found - values.begin()));
      }
      return TakeOptions(question, std::move(options));
    }
    case QuestionType::kInteger:
    case QuestionType::kDecimal:
    case QuestionType::kRange:
      return TakeNumber(question, understood.number);
    case QuestionType::kDate: {
      Answer answer;
      answer.kind = Answer::Kind::kDay;
      answer.day = understood.day;
      return Offer(std::move(answer));
    }
    case QuestionType::kTime:
      if (understood.values.size() != 1) return Missed(question, WhyNot(question, understood));
      return TakeText(question, understood.values[0]);
    case QuestionType::kDateTime:
      return TakeDateTime(question);
    case QuestionType::kAcknowledge:
      if (understood.values.empty() || understood.values[0] == "no")
        return Missed(question, WhyNot(question, understood));
      return TakeText(question, "OK");
    case QuestionType::kText:
      return TakeWords(question);
    default:  // a picture or a place was asked for
      return Missed(question, WhyNot(question, understood));
  }
}

}  // namespace dialogs
