// SPDX-License-Identifier: Apache-2.0
#include "dialogs/expressions/flaw.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include "core/utf8.h"
#include "dialogs/expressions/lexer.h"

namespace dialogs {
namespace {

// {} takes the next of `about`.
std::string_view Template(Flaw flaw) {
  switch (flaw) {
    case Flaw::kNone:
      return "";
    case Flaw::kMisspelling:
      return "\"{}\" is written {} here";
    case Flaw::kDoubleSlash:
      return "// is not available; write each step: ${{group}}/name";
    case Flaw::kAxis:
      return "axes are not available; write ../name or ${{name}}";
    case Flaw::kAttribute:
      return "attributes (@) are not available; name a question as ${{name}}";
    case Flaw::kUnion:
      return "| is not available; write or between two conditions";
    case Flaw::kExclamation:
      return "! is written not(...) here";
    case Flaw::kQuoteOpen:
      return "this text in quotes does not end; add the closing quote";
    case Flaw::kDollar:
      return "a question is named as ${{name}}, with curly brackets";
    case Flaw::kReferenceOpen:
      return "the closing }} of ${{...}} is missing";
    case Flaw::kReferenceName:
      return "between ${{ and }} stands the name of one question, nothing else";
    case Flaw::kLastSaved:
      return "last-saved# is not available: nothing is kept from an earlier conversation";
    case Flaw::kCharacter:
      return "this character has no meaning here; remove it";
    case Flaw::kTooLong:
      return "is {} bytes long; the limit is {}";
    case Flaw::kTooDeep:
      return "nested more than 64 deep; simplify this";
    case Flaw::kChainTooLong:
      return "this expression is too long; split it";
    case Flaw::kEmpty:
      return "the expression is empty";
    case Flaw::kEndsEarly:
      return "the expression ends too early; something must follow";
    case Flaw::kOutOfPlace:
      return "\"{}\" cannot stand here";
    case Flaw::kNothingBefore:
      return "before \"{0}\" stands nothing that it could compare; write again what is compared: "
             "{1} {0}";
    case Flaw::kFilterBehindValue:
      return "[ ] stands behind a repeat or a list, not behind a value";
    case Flaw::kBracketOpen:
      return "this bracket is not closed; add )";
    case Flaw::kNull:
      return "{} is not a value; write ${{name}} != '' for \"was answered\"";
    case Flaw::kBareTruth:
      return "write {0}() with brackets, or '{0}' in quotes";
    case Flaw::kBareQuestion:
      return "a question is named as ${{{}}}";
    case Flaw::kBareWord:
      return "\"{0}\" is neither a question nor a function; a question is ${{name}}, a text stands "
             "in quotes: '{0}'";
    case Flaw::kBareFunction:
      return "\"{0}\" is a function: what it is about stands in brackets, {0}(...)";
    case Flaw::kBigLetters:
      return "\"{}\" must be written in small letters: {}";
    case Flaw::kBracketAlone:
      return "this closing bracket has no opening one; remove it";
    case Flaw::kSquareAlone:
      return "this closing square bracket has no opening one; remove it";
    case Flaw::kSlash:
      return "division is written div";
    case Flaw::kOperatorMissing:
      return "an operator is missing before this (and, or, =, <, +, ...)";
    case Flaw::kCommaMissing:
      return "a comma is missing before this";
    case Flaw::kDecimalComma:
      return "a number is written with a point here, not with a comma";
    case Flaw::kNoFunction:
      return "there is no function {}() in chat surveys";
    case Flaw::kElsewhere:
      return "there is no function {}() in chat surveys, though other form tools have it; {}";
    case Flaw::kCallOpen:
      return "this function's bracket is not closed; add )";
    case Flaw::kValueCount:
      return "{}() takes {} value(s), not {}";
    case Flaw::kValueRange:
      return "{}() takes {} to {} values, not {}";
    case Flaw::kPosition:
      return "position() works between [ ] only; write position(..) in a repeat";
    case Flaw::kLast:
      return "last() works between [ ] only; write count(${{repeat}})";
    case Flaw::kChoiceName:
      return "jr:choice-name() takes a value and the name of the question in quotes: "
             "jr:choice-name(${{q}}, '${{q}}')";
    case Flaw::kLater:
      return "\"{}\" is not asked before this; name an earlier question";
    case Flaw::kUnknownQuestion:
      return "there is no question named \"{}\"";
    case Flaw::kQuestionIsFunction:
      return "there is no question named \"{0}\"; the function is written {0}()";
    case Flaw::kTopShape:
      return "a path from the top begins with the form: /data/group/name";
    case Flaw::kTopForm:
      return "a path from the top begins with the form: /data/{}";
    case Flaw::kColumnsOnly:
      return "here stand columns of the list only, without a path";
    case Flaw::kSelf:
      return "\".\" means the answer itself and works in a constraint only; write ${{name}}";
    case Flaw::kBelowAnswer:
      return "below the answer itself is nothing; write ../name";
    case Flaw::kAboveForm:
      return "above the form is nothing";
    case Flaw::kCurrentValue:
      return "current() takes no value";
    case Flaw::kCurrentPath:
      return "behind current() stands a path: current()/../name";
    case Flaw::kStepStar:
      return "* as a step is not available; name each question";
    case Flaw::kStepDot:
      return "a step . in the middle says nothing; remove it";
    case Flaw::kStepUp:
      return ".. cannot stand behind a question or a repeat; begin with the group";
    case Flaw::kStepName:
      return "behind / stands the name of a question or group";
    case Flaw::kBelowQuestion:
      return "below a question is nothing";
    case Flaw::kNotInForm:
      return "there is no \"{}\" in the form";
    case Flaw::kNotInGroup:
      return "there is no \"{}\" in \"{}\"";
    case Flaw::kFilterPlace:
      return "[ ] stands behind a repeat or a list";
    case Flaw::kFilterOneAnswer:
      return "this question has one answer: [ ] stands behind a repeat or a list";
    case Flaw::kSquareOpen:
      return "this [ is not closed; add ]";
    case Flaw::kSquareMissing:
      return "here ] is missing";
    case Flaw::kListQuotes:
      return "write the name of a list in quotes: instance('list')";
    case Flaw::kNoList:
      return "there is no list of choices named \"{}\"";
    case Flaw::kListShape:
      return "a list is read as instance('list')/root/item[name = ${{q}}]/label";
    case Flaw::kNoColumn:
      return "the list has no column \"{}\"";
    case Flaw::kColumnIsQuestion:
      return "the list has no column \"{0}\"; a question is named as ${{{0}}}";
    case Flaw::kColumnIsText:
      return "the list has no column \"{0}\"; a text stands in quotes: '{0}'";
    case Flaw::kNote:
      return "\"{}\" is a note: it has no answer";
    case Flaw::kNoChoice:
      return "\"{}\" has no choice '{}'";
    case Flaw::kChoiceNowhere:
      return "\"{}\" has no choice '{}'; it has {}";
    case Flaw::kNotChoice:
      return "\"{}\" is not a choice question; selected() is for those";
    case Flaw::kPattern:
      return "this is not a pattern of RE2: {}";
    case Flaw::kDateFormat:
      return "\"{}\" is not known in a date's format; known are %Y %y %m %n %b %d %e %a %H %h %M "
             "%S %3";
    case Flaw::kGroup:
      return "\"{}\" is a group, it has no answer; write count(), or name a question in it";
    case Flaw::kWholeList:
      return "this is a whole list; add [name = ${{question}}] to choose from it";
    case Flaw::kEachRound:
      return "\"{0}\" is asked once in each round of \"{1}\"; write indexed-repeat(${{{0}}}, "
             "${{{1}}}, 1), or sum(), "
             "count(), join() over it";
    case Flaw::kIndexedRepeat:
      return "indexed-repeat() takes a question of a repeat, the repeat, and a number: "
             "indexed-repeat(${{age}}, "
             "${{children}}, 1)";
    case Flaw::kSealed:
      return "the words of \"{0}\" are sealed; an expression can only ask whether there are any "
             "(${{{0}}} != '') or for "
             "their string-length()";
  }
  return "";
}

std::string_view Part(std::string_view source, const ExpressionError& error) {
  return error.position < source.size() ? source.substr(error.position, error.length)
                                        : std::string_view();
}

// What to write for the marked part.
std::string Instead(std::string_view source, const ExpressionError& error) {
  if (!error.near.empty()) {
    if (error.flaw == Flaw::kNoChoice || error.flaw == Flaw::kNoList) return "'" + error.near + "'";
    return Part(source, error).starts_with("${") ? "${" + error.near + "}" : error.near;
  }
  switch (error.flaw) {
    case Flaw::kNull:
      return "''";
    case Flaw::kSlash:
      return " div ";
    case Flaw::kDecimalComma:
      return ".";
    case Flaw::kCommaMissing:
      return ", " + std::string(Part(source, error));
    case Flaw::kQuestionIsFunction:
      return error.about.at(0) + "()";
    case Flaw::kBareQuestion:
      return "${" + error.about.at(0) + "}";
    case Flaw::kBareWord:
      return "'" + error.about.at(0) + "'";
    case Flaw::kDollar:
      return error.about.empty() ? "" : "${" + error.about[0] + "}";
    case Flaw::kMisspelling:
    case Flaw::kBigLetters:
      return error.about.at(1);
    case Flaw::kNothingBefore:
      return error.about.at(1) == "." ? ". " + error.about.at(0) : "";
    default:
      return "";
  }
}

// AND, OR, Div ... in small letters.
void Lower(const std::vector<Token>& tokens, std::string& source) {
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].kind != TokenKind::kName || tokens[i + 1].text == "(") continue;
    for (const char* word : {"AND", "OR", "And", "Or", "DIV", "MOD"}) {
      std::string small = word;
      for (char& c : small) c = static_cast<char>(c | 0x20);
      if (tokens[i].text == word) source.replace(tokens[i].position, tokens[i].length, small);
    }
  }
}

}  // namespace

