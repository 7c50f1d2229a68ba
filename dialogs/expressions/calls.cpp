// SPDX-License-Identifier: Apache-2.0
// Calls, as they are read: the function, its values, and what can be known of it before anybody
// answers.
#include <cmath>

#include "core/utf8.h"
#include "dialogs/expressions/parser_impl.h"

namespace dialogs {

std::string SmallLetters(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return out;
}

bool Parser::FailAfterEnd(const Token& token) {
  const std::string small = SmallLetters(token.text);
  const bool word = small == "and" || small == "or" || small == "div" || small == "mod";
  if (token.kind == TokenKind::kName && word)
    return Fail(token, Flaw::kBigLetters, {token.text, small});
  if (token.text == ")") return Fail(token, Flaw::kBracketAlone);
  if (token.text == "]") return Fail(token, Flaw::kSquareAlone);
  const bool comma = token.kind == TokenKind::kSymbol && token.text == ",";
  if (comma && at_ > 0 && tokens_[at_ - 1].kind == TokenKind::kNumber &&
      tokens_[at_ + 1].kind == TokenKind::kNumber)
    return FailAtComma(token);
  return Fail(token, token.text == "/" ? Flaw::kSlash : Flaw::kOperatorMissing);
}

// "1,000" is a thousand, "1,5" one and a half.
bool Parser::FailAtComma(const Token& comma) {
  constexpr size_t kGroup = 3;
  Token whole = tokens_[at_ - 1];
  const Token& behind = tokens_[at_ + 1];
  const bool touching =
      whole.position + whole.length == comma.position && comma.position + 1 == behind.position;
  if (!touching || whole.length > kGroup || behind.length != kGroup ||
      whole.number != std::floor(whole.number))
    return Fail(comma, Flaw::kDecimalComma);
  whole.length += 1 + kGroup;
  const auto digits = std::to_string(static_cast<int>(behind.number));
  const std::string front = std::to_string(static_cast<int>(whole.number)),
                    back = std::string(kGroup - digits.size(), '0') + digits;
  return Fail(whole, Flaw::kMisspelling, {front + "," + back, front + back});
}

Parser::Index Parser::Call(const Token& token) {
  const FunctionInfo* info = FindFunction(token.text);
  if (info == nullptr) {
    const std::string_view advice = AdviceFor(token.text);
    return advice.empty()
               ? FailIndex(token, Flaw::kNoFunction, {token.text}, NearestFunction(token.text))
               : FailIndex(token, Flaw::kElsewhere, {token.text, std::string(advice)});
  }
  if (info->function == Function::kInstance) return Instance(token);
  if (info->function == Function::kCurrent) return Current(token);
  if (!Deeper(token)) return std::nullopt;
  Node node;
  node.op = Op::kCall;
  node.function = info->function;
  at_ += 2;
  if (!Arguments(token, *info, node)) return std::nullopt;
  --depth_;
  if (!Finish(token, node)) return std::nullopt;
  return NoPathAfter(Add(std::move(node), token));
}

bool Parser::Arguments(const Token& token, const FunctionInfo& info, Node& node) {
  while (!At(")")) {
    if (!node.arguments.empty()) {
      if (Peek().kind == TokenKind::kEnd) return Fail(token, Flaw::kCallOpen);
      const TokenKind kind = Peek().kind;
      if (kind == TokenKind::kText || kind == TokenKind::kReference || kind == TokenKind::kNumber)
        return Fail(Peek(), Flaw::kCommaMissing);
      if (!At(",")) return FailAfterEnd(Peek());
      ++at_;
    }
    Index argument = Binary(1);
    if (!argument) return false;
    node.arguments.push_back(*argument);
  }
  ++at_;
  const size_t given = node.arguments.size();
  if (given >= info.min_arguments && given <= info.max_arguments) return true;
  const std::string name(info.name), least = std::to_string(info.min_arguments),
                                     got = std::to_string(given);
  return info.min_arguments == info.max_arguments
             ? Fail(token, Flaw::kValueCount, {name, least, got})
             : Fail(token, Flaw::kValueRange,
                    {name, least, std::to_string(info.max_arguments), got});
}

// What can be known of a call before anybody answers.
bool Parser::Finish(const Token& token, Node& node) {
  const bool in_filter = context_.predicate;
  const bool empty = node.arguments.empty();
  if (node.function == Function::kPosition && empty && !in_filter)
    return Fail(token, Flaw::kPosition);
  if (node.function == Function::kLast && !in_filter) return Fail(token, Flaw::kLast);
  if (node.function != Function::kChoiceName) return true;
  // The second value names the question: '${q}' in quotes, or as it is.
  const Node& second = nodes_[node.arguments[1]];
  std::string_view name = core::Trim(second.text);
  if (second.op == Op::kText && name.starts_with("${") && name.ends_with("}")) {
    auto found = scope_.tree->index.find(core::Trim(name.substr(2, name.size() - 3)));
    if (found != scope_.tree->index.end()) {
      node.question = found->second;
      return true;
    }
  }
  if (second.op == Op::kQuestion || second.op == Op::kPath) {
    node.question = second.op == Op::kQuestion ? second.question : paths_[second.path].element;
    return true;
  }
  return Fail(token, Flaw::kChoiceName);
}

}  // namespace dialogs
