// SPDX-License-Identifier: Apache-2.0
#include "authoring/parse_problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "core/utf8.h"

namespace authoring {
namespace {

struct RuleOf {
  std::string_view words, rule;
};
// The first that occurs in the message counts; tests/authoring/rules_test.cpp holds each to a real
// message.
constexpr std::array<RuleOf, 27> kRules{{{"the list has no column", "E-REF-UNKNOWN"},
                                         {"a range needs", "E-PARAMETER"},
                                         {"choices; the limit is", "E-ROWS-MANY"},
                                         {"there is no question named", "E-REF-UNKNOWN"},
                                         {"is not asked before", "E-REF-LATER"},
                                         {"there is no function", "E-FUNCTION"},
                                         {"has no choice '", "E-CHOICE-UNKNOWN"},
                                         {"is a note", "E-REF-NOTE"},
                                         {"are sealed", "E-WORDS-SEALED"},
                                         {"null is not a value", "E-EXPR-NULL"},
                                         {"in each round of", "E-REF-REPEAT"},
                                         {"there are more than", "E-ROWS-MANY"},
                                         {"circle", "E-CYCLE"},
                                         {"has no text in", "E-TEXT-MISSING"},
                                         {"would repeat an answer", "E-TEXT-ECHO"},
                                         {"repeats an answer", "E-TEXT-ECHO"},
                                         {"characters; shorten", "E-TEXT-LONG"},
                                         {"bytes; shorten", "E-TEXT-LONG"},
                                         {"same label", "E-CHOICE-LABEL-DUP"},
                                         {"stands twice", "E-CHOICE-DUP"},
                                         {"this role", "E-ROLE"},
                                         {"safety check", "E-ROLE"},
                                         {"consent question", "E-ROLE"},
                                         {"questions", "E-SURVEY"},
                                         {"choices", "E-SURVEY"},
                                         {"nested more than", "E-EXPR-LONG"},
                                         {"bytes long; the limit", "E-EXPR-LONG"}}};

std::string RuleFor(const ParseProblem& problem) {
  for (const RuleOf& r : kRules) {
    const bool about_survey = r.rule == "E-SURVEY";
    if (problem.message.find(r.words) != std::string::npos &&
        !(about_survey && problem.character > 0))
      return std::string(r.rule);
  }
  return problem.character > 0 ? "E-EXPR-SYNTAX" : "E-SURVEY";
}

std::string Between(std::string_view text, std::string_view before, std::string_view after) {
  const size_t start = text.find(before);
  if (start == std::string_view::npos) return {};
  const size_t end = text.find(after, start + before.size());
  if (end == std::string_view::npos) return {};
  return std::string(text.substr(start + before.size(), end - start - before.size()));
}

// What to write instead of the marked part, where the message says it.
std::string Replacement(const ParseProblem& problem) {
  std::string near = Between(problem.message, "did you mean \"", "\"");
  if (!near.empty()) return problem.part.starts_with("${") ? fmt::format("${{{}}}", near) : near;
  near = Between(problem.message, "did you mean '", "'");
  if (!near.empty()) return fmt::format("'{}'", near);
  if (problem.part == "null" || problem.part == "NULL") return "''";
  const size_t small = problem.message.find("small letters: ");
  if (small != std::string::npos) return problem.message.substr(small + 15);
  return Between(problem.message, "is written ", " here");
}

std::string Sentence(std::string message,
                     const std::function<uint32_t(const std::string&)>& row_of) {
  const size_t mean = message.find("; did you mean");
  if (mean != std::string::npos) {
    const std::string near = Between(message, "did you mean \"", "\"");
    const bool column = message.starts_with("the list has no column");
    const uint32_t row = near.empty() || column ? 0 : row_of(near);
    if (row != 0) message.insert(message.rfind('?'), fmt::format(" (survey row {})", row));
    message.replace(mean, 3, ". D");
  }
  if (!message.empty() && !message.starts_with("null") && message[0] >= 'a' && message[0] <= 'z')
    message[0] = static_cast<char>(message[0] - 'a' + 'A');
  if (!message.empty() && std::string_view(".?!)").find(message.back()) == std::string_view::npos)
    message += '.';
  return message;
}

size_t ByteOf(std::string_view text, size_t character) {
  size_t at = 0;
  for (size_t n = 1; n < character && at < text.size(); ++n)
    static_cast<void>(core::NextCodePoint(text, at));
  return at;
}

}  // namespace

std::vector<ParseProblem> SplitParseError(std::string_view message) {
  std::vector<ParseProblem> out;
  while (!message.empty()) {
    const size_t end = std::min(message.find('\n'), message.size());
    std::string_view line = message.substr(0, end);
    message.remove_prefix(std::min(end + 1, message.size()));
    if (line.empty()) continue;
    ParseProblem problem;
    const size_t colon = line.find(": ");
    if (colon != std::string_view::npos && line.find(' ') == colon + 1) {
      problem.path = line.substr(0, colon);
      line.remove_prefix(colon + 2);
    }
    constexpr std::string_view kAt = "at character ";
    if (line.starts_with(kAt)) {
      const char* last = line.data() + line.size();
      const auto [number_end, error] =
          std::from_chars(line.data() + kAt.size(), last, problem.character);
      const size_t after = static_cast<size_t>(number_end - line.data());
      const size_t message_at = line.find("): ", after);
      if (error == std::errc() && line.substr(after).starts_with(" (") &&
          message_at != std::string_view::npos) {
        problem.part = line.substr(after + 2, message_at - after - 2);
        line.remove_prefix(message_at + 3);
      } else if (error == std::errc() && line.substr(after).starts_with(": ")) {
        line.remove_prefix(after + 2);
      }
    }
    problem.message = line;
    out.push_back(std::move(problem));
  }
  return out;
}

void AddParseProblem(const ParseProblem& problem, Place place,
                     const std::function<uint32_t(const std::string&)>& row_of,
                     Diagnostics& diagnostics) {
  const size_t caret = problem.character > 0 ? ByteOf(place.text, problem.character) : 0;
  const std::string with = problem.part.empty() ? "" : Replacement(problem);
  std::string change;
  if (!with.empty() && place.text.compare(caret, problem.part.size(), problem.part) == 0) {
    std::string mended = place.text;
    mended.replace(caret, problem.part.size(), with);
    change = "Change to: " + mended;
  }
  const bool null = RuleFor(problem) == "E-EXPR-NULL";
  Diagnostic& d = diagnostics.Add(
      RuleFor(problem), std::move(place),
      null ? "null is not a value: nothing is written ''." : Sentence(problem.message, row_of),
      std::move(change));
  if (problem.character == 0) return;
  d.caret = caret;
  d.caret_length = std::max<size_t>(1, problem.part.size());
}

}  // namespace authoring
