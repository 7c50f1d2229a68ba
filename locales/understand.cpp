// SPDX-License-Identifier: Apache-2.0
#include "locales/understand.h"

#include <unicode/uchar.h>

#include <cmath>

#include "core/utf8.h"
#include "locales/clock.h"
#include "locales/control_words.h"
#include "locales/date.h"
#include "locales/fold.h"
#include "locales/number.h"
#include "locales/options.h"
#include "locales/registry.h"
#include "locales/yes_no.h"
#include "locales/zawgyi.h"

namespace locales {
namespace {

using Why = Understood::Why;

Understood Of(Meaning meaning, Why why = Why::kNone) {
  Understood out;
  out.meaning = meaning;
  out.why = why;
  return out;
}

Understood Chosen(std::string value) {
  Understood out = Of(Meaning::kValue);
  out.values.push_back(std::move(value));
  return out;
}

Understood Number(double value) {
  Understood out = Of(Meaning::kValue);
  out.number = value;
  return out;
}

std::string ClockText(int minutes) {
  std::string out = "00:00";
  out[0] = static_cast<char>('0' + minutes / 600);
  out[1] = static_cast<char>('0' + minutes / 60 % 10);
  out[3] = static_cast<char>('0' + minutes % 60 / 10);
  out[4] = static_cast<char>('0' + minutes % 10);
  return out;
}

bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

// A number of one or two digits of any script, else -1. ASCII digits do not get as far as ICU.
int ShortNumber(std::string_view text) {
  constexpr size_t kLongest = 8;  // two digits of four bytes
  if (text.empty() || text.size() > kLongest) return -1;
  int number = 0;
  int digits = 0;
  for (size_t at = 0; at < text.size(); ++digits) {
    if (digits == 2) return -1;
    const char32_t c = core::NextCodePoint(text, at);
    const int digit = c < 0x80 ? (c >= U'0' && c <= U'9' ? static_cast<int>(c - U'0') : -1)
                               : static_cast<int>(u_charDigitValue(static_cast<UChar32>(c)));
    if (digit < 0) return -1;
    number = number * 10 + digit;
  }
  return number;
}

bool BeginsWithDigit(std::string_view label) {
  if (label.empty() || static_cast<unsigned char>(label[0]) < 0x80)
    return !label.empty() && IsAsciiDigit(label[0]);
  size_t at = 0;
  return u_charDigitValue(static_cast<UChar32>(core::NextCodePoint(label, at))) >= 0;
}

// Most answers are a digit or two; they are taken without folding anything. The slow way says the
// same.
std::optional<Understood> Quickly(const Question& question, std::string_view text) {
  const int number = ShortNumber(text);
  if (number < 0) return std::nullopt;
  if (question.type == AnswerType::kInteger || question.type == AnswerType::kDecimal)
    return Number(number);
  const bool select =
      question.type == AnswerType::kSelectOne || question.type == AnswerType::kSelectMultiple;
  if (!select || question.options == nullptr || number < 1) return std::nullopt;
  const auto& options = *question.options;
  if (static_cast<size_t>(number) > options.size()) return std::nullopt;
  for (const auto& option : options) {
    if (BeginsWithDigit(option.label)) return std::nullopt;  // the number might mean that label
    for (const auto& synonym : option.synonyms) {
      if (BeginsWithDigit(synonym)) return std::nullopt;
    }
  }
  return Chosen(options[static_cast<size_t>(number) - 1].value);
}

// One answer being read; the steps share the folded text and what it is as a whole message.
class Reading {
 public:
  Reading(const Question& question, std::string_view text)
      : question_(question),
        words_(WordsFor(question.language)),
        text_(Fold(HasLabels() ? std::string(text) : words_.Respelled(text))),
        mask_(words_.Whole(text_.key) | (words_.StopsByAccents(text) ? kIsStop : 0U)) {}

  Understood Run() const {
    if ((mask_ & kIsStop) != 0) return Of(Meaning::kStop);
    const bool too_long = text_.tokens.size() > kMaxTokens && question_.type != AnswerType::kText;
    if (too_long) return Of(Meaning::kNotUnderstood);
    switch (question_.type) {
      case AnswerType::kInteger:
      case AnswerType::kDecimal:
        return ReadNumeric();
      case AnswerType::kYesNo:
        return ReadYesOrNo();
      case AnswerType::kDate:
        return ReadDay();
      case AnswerType::kTime:
        return ReadClock();
      case AnswerType::kSelectOne:
        return ReadOne();
      case AnswerType::kSelectMultiple:
        return ReadSeveral();
      case AnswerType::kText:
        break;
    }
    return Otherwise(Of(text_.key.empty() ? Meaning::kNotUnderstood : Meaning::kValue));
  }

