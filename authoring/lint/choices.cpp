// SPDX-License-Identifier: Apache-2.0
// Are options understood as what they are? Asked of the same code that reads workers' answers.
#include <fmt/format.h>

#include <algorithm>

#include "authoring/lint/context.h"
#include "authoring/lint/languages.h"
#include "core/utf8.h"
#include "locales/understand.h"

namespace authoring::lint {
namespace {

using dialogs::Choice;
using locales::Meaning;

// "yes, later, stop" of the safety check mean what the control words mean.
bool MayControl(const dialogs::Question& question) {
  return question.role == dialogs::Role::kSafetyCheck;
}

class Choices {
 public:
  explicit Choices(Context& context) : c_(context), s_(context.survey) {}

  void Run() {
    std::vector<bool> seen(s_.lists.size(), false);
    for (size_t q = 0; q < s_.questions.size(); ++q) {
      const auto list = s_.questions[q].list;
      if (!list || seen[*list] || MayControl(s_.questions[q])) continue;
      seen[*list] = true;
      // What a filter leaves is never the whole list: there only words of control are looked for.
      const bool whole = s_.questions[q].filter.empty();
      for (size_t language = 0; language < s_.languages.size(); ++language)
        Options(q, s_.lists[*list], language, whole);
      Order(q, s_.lists[*list]);
    }
  }

 private:
  std::string At(size_t q, size_t choice, std::string_view key, size_t language) const {
    return fmt::format("{}[{}].{}.{}", c_.ListPath(q), choice, key, c_.language(language));
  }

  void Options(size_t q, const dialogs::ChoiceList& list, size_t language, bool whole) {
    constexpr size_t kMaxLooked = 200;  // as many as a worker is ever shown
    const auto& options = list.options[language];
    shown_.assign(options.begin(), options.begin() + static_cast<std::ptrdiff_t>(
                                                         std::min(options.size(), kMaxLooked)));
    for (size_t i = 0; i < shown_.size(); ++i) {
      const auto& option = list.options[language][i];
      Word(q, list, language, i, option.label, "label", whole);
      for (const std::string& synonym : option.synonyms)
        Word(q, list, language, i, synonym, "synonyms", whole);
      LeadingNumber(q, list, language, i);
    }
  }

  void Word(size_t q, const dialogs::ChoiceList& list, size_t language, size_t choice,
            const std::string& word, std::string_view key, bool whole) {
    if (core::Trim(word).empty()) return;
    for (const std::string& other : s_.languages) {
      const auto control = locales::ControlWord(other, word);
      if (!control) continue;
      const bool stop = *control == Meaning::kStop;
      c_.Say("KW-STOP", stop ? Severity::kError : Severity::kWarning, At(q, choice, key, language),
             fmt::format("\"{}\" is the word for {} in \"{}\"{}.", word, locales::Name(*control),
                         other, stop ? ": it would end the conversation" : ""),
             "Use other words for this option.");
      return;
    }
    if (whole) Understood(q, list, language, choice, word, key);
  }

  void Understood(size_t q, const dialogs::ChoiceList& list, size_t language, size_t choice,
                  const std::string& word, std::string_view key) {
    locales::Question asked;
    asked.type = locales::AnswerType::kSelectOne;
    asked.language = c_.language(language);
    asked.options = &shown_;
    const auto understood = locales::Understand(asked, word);
    const Choice& meant = list.choices[choice];
    if (understood.meaning == Meaning::kRefused || understood.meaning == Meaning::kDontKnow)
      return;  // said in other words, the same thing
    if (understood.meaning == Meaning::kValue && understood.values.size() == 1 &&
        understood.values[0] == meant.value)
      return;
    std::string as;
    for (const std::string& value : understood.values) {
      if (value != meant.value) as += fmt::format("{}\"{}\"", as.empty() ? "" : ", ", value);
    }
    c_.Say("OPT-AMBIG", At(q, choice, key, language),
           as.empty() ? fmt::format("Whoever writes \"{}\" is not understood.", word)
                      : fmt::format("Whoever writes \"{}\" could also mean {}.", word, as),
           "Use words that differ more.");
  }

  void LeadingNumber(size_t q, const dialogs::ChoiceList& list, size_t language, size_t choice) {
    const std::string& label = list.options[language][choice].label;
    const bool digit = !label.empty() && label[0] >= '0' && label[0] <= '9';
    const auto numbers = digit ? NumbersIn(label) : std::vector<long>();
    // A label that is nothing but a number, at another place of the list: "3" could be either.
    if (numbers.size() != 1 || label != std::to_string(numbers[0])) return;
    const auto position = static_cast<long>(choice) + 1;
    if (numbers[0] == position || numbers[0] < 1 ||
        numbers[0] > static_cast<long>(list.choices.size()))
      return;
    c_.Say(
        "OPT-AMBIG", At(q, choice, "label", language),
        fmt::format("\"{}\" is option {} of the list: a reply with that number could mean either.",
                    label, position),
        "Ask for a number (integer), or say it in words: " + label + " days.");
  }

  void Order(size_t q, const dialogs::ChoiceList& list) {
    bool other = false;
    for (size_t i = 0; i < list.choices.size(); ++i) {
      const Choice& choice = list.choices[i];
      const bool way_out = choice.means != Choice::Means::kItself || choice.exclusive;
      if (other && !way_out) {
        c_.Say("LIST-ORDER", fmt::format("{}[{}]", c_.ListPath(q), i),
               "It stands behind \"other\": whoever reads in order has chosen by then.",
               "Move \"other\" behind it.");
        return;
      }
      other = other || choice.value == "other";
    }
    NumbersFall(q, list);
  }

  // 3, 2, 1 or 10, 5, 20: a list of numbers that is in no order.
  void NumbersFall(size_t q, const dialogs::ChoiceList& list) {
    std::vector<long> numbers;
    for (const Choice& choice : list.choices) {
      const auto in = NumbersIn(choice.label[0]);
      if (in.size() == 1 && choice.label[0] == std::to_string(in[0])) numbers.push_back(in[0]);
    }
    if (numbers.size() < 3 || numbers.size() != list.choices.size()) return;
    if (std::is_sorted(numbers.begin(), numbers.end())) return;
    c_.Say("LIST-ORDER", c_.ListPath(q) + "[0]", "The numbers of these options do not rise.",
           "Put the smallest first.");
  }

  Context& c_;
  const dialogs::CompiledSurvey& s_;
  std::vector<locales::AnswerOption> shown_;
};

}  // namespace

void LintChoices(Context& context) { Choices(context).Run(); }

}  // namespace authoring::lint
