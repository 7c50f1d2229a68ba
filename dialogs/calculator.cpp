// SPDX-License-Identifier: Apache-2.0
#include "dialogs/calculator.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dialogs/engine/turn.h"
#include "dialogs/expressions/parser.h"
#include "dialogs/nearest.h"

namespace dialogs {
namespace {

using core::JsonKind;

// One value as text; a list as words with spaces between them. nullopt for an object.
std::optional<std::string> TextOf(core::JsonValue value) {
  switch (value.kind()) {
    case JsonKind::kNull:
      return "";
    case JsonKind::kBool:
      return value.Bool() ? "true" : "false";
    case JsonKind::kInteger:
    case JsonKind::kNumber:
      return FormatNumber(value.Number());
    case JsonKind::kString:
      return value.String();
    case JsonKind::kArray: {
      std::string words;
      for (size_t i = 0; i < value.size(); ++i) {
        const auto word =
            value.At(i).kind() == JsonKind::kArray ? std::nullopt : TextOf(value.At(i));
        if (!word) return std::nullopt;
        words += (words.empty() ? "" : " ") + *word;
      }
      return words;
    }
    default:
      return std::nullopt;
  }
}

uint32_t CodePoints(std::string_view text) {
  return static_cast<uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

class AnswerReader {
 public:
  AnswerReader(const CompiledSurvey& survey, Session& session, core::Problems& problems,
               std::vector<std::string>& ignored)
      : survey_(survey), session_(session), problems_(problems), ignored_(ignored) {}

  void Object(core::JsonValue object, const std::string& path, uint16_t repeat, uint16_t round) {
    if (object.kind() != JsonKind::kObject)
      return Report(path, "must be an object {\"name\": value}");
    for (const std::string& name : object.Keys()) {
      const std::string where = path.empty() ? name : path + "/" + name;
      const auto found = survey_.index.find(name);
      if (found != survey_.index.end() && survey_.infos[found->second].repeat == repeat) {
        One(*object.Find(name), where, {found->second, round});
      } else if (const auto inner = RepeatNamed(name); inner && repeat == kNoIndex) {
        Rounds(*object.Find(name), where, *inner);
      } else {
        Unknown(name, where, found != survey_.index.end());
      }
    }
  }

 private:
  void Report(const std::string& path, std::string what) {
    problems_.push_back({path, std::move(what)});
  }
  void Unknown(const std::string& name, const std::string& where, bool elsewhere) {
    if (elsewhere)
      return Report(
          where, "stands in a repeat, or not in this one: write {\"repeat\": [{\"name\": value}]}");
    std::vector<std::string_view> names;
    for (const QuestionInfo& info : survey_.infos) names.push_back(info.name);
    for (const RepeatInfo& r : survey_.repeats)
      names.push_back(survey_.containers[r.container].name);
    const std::string near = Nearest(name, names);
    Report(where, fmt::format("there is no question named \"{}\"{}", name,
                              near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
  }
  [[nodiscard]] std::optional<uint16_t> RepeatNamed(const std::string& name) const {
    for (uint16_t i = 0; i < survey_.repeats.size(); ++i) {
      if (survey_.containers[survey_.repeats[i].container].name == name) return i;
    }
    return std::nullopt;
  }
  void Rounds(core::JsonValue list, const std::string& where, uint16_t repeat) {
    if (list.kind() != JsonKind::kArray)
      return Report(where, "is a repeat: must be a list [{...}, {...}]");
    const size_t max = survey_.container_texts[survey_.repeats[repeat].container].max;
    if (list.size() > max)
      return Report(where,
                    fmt::format("holds {} rounds; the repeat's max is {}", list.size(), max));
    const auto count = static_cast<uint16_t>(list.size());
    for (uint16_t round = 1; round < count; ++round)
      session_.rounds.blocks.push_back({repeat, round});
    session_.rounds.counts[repeat] = count;
    session_.answers.resize(SlotCount(survey_, session_.rounds));
    for (uint16_t round = 0; round < count; ++round)
      Object(list.At(round), fmt::format("{}[{}]", where, round + 1), repeat, round);
  }

  void One(core::JsonValue value, const std::string& where, Place place) {
    const Question& q = survey_.questions[place.question];
    const auto text = TextOf(value);
    if (!text) return Report(where, "must be a text, a number or a list of texts");
    Answer& answer = session_.answers[SlotOf(survey_, session_.rounds, place)];
    if (text->empty()) return;
    if (*text == "(refused)" || *text == "(dont_know)" || *text == "(skipped)") {
      answer.kind = *text == "(refused)"     ? Answer::Kind::kRefused
                    : *text == "(dont_know)" ? Answer::Kind::kDontKnow
                                             : Answer::Kind::kSkipped;
      return;
    }
    if (q.type == QuestionType::kCalculate) return ignored_.push_back(where);
    if (q.list) return Options(where, place.question, *text, answer);
    Plain(where, q, *text, answer);
  }

  void Plain(const std::string& where, const Question& q, const std::string& text, Answer& answer) {
    switch (q.type) {
      case QuestionType::kInteger:
      case QuestionType::kDecimal:
      case QuestionType::kRange:
        answer.number = ParseNumber(text);
        if (std::isnan(answer.number)) return Report(where, "must be a number");
        answer.kind = Answer::Kind::kNumber;
        break;
      case QuestionType::kDate: {
        const auto day = core::DayFromText(text);
        if (!day) return Report(where, "must be a day like 2026-11-21");
        answer.kind = Answer::Kind::kDay;
        answer.day = *day;
        break;
      }
      case QuestionType::kText:
        answer.kind = Answer::Kind::kWords;
        answer.words_chars = CodePoints(text);
        if (q.coded) answer.text = text;
        break;
      case QuestionType::kNote:
        return Report(where, "is a note: it has no answer");
      default:
        answer.kind = q.media() ? Answer::Kind::kMedia : Answer::Kind::kText;
        answer.text = q.media() ? "" : text;
    }
  }

  void Options(const std::string& where, uint16_t question, const std::string& text,
               Answer& answer) {
    const auto& values = survey_.infos[question].values;
    answer.kind = Answer::Kind::kValues;
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find(' ', at), text.size());
      const std::string word = text.substr(at, end - at);
      at = end + 1;
      if (word.empty()) continue;
      const auto found = std::find(values.begin(), values.end(), word);
      if (found == values.end()) {
        Report(where, fmt::format("\"{}\" is not one of its choices", word));
      } else {
        answer.values.push_back(static_cast<uint16_t>(found - values.begin()));
      }
    }
    if (survey_.questions[question].type == QuestionType::kSelectOne && answer.values.size() > 1)
      Report(where, "is a select_one: one choice only");
    std::sort(answer.values.begin(), answer.values.end());
  }

  const CompiledSurvey& survey_;
  Session& session_;
  core::Problems& problems_;
  std::vector<std::string>& ignored_;
};

}  // namespace

std::string OpenQuestion(const Survey& survey, const Session& session) {
  const CompiledSurvey& compiled = survey.compiled();
  const bool asking = session.stage == Stage::kAsking || session.stage == Stage::kConfirm;
  const uint16_t question = PlaceOf(compiled, session.rounds, session.question).question;
  return asking && question < compiled.questions.size() ? compiled.questions[question].name : "";
}

Calculator::Calculator(std::shared_ptr<const Survey> survey, const Deployment& deployment,
                       Setting setting)
    : survey_(std::move(survey)), deployment_(&deployment), setting_(std::move(setting)) {
  session_ = NewSession(*survey_, core::Seed{}, setting_.now);
  session_.language = setting_.language;
}

core::Result<Calculator> Calculator::Make(std::shared_ptr<const Survey> survey,
                                          const Deployment& deployment, core::JsonValue answers,
                                          Setting setting, std::vector<std::string>& ignored) {
  Calculator out(std::move(survey), deployment, std::move(setting));
  core::Problems problems;
  AnswerReader(out.survey_->compiled(), out.session_, problems, ignored)
      .Object(answers, "", kNoIndex, 0);
  if (!problems.empty()) return core::Err(core::ErrorCode::kInvalid, core::Describe(problems));
  return out;
}

uint8_t Calculator::Severity() const {
  Turn turn(*survey_, *deployment_, session_, nullptr, setting_.now);
  return Assess(survey_->compiled().triage, turn.Outside()).severity;
}

ClassChanges Calculator::WhatWouldChange() const {
  return dialogs::WhatWouldChange(*survey_, *deployment_, session_, setting_.now);
}

core::Result<std::string> Calculator::Evaluate(std::string_view expression) const {
  Scope scope;
  scope.tree = &survey_->compiled();
  scope.row_container = 0;
  ExpressionError error;
  const auto parsed = ParseExpression(expression, scope, error);
  if (!parsed) return core::Err(core::ErrorCode::kInvalid, Describe(expression, error));
  Turn turn(*survey_, *deployment_, session_, nullptr, setting_.now);
  return ToText(dialogs::Evaluate(*parsed, turn.Outside()));
}

}  // namespace dialogs
