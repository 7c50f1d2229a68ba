// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/utf8.h"
#include "dialogs/engine/turn.h"
#include "dialogs/site_code.h"

namespace dialogs {
namespace {

locales::AnswerType AnswerTypeOf(QuestionType type) {
  switch (type) {
    case QuestionType::kSelectOne:
      return locales::AnswerType::kSelectOne;
    case QuestionType::kSelectMultiple:
      return locales::AnswerType::kSelectMultiple;
    case QuestionType::kInteger:
      return locales::AnswerType::kInteger;
    case QuestionType::kDecimal:
      return locales::AnswerType::kDecimal;
    case QuestionType::kDate:
      return locales::AnswerType::kDate;
    default:
      return locales::AnswerType::kText;
  }
}

uint32_t CodePoints(std::string_view text) {
  uint32_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) static_cast<void>(core::NextCodePoint(text, at));
  return count;
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
      Say(TextKey::kMediaNotSupported);
      return AskCurrent();
  }
}

void Turn::AnswerByTap(const Question& question) {
  std::vector<uint16_t> options;
  if (!question.list || ReadTap(session_.question, options) == TapKind::kStale) {
    Say(TextKey::kStale);
    return AskCurrent();
  }
  TakeOptions(question, std::move(options));
}

locales::Understood Turn::UnderstandText(const Question& question) const {
  locales::Question asked;
  asked.type = AnswerTypeOf(question.type);
  asked.language = session_.language;
  asked.country = deployment_.country;
  asked.today = today_;
  const ChoiceList* list = question.list ? &survey_.lists[*question.list] : nullptr;
  if (list != nullptr) asked.options = &list->options[language_];
  auto understood = locales::Understand(asked, input_->text);
  if (understood.meaning == Meaning::kNotUnderstood && list != nullptr && list->yes_no) {
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
      if (SiteCodeReading read = ReadSiteCode(input_->text); read.kind == SiteCodeReading::Kind::kCode) {
        session_.site = read.code;  // a poster's link, opened in the middle of a conversation
        return AskCurrent();
      }
      return Missed(question, WhyNot(question, understood));
    default:
      if (!Control(understood.meaning)) Missed(question, WhyNot(question, understood));
  }
}

void Turn::TakeUnderstood(const Question& question, const locales::Understood& understood) {
  switch (question.type) {
    case QuestionType::kSelectOne:
    case QuestionType::kSelectMultiple: {
      const auto& values = survey_.infos[session_.question].values;
      std::vector<uint16_t> options;
      for (const std::string& value : understood.values) {
        auto found = std::find(values.begin(), values.end(), value);
        if (found == values.end()) return Missed(question, WhyNot(question, understood));
        options.push_back(static_cast<uint16_t>(found - values.begin()));
      }
      return TakeOptions(question, std::move(options));
    }
    case QuestionType::kInteger:
    case QuestionType::kDecimal:
      return TakeNumber(question, understood.number);
    case QuestionType::kDate: {
      Answer answer;
      answer.kind = Answer::Kind::kDay;
      answer.day = understood.day;
      if (FitsConstraint(question, answer)) Take(std::move(answer));
      return;
    }
    default:
      return TakeWords(question);
  }
}

void Turn::TakeOptions(const Question& question, std::vector<uint16_t> options) {
  const ChoiceList& list = survey_.lists[*question.list];
  std::sort(options.begin(), options.end());
  options.erase(std::unique(options.begin(), options.end()), options.end());
  const bool alone = options.size() == 1;
  if (options.empty() || options.back() >= list.choices.size() ||
      (!alone && question.type == QuestionType::kSelectOne)) {
    return Missed(question, Word(options.size() > 1 ? TextKey::kChooseOnlyOne
                                                    : TextKey::kNotUnderstoodChoice));
  }
  Answer answer;
  answer.kind = Answer::Kind::kValues;
  for (uint16_t option : options) {
    const Choice& choice = list.choices[option];
    if (!alone && (choice.exclusive || choice.means != Choice::Means::kItself))
      return Missed(question, Word(TextKey::kNotUnderstoodChoice));
    if (choice.means == Choice::Means::kRefused) answer.kind = Answer::Kind::kRefused;
    if (choice.means == Choice::Means::kDontKnow) answer.kind = Answer::Kind::kDontKnow;
  }
  if (answer.kind == Answer::Kind::kValues) answer.values = std::move(options);
  if (FitsConstraint(question, answer)) Take(std::move(answer));
}

