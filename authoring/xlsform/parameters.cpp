// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsform/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "authoring/xlsform/text.h"

namespace authoring {
namespace {

constexpr std::array<std::string_view, 14> kOfOtherTools{"max-pixels",
                                                         "quality",
                                                         "app",
                                                         "value",
                                                         "label",
                                                         "capture-accuracy",
                                                         "warning-accuracy",
                                                         "allow-mock-accuracy",
                                                         "rows",
                                                         "incremental",
                                                         "location-priority",
                                                         "location-min-interval",
                                                         "location-max-age",
                                                         "track-changes"};
constexpr std::array<std::string_view, 6> kOfRange{"start",         "end",           "step",
                                                   "tick_interval", "tick_labelset", "placeholder"};
constexpr size_t kRead = 3;  // the others say how a form draws it

bool IsNumber(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

// "start=1 end=10, step=1" -> pairs; names in small letters.
std::map<std::string, std::string> Pairs(std::string text) {
  for (size_t at = 0; (at = text.find(" =", at)) != std::string::npos;) text.erase(at, 1);
  for (size_t at = 0; (at = text.find("= ", at)) != std::string::npos;) text.erase(at + 1, 1);
  // Separators are spaces, commas or semicolons, but not inside ${...} or brackets.
  std::replace_if(text.begin(), text.end(), [](char c) { return c == ',' || c == ';'; }, ' ');
  std::map<std::string, std::string> out;
  for (const std::string& word : Words(text)) {
    const size_t equals = std::min(word.find('='), word.size());
    out[Lower(word.substr(0, equals))] = word.substr(std::min(equals + 1, word.size()));
  }
  return out;
}

std::string Unsigned(std::string_view number) {
  double value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  return fmt::format("{}", value);
}

}  // namespace

void ReadParameters(Form& form, Tree& into, uint32_t row, const RowType& type) {
  const Value cell = form.survey->Get(row, "parameters");
  const CellRef at = Form::Ref(*form.survey, cell.place);
  const bool range = type.json == "range";
  std::map<std::string, std::string> pairs = Pairs(cell.text);
  if (range) {
    // What XLSForm takes where nothing is said.
    pairs.try_emplace("start", "0");
    pairs.try_emplace("end", "10");
    pairs.try_emplace("step", "1");
  }
  for (const auto& [name, value] : pairs) {
    const bool of_range = std::find(kOfRange.begin(), kOfRange.end(), name) != kOfRange.end();
    if (range &&
        std::find(kOfRange.begin(), kOfRange.begin() + kRead, name) != kOfRange.begin() + kRead) {
      if (!IsNumber(value)) {
        form.diagnostics.Add("E-PARAMETER", cell.place,
                             fmt::format("\"{}\" of a range is a number, not \"{}\".", name, value),
                             "Write e.g. start=1 end=10 step=1");
      }
      into.Set(name, Tree::Raw(IsNumber(value) ? Unsigned(value) : "1", at));
    } else if (name == "randomize" && !type.list.empty()) {
      if (TruthOf(value) == Truth::kYes) into.Set("randomize", Tree::Raw("true", at));
    } else if (name == "seed" && !type.list.empty()) {
      into.Set("seed", Tree::Text(value, at));
    } else if (std::find(kOfOtherTools.begin(), kOfOtherTools.end(), name) == kOfOtherTools.end() &&
               !(range && of_range)) {
      form.diagnostics.Add(
          "E-PARAMETER", cell.place, fmt::format("\"{}\" is no parameter of this type.", name),
          type.list.empty() ? "Delete it. A range takes start, end and step."
                            : "Delete it. A select takes randomize=true and seed.");
    }
  }
}

std::string DefaultExpression(const std::string& text) {
  if (IsNumber(text)) return text;
  const bool calculates = text.find("${") != std::string::npos ||
                          (text.find('(') != std::string::npos && text.ends_with(')')) ||
                          (text.size() > 1 && text.front() == '\'' && text.back() == '\'');
  if (calculates) return text;
  return text.find('\'') == std::string::npos ? fmt::format("'{}'", text)
                                              : fmt::format("\"{}\"", text);
}

}  // namespace authoring