 private:
  [[nodiscard]] bool HasLabels() const {
    return question_.type == AnswerType::kSelectOne ||
           question_.type == AnswerType::kSelectMultiple || question_.type == AnswerType::kText;
  }

  // Control words and "I don't know" come after valid answers and before whatever else the text
  // could be.
  [[nodiscard]] std::optional<Meaning> WholeMeaning() const {
    if (const auto control = ControlMeaning(mask_)) return control;
    if (const auto meaning = NoAnswerMeaning(mask_)) return meaning;
    const Folded cut = CutPhrases(text_, words_);
    for (const uint32_t classes : {kCourtesies, kSaysNothing}) {
      // "Nobody knows it" may be all that a worker has to tell: a free text loses no word to this.
      if (question_.type == AnswerType::kText && classes != kCourtesies) break;
      const auto rest = WithoutCourtesies(cut, words_, classes);
      if (const auto meaning = NoAnswerMeaning(words_.Whole(rest))) return meaning;
    }
    return std::nullopt;
  }

  [[nodiscard]] Understood Otherwise(Understood otherwise) const {
    const auto meaning = WholeMeaning();
    return meaning ? Of(*meaning) : std::move(otherwise);
  }

  // "aso lua" (Tuesday), "三月" (March): the name of a day or month may be made of a number.
  [[nodiscard]] bool NamesDay() const {
    const auto names = [&](std::u32string_view phrase) {
      const DatePart* date = words_.FindDate(phrase);
      return date != nullptr &&
             (date->kind == DatePart::Kind::kWeekday || date->kind == DatePart::Kind::kMonth);
    };
    return names(text_.key) ||
           names(WithoutCourtesies(CutPhrases(text_, words_), words_, kSaysNothing));
  }

  [[nodiscard]] Understood ReadNumeric() const {
    if (NamesDay()) return Otherwise(Of(Meaning::kNotUnderstood));
    const auto reading = ReadNumber(text_, words_, MarksFor(question_.language, question_.country));
    if (reading.kind == NumberReading::Kind::kRange)
      return Otherwise(Of(Meaning::kNotUnderstood, Why::kRange));
    if (reading.kind == NumberReading::Kind::kNone) return Otherwise(Of(Meaning::kNotUnderstood));
    const double whole = std::round(reading.value);
    const bool is_whole = std::abs(reading.value - whole) < 1e-9;
    if (question_.type == AnswerType::kInteger && !is_whole)
      return Of(Meaning::kNotUnderstood, Why::kNotWhole);
    return Number(is_whole ? whole : reading.value);
  }

  // Also the Arabic and the Ethiopic question mark.
  [[nodiscard]] bool Unsure() const {
    return text_.Has(U'?') || text_.Has(0x061F) || text_.Has(0x1367);
  }

  [[nodiscard]] Understood ReadYesOrNo() const {
    const YesNo answer = ReadYesNo(text_, words_);
    if (!Unsure() && answer == YesNo::kYes) return Chosen("yes");
    if (!Unsure() && answer == YesNo::kNo) return Chosen("no");
    // Shown as "1 Yes, 2 No".
    static const std::vector<AnswerOption> kOptions = {{"yes", "", {}}, {"no", "", {}}};
    const auto numbered = OptionMatcher(kOptions, words_).Strong(text_);
    if (numbered.size() == 1) return Chosen(kOptions[numbered[0]].value);
    Understood both = Of(answer == YesNo::kBoth ? Meaning::kAmbiguous : Meaning::kNotUnderstood);
    if (answer == YesNo::kBoth) both.values = {"yes", "no"};
    return Otherwise(std::move(both));
  }

  [[nodiscard]] Understood ReadDay() const {
    const auto days = ReadDate(text_, words_, question_.country, question_.today);
    if (days.empty()) return Otherwise(Of(Meaning::kNotUnderstood));
    Understood out = Of(days.size() == 1 ? Meaning::kValue : Meaning::kAmbiguous);
    out.day = days[0];
    for (const core::Day day : days) out.values.push_back(core::ToText(day));
    return out;
  }

  [[nodiscard]] Understood ReadClock() const {
    const auto times = Unsure() ? std::vector<int>() : ReadTime(text_, words_);
    if (times.empty()) return Otherwise(Of(Meaning::kNotUnderstood));
    Understood out = Of(times.size() == 1 ? Meaning::kValue : Meaning::kAmbiguous);
    for (const int minutes : times) out.values.push_back(ClockText(minutes));
    return out;
  }

  // A stop word that is also an everyday word ("end", "বন্ধ") loses to an option of exactly that
  // name, to nothing else.
  [[nodiscard]] bool StopsUnlessOption(const OptionMatcher& matcher) const {
    return (mask_ & kIsStopUnlessOption) != 0 && matcher.Exact(text_.key).empty();
  }

