// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsform/respell.h"

#include <algorithm>
#include <array>
#include <optional>

#include "authoring/xlsform/text.h"
#include "core/utf8.h"
#include "dialogs/expressions/lexer.h"

namespace authoring {
namespace {

using dialogs::Token;
using dialogs::TokenKind;
using Tokens = std::vector<Token>;

struct Edit {
  size_t at, length;
  std::string with;
};

// With each quote of the spreadsheet's kind as it stands: positions are the source's.
std::optional<Tokens> Read(const std::string& expression) {
  dialogs::ExpressionError ignored;  // Survey::Parse says it
  return dialogs::Tokenise(expression, ignored);
}

bool Is(const Tokens& tokens, size_t i, std::string_view symbol) {
  return i < tokens.size() && tokens[i].kind == TokenKind::kSymbol && tokens[i].text == symbol;
}
bool IsName(const Tokens& tokens, size_t i, std::string_view name) {
  return i < tokens.size() && tokens[i].kind == TokenKind::kName && tokens[i].text == name;
}
bool IsEquals(const Tokens& tokens, size_t i) { return Is(tokens, i, "=") || Is(tokens, i, "!="); }
bool Compared(const Tokens& tokens, size_t i) {
  return (i > 0 && IsEquals(tokens, i - 1)) || IsEquals(tokens, i + 1);
}
size_t End(const Token& token) { return token.position + token.length; }

// jr:itext(instance('list')/root/item[...]/itextId): the position of its last token, 0 if it is of
// another shape.
size_t ItextEnd(const Tokens& tokens, size_t i) {
  if (!IsName(tokens, i, "jr:itext") || !Is(tokens, i + 1, "(") ||
      !IsName(tokens, i + 2, "instance"))
    return 0;
  size_t depth = 0;
  for (size_t at = i + 1; at < tokens.size(); ++at) {
    if (Is(tokens, at, "(")) ++depth;
    if (Is(tokens, at, ")") && --depth == 0)
      return IsName(tokens, at - 1, "itextId") && Is(tokens, at - 2, "/") ? at : 0;
  }
  return 0;
}

bool IsNull(const Tokens& tokens, size_t i) {
  const bool path =
      Is(tokens, i + 1, "/") || Is(tokens, i + 1, "(") || (i > 0 && Is(tokens, i - 1, "/"));
  return tokens[i].kind == TokenKind::kName && Lower(tokens[i].text) == "null" && !path;
}

std::string Apply(const std::string& expression, std::vector<Edit> edits) {
  std::string out = expression;
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.at > b.at; });
  for (const Edit& edit : edits) out.replace(edit.at, edit.length, edit.with);
  return out;
}

// Text processors make dashes of the minus between spaces. Not in quotes.
Respelled WithMinus(const std::string& typed) {
  if (typed.find('\xE2') == std::string::npos) return {typed, {}};  // how all of them begin
  Respelled out;
  char quote = 0;
  for (size_t at = 0; at < typed.size();) {
    const size_t start = at;
    const char32_t c = core::NextCodePoint(typed, at);
    const bool dash = quote == 0 && (c == U'\u2010' || c == U'\u2011' || c == U'\u2013' ||
                                     c == U'\u2014' || c == U'\u2212');
    if (dash) {
      out.why.push_back({"W-EXPR-DASH",
                         "This dash was read as a minus. Programs make it while you type; other "
                         "form tools do not read it.",
                         start, at - start});
      out.text += " - ";
      continue;
    }
    if (quote == 0 ? c == U'\'' || c == U'"' : c == static_cast<char32_t>(quote))
      quote = quote == 0 ? static_cast<char>(c) : '\0';
    out.text.append(typed, start, at - start);
  }
  return out;
}

}  // namespace

Respelled Respell(const std::string& typed, bool nan_is_a_choice) {
  Respelled out = WithMinus(typed);
  const std::string expression = out.text;
  const bool any = Lower(expression).find("null") != std::string::npos ||
                   expression.find("NaN") != std::string::npos ||
                   expression.find("jr:itext") != std::string::npos;
  if (!any) return out;
  const auto tokens = Read(expression);
  if (!tokens) return out;
  std::vector<Edit> edits;
  for (size_t i = 0; i < tokens->size(); ++i) {
    const Token& token = (*tokens)[i];
    if (token.kind == TokenKind::kText && token.text == "NaN" && !nan_is_a_choice &&
        Compared(*tokens, i)) {
      edits.push_back({token.position, token.length, "''"});
      out.why.push_back({"W-EXPR-NAN",
                         "'NaN' is what some form tools show for an empty number; an empty answer "
                         "is '' here, and was read so.",
                         token.position, token.length});
    } else if (IsNull(*tokens, i)) {
      edits.push_back({token.position, token.length, "''"});
      out.why.push_back({"W-EXPR-NULL",
                         Compared(*tokens, i)
                             ? "null is not a value: an empty answer is '', and was read so. ODK "
                               "and Kobo find nothing "
                               "equal or unequal to null, so there this comparison never holds."
                             : "null is not a value: nothing is written '', and was read so.",
                         token.position, token.length});
    } else if (const size_t end = ItextEnd(*tokens, i); end != 0) {
      const Token& id = (*tokens)[end - 1];
      const size_t inner = (*tokens)[i + 2].position;
      edits.push_back({token.position, inner - token.position, ""});
      edits.push_back({id.position, End((*tokens)[end]) - id.position, "label"});
      out.why.push_back({"N-EXPR-LABEL",
                         "This is the label of a choice in the worker's language, and was read so.",
                         token.position, token.length});
    }
  }
  out.text = Apply(expression, std::move(edits));
  return out;
}

std::string WithoutComparison(const std::string& expression, size_t position) {
  const auto tokens = Read(expression);
  if (!tokens) return "";
  const auto literal = std::find_if(tokens->begin(), tokens->end(),
                                    [&](const Token& t) { return t.position == position; });
  const auto i = static_cast<size_t>(literal - tokens->begin());
  if (literal == tokens->end() || literal->kind != TokenKind::kText) return "";
  const auto answer = [&](size_t at) {
    return at < tokens->size() &&
           ((*tokens)[at].kind == TokenKind::kReference || Is(*tokens, at, "."));
  };
  const auto replaced = [&](size_t first, size_t last, const char* with) {
    return Apply(expression, {{(*tokens)[first].position,
                               End((*tokens)[last]) - (*tokens)[first].position, with}});
  };
  if (i >= 4 && Is(*tokens, i - 1, ",") && answer(i - 2) && Is(*tokens, i - 3, "(") &&
      IsName(*tokens, i - 4, "selected") && Is(*tokens, i + 1, ")"))
    return replaced(i - 4, i + 1, "false()");
  if (i >= 2 && IsEquals(*tokens, i - 1) && answer(i - 2) && !Is(*tokens, i - 3, "/"))
    return replaced(i - 2, i, Is(*tokens, i - 1, "=") ? "false()" : "true()");
  if (IsEquals(*tokens, i + 1) && answer(i + 2) && !Is(*tokens, i + 3, "/"))
    return replaced(i, i + 2, Is(*tokens, i + 1, "=") ? "false()" : "true()");
  return "";
}

}  // namespace authoring
