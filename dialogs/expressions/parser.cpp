// SPDX-License-Identifier: Apache-2.0
#include "dialogs/expressions/parser.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "core/utf8.h"
#include "dialogs/expressions/check.h"
#include "dialogs/expressions/functions.h"

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

class Parser {
 public:
  Parser(std::vector<Token> tokens, const Scope& scope, ExpressionError& error)
      : tokens_(std::move(tokens)), scope_(scope), error_(error) {}

  bool Run(Expression& out) {
    auto root = Binary(1);
    if (!root) return false;
    if (Peek().kind != TokenKind::kEnd) return Fail(Peek(), AfterEnd(Peek()));
    out.nodes = std::move(nodes_);
    out.root = *root;
    return true;
  }

 private:
  using Index = std::optional<uint32_t>;

  const Token& Peek() const { return tokens_[at_]; }
  bool Fail(const Token& token, std::string message) {
    error_ = {token.position, token.length, std::move(message)};
    return false;
  }
  Index FailIndex(const Token& token, std::string message) {
    Fail(token, std::move(message));
    return std::nullopt;
  }
  static std::string AfterEnd(const Token& token) {
    for (std::string_view word : {"and", "or", "div", "mod"}) {
      if (token.kind == TokenKind::kName && token.text.size() == word.size() &&
          (token.text[0] | 0x20) == word[0] && token.text != word) {
        return fmt::format("\"{}\" must be written in small letters: {}", token.text, word);
      }
    }
    if (token.text == ")") return "this closing bracket has no opening one; remove it";
    return "an operator is missing before this (and, or, =, <, +, ...)";
  }
  const BinaryOperator* BinaryAt() const {
    const Token& t = Peek();
    if (t.kind != TokenKind::kSymbol && t.kind != TokenKind::kName) return nullptr;
    for (const BinaryOperator& b : kBinary) {
      if (b.text == t.text) return &b;
    }
    return nullptr;
  }
  uint32_t Add(Node node, const Token& token) {
    node.position = static_cast<uint32_t>(token.position);
    node.length = static_cast<uint32_t>(token.length);
    nodes_.push_back(std::move(node));
    return static_cast<uint32_t>(nodes_.size() - 1);
  }

  Index Binary(int strength) {
    if (strength > 6) return Unary();
    Index left = Binary(strength + 1);
    size_t chained = 0;
    while (left) {
      const BinaryOperator* op = BinaryAt();
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

  Index Unary() {
    if (Peek().kind == TokenKind::kSymbol && Peek().text == "-") {
      const Token token = Peek();
      ++at_;
      if (++depth_ > kMaxExpressionDepth)
        return FailIndex(token, "nested more than 64 deep; simplify this");
      Index operand = Unary();
      --depth_;
      if (!operand) return operand;
      Node node;
      node.op = Op::kNegate;
      node.arguments = {*operand};
      return Add(std::move(node), token);
    }
    return Primary();
  }

  Index Primary() {
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
        return Call(token);
      case TokenKind::kEnd:
        return FailIndex(token, tokens_.size() == 1
                                    ? "the expression is empty"
                                    : "the expression ends too early; something must follow");
      case TokenKind::kSymbol:
        if (token.text == "(") return Bracket(token);
        if (token.text != ".")
          return FailIndex(token, fmt::format("\"{}\" cannot stand here", token.text));
        if (!scope_.self)
          return FailIndex(
              token, "\".\" means the answer itself and works in a constraint only; write ${name}");
        node.op = Op::kSelf;
        node.question = *scope_.self;
        break;
    }
    ++at_;
    return Add(std::move(node), token);
  }

  Index Bracket(const Token& token) {
    ++at_;
    if (++depth_ > kMaxExpressionDepth)
      return FailIndex(token, "nested more than 64 deep; simplify this");
    Index inner = Binary(1);
    --depth_;
    if (!inner) return inner;
    if (Peek().text != ")" || Peek().kind != TokenKind::kSymbol) {
      return FailIndex(
          Peek().kind == TokenKind::kEnd ? token : Peek(),
          Peek().kind == TokenKind::kEnd ? "this bracket is not closed; add )" : AfterEnd(Peek()));
    }
    ++at_;
    return inner;
  }

  Index Reference(const Token& token) {
    auto found = scope_.index->find(token.text);
    if (found == scope_.index->end()) {
      std::string near = NearestName(scope_, token.text);
      return FailIndex(
          token, fmt::format("there is no question named \"{}\"{}", token.text,
                             near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
    }
    if (found->second >= scope_.before) {
      return FailIndex(
          token,
          fmt::format("\"{}\" is not asked before this; name an earlier question", token.text));
    }
    Node node;
    node.op = Op::kQuestion;
    node.question = found->second;
    ++at_;
    return Add(std::move(node), token);
  }

  Index Call(const Token& token) {
    ++at_;
    const bool call = Peek().kind == TokenKind::kSymbol && Peek().text == "(";
    if (!call) return FailIndex(token, BareName(token.text));
    const FunctionInfo* info = FindFunction(token.text);
    if (info == nullptr) {
      std::string advice = AdviceFor(token.text);
      return FailIndex(token, fmt::format("there is no function {}() in chat surveys{}", token.text,
                                          advice.empty() ? "" : "; " + advice));
    }
    if (++depth_ > kMaxExpressionDepth)
      return FailIndex(token, "nested more than 64 deep; simplify this");
    Node node;
    node.op = Op::kCall;
    node.function = info->function;
    ++at_;
    while (!(Peek().kind == TokenKind::kSymbol && Peek().text == ")")) {
      if (!node.arguments.empty()) {
        if (Peek().kind == TokenKind::kEnd)
          return FailIndex(token, "this function's bracket is not closed; add )");
        if (Peek().text != "," || Peek().kind != TokenKind::kSymbol)
          return FailIndex(Peek(), AfterEnd(Peek()));
        ++at_;
      }
      Index argument = Binary(1);
      if (!argument) return argument;
      node.arguments.push_back(*argument);
    }
    ++at_;
    --depth_;
    if (node.arguments.size() < info->min_arguments ||
        node.arguments.size() > info->max_arguments) {
      return FailIndex(token, info->min_arguments == info->max_arguments
                                  ? fmt::format("{}() takes {} value(s), not {}", info->name,
                                                info->min_arguments, node.arguments.size())
                                  : fmt::format("{}() takes {} to {} values, not {}", info->name,
                                                info->min_arguments, info->max_arguments,
                                                node.arguments.size()));
    }
    return Add(std::move(node), token);
  }

  std::string BareName(const std::string& name) const {
    if (name == "null" || name == "NULL")
      return "null is not a value; write ${name} != '' for \"was answered\"";
    if (name == "true" || name == "false")
      return fmt::format("write {}() with brackets, or '{}' in quotes", name, name);
    if (scope_.index->contains(name)) return fmt::format("a question is named as ${{{}}}", name);
    return fmt::format(
        "\"{}\" is neither a question nor a function; a question is ${{name}}, a text stands in "
        "quotes: '{}'",
        name, name);
  }

  std::vector<Token> tokens_;
  const Scope& scope_;
  ExpressionError& error_;
  std::vector<Node> nodes_;
  size_t at_ = 0;
  size_t depth_ = 0;
};

}  // namespace

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