  [[nodiscard]] static Understood AskBack(const OptionMatcher& matcher,
                                          const std::vector<size_t>& candidates,
                                          Why why = Why::kNone) {
    Understood out = Of(Meaning::kAmbiguous, why);
    for (const size_t index : candidates) out.values.push_back(matcher.ValueOf(index));
    return out;
  }

  [[nodiscard]] Understood ReadOne() const {
    if (question_.options == nullptr) return Otherwise(Of(Meaning::kNotUnderstood));
    const OptionMatcher matcher(*question_.options, words_);
    if (StopsUnlessOption(matcher)) return Of(Meaning::kStop);
    const auto strong = matcher.Strong(text_);
    if (strong.size() == 1) return Chosen(matcher.ValueOf(strong[0]));
    if (const auto meaning = WholeMeaning()) return Of(*meaning);
    if (!strong.empty()) return AskBack(matcher, strong);
    const auto none = matcher.CalledNone(text_);
    if (none.size() == 1) return Chosen(matcher.ValueOf(none[0]));
    const auto parts = matcher.Parts(text_, 2);
    if (parts.options.size() > 1) return AskBack(matcher, parts.options, Why::kSeveral);
    const auto weak = matcher.Weak(text_);
    if (weak.size() == 1) return Chosen(matcher.ValueOf(weak[0]));
    if (weak.size() > 1) return AskBack(matcher, weak);
    return Of(Meaning::kNotUnderstood, parts.range ? Why::kRange : Why::kNone);
  }

  [[nodiscard]] Understood ReadSeveral() const {
    if (question_.options == nullptr) return Otherwise(Of(Meaning::kNotUnderstood));
    const OptionMatcher matcher(*question_.options, words_);
    if (StopsUnlessOption(matcher)) return Of(Meaning::kStop);
    const auto parts = matcher.Parts(text_);
    if (!parts.options.empty() && !parts.or_between && !matcher.Contradict(parts.options)) {
      Understood out = AskBack(matcher, parts.options);
      out.meaning = Meaning::kValue;
      return out;
    }
    if (const auto meaning = WholeMeaning()) return Of(*meaning);
    if (matcher.Contradict(parts.options)) return Of(Meaning::kNotUnderstood);
    if (!parts.options.empty()) return AskBack(matcher, parts.options);
    if (!parts.unclear.empty()) return AskBack(matcher, parts.unclear);
    return Of(Meaning::kNotUnderstood, parts.range ? Why::kRange : Why::kNone);
  }

  const Question& question_;
  Words words_;
  Folded text_;
  uint32_t mask_;
};

bool HasLetterOrDigit(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (u_isalnum(static_cast<UChar32>(core::NextCodePoint(text, at))) != 0) return true;
  }
  return false;
}

}  // namespace

std::string_view Name(Meaning meaning) {
  switch (meaning) {
    case Meaning::kValue:
      return "value";
    case Meaning::kRefused:
      return "refused";
    case Meaning::kDontKnow:
      return "dont_know";
    case Meaning::kAmbiguous:
      return "ambiguous";
    case Meaning::kNotUnderstood:
      return "not_understood";
    case Meaning::kStop:
      return "stop";
    case Meaning::kHelp:
      return "help";
    case Meaning::kBack:
      return "back";
    case Meaning::kSkip:
      return "skip";
    case Meaning::kLanguage:
      return "language";
    case Meaning::kResume:
      return "resume";
    case Meaning::kReal:
      return "real";
    case Meaning::kStart:
      return "start";
    case Meaning::kDelete:
      return "delete";
    case Meaning::kMyData:
      return "my_data";
  }
  return "not_understood";
}

Understood Understand(const Question& question, std::string_view text) {
  if (auto quick = Quickly(question, text)) return std::move(*quick);
  if (text.size() > kMaxFoldBytes) {
    const bool words = question.type == AnswerType::kText && HasLetterOrDigit(text);
    return Of(words ? Meaning::kValue : Meaning::kNotUnderstood);
  }
  if (text.starts_with('/') && text.find('@') != std::string_view::npos) {
    if (const auto control = ControlWord(question.language, text))
      return Of(*control);  // "/stop@SomeBot"
  }
  Understood out = Reading(question, text).Run();
  const bool again = out.meaning == Meaning::kNotUnderstood && out.why == Why::kNone &&
                     question.type != AnswerType::kText &&
                     BaseLanguage(question.language) == "my" && HasBurmese(text) &&
                     !IsUnicodeBurmese(text);
  if (!again) return out;
  const std::string converted = FromZawgyi(text);
  return converted == text ? out : Reading(question, converted).Run();
}

}  // namespace locales
