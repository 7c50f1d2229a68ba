// SPDX-License-Identifier: Apache-2.0
// Calls, as they are read: the function, its values, and what can be known of it before anybody answers.
#include <fmt/format.h>

#include "core/utf8.h"
#include "dialogs/expressions/parser_impl.h"

namespace dialogs {

std::string SmallLetters(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return out;
}

std::string AfterEnd(const Token& token) {
  for (std::string_view word : {"and", "or", "div", "mod"}) {
    if (token.kind == TokenKind::kName && SmallLetters(token.text) == word)
      return fmt::format("\"{}\" must be written in small letters: {}", token.text, word);
  }
  if (token.text == ")") return "this closing bracket has no opening one; remove it";
  if (token.text == "]") return "this closing square bracket has no opening one; remove it";
  if (token.text == "/") return "division is written div";
  return "an operator is missing before this (and, or, =, <, +, ...)";
}

Parser::Index Parser::Call(const Token& token) {
  const FunctionInfo* info = FindFunction(token.text);
  if (info == nullptr) {
    return FailIndex(token, fmt::format("there is no function {}() in chat surveys{}", token.text,
                                        AdviceFor(token.text)));
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
      if (Peek().kind == TokenKind::kEnd)
        return Fail(token, "this function's bracket is not closed; add )");
      if (!At(",")) return Fail(Peek(), AfterEnd(Peek()));
      ++at_;
    }
    Index argument = Binary(1);
    if (!argument) return false;
    node.arguments.push_back(*argument);
  }
  ++at_;
  const size_t given = node.arguments.size();
  if (given >= info.min_arguments && given <= info.max_arguments) return true;
  return Fail(token, info.min_arguments == info.max_arguments
                         ? fmt::format("{}() takes {} value(s), not {}", info.name,
                                       info.min_arguments, given)
                         : fmt::format("{}() takes {} to {} values, not {}", info.name,
                                       info.min_arguments, info.max_arguments, given));
}

// What can be known of a call before anybody answers.
bool Parser::Finish(const Token& token, Node& node) {
  const bool in_filter = context_.predicate;
  const bool empty = node.arguments.empty();
  if (node.function == Function::kPosition && empty && !in_filter)
    return Fail(token, "position() works between [ ] only; write position(..) in a repeat");
  if (node.function == Function::kLast && !in_filter)
    return Fail(token, "last() works between [ ] only; write count(${repeat})");
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
  return Fail(token, "jr:choice-name() takes a value and the name of the question in quotes: "
                     "jr:choice-name(${q}, '${q}')");
}

}  // namespace dialogs
