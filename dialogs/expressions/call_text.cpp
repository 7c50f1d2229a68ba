// SPDX-License-Identifier: Apache-2.0
// Functions of texts. Positions count characters, not bytes.
#include <algorithm>
#include <cmath>

#include "core/utf8.h"
#include "dialogs/expressions/evaluator.h"

namespace dialogs {
namespace {

std::vector<std::string_view> Characters(std::string_view text) {
  std::vector<std::string_view> out;
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    static_cast<void>(core::NextCodePoint(text, at));
    out.push_back(text.substr(start, at - start));
  }
  return out;
}

std::vector<std::string_view> WordsOf(std::string_view list) {
  constexpr std::string_view kSpaces = " \t\r\n";
  std::vector<std::string_view> out;
  for (size_t at = list.find_first_not_of(kSpaces); at != std::string_view::npos;) {
    const size_t end = std::min(list.find_first_of(kSpaces, at), list.size());
    out.push_back(list.substr(at, end - at));
    at = list.find_first_not_of(kSpaces, end);
  }
  return out;
}

bool HasWord(std::string_view list, std::string_view word) {
  const auto words = WordsOf(list);
  if (word.empty()) return words.empty();
  return std::find(words.begin(), words.end(), word) != words.end();
}

// From `from` (counted from 0) up to but not with `to`; negative ones count from the end.
std::string Part(const std::string& text, double from, double to) {
  const auto characters = Characters(text);
  const auto size = static_cast<double>(characters.size());
  auto within = [&](double x) {
    if (std::isnan(x)) return 0.0;
    return std::clamp(std::trunc(x) < 0 ? size + std::trunc(x) : std::trunc(x), 0.0, size);
  };
  std::string out;
  for (auto i = static_cast<size_t>(within(from)); i < static_cast<size_t>(within(to)); ++i)
    out += characters[i];
  return out;
}

std::string Translated(const std::string& text, const std::string& from, const std::string& to) {
  const auto old_ones = Characters(from);
  const auto new_ones = Characters(to);
  std::string out;
  for (std::string_view character : Characters(text)) {
    const auto found = std::find(old_ones.begin(), old_ones.end(), character);
    const auto at = static_cast<size_t>(found - old_ones.begin());
    if (found == old_ones.end()) {
      out += character;
    } else if (at < new_ones.size()) {
      out += new_ones[at];
    }
  }
  return out;
}

std::string Normalised(const std::string& text) {
  std::string out;
  for (std::string_view word : WordsOf(text)) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

std::string Beside(const std::string& text, const std::string& mark, bool before) {
  const size_t at = text.find(mark);
  if (at == std::string::npos) return {};
  return before ? text.substr(0, at) : text.substr(at + mark.size());
}

std::string SelectedAt(const std::string& list, double index) {
  const auto words = WordsOf(list);
  if (!(index >= 0) || index >= static_cast<double>(words.size())) return {};
  return std::string(words[static_cast<size_t>(index)]);
}

}  // namespace

std::optional<Value> Evaluator::CallText(Function function, const Values& values) {
  auto text = [&](size_t i) { return ToText(values[i]); };
  switch (function) {
    case Function::kSelected:
      return Value::Bool(HasWord(text(0), text(1)));
    case Function::kSelectedAt:
      return Value::Text(SelectedAt(text(0), ToNumber(values[1])));
    case Function::kString:
      return Value::Text(text(0));
    case Function::kContains:
      return Value::Bool(text(0).find(text(1)) != std::string::npos);
    case Function::kStartsWith:
      return Value::Bool(text(0).starts_with(text(1)));
    case Function::kEndsWith:
      return Value::Bool(text(0).ends_with(text(1)));
    case Function::kSubstr:
      return Value::Text(
          Part(text(0), ToNumber(values[1]), values.size() > 2 ? ToNumber(values[2]) : 1e9));
    case Function::kSubstringBefore:
      return Value::Text(Beside(text(0), text(1), true));
    case Function::kSubstringAfter:
      return Value::Text(Beside(text(0), text(1), false));
    case Function::kNormalizeSpace:
      return Value::Text(Normalised(text(0)));
    case Function::kTranslate:
      return Value::Text(Translated(text(0), text(1), text(2)));
    case Function::kBooleanFromString:
      return Value::Bool(text(0) == "true" || text(0) == "1");
    default:
      return std::nullopt;
  }
}

}  // namespace dialogs
