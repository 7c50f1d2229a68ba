// SPDX-License-Identifier: Apache-2.0
#include "dialogs/expressions/check.h"

#include <algorithm>

#include "dialogs/expressions/dates.h"
#include "dialogs/expressions/functions.h"
#include "dialogs/expressions/regex.h"
#include "dialogs/nearest.h"

namespace dialogs {
namespace {

class Checker {
 public:
  Checker(Expression& expression, const Scope& scope, ExpressionError& error)
      : e_(expression), scope_(scope), error_(error) {}

  bool Run() {
    for (Node& node : e_.nodes) {
      if (!Reference(node) || !Comparison(node) || !Selected(node) || !Literals(node)) return false;
    }
    return Several(e_.root, nullptr, 0) && Words(e_.root, nullptr);
  }

 private:
  bool Fail(const Node& node, Flaw flaw, std::vector<std::string> about = {},
            std::string near = {}) {
    error_ = {node.position, node.length, flaw, std::move(about), std::move(near)};
    return false;
  }
  const QuestionInfo& Info(const Node& node) const { return scope_.tree->infos[node.question]; }
  static bool Names(const Node& node) { return node.op == Op::kQuestion || node.op == Op::kSelf; }
  bool IsWords(const Node& node) const {
    if (node.op == Op::kPath) {
      const Path& path = e_.paths[node.path];
      return path.target == Path::Target::kQuestion && Sealed(scope_.tree->infos[path.element]);
    }
    return Names(node) && Sealed(Info(node));
  }
  static bool Sealed(const QuestionInfo& info) {
    return info.type == QuestionType::kText && !info.coded;
  }
  bool IsChoice(const Node& node) const {
    return Names(node) && (Info(node).type == QuestionType::kSelectOne ||
                           Info(node).type == QuestionType::kSelectMultiple);
  }

  bool Reference(const Node& node) {
    const uint16_t named =
        Names(node) ? node.question
        : node.op == Op::kPath && e_.paths[node.path].target == Path::Target::kQuestion
            ? e_.paths[node.path].element
            : kNoIndex;
    if (named == kNoIndex || scope_.tree->infos[named].type != QuestionType::kNote) return true;
    return Fail(node, Flaw::kNote, {scope_.tree->infos[named].name});
  }

  static std::string FirstOf(const std::vector<std::string>& values) {
    constexpr size_t kShown = 8;
    std::string out;
    for (size_t i = 0; i < values.size() && i < kShown; ++i)
      out += (i == 0 ? "" : ", ") + values[i];
    return values.size() > kShown ? out + ", ..." : out;
  }

  bool HasOption(const Node& choice, const Node& literal, size_t& option) {
    const auto& values = Info(choice).values;
    auto found = std::find(values.begin(), values.end(), literal.text);
    if (found == values.end()) {
      std::vector<std::string_view> names(values.begin(), values.end());
      std::string near = Nearest(literal.text, names);
      return near.empty() ? Fail(literal, Flaw::kChoiceNowhere,
                                 {Info(choice).name, literal.text, FirstOf(values)})
                          : Fail(literal, Flaw::kNoChoice, {Info(choice).name, literal.text},
                                 std::move(near));
    }
    option = static_cast<size_t>(found - values.begin());
    return true;
  }

  void BecomeOption(Node& node, const Node& choice, size_t option, bool negated) {
    const uint16_t question = choice.question;
    node.inner = choice.inner;
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
    const bool silent = Names(choice) && (Info(choice).type == QuestionType::kCalculate ||
                                          Info(choice).type == QuestionType::kHidden);
    if (Names(choice) && !IsChoice(choice) && !silent)
      return Fail(choice, Flaw::kNotChoice, {Info(choice).name});
    if (!IsChoice(choice) || literal.op != Op::kText || literal.text.empty()) return true;
    size_t option = 0;
    if (!HasOption(choice, literal, option)) return false;
    if (choice.op == Op::kQuestion) BecomeOption(node, choice, option, false);
    return true;
  }

  // Patterns and formats that are written out are checked, and compiled once.
  bool Literals(Node& node) {
    if (node.op != Op::kCall || node.arguments.size() < 2) return true;
    const Node& second = e_.nodes[node.arguments[1]];
    if (second.op != Op::kText) return true;
    if (node.function == Function::kRegex) {
      std::string why;
      node.pattern = Regex::Compile(second.text, why);
      if (!node.pattern) return Fail(second, Flaw::kPattern, {why});
    }
    if (node.function == Function::kFormatDate) {
      const std::string bad = UnknownDateFormat(second.text);
      if (!bad.empty()) return Fail(second, Flaw::kDateFormat, {bad});
    }
    return true;
  }

