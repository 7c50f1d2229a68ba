// SPDX-License-Identifier: Apache-2.0
// A value that was understood becomes the answer, if it fits.
#include <algorithm>
#include <cmath>

#include "core/utf8.h"
#include "dialogs/engine/turn.h"
#include "dialogs/site_code.h"

namespace dialogs {

uint32_t CodePoints(std::string_view text) {
  uint32_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) static_cast<void>(core::NextCodePoint(text, at));
  return count;
}

void Turn::TakeOptions(const Question& question, std::vector<uint16_t> options) {
  const ChoiceList& list = survey_.lists[*question.list];
  std::sort(options.begin(), options.end());
  options.erase(std::unique(options.begin(), options.end()), options.end());
  const bool alone = options.size() == 1;
  Answer answer;
  if (alone && options[0] == kPreferNot) {
    answer.kind = Answer::Kind::kRefused;
    return Take(std::move(answer));
  }
  if (options.empty() || options.back() >= list.choices.size() ||
      (!alone && question.type == QuestionType::kSelectOne)) {
    return Missed(question, Wording(options.size() > 1 ? TextKey::kChooseOnlyOne
                                                       : TextKey::kNotUnderstoodChoice));
  }
  answer.kind = Answer::Kind::kValues;
  for (uint16_t option : options) {
    const Choice& choice = list.choices[option];
    if (!alone && (choice.exclusive || choice.means != Choice::Means::kItself))
      return Missed(question, Wording(TextKey::kNotUnderstoodChoice));
    if (choice.means == Choice::Means::kRefused) answer.kind = Answer::Kind::kRefused;
    if (choice.means == Choice::Means::kDontKnow) answer.kind = Answer::Kind::kDontKnow;
  }
  if (answer.kind == Answer::Kind::kValues) answer.values = std::move(options);
  Offer(std::move(answer));
}

void Turn::TakeNumber(const Question& question, double number) {
  Answer answer;
  answer.kind = Answer::Kind::kNumber;
  answer.number = number;
  if (!std::isfinite(number)) return Missed(question, WhyNot(question, {}));
  const bool whole = question.type == QuestionType::kInteger || question.whole;
  if (whole && number != std::floor(number)) return Missed(question, Word(TextKey::kNotWhole));
  Offer(std::move(answer));
}

void Turn::TakeText(const Question&, std::string text) {
  Answer answer;
  answer.kind = Answer::Kind::kText;
  answer.text = std::move(text);
  Offer(std::move(answer));
}

// What was sent is not kept: only that something was.
void Turn::TakeMedia() {
  Answer answer;
  answer.kind = Answer::Kind::kMedia;
  Take(std::move(answer));
}

// A date and a time, in either order, with spaces between them.
void Turn::TakeDateTime(const Question& question) {
  const std::string text(core::Trim(input_->text));
  locales::Question asked;
  asked.language = session_.language;
  asked.country = deployment_.country;
  asked.today = today_;
  auto read = [&](locales::AnswerType type, const std::string& part) {
    asked.type = type;
    return locales::Understand(asked, part);
  };
  for (size_t space = text.find(' '); space != std::string::npos;
       space = text.find(' ', space + 1)) {
    const std::string first = text.substr(0, space);
    const std::string second = text.substr(space + 1);
    for (const auto& [day_text, time_text] : {std::pair(first, second), std::pair(second, first)}) {
      const auto time = read(locales::AnswerType::kTime, time_text);
      if (time.meaning != Meaning::kValue || time.values.size() != 1) continue;
      const auto day = read(locales::AnswerType::kDate, day_text);
      if (day.meaning != Meaning::kValue) continue;
      return TakeText(question, core::ToText(day.day) + "T" + time.values[0]);
    }
  }
  Missed(question, WhyNot(question, {}));
}

void Turn::Offer(Answer answer) {
  const Question& question = Current();
  if (!FitsConstraint(question, answer)) return;
  const bool value =
      answer.kind != Answer::Kind::kRefused && answer.kind != Answer::Kind::kDontKnow;
  if (!value || !IsTrue(question.confirm, FactsNow(&answer))) return Take(std::move(answer));
  session_.misses = 0;
  session_.pending = std::move(answer);
  AskConfirm();
}

void Turn::TakeWords(const Question& question) {
  if (question.role == Role::kSite && TakeSiteCode(question)) return;
  Answer answer;
  answer.kind = Answer::Kind::kWords;
  answer.words = input_->words;
  answer.words_chars = CodePoints(input_->text);
  if (core::Trim(input_->text).empty()) return Missed(question, Word(TextKey::kNotUnderstoodText));
  if (!FitsConstraint(question, answer)) return;
  if (question.coded && deployment_.places != nullptr)
    answer.text = deployment_.places->CodeOf(input_->text, session_.language);
  Do(KeepWords{answer.words, NameAt(Here())});
  // The name of a workplace often is somebody's.
  const bool place = question.role == Role::kSite || question.coded;
  LookForIdentity(place ? kIdentityName : 0);
  if (input_->text_was_cut) Say(TextKey::kTextTooLong);
  Take(std::move(answer));
}

// The site question takes a code too. What looks like one and cannot be is asked back, twice at
// most: it may be a name.
bool Turn::TakeSiteCode(const Question& question) {
  const SiteCodeReading read = ReadSiteCode(input_->text);
  if (read.kind == SiteCodeReading::Kind::kMistyped && session_.misses + 1 < kMissesBeforeWayOut) {
    Missed(question,
           catalog_->Format(TextKey::kCodeMistyped, {{"word", Word(TextKey::kWordSkip)}}));
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
  Facts facts = FactsNow(&answer);
  facts.words = input_->text;
  for (const Rule& rule : question.rules) {
    if (IsTrue(rule.holds, facts)) continue;
    const std::string& own = rule.message[language_];
    if (!own.empty()) {
      Missed(question, Filled(own));
    } else if (question.min && question.max && &rule == &question.rules[0]) {
      const std::string min = FormatNumber(*question.min);
      const std::string max = FormatNumber(*question.max);
      Missed(question, catalog_->Format(TextKey::kOutOfRange, {{"min", min}, {"max", max}}));
    } else {
      Missed(question, Word(TextKey::kConstraintFailed));
    }
    return false;
  }
  return true;
}

void Turn::Take(Answer answer) {
  const Question& question = Current();
  if (TakeOpening(question, answer)) return;
  session_.answers[session_.question] = std::move(answer);
  session_.asked.push_back(session_.question);
  session_.misses = 0;
  result_.advanced = true;
  Recompute();
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
    Missed(question, Wording(TextKey::kNotUnderstoodChoice));
    return true;
  }
  const std::string& value = survey_.infos[Here().question].values[answer.values[0]];
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
  if (ShowRemoval()) return;
  LeaveAnswer(!had_ticket);
}

void Turn::LeaveAnswer(bool may_ask_follow_up) {
  if (EndByRule() || OfferSecret()) return;
  if (may_ask_follow_up && session_.ticket && !session_.follow_up_asked && !EndIsNear()) {
    return AskFollowUp();
  }
  GoOn();
}

}  // namespace dialogs
