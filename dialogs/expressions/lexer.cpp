// SPDX-License-Identifier: Apache-2.0
#include "dialogs/expressions/lexer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/utf8.h"
#include "dialogs/expressions/value.h"

namespace dialogs {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}
bool IsName(char c) { return IsNameStart(c) || IsDigit(c) || c == '-' || c == '.'; }
bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// What people type for an operator of another language, and how it is spelt here.
struct Misspelling {
  std::string_view typed;
  std::string_view right;
};
constexpr std::array<Misspelling, 16> kMisspellings{{{"==", "="},
                                                     {"<>", "!="},
                                                     {"&&", "and"},
                                                     {"||", "or"},
                                                     {"&amp;&amp;", "and"},
                                                     {"&gt;", ">"},
                                                     {"&lt;", "<"},
                                                     {"&", "and"},
                                                     {"=>", ">="},
                                                     {"=<", "<="},
                                                     {"%", "mod"},
                                                     {"≠", "!="},
                                                     {"≥", ">="},
                                                     {"≤", "<="},
                                                     {"×", "*"},
                                                     {"÷", "div"}}};

// Signs of full XPath that chat surveys do without.
struct Unknown {
  std::string_view typed;
  Flaw flaw;
};
constexpr std::array<Unknown, 5> kUnknown{{{"//", Flaw::kDoubleSlash},
                                           {"::", Flaw::kAxis},
                                           {"@", Flaw::kAttribute},
                                           {"|", Flaw::kUnion},
                                           {"!", Flaw::kExclamation}}};

// Length in bytes of a curly quote or a no-break space at `at`, and what it stands for.
std::pair<size_t, char> Typographic(std::string_view s, size_t at) {
  if ((static_cast<unsigned char>(s[at]) & 0x80U) == 0) return {0, 0};
  size_t end = at;
  switch (core::NextCodePoint(s, end)) {
    case U'‘':
    case U'’':
    case U'‚':
    case U'′':
      return {end - at, '\''};
    case U'“':
    case U'”':
    case U'„':
    case U'″':
      return {end - at, '"'};
    case U'\u00a0':
    case U'\u202f':
    case U'\u2009':
      return {end - at, ' '};
    default:
      return {0, 0};
  }
}

class Lexer {
 public:
  Lexer(std::string_view source, ExpressionError& error) : s_(source), error_(error) {}

  std::optional<std::vector<Token>> Run() {
    while (SkipSpace(), at_ < s_.size()) {
      if (!Next()) return std::nullopt;
    }
    tokens_.push_back({TokenKind::kEnd, "", 0, s_.size(), 0});
    return std::move(tokens_);
  }

