// SPDX-License-Identifier: Apache-2.0
#include "bot/commands/reach.h"

#include <fmt/format.h>

#include <algorithm>

#include "dialogs/compiled.h"

namespace bot::commands {
namespace {

using dialogs::CompiledSurvey;
using dialogs::Question;

bool IsAsked(const Question& q) { return !q.silent() && q.type != dialogs::QuestionType::kNote; }

size_t LanguageOf(const CompiledSurvey& survey, const std::string& tag) {
  const auto& all = survey.languages;
  auto found = std::find(all.begin(), all.end(), tag);
  if (found == all.end())
    found = std::find_if(all.begin(), all.end(), [&](const std::string& l) {
      return l.substr(0, l.find('-')) == tag.substr(0, tag.find('-'));
    });
  return found == all.end() ? 0 : static_cast<size_t>(found - all.begin());
}

// "3 of 5", and the names of what is missing; a long list is cut.
class Part {
 public:
  void Count(bool reached, const std::string& name) {
    ++all_;
    if (reached)
      ++reached_;
    else
      missing_.push_back(name);
  }
  [[nodiscard]] std::string Share() const { return fmt::format("{} of {}", reached_, all_); }
  [[nodiscard]] std::string Missing(std::string_view what) const {
    constexpr size_t kNamed = 20;
    if (missing_.empty()) return {};
    std::string out = fmt::format("  {}: ", what);
    for (size_t i = 0; i < std::min(kNamed, missing_.size()); ++i)
      out += (i == 0 ? "" : ", ") + missing_[i];
    if (missing_.size() > kNamed) out += fmt::format(" and {} more", missing_.size() - kNamed);
    return out + "\n";
  }
  [[nodiscard]] bool any() const { return all_ > 0; }
  [[nodiscard]] bool complete() const { return missing_.empty(); }

 private:
  size_t all_ = 0, reached_ = 0;
  std::vector<std::string> missing_;
};

}  // namespace

void Reach::Turn(const dialogs::Session& session,
                 const std::vector<core::OutboundMessage>& messages) {
  const CompiledSurvey& s = survey_->compiled();
  const size_t language = LanguageOf(s, session.language);
  std::set<uint16_t> asked;
  const auto note = [&](uint16_t slot) {
    const auto place = dialogs::PlaceOf(s, session.rounds, slot);
    if (place.question < s.questions.size()) asked.insert(place.question);
  };
  for (uint16_t slot : session.asked) note(slot);
  if (session.stage == dialogs::Stage::kAsking) note(session.question);
  for (uint16_t question : asked) asked_.emplace(language, question);
  // Whoever is at a later question was not asked what lies before it and did not apply.
  for (uint16_t q = 0; !asked.empty() && q < *asked.rbegin(); ++q) {
    if (!asked.contains(q)) passed_over_.insert(q);
  }
  for (uint16_t slot = 0; slot < session.answers.size(); ++slot) {
    const auto place = dialogs::PlaceOf(s, session.rounds, slot);
    for (uint16_t value : session.answers[slot].values) chosen_.emplace(place.question, value);
  }
  fired_.insert(session.fired.begin(), session.fired.end());
  for (const dialogs::EndRule& end : s.ends) {
    const bool said =
        !end.child && std::any_of(messages.begin(), messages.end(), [&](const auto& m) {
          return m.text.find(end.text[language]) != std::string::npos;
        });
    if (said) ended_.insert(end.id);
  }
}

Reach::Report Reach::Finish() const {
  const CompiledSurvey& s = survey_->compiled();
  std::vector<Part> questions(s.languages.size());
  Part answers, conditions, ends, rules;
  for (uint16_t q = 0; q < s.questions.size(); ++q) {
    const Question& row = s.questions[q];
    if (!IsAsked(row)) continue;
    for (size_t language = 0; language < questions.size(); ++language)
      questions[language].Count(asked_.contains({language, q}), row.name);
    if (!row.relevant.empty()) conditions.Count(passed_over_.contains(q), row.name);
    for (uint16_t option = 0; row.list && option < s.infos[q].values.size(); ++option)
      answers.Count(chosen_.contains({q, option}),
                    fmt::format("{} = {}", row.name, s.infos[q].values[option]));
  }
  for (const dialogs::EndRule& end : s.ends) {
    // One with placeholders, or in the catalog's words, cannot be told from what is said.
    if (!end.child && end.text[0].find('{') == std::string::npos)
      ends.Count(ended_.contains(end.id), end.id);
  }
  for (const dialogs::Indicator& indicator : s.triage.indicators)
    rules.Count(fired_.contains(indicator.id), indicator.id);

  Report out;
  std::string missing;
  const auto add = [&](const Part& part, std::string_view title, std::string_view never) {
    if (part.any())
      out.text += fmt::format("{}{} {}", out.text.empty() ? "" : "; ", title, part.Share());
    missing += part.Missing(never);
    out.complete = out.complete && part.complete();
  };
  for (size_t language = 0; language < questions.size(); ++language)
    add(questions[language], fmt::format("questions in {}", s.languages[language]),
        fmt::format("never asked in {}", s.languages[language]));
  add(answers, "choices", "never chosen");
  add(conditions, "conditions that were false",
      "asked of everybody who came to it, although it has a condition");
  add(ends, "ends", "never ended by");
  add(rules, "triage rules", "never fired");
  out.text = "Reached: " + out.text + "\n" + missing;
  return out;
}

}  // namespace bot::commands
