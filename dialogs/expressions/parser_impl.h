// SPDX-License-Identifier: Apache-2.0
// Inside of parser.cpp and paths.cpp; others include parser.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dialogs/expressions/functions.h"
#include "dialogs/expressions/parser.h"

namespace dialogs {

// ASCII letters made small.
[[nodiscard]] std::string SmallLetters(std::string_view word);

class Parser {
 public:
  Parser(std::vector<Token> tokens, const Scope& scope, ExpressionError& error);
  bool Run(Expression& out);

 private:
  using Index = std::optional<uint32_t>;

  // What '.' and '..' and bare names mean here; predicates change it.
  struct Context {
    uint16_t container = 0;        // names are looked up in it
    bool at_container = false;     // '.' is the container, '..' its parent; else '..' is it
    bool predicate = false;        // inside [ ]
    bool inner = false;            // inside [ ] over rounds or answers: of that round
    std::optional<uint16_t> list;  // bare names are columns
    std::optional<uint16_t> self;  // '.' is the answer to this question
  };
  // A path on its way.
  struct Walk {
    Path path;
    uint16_t container = 0;  // where it stands, unless `question` or a column is reached
    bool ended = false;      // at a question or a column: nothing lies below
    Token start;
  };

  [[nodiscard]] const Token& Peek() const { return tokens_[at_]; }
  [[nodiscard]] bool At(std::string_view symbol) const {
    return Peek().kind == TokenKind::kSymbol && Peek().text == symbol;
  }
  bool Fail(const Token& token, Flaw flaw, std::vector<std::string> about = {},
            std::string near = {});
  Index FailIndex(const Token& token, Flaw flaw, std::vector<std::string> about = {},
                  std::string near = {});
  // The token stands behind a whole expression.
  bool FailAfterEnd(const Token& token);
  bool FailAtComma(const Token& comma);
  uint32_t Add(Node node, const Token& token);
  [[nodiscard]] bool Deeper(const Token& token);

  // parser.cpp
  Index Binary(int strength);
  Index Unary();
  Index Primary();
  Index Bracket(const Token& token);
  Index Name(const Token& token);
  Index BareName(const Token& token);
  Index NoPathAfter(Index value);

  // calls.cpp
  Index Call(const Token& token);
  bool Arguments(const Token& token, const FunctionInfo& info, Node& node);
  bool Finish(const Token& token, Node& node);

  // paths.cpp
  Index Reference(const Token& token);
  Index FromTop(const Token& token);
  Index FromHere(const Token& token);  // '.', '..', or a bare name where those may stand
  Index Current(const Token& token);
  bool Steps(Walk& walk);
  bool Step(Walk& walk, const Token& name);
  bool Enter(Walk& walk, uint16_t container, const Token& token);
  bool Filters(Walk& walk);
  [[nodiscard]] Context InFilter(const Walk& walk) const;
  bool ReachQuestion(Walk& walk, uint16_t question, const Token& token);
  Index Done(Walk walk);
  [[nodiscard]] uint16_t RepeatHere() const;
  [[nodiscard]] std::optional<uint16_t> ChildContainer(uint16_t parent,
                                                       std::string_view name) const;

  // lists.cpp
  Index Instance(const Token& token);
  bool InstanceColumn(Walk& walk);
  Index Column(const Token& token);

  std::vector<Token> tokens_;
  const Scope& scope_;
  ExpressionError& error_;
  Context context_;
  std::vector<Node> nodes_;
  std::vector<Path> paths_;
  size_t at_ = 0;
  size_t depth_ = 0;
};

}  // namespace dialogs