  // Several answers where one is needed; functions over rounds take them all.
  bool Several(uint32_t index, const Node* parent, size_t argument) {
    const Node& node = e_.nodes[index];
    if (node.op == Op::kPath && !SeveralAllowed(node, parent, argument)) return false;
    if (node.op == Op::kCall && node.function == Function::kIndexedRepeat && !IndexedRepeat(node))
      return false;
    for (size_t i = 0; i < node.arguments.size(); ++i) {
      if (!Several(node.arguments[i], &node, i)) return false;
    }
    if (node.op != Op::kPath) return true;
    const Path& path = e_.paths[node.path];
    for (const auto* filters : {&path.filters, &path.value_filters}) {
      for (uint32_t filter : *filters) {
        if (!Several(filter, nullptr, 0)) return false;
      }
    }
    return true;
  }
  bool SeveralAllowed(const Node& node, const Node* parent, size_t argument) {
    const Path& path = e_.paths[node.path];
    if (parent != nullptr && parent->op == Op::kCall &&
        (argument >= InfoOf(parent->function).several_from ||
         (parent->function == Function::kChoiceName && argument == 1)))
      return true;
    const bool filtered = !path.filters.empty() || !path.value_filters.empty();
    if (path.target == Path::Target::kContainer && path.over != Path::Over::kChoices) {
      const bool condition = parent == nullptr || parent->op == Op::kAnd || parent->op == Op::kOr ||
                             (parent->op == Op::kCall && (parent->function == Function::kNot ||
                                                          parent->function == Function::kBoolean));
      if (condition && filtered) return true;
      return Fail(node, Flaw::kGroup, {scope_.tree->containers[path.element].name});
    }
    if (filtered) return true;
    if (path.over == Path::Over::kChoices) return Fail(node, Flaw::kWholeList);
    const std::string& name = scope_.tree->infos[path.element].name;
    const std::string& repeat =
        scope_.tree->containers[scope_.tree->repeats[path.index].container].name;
    return Fail(node, Flaw::kEachRound, {name, repeat});
  }
  bool IndexedRepeat(const Node& node) {
    const Node& name = e_.nodes[node.arguments[0]];
    const Node& repeat = e_.nodes[node.arguments[1]];
    const uint16_t of_name = name.op == Op::kPath       ? e_.paths[name.path].index
                             : name.op == Op::kQuestion ? scope_.tree->infos[name.question].repeat
                                                        : kNoIndex;
    const bool is_repeat = repeat.op == Op::kPath &&
                           e_.paths[repeat.path].over == Path::Over::kRounds &&
                           e_.paths[repeat.path].target == Path::Target::kContainer;
    if (is_repeat && of_name == e_.paths[repeat.path].index) return true;
    return Fail(node, Flaw::kIndexedRepeat);
  }

  // A worker's words are sealed on receipt: an expression can only ask whether there are any, and
  // how many characters.
  bool Words(uint32_t index, const Node* parent) {
    const Node& node = e_.nodes[index];
    if (IsWords(node) && !WordsAllowed(node, parent)) {
      return Fail(node, Flaw::kSealed,
                  {node.op == Op::kPath ? scope_.tree->infos[e_.paths[node.path].element].name
                                        : Info(node).name});
    }
    if (node.op == Op::kPath) {
      const Path& path = e_.paths[node.path];
      for (const auto* filters : {&path.filters, &path.value_filters}) {
        for (uint32_t filter : *filters) {
          if (!Words(filter, nullptr)) return false;
        }
      }
    }
    return std::all_of(node.arguments.begin(), node.arguments.end(),
                       [&](uint32_t a) { return Words(a, &node); });
  }
  bool WordsAllowed(const Node& node, const Node* parent) const {
    if (parent == nullptr || parent->op == Op::kAnd || parent->op == Op::kOr) return true;
    if (parent->op == Op::kEqual || parent->op == Op::kNotEqual) {
      return std::any_of(parent->arguments.begin(), parent->arguments.end(), [&](uint32_t a) {
        return e_.nodes[a].op == Op::kText && e_.nodes[a].text.empty();
      });
    }
    return parent->op == Op::kCall &&
           (parent->function == Function::kStringLength || parent->function == Function::kNot ||
            parent->function == Function::kBoolean || parent->function == Function::kCount ||
            parent->function == Function::kCountNonEmpty ||
            (parent->function == Function::kRegex && node.op == Op::kSelf));
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
