// SPDX-License-Identifier: Apache-2.0
#include "dialogs/expressions/parser.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "core/utf8.h"
#include "dialogs/expressions/check.h"
#include "dialogs/expressions/parser_impl.h"

namespace dialogs {
namespace {

struct BinaryOperator {
  std::string_view text;
  Op op;
  int strength;
};
// Weakest first; all associate to the left (XPath 1.0 section 3).
constexpr std::array<BinaryOperator, 13> kBinary{{{"or", Op::kOr, 1},
                                                  {"and", Op::kAnd, 2},
                                                  {"=", Op::kEqual, 3},
                                                  {"!=", Op::kNotEqual, 3},
                                                  {"<", Op::kLess, 4},
                                                  {"<=", Op::kLessEqual, 4},
                                                  {">", Op::kGreater, 4},
                                                  {">=", Op::kGreaterEqual, 4},
                                                  {"+", Op::kAdd, 5},
                                                  {"-", Op::kSubtract, 5},
                                                  {"*", Op::kMultiply, 6},
                                                  {"div", Op::kDivide, 6},
                                                  {"mod", Op::kModulo, 6}}};

const BinaryOperator* OperatorOf(const Token& t) {
  if (t.kind != TokenKind::kSymbol && t.kind != TokenKind::kName) return nullptr;
  for (const BinaryOperator& b : kBinary) {
    if (b.text == t.text) return &b;
  }
  return nullptr;
}

}  // namespace

Parser::Parser(std::vector<Token> tokens, const Scope& scope, ExpressionError& error)
    : tokens_(std::move(tokens)), scope_(scope), error_(error) {
  context_.container = scope.row_container.value_or(scope.container);
  context_.at_container = scope.row_container.has_value();
  context_.list = scope.list;
  context_.self = scope.self;
}

bool Parser::Run(Expression& out) {
  auto root = Binary(1);
  if (!root) return false;
  if (Peek().kind != TokenKind::kEnd) return Fail(Peek(), AfterEnd(Peek()));
  out.nodes = std::move(nodes_);
  out.paths = std::move(paths_);
  out.root = *root;
  return true;
}

bool Parser::Fail(const Token& token, std::string message) {
  error_ = {token.position, token.length, std::move(message)};
  return false;
}

Parser::Index Parser::FailIndex(const Token& token, std::string message) {
  Fail(token, std::move(message));
  return std::nullopt;
}

uint32_t Parser::Add(Node node, const Token& token) {
  node.position = static_cast<uint32_t>(token.position);
  node.length = static_cast<uint32_t>(token.length);
  nodes_.push_back(std::move(node));
  return static_cast<uint32_t>(nodes_.size() - 1);
}

bool Parser::Deeper(const Token& token) {
  if (++depth_ <= kMaxExpressionDepth) return true;
  return Fail(token, "nested more than 64 deep; simplify this");
}

Parser::Index Parser::Binary(int strength) {
  if (strength > 6) return Unary();
  Index left = Binary(strength + 1);
  size_t chained = 0;
  while (left) {
    const BinaryOperator* op = OperatorOf(Peek());
    if (op == nullptr || op->strength != strength) return left;
    const Token token = Peek();
    // A chain makes a tree as deep as it is long: it counts like nesting, but for `or` and `and`,
    // which flatten.
    const bool flat = op->op == Op::kOr || op->op == Op::kAnd;
    if (!flat && ++chained > kMaxExpressionDepth)
      return FailIndex(token, "this expression is too long; split it");
    ++at_;
    Index right = Binary(strength + 1);
    if (!right) return right;
    if (flat && nodes_[*left].op == op->op) {
      nodes_[*left].arguments.push_back(*right);
      continue;
    }
    Node node;
    node.op = op->op;
    node.arguments = {*left, *right};
    left = Add(std::move(node), token);
  }
  return left;
}

Parser::Index Parser::Unary() {
  if (!At("-")) return Primary();
  const Token token = Peek();
  ++at_;
  if (!Deeper(token)) return std::nullopt;
  Index operand = Unary();
  --depth_;
  if (!operand) return operand;
  Node node;
  node.op = Op::kNegate;
  node.arguments = {*operand};
  return Add(std::move(node), token);
}

Parser::Index Parser::Primary() {
  const Token token = Peek();
  Node node;
  switch (token.kind) {
    case TokenKind::kNumber:
      node.op = Op::kNumber;
      node.number = token.number;
      break;
    case TokenKind::kText:
      node.op = Op::kText;
      node.text = token.text;
      break;
    case TokenKind::kReference:
      return Reference(token);
    case TokenKind::kName:
      return Name(token);
    case TokenKind::kEnd:
      return FailIndex(token, tokens_.size() == 1
                                  ? "the expression is empty"
                                  : "the expression ends too early; something must follow");
    case TokenKind::kSymbol:
      if (token.text == "(") return NoPathAfter(Bracket(token));
      if (token.text == "/") return FromTop(token);
      if (token.text == "." || token.text == "..") return FromHere(token);
      return FailIndex(token, fmt::format("\"{}\" cannot stand here", token.text));
  }
  ++at_;
  return NoPathAfter(Add(std::move(node), token));
}

// "(...)[1]" and "f()/x": of all values only paths can be walked further.
Parser::Index Parser::NoPathAfter(Index value) {
  if (!value) return value;
  if (At("[")) return FailIndex(Peek(), "[ ] stands behind a repeat or a list, not behind a value");
  return value;
}

Parser::Index Parser::Bracket(const Token& token) {
  ++at_;
  if (!Deeper(token)) return std::nullopt;
  Index inner = Binary(1);
  --depth_;
  if (!inner) return inner;
  if (!At(")")) {
    const bool end = Peek().kind == TokenKind::kEnd;
    return FailIndex(end ? token : Peek(),
                     end ? "this bracket is not closed; add )" : AfterEnd(Peek()));
  }
  ++at_;
  return inner;
}

Parser::Index Parser::Name(const Token& token) {
  const Token& next = tokens_[at_ + 1];
  const bool call = next.kind == TokenKind::kSymbol && next.text == "(";
  if (call) return Call(token);
  if (context_.list) return Column(token);
  if (context_.inner) return FromHere(token);
  return FailIndex(token, BareName(token.text));
}

std::string Parser::BareName(const std::string& name) const {
  const std::string small = SmallLetters(name);
  if (small == "null" || small == "none" || small == "nil")
    return name + " is not a value; write ${name} != '' for \"was answered\"";
  if (small == "true" || small == "false")
    return fmt::format("write {}() with brackets, or '{}' in quotes", small, small);
  if (scope_.tree->index.contains(name) || ChildContainer(kNoIndex, name))
    return fmt::format("a question is named as ${{{}}}", name);
  return fmt::format(
      "\"{}\" is neither a question nor a function; a question is ${{name}}, a text stands in "
      "quotes: '{}'",
      name, name);
}

std::optional<Expression> ParseExpression(std::string_view source, const Scope& scope,
                                          ExpressionError& error) {
  if (source.size() > kMaxExpressionBytes) {
    error = {0, 0,
             fmt::format("is {} bytes long; the limit is {}", source.size(), kMaxExpressionBytes)};
    return std::nullopt;
  }
  auto tokens = Tokenise(source, error);
  if (!tokens) return std::nullopt;
  Expression out;
  out.source = source;
  if (!Parser(std::move(*tokens), scope, error).Run(out)) return std::nullopt;
  if (!CheckAndSimplify(out, scope, error)) return std::nullopt;
  return out;
}

std::string Describe(std::string_view source, const ExpressionError& error) {
  if (error.length == 0 && error.position == 0) return error.message;
  size_t character = 1;
  for (size_t at = 0; at < error.position && at < source.size(); ++character)
    static_cast<void>(core::NextCodePoint(source, at));
  std::string_view part = error.position < source.size()
                              ? core::Utf8Prefix(source.substr(error.position, error.length), 40)
                              : "";
  return part.empty() ? fmt::format("at character {}: {}", character, error.message)
                      : fmt::format("at character {} ({}): {}", character, part, error.message);
}

}  // namespace dialogs
