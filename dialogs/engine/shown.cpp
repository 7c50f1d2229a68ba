// SPDX-License-Identifier: Apache-2.0
// Lists of which a worker sees a part, in another order, or with a choice of ours; and answers as
// they are echoed.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "dialogs/engine/turn.h"

namespace dialogs {
namespace {

constexpr size_t kMaxShown = 200;
constexpr std::string_view kPreferNotValue = "\x01";  // no choice of a survey can have it

// Park and Miller's generator and Fisher-Yates, as the ODK XForms specification fixes them for
// randomize(), so that a seed gives the same order everywhere.
void Shuffle(std::vector<uint16_t>& options, double seed) {
  constexpr int64_t kModulus = 2147483647;
  constexpr int64_t kMultiplier = 48271;
  int64_t state = std::isfinite(seed) ? static_cast<int64_t>(std::fmod(seed, double{kModulus})) : 0;
  if (state <= 0) state += kModulus - 1;
  for (size_t i = options.size(); i > 1; --i) {
    state = state * kMultiplier % kModulus;
    const double random = static_cast<double>(state - 1) / static_cast<double>(kModulus - 1);
    std::swap(options[i - 1], options[static_cast<size_t>(random * static_cast<double>(i))]);
  }
}

}  // namespace

bool Turn::Passes(const Question& question, uint16_t slot, const Choice& choice) const {
  if (question.filter.empty()) return true;
  Facts facts = FactsIn(PlaceOf(survey_, session_.rounds, slot).round);
  facts.choice = &choice;
  return IsTrue(question.filter, facts);
}

std::vector<uint16_t> Turn::ShownOptions(const Question& question, uint16_t slot) const {
  const ChoiceList& list = survey_.lists[*question.list];
  std::vector<uint16_t> options;
  for (uint16_t i = 0; i < list.choices.size() && options.size() < kMaxShown; ++i) {
    if (Passes(question, slot, list.choices[i])) options.push_back(i);
  }
  if (question.randomize) {
    double seed = 0;
    if (question.seed.empty()) {
      uint32_t drawn = 0;
      std::memcpy(&drawn, session_.seed.data(), sizeof drawn);
      seed = static_cast<double>(drawn) + slot;
    } else {
      seed =
          ToNumber(Evaluate(question.seed, FactsIn(PlaceOf(survey_, session_.rounds, slot).round)));
    }
    Shuffle(options, seed);
  }
  const bool refusal =
      question.sensitive != Sensitivity::kNone && !list.can_refuse && question.role == Role::kNone;
  if (refusal) options.push_back(kPreferNot);
  return options;
}

std::string Turn::OptionLabel(const Question& question, uint16_t option, bool button) const {
  if (option == kPreferNot) return Word(TextKey::kWordPreferNot);
  const auto& choices = survey_.lists[*question.list].choices;
  if (option >= choices.size()) return {};
  const std::string& label = (button ? choices[option].button : choices[option].label)[language_];
  return label.empty() ? Word(TextKey::kWordOther) : label;
}

// As presented: the list that the worker saw is the one that a number means.
std::vector<locales::AnswerOption> Turn::AnswerOptions(const Question& question) const {
  const auto& presented = session_.presented;
  const bool seen = !presented.empty() && presented.back().question == session_.question;
  const std::vector<uint16_t> shown =
      seen ? presented.back().options : ShownOptions(question, session_.question);
  const auto& known = survey_.lists[*question.list].options[language_];
  std::vector<locales::AnswerOption> options;
  options.reserve(shown.size());
  for (uint16_t option : shown) {
    if (option < known.size()) options.push_back(known[option]);
    if (option == kPreferNot) options.push_back({std::string(kPreferNotValue), "", {}});
    if (!options.empty() && options.back().label.empty())
      options.back().label = OptionLabel(question, option, false);
  }
  return options;
}

std::string Turn::Echo(const Question& question, const Answer& answer) const {
  if (answer.kind != Answer::Kind::kValues || !question.list)
    return CodedValue(survey_.infos[Here().question], answer);
  std::string out;
  for (uint16_t option : answer.values) {
    if (!out.empty()) out += ", ";
    out += OptionLabel(question, option, false);
  }
  return out;
}

std::string Turn::EchoOf(std::string_view name) const {
  const auto found = survey_.index.find(name);
  if (found == survey_.index.end()) return {};
  const Question& q = survey_.questions[found->second];
  const uint16_t round = q.repeat == kNoIndex || !HasCurrent() ? uint16_t{0} : Here().round;
  const uint16_t slot = SlotOf(survey_, session_.rounds, {found->second, round});
  const bool applies =
      slot < session_.answers.size() && (relevant_.empty() || relevant_[slot] != 0);
  if (!applies) return {};
  const Answer& answer = session_.answers[slot];
  return answer.kind == Answer::Kind::kValues ? Echo(q, answer)
                                              : CodedValue(survey_.infos[found->second], answer);
}

}  // namespace dialogs