void Turn::TakeNumber(const Question& question, double number) {
  Answer answer;
  answer.kind = Answer::Kind::kNumber;
  answer.number = number;
  if (!std::isfinite(number)) return Missed(question, WhyNot(question, {}));
  if (question.type == QuestionType::kInteger && number != std::floor(number))
    return Missed(question, Word(TextKey::kNotWhole));
  if (FitsConstraint(question, answer)) Take(std::move(answer));
}

void Turn::TakeWords(const Question& question) {
  if (question.role == Role::kSite && TakeSiteCode(question)) return;
  Answer answer;
  answer.kind = Answer::Kind::kWords;
  answer.words = input_->words;
  answer.words_chars = CodePoints(input_->text);
  if (core::Trim(input_->text).empty()) return Missed(question, Word(TextKey::kNotUnderstoodText));
  if (!FitsConstraint(question, answer)) return;
  Do(KeepWords{answer.words, question.name});
  if (input_->text_was_cut) Say(TextKey::kTextTooLong);
  Take(std::move(answer));
}

// The site question takes a code too. What looks like one and cannot be is asked back, twice at most: it may be a name.
bool Turn::TakeSiteCode(const Question& question) {
  const SiteCodeReading read = ReadSiteCode(input_->text);
  if (read.kind == SiteCodeReading::Kind::kMistyped && session_.misses + 1 < kMissesBeforeWayOut) {
    Missed(question, catalog_->Format(TextKey::kCodeMistyped, {{"word", Word(TextKey::kWordSkip)}}));
    return true;
  }
  if (read.kind != SiteCodeReading::Kind::kCode) return false;
  session_.site = read.code;
  Answer answer;
  answer.kind = Answer::Kind::kCode;
  Take(std::move(answer));
  return true;
}

// An answer that does not fit is asked for again; false then.
bool Turn::FitsConstraint(const Question& question, const Answer& answer) {
  if (question.constraint.empty() || IsTrue(question.constraint, FactsNow(&answer))) return true;
  const std::string& own = question.constraint_message[language_];
  if (!own.empty()) {
    Missed(question, Filled(question, own));
  } else if (question.min && question.max) {
    const std::string min = FormatNumber(*question.min);
    const std::string max = FormatNumber(*question.max);
    Missed(question, catalog_->Format(TextKey::kOutOfRange, {{"min", min}, {"max", max}}));
  } else {
    Missed(question, Word(TextKey::kConstraintFailed));
  }
  return false;
}

void Turn::Take(Answer answer) {
  const Question& question = Current();
  if (TakeOpening(question, answer)) return;
  session_.answers[session_.question] = std::move(answer);
  session_.asked.push_back(session_.question);
  session_.misses = 0;
  result_.advanced = true;
  UpdateRelevance();
  AfterAnswer();
}

// The two questions that come before everything have answers that end or postpone. True if this was
// one.
bool Turn::TakeOpening(const Question& question, const Answer& answer) {
  if (question.role != Role::kSafetyCheck && question.role != Role::kConsent) return false;
  if (answer.kind == Answer::Kind::kRefused) {
    result_.advanced = true;
    Decline();
    return true;
  }
  if (answer.kind != Answer::Kind::kValues) {  // "don't know" is not a yes
    Missed(question, Word(TextKey::kNotUnderstoodChoice));
    return true;
  }
  const std::string& value = survey_.infos[session_.question].values[answer.values[0]];
  if (value == "yes") return false;
  result_.advanced = true;
  if (value == "later") AskLater();
  if (value == "stop") Stop();
  if (value == "no") Decline();
  return true;
}

void Turn::AfterAnswer() {
  const bool had_ticket = session_.ticket.has_value();
  FireRules();
  if (EndByRule()) return;
  if (!had_ticket && session_.ticket && !session_.follow_up_asked && !EndIsNear()) {
    ++session_.question;  // where it goes on after the uncounted question
    return AskFollowUp();
  }
  AskFrom(session_.question + size_t{1});
}

}  // namespace dialogs