std::string Words(const ExpressionError& error) {
  fmt::dynamic_format_arg_store<fmt::format_context> about;
  for (const std::string& one : error.about) about.push_back(one);
  return fmt::vformat(Template(error.flaw), about);
}

std::string Suggestion(const ExpressionError& error, std::string_view where) {
  if (error.near.empty()) return "";
  const std::string name = error.flaw == Flaw::kNoFunction ? error.near + "()"
                           : error.flaw == Flaw::kNoChoice ? "'" + error.near + "'"
                                                           : "\"" + error.near + "\"";
  return fmt::format("did you mean {}{}?", name, where.empty() ? "" : fmt::format(" ({})", where));
}

std::string Mended(std::string_view source, const ExpressionError& error) {
  std::string instead = Instead(source, error);
  if (instead.empty()) return "";
  std::string out(source);
  size_t from = error.position;
  while (error.flaw == Flaw::kCommaMissing && from > 0 && out[from - 1] == ' ') --from;
  out.replace(from, error.position + error.length - from, instead);
  constexpr int kMaxSpellings = 32;
  for (int i = 0; i < kMaxSpellings; ++i) {
    ExpressionError more;
    if (const auto tokens = Tokenise(out, more)) {
      Lower(*tokens, out);
      break;
    }
    instead =
        more.flaw == Flaw::kMisspelling || more.flaw == Flaw::kDollar ? Instead(out, more) : "";
    if (instead.empty()) break;
    out.replace(more.position, more.length, instead);
  }
  return out;
}

std::string Describe(std::string_view source, const ExpressionError& error) {
  const std::string near = Suggestion(error);
  const std::string words = near.empty() ? Words(error) : Words(error) + "; " + near;
  if (error.length == 0 && error.position == 0) return words;
  size_t character = 1;
  for (size_t at = 0; at < error.position && at < source.size(); ++character)
    static_cast<void>(core::NextCodePoint(source, at));
  const std::string_view part = core::Utf8Prefix(Part(source, error), 40);
  return part.empty() ? fmt::format("at character {}: {}", character, words)
                      : fmt::format("at character {} ({}): {}", character, part, words);
}

}  // namespace dialogs
