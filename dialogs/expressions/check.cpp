// SPDX-License-Identifier: Apache-2.0
#include "dialogs/expressions/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "dialogs/nearest.h"

namespace dialogs {
namespace {

class Checker {
 public:
  Checker(Expression& expression, const Scope& scope, ExpressionError& error)
      : e_(expression), scope_(scope), error_(error) {}

  bool Run() {
    for (Node& node : e_.nodes) {
      if (!Reference(node) || !Comparison(node) || !Selected(node)) return false;
    }
    return Words(e_.root, nullptr);
  }

 private:
  bool Fail(const Node& node, std::string message) {
    error_ = {node.position, node.length, std::move(message)};
    return false;
  }
  const QuestionInfo& Info(const Node& node) const { return (*scope_.questions)[node.question]; }
  static bool Names(const Node& node) { return node.op == Op::kQuestion || node.op == Op::kSelf; }
  bool IsWords(const Node& node) const {
    return Names(node) && Info(node).type == QuestionType::kText;
  }
  bool IsChoice(const Node& node) const {
    return Names(node) && (Info(node).type == QuestionType::kSelectOne ||
                           Info(node).type == QuestionType::kSelectMultiple);
  }

  bool Reference(const Node& node) {
    if (Names(node) && Info(node).type == QuestionType::kNote) {
      return Fail(node, fmt::format("\"{}\" is a note: it has no answer", Info(node).name));
    }
    return true;
  }

  bool HasOption(const Node& choice, const Node& literal, size_t& option) {
    const auto& values = Info(choice).values;
    auto found = std::find(values.begin(), values.end(), literal.text);
    if (found == values.end()) {
      std::vector<std::string_view> names(values.begin(), values.end());
      std::string near = Nearest(literal.text, names);
      return Fail(literal,
                  fmt::format("\"{}\" has no choice '{}'{}", Info(choice).name, literal.text,
                              near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
    }
    option = static_cast<size_t>(found - values.begin());
    return true;
  }

  void BecomeOption(Node& node, const Node& choice, size_t option, bool negated) {
    const uint16_t question = choice.question;
    node.op = Op::kHasOption;
    node.question = question;
    node.option = static_cast<uint16_t>(option);
    node.negated = negated;
    node.arguments.clear();
  }

  bool Comparison(Node& node) {
    if (node.op != Op::kEqual && node.op != Op::kNotEqual) return true;
    const Node* choice = &e_.nodes[node.arguments[0]];
    const Node* literal = &e_.nodes[node.arguments[1]];
    if (choice->op == Op::kText) std::swap(choice, literal);
    if (!IsChoice(*choice) || literal->op != Op::kText || literal->text.empty()) return true;
    const bool one = Info(*choice).type == QuestionType::kSelectOne;
    if (!one && literal->text.find(' ') != std::string::npos)
      return true;  // a whole list compared with a whole list
    size_t option = 0;
    if (!HasOption(*choice, *literal, option)) return false;
    if (one && choice->op == Op::kQuestion)
      BecomeOption(node, *choice, option, node.op == Op::kNotEqual);
    return true;
  }

  bool Selected(Node& node) {
    if (node.op != Op::kCall || node.function != Function::kSelected) return true;
    const Node& choice = e_.nodes[node.arguments[0]];
    const Node& literal = e_.nodes[node.arguments[1]];
    if (Names(choice) && !IsChoice(choice)) {
      return Fail(choice, fmt::format("\"{}\" is not a choice question; selected() is for those",
                                      Info(choice).name));
    }
    if (!IsChoice(choice) || literal.op != Op::kText || literal.text.empty()) return true;
    size_t option = 0;
    if (!HasOption(choice, literal, option)) return false;
    if (choice.op == Op::kQuestion) BecomeOption(node, choice, option, false);
    return true;
  }

  // A worker's words are sealed on receipt: an expression can only ask whether there are any, and
  // how many characters.
  bool Words(uint32_t index, const Node* parent) {
    const Node& node = e_.nodes[index];
    if (IsWords(node) && !WordsAllowed(parent)) {
      return Fail(
          node,
          fmt::format(
              "the words of \"{}\" are sealed; an expression can only ask whether there are any "
              "(${{{}}} != '') or for their string-length()",
              Info(node).name, Info(node).name));
    }
    return std::all_of(node.arguments.begin(), node.arguments.end(),
                       [&](uint32_t a) { return Words(a, &node); });
  }
  bool WordsAllowed(const Node* parent) const {
    if (parent == nullptr || parent->op == Op::kAnd || parent->op == Op::kOr) return true;
    if (parent->op == Op::kEqual || parent->op == Op::kNotEqual) {
      return std::any_of(parent->arguments.begin(), parent->arguments.end(), [&](uint32_t a) {
        return e_.nodes[a].op == Op::kText && e_.nodes[a].text.empty();
      });
    }
    return parent->op == Op::kCall &&
           (parent->function == Function::kStringLength || parent->function == Function::kNot ||
            parent->function == Function::kBoolean);
  }

  Expression& e_;
  const Scope& scope_;
  ExpressionError& error_;
};

}  // namespace

bool CheckAndSimplify(Expression& expression, const Scope& scope, ExpressionError& error) {
  return Checker(expression, scope, error).Run();
}

}  // namespace dialogs
