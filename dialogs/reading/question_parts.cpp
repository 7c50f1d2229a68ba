// SPDX-License-Identifier: Apache-2.0
#include "dialogs/reading/question_parts.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "dialogs/expressions/value.h"

namespace dialogs {
namespace {

constexpr size_t kMaxRules = 20;

Fill FillFrom(std::string_view word) {
  if (word == "start") return Fill::kStart;
  if (word == "today") return Fill::kToday;
  if (word == "channel") return Fill::kChannel;
  if (word == "language") return Fill::kLanguage;
  return word == "country" ? Fill::kCountry : Fill::kNothing;
}

bool IsSelect(const Question& q) {
  return q.type == QuestionType::kSelectOne || q.type == QuestionType::kSelectMultiple;
}

// '.' is the answer to this question.
Scope OfAnswer(const Reading& reading, uint16_t index) {
  return {nullptr, SIZE_MAX, index, reading.out.questions[index].container};
}

auto RuleAt(uint16_t index, size_t rule) {
  return [index, rule](CompiledSurvey& s) -> Expression& {
    return s.questions[index].rules[rule].holds;
  };
}

void ReadRange(Reading& reading, core::ObjectReader& row, uint16_t index) {
  Question& q = reading.out.questions[index];
  const bool range = q.type == QuestionType::kRange;
  for (const char* key : {"start", "end", "step"}) {
    if (!range && row.Has(key)) row.Report(key, "only a range has it; remove it");
  }
  const double start = row.Number("start", 0);
  const double end = row.Number("end", 0);
  const double step = row.Number("step", 1);
  if (!range) return;
  if (!row.Has("start") || !row.Has("end") || !(start < end))
    return reading.Report(row.PathOf("end"), "a range needs a start and an end that is larger",
                          ProblemKind::kParameter);
  if (!(step > 0)) return row.Report("step", "must be larger than 0");
  q.whole = start == std::floor(start) && end == std::floor(end) && step == std::floor(step);
  std::string source = fmt::format(". >= {} and . <= {}", FormatNumber(start), FormatNumber(end));
  if (q.whole && step != 1)
    source += fmt::format(" and (. - {}) mod {} = 0", FormatNumber(start), FormatNumber(step));
  q.rules.push_back({{}, Texts(reading.out.languages.size())});
  q.rules.back().holds.source = std::move(source);
  reading.pending.push_back({row.path(), RuleAt(index, 0), OfAnswer(reading, index)});
}

}  // namespace

void ReadSilent(Reading& reading, core::ObjectReader& row, uint16_t index) {
  Question& q = reading.out.questions[index];
  const size_t languages = reading.out.languages.size();
  for (Texts* texts : {&q.label, &q.hint, &q.required_message}) texts->resize(languages);
  for (Texts& texts : q.wording) texts.resize(languages);
  const Scope where{nullptr, SIZE_MAX, std::nullopt, q.container};
  auto at = [index](CompiledSurvey& s) -> Expression& { return s.questions[index].calculation; };
  const bool calculate = q.type == QuestionType::kCalculate;
  if (row.Has("calculation") && row.Has("default"))
    row.Report("default", "a row is calculated or has a default, not both");
  if (!calculate && row.Has("calculation"))
    row.Report("calculation", "a hidden row has a default; write type calculate");
  reading.Defer(row, "calculation", false, where, at);
  q.once = reading.Defer(row, "default", false, where, at);
  q.fill =
      FillFrom(row.OneOf("fill", {"", "start", "today", "channel", "language", "country"}, ""));
  if (calculate && q.fill != Fill::kNothing) row.Report("fill", "only a hidden row is filled");
  if (calculate && !row.Has("calculation") && !row.Has("default"))
    row.Report("calculation", "is missing");
}

void ReadWording(Reading& reading, core::ObjectReader& row, Question& q) {
  q.label = ReadTexts(reading, row, "label", true);
  const std::array<std::string_view, 3> channels{"sms", "whatsapp", "telegram"};
  for (size_t i = 0; i < q.wording.size(); ++i) {
    const bool own = i < channels.size() && row.Has(channels.at(i));
    q.wording.at(i) = own ? ReadTexts(reading, row, channels.at(i), true) : q.label;
    if (i < channels.size()) row.Value(channels.at(i));
    q.placeholders = q.placeholders || HasPlaceholder(q.wording.at(i));
  }
  q.hint = ReadTexts(reading, row, "hint", false);
  static_cast<void>(ReadTexts(reading, row, "guidance", false));
  q.required_message = ReadTexts(reading, row, "required_message", false);
  q.placeholders = q.placeholders || HasPlaceholder(q.hint) || HasPlaceholder(q.required_message);
}

void ReadRequired(Reading& reading, core::ObjectReader& row, uint16_t index, const Scope& where) {
  const auto value = row.Value("required");
  if (value && value->kind() == core::JsonKind::kString) {
    reading.Defer(row, "required", true, where, [index](CompiledSurvey& s) -> Expression& {
      return s.questions[index].required_if;
    });
  } else {
    reading.out.questions[index].required = row.Bool("required", false);
  }
}

void ReadChoicesOf(Reading& reading, core::ObjectReader& row, uint16_t index, const Scope& where) {
  const bool select = IsSelect(reading.out.questions[index]);
  if (select) reading.out.questions[index].list = ReadQuestionChoices(reading, row);
  Question& q = reading.out.questions[index];
  const bool or_other = row.Bool("or_other", false);
  q.randomize = row.Bool("randomize", false);
  Scope in_list = where;
  in_list.list = q.list;
  if (select) {
    reading.Defer(row, "choice_filter", false, in_list,
                  [index](CompiledSurvey& s) -> Expression& { return s.questions[index].filter; });
  }
  reading.Defer(row, "seed", false, where,
                [index](CompiledSurvey& s) -> Expression& { return s.questions[index].seed; });
  for (const char* key : {"choices", "choice_filter", "or_other", "randomize"}) {
    if (select || !row.Has(key)) continue;
    row.Report(key, "only select_one and select_multiple have choices; remove it");
    row.Value(key);
  }
  if (!q.list) return;
  if (or_other && row.Has("choice_filter"))
    return row.Report(
        "or_other",
        "does not go together with choice_filter: write the choice and the text question yourself");
  if (or_other) q.list = WithOther(reading, *q.list);
  const ChoiceList& list = reading.out.lists[*q.list];
  q.own_list = q.randomize || row.Has("choice_filter") || list.catalog_other ||
               (q.sensitive != Sensitivity::kNone && !list.can_refuse);
}

void ReadRules(Reading& reading, core::ObjectReader& row, uint16_t index) {
  ReadRange(reading, row, index);
  Question& q = reading.out.questions[index];
  const Texts message = ReadTexts(reading, row, "constraint_message", false);
  const Scope where = OfAnswer(reading, index);
  if (row.Has("constraint")) q.rules.push_back({{}, message});
  reading.Defer(row, "constraint", false, where, RuleAt(index, q.rules.size() - 1));
  q.placeholders = q.placeholders || HasPlaceholder(message);
  row.Array("validation", [&](core::JsonValue value, const std::string& path) {
    core::ObjectReader one(value, path, reading.problems);
    q.rules.push_back({{}, ReadTexts(reading, one, "message", true)});
    q.placeholders = q.placeholders || HasPlaceholder(q.rules.back().message);
    reading.Defer(one, "constraint", true, where, RuleAt(index, q.rules.size() - 1));
    one.Finish();
  });
  if (q.rules.size() > kMaxRules)
    row.Report("validation", fmt::format("holds more than {} rules", kMaxRules));
  const bool echoes = q.type != QuestionType::kText && !q.media() &&
                      q.sensitive == Sensitivity::kNone && !q.identifies;
  if (row.Has("confirm") && !echoes) {
    reading.Report(
        row.PathOf("confirm"),
        "would repeat the answer on the worker's screen: not for words, nor with sensitive or pii",
        ProblemKind::kTextEcho);
  }
  reading.Defer(row, "confirm", false, where,
                [index](CompiledSurvey& s) -> Expression& { return s.questions[index].confirm; });
}

void ReadStops(Reading& reading, core::ObjectReader& row, uint16_t index) {
  const Texts text = ReadTexts(reading, row, "stop_message", row.Has("stop"));
  if (!row.Has("stop")) {
    if (row.Has("stop_message")) row.Report("stop_message", "needs a \"stop\", the condition");
    row.Value("stop");
    return;
  }
  const size_t end = reading.out.ends.size();
  EndRule rule;
  rule.id = "stop_" + reading.out.questions[index].name;
  rule.after = rule.self = index;
  rule.text = text;
  reading.out.ends.push_back(std::move(rule));
  reading.Defer(row, "stop", true, OfAnswer(reading, index),
                [end](CompiledSurvey& s) -> Expression& { return s.ends[end].when; });
}

}  // namespace dialogs
