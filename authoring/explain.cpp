// SPDX-License-Identifier: Apache-2.0
#include "authoring/explain.h"

#include <fmt/format.h>

#include "authoring/explain_words.h"

namespace authoring {
namespace {

using dialogs::Expression;
using dialogs::Op;
using dialogs::QuestionType;

std::string_view Kind(const dialogs::Question& q) {
  switch (q.type) {
    case QuestionType::kNote:
      return "a text, no answer";
    case QuestionType::kSelectOne:
      return "one of a list";
    case QuestionType::kSelectMultiple:
      return "several of a list";
    case QuestionType::kInteger:
      return "a whole number";
    case QuestionType::kDecimal:
    case QuestionType::kRange:
      return "a number";
    case QuestionType::kText:
      return q.coded ? "a place, kept as a code" : "own words, sealed";
    case QuestionType::kDate:
      return "a day";
    case QuestionType::kTime:
      return "a time";
    case QuestionType::kDateTime:
      return "day and time";
    case QuestionType::kAcknowledge:
      return "OK";
    case QuestionType::kGeopoint:
      return "a place on the map";
    default:
      return q.silent() ? "not asked" : "a picture, sound or file";
  }
}

class Explainer {
 public:
  Explainer(const dialogs::Survey& survey, size_t language)
      : s_(survey.compiled()), language_(language) {}

  std::string All() {
    out_ = fmt::format("{}\n", s_.title[language_]);
    for (const dialogs::Question& q : s_.questions) Question(q);
    Ends();
    Triage();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string In(const Expression& e) const { return InWords(s_, language_, e); }
  void Line(std::string_view text) { out_ += fmt::format("    {}\n", text); }

  void Question(const dialogs::Question& q) {
    const std::string label = q.silent() || q.label.empty() ? "" : q.label[language_];
    out_ += fmt::format("\n{}: {}{}({})\n", q.name, label, label.empty() ? "" : " ", Kind(q));
    if (q.repeat != dialogs::kNoIndex) Rounds(q.repeat);
    std::string conditions;
    for (uint16_t c : q.relevant) {
      const Expression& e = s_.conditions[c].when;
      const bool or_ = q.relevant.size() > 1 && e.nodes[e.root].op == Op::kOr;
      const bool bare = e.nodes[e.root].op == Op::kQuestion;
      conditions += fmt::format("{}{}{}{}{}", conditions.empty() ? "" : " and ", or_ ? "(" : "",
                                In(e), bare ? " was answered" : "", or_ ? ")" : "");
    }
    if (!conditions.empty())
      Line(fmt::format("{} only if {}.", q.silent() ? "Calculated" : "Asked", conditions));
    if (!q.calculation.empty()) Line(fmt::format("It is {}.", In(q.calculation)));
    for (const dialogs::Rule& rule : q.rules)
      Line(fmt::format("Taken only if {}.", In(rule.holds)));
    if (!q.filter.empty()) Line(fmt::format("Shows the options where {}.", In(q.filter)));
    if (!q.confirm.empty())
      Line(fmt::format("Asked back \"is that right?\" if {}.", In(q.confirm)));
    if (!q.required_if.empty()) Line(fmt::format("Cannot be skipped if {}.", In(q.required_if)));
    if (q.required) Line("Cannot be skipped.");
    if (q.sensitive != dialogs::Sensitivity::kNone)
      Line("Sensitive: \"I'd rather not say\" is an answer.");
  }

  void Rounds(uint16_t repeat) {
    const uint16_t container = s_.repeats[repeat].container;
    const dialogs::ContainerText& text = s_.container_texts[container];
    const std::string name = text.label.empty() || text.label[language_].empty()
                                 ? s_.containers[container].name
                                 : text.label[language_];
    const std::string often =
        text.count.empty() ? "as often as the worker adds one" : In(text.count) + " times";
    Line(fmt::format("In each round of *{}*: {}, at most {}.", name, often, text.max));
  }

  void Ends() {
    for (const dialogs::EndRule& end : s_.ends) {
      const std::string name = end.after  ? s_.questions[*end.after].name
                               : end.self ? s_.questions[*end.self].name
                                          : std::string();
      out_ += fmt::format(
          "\nThe conversation ends{} if {}{}.\n", name.empty() ? "" : " after " + name,
          In(end.when), end.help.empty() ? "" : fmt::format(", with help numbers ({})", end.help));
    }
  }

  void Triage() {
    for (const dialogs::Indicator& i : s_.triage.indicators) {
      std::string what;
      const auto add = [&](std::string part) { what += (what.empty() ? "" : ", ") + part; };
      if (i.gate) add(fmt::format("class P{} at once", *i.gate));
      if (i.ilo == dialogs::IloGrade::kStrong) add("a strong sign of forced labour");
      if (i.ilo == dialogs::IloGrade::kMedium) add("a sign of forced labour");
      if (i.points != 0) add(fmt::format("{} points", i.points));
      if (!i.help.empty()) add(fmt::format("help numbers ({})", i.help));
      out_ += fmt::format("\n{} ({}): {}\n", i.id, i.reason[language_], what);
      Line(fmt::format("If {}.", In(i.when)));
    }
  }

  const dialogs::CompiledSurvey& s_;
  size_t language_;
  std::string out_;
};

}  // namespace

std::string Explain(const dialogs::Survey& survey, size_t language) {
  return Explainer(survey, language).All();
}

}  // namespace authoring