 private:
  bool Fail(size_t position, size_t length, Flaw flaw, std::vector<std::string> about = {}) {
    error_ = {position, length, flaw, std::move(about), ""};
    return false;
  }
  void Push(TokenKind kind, std::string text, size_t start, double number = 0) {
    tokens_.push_back({kind, std::move(text), number, start, at_ - start});
  }
  void SkipSpace() {
    while (at_ < s_.size()) {
      auto [length, means] = Typographic(s_, at_);
      if (length > 0 && means == ' ') {
        at_ += length;
      } else if (IsSpace(s_[at_])) {
        ++at_;
      } else {
        return;
      }
    }
  }
  bool Next() {
    const char c = s_[at_];
    auto [length, means] = Typographic(s_, at_);
    if (c == '\'' || c == '"') return Literal(c, 1);
    if (length > 0) return Literal(means, length);
    if (c == '$' || c == '{') return Reference();
    if (IsDigit(c) || (c == '.' && at_ + 1 < s_.size() && IsDigit(s_[at_ + 1]))) return Number();
    for (const Misspelling& m : kMisspellings) {
      if (s_.substr(at_).starts_with(m.typed) && !IsPercent()) {
        return Fail(at_, m.typed.size(), Flaw::kMisspelling,
                    {std::string(m.typed), std::string(m.right)});
      }
    }
    if (IsNameStart(c)) return Name();
    return Symbol();
  }
  // "50%", with nothing behind it to divide by.
  bool IsPercent() const {
    if (s_[at_] != '%') return false;
    const size_t next = s_.find_first_not_of(" \n", at_ + 1);
    return next == std::string_view::npos ||
           (s_[next] != '$' && s_[next] != '(' && s_[next] != '.' && !IsDigit(s_[next]));
  }
  bool Literal(char quote, size_t opening) {
    const size_t start = at_;
    at_ += opening;
    std::string text;
    while (at_ < s_.size()) {
      auto [length, means] = Typographic(s_, at_);
      if (s_[at_] == quote || (length > 0 && means == quote)) {
        at_ += length > 0 ? length : 1;
        Push(TokenKind::kText, std::move(text), start);
        return true;
      }
      text += s_[at_++];
    }
    return Fail(start, s_.size() - start, Flaw::kQuoteOpen);
  }
  bool Reference() {
    const size_t start = at_;
    if (!s_.substr(at_).starts_with("${")) return NearlyReference();
    const size_t close = s_.find('}', at_);
    if (close == std::string_view::npos)
      return Fail(start, s_.size() - start, Flaw::kReferenceOpen);
    std::string_view name = core::Trim(s_.substr(at_ + 2, close - at_ - 2));
    if (name.starts_with("last-saved#")) return Fail(start, close + 1 - start, Flaw::kLastSaved);
    bool fits = !name.empty() && IsNameStart(name[0]);
    for (char c : name) fits = fits && IsName(c);
    at_ = close + 1;
    if (!fits) return Fail(start, at_ - start, Flaw::kReferenceName);
    Push(TokenKind::kReference, std::string(name), start);
    return true;
  }
  // $name, $ {name}, {name}
  bool NearlyReference() {
    size_t end = s_.find_first_not_of("${ ", at_);
    end = std::min(end, s_.size());
    const size_t name = end;
    while (end < s_.size() && IsName(s_[end])) ++end;
    if (end == name) return Fail(at_, 1, Flaw::kDollar);
    const size_t close = s_.find_first_not_of(' ', end);
    const bool closed = close != std::string_view::npos && s_[close] == '}';
    return Fail(at_, (closed ? close + 1 : end) - at_, Flaw::kDollar,
                {std::string(s_.substr(name, end - name))});
  }
  bool Number() {
    const size_t start = at_;
    while (at_ < s_.size() && IsDigit(s_[at_])) ++at_;
    if (at_ < s_.size() && s_[at_] == '.') ++at_;
    while (at_ < s_.size() && IsDigit(s_[at_])) ++at_;
    std::string_view digits = s_.substr(start, at_ - start);
    Push(TokenKind::kNumber, std::string(digits), start, ParseNumber(digits));
    return true;
  }
  bool Name() {
    const size_t start = at_;
    while (at_ < s_.size() && IsName(s_[at_]) && Typographic(s_, at_).first == 0) ++at_;
    const bool prefix = at_ + 1 < s_.size() && s_[at_] == ':' && IsNameStart(s_[at_ + 1]);
    if (prefix) ++at_;
    while (prefix && at_ < s_.size() && IsName(s_[at_])) ++at_;
    Push(TokenKind::kName, std::string(s_.substr(start, at_ - start)), start);
    return true;
  }
  bool Symbol() {
    const size_t start = at_;
    for (std::string_view two : {"<=", ">=", "!=", ".."}) {
      if (s_.substr(at_).starts_with(two)) {
        at_ += 2;
        Push(TokenKind::kSymbol, std::string(two), start);
        return true;
      }
    }
    for (const Unknown& u : kUnknown) {
      if (s_.substr(at_).starts_with(u.typed)) return Fail(at_, u.typed.size(), u.flaw);
    }
    if (std::string_view("()[]/+-*=<>,.").find(s_[at_]) == std::string_view::npos)
      return Fail(at_, 1, Flaw::kCharacter);
    ++at_;
    Push(TokenKind::kSymbol, std::string(s_.substr(start, 1)), start);
    return true;
  }

  std::string_view s_;
  ExpressionError& error_;
  size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::optional<std::vector<Token>> Tokenise(std::string_view source, ExpressionError& error) {
  return Lexer(source, error).Run();
}

}  // namespace dialogs
