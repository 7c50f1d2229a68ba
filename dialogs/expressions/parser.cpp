// SPDX-License-Identifier: Apache-2.0
#include "dialogs/expressions/parser.h"

#include <array>
#include <utility>

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
  if (Peek().kind != TokenKind::kEnd) return FailAfterEnd(Peek());
  out.nodes = std::move(nodes_);
  out.paths = std::move(paths_);
  out.root = *root;
  return true;
}

bool Parser::Fail(const Token& token, Flaw flaw, std::vector<std::string> about, std::string near) {
  error_ = {token.position, token.length, flaw, std::move(about), std::move(near)};
  return false;
}

Parser::Index Parser::FailIndex(const Token& token, Flaw flaw, std::vector<std::string> about,
                                std::string near) {
  Fail(token, flaw, std::move(about), std::move(near));
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
  return Fail(token, Flaw::kTooDeep);
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
    if (!flat && ++chained > kMaxExpressionDepth) return FailIndex(token, Flaw::kChainTooLong);
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
      return FailIndex(token, tokens_.size() == 1 ? Flaw::kEmpty : Flaw::kEndsEarly);
    case TokenKind::kSymbol:
      if (token.text == "(") return NoPathAfter(Bracket(token));
      if (token.text == "/") return FromTop(token);
      if (token.text == "." || token.text == "..") return FromHere(token);
      if (OperatorOf(token) != nullptr && OperatorOf(token)->op >= Op::kEqual &&
          OperatorOf(token)->op <= Op::kGreaterEqual)
        return FailIndex(token, Flaw::kNothingBefore,
                         {token.text, context_.self ? "." : "${name}"});
      return FailIndex(token, Flaw::kOutOfPlace, {token.text});
  }
  ++at_;
  return NoPathAfter(Add(std::move(node), token));
}

// "(...)[1]" and "f()/x": of all values only paths can be walked further.
Parser::Index Parser::NoPathAfter(Index value) {
  if (!value) return value;
  if (At("[")) return FailIndex(Peek(), Flaw::kFilterBehindValue);
  return value;
}

Parser::Index Parser::Bracket(const Token& token) {
  ++at_;
  if (!Deeper(token)) return std::nullopt;
  Index inner = Binary(1);
  --depth_;
  if (!inner) return inner;
  if (!At(")")) {
    if (Peek().kind == TokenKind::kEnd) return FailIndex(token, Flaw::kBracketOpen);
    FailAfterEnd(Peek());
    return std::nullopt;
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
  return BareName(token);
}

Parser::Index Parser::BareName(const Token& token) {
  const std::string& name = token.text;
  const std::string small = SmallLetters(name);
  if (small == "null" || small == "none" || small == "nil")
    return FailIndex(token, Flaw::kNull, {name});
  if (small == "true" || small == "false") return FailIndex(token, Flaw::kBareTruth, {small});
  const bool question = scope_.tree->index.contains(name) || ChildContainer(kNoIndex, name);
  if (question) return FailIndex(token, Flaw::kBareQuestion, {name});
  if (FindFunction(name)) return FailIndex(token, Flaw::kBareFunction, {name});
  // What is compared stands on the left: likely a question, mistyped.
  const BinaryOperator* behind = OperatorOf(tokens_[at_ + 1]);
  const bool compared = behind != nullptr && (behind->strength == 3 || behind->strength == 4);
  return FailIndex(token, Flaw::kBareWord, {name}, compared ? NearestName(scope_, name) : "");
}

std::optional<Expression> ParseExpression(std::string_view source, const Scope& scope,
                                          ExpressionError& error) {
  if (source.size() > kMaxExpressionBytes) {
    error = {0,
             0,
             Flaw::kTooLong,
             {std::to_string(source.size()), std::to_string(kMaxExpressionBytes)},
             ""};
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

std::string MendedIn(const Scope& scope, std::string_view source, ExpressionError error) {
  constexpr int kMaxErrors = 8;
  std::string out(source);
  for (int i = 0; i < kMaxErrors; ++i) {
    out = Mended(out, error);
    error = {};
    if (out.empty() || ParseExpression(out, scope, error)) return out;
  }
  return "";
}

}  // namespace dialogs
