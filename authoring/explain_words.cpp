// SPDX-License-Identifier: Apache-2.0
#include "authoring/explain_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/utf8.h"
#include "dialogs/expressions/functions.h"
#include "dialogs/expressions/value.h"

namespace authoring {
namespace {

using dialogs::Expression;
using dialogs::Function;
using dialogs::Node;
using dialogs::Op;
using dialogs::QuestionType;

constexpr size_t kMaxLabelBytes = 80;

// One expression in words.
class Words {
 public:
  Words(const dialogs::CompiledSurvey& survey, size_t language, const Expression& e)
      : s_(survey), language_(language), e_(e) {}

  [[nodiscard]] std::string All() const { return Of(e_.root); }

 private:
  [[nodiscard]] std::string Label(uint16_t question) const {
    const dialogs::Question& q = s_.questions[question];
    const std::string& label = q.label.empty() ? q.name : q.label[language_];
    const std::string_view line = std::string_view(label).substr(0, label.find('\n'));
    const std::string_view shown = core::Utf8Prefix(line, kMaxLabelBytes);
    if (shown.empty()) return "*" + q.name + "*";
    return fmt::format("*{}{}*", shown, shown.size() < line.size() ? "..." : "");
  }

  [[nodiscard]] std::string ChoiceLabel(uint16_t question, std::string_view value) const {
    const auto list = s_.questions[question].list;
    if (list) {
      for (const dialogs::Choice& choice : s_.lists[*list].choices) {
        if (choice.value == value && !choice.label[language_].empty())
          return choice.label[language_];
      }
    }
    return std::string(value);
  }

  [[nodiscard]] std::string Of(uint32_t index) const {
    const Node& node = e_.nodes[index];
    switch (node.op) {
      case Op::kNumber:
        return dialogs::FormatNumber(node.number);
      case Op::kText:
        return node.text.empty() ? "nothing" : fmt::format("\"{}\"", node.text);
      case Op::kQuestion:
        return Label(node.question);
      case Op::kSelf:
        return "the answer";
      case Op::kHasOption: {
        const bool several = s_.questions[node.question].type == QuestionType::kSelectMultiple;
        return fmt::format("{} {} {}", Label(node.question),
                           several ? (node.negated ? "does not include" : "includes")
                                   : (node.negated ? "is not" : "is"),
                           ChoiceLabel(node.question, s_.infos[node.question].values[node.option]));
      }
      case Op::kOr:
      case Op::kAnd:
        return Joined(node);
      case Op::kNegate:
        return "minus " + Of(node.arguments[0]);
      case Op::kCall:
        return Call(node);
      case Op::kPath:
        return PathWords(s_, e_.paths[node.path]);
      case Op::kColumn:
        return fmt::format("the option's {}", node.text);
      default:
        return Pair(node);
    }
  }

  // As a condition: an answer alone means that there is one.
  [[nodiscard]] std::string Condition(uint32_t index) const {
    const Node& node = e_.nodes[index];
    if (node.op == Op::kQuestion || node.op == Op::kPath) return Of(index) + " was answered";
    return Of(index);
  }

  [[nodiscard]] std::string Joined(const Node& node) const {
    std::string out;
    for (uint32_t argument : node.arguments) {
      const Op inner = e_.nodes[argument].op;
      const bool brackets = (inner == Op::kOr || inner == Op::kAnd) && inner != node.op;
      if (!out.empty()) out += node.op == Op::kOr ? " or " : " and ";
      out += brackets ? "(" + Condition(argument) + ")" : Condition(argument);
    }
    return out;
  }

  [[nodiscard]] bool IsEmptyText(uint32_t index) const {
    return e_.nodes[index].op == Op::kText && e_.nodes[index].text.empty();
  }

  [[nodiscard]] std::string Pair(const Node& node) const {
    uint32_t left = node.arguments[0], right = node.arguments[1];
    const bool equal = node.op == Op::kEqual || node.op == Op::kNotEqual;
    if (equal && IsEmptyText(left)) std::swap(left, right);
    if (equal && IsEmptyText(right))
      return Of(left) + (node.op == Op::kEqual ? " was not answered" : " was answered");
    std::string b = Of(right);
    const Node& a = e_.nodes[left];
    if ((a.op == Op::kQuestion || a.op == Op::kSelf) && e_.nodes[right].op == Op::kText)
      b = ChoiceLabel(a.question, e_.nodes[right].text);
    return fmt::format(fmt::runtime(Pattern(node.op)), Of(left), b);
  }

  static const char* Pattern(Op op) {
    switch (op) {
      case Op::kEqual:
        return "{} is {}";
      case Op::kNotEqual:
        return "{} is not {}";
      case Op::kLess:
        return "{} is less than {}";
      case Op::kLessEqual:
        return "{} is {} or less";
      case Op::kGreater:
        return "{} is more than {}";
      case Op::kGreaterEqual:
        return "{} is {} or more";
      case Op::kAdd:
        return "({} plus {})";
      case Op::kSubtract:
        return "({} minus {})";
      case Op::kMultiply:
        return "({} times {})";
      case Op::kDivide:
        return "({} divided by {})";
      default:
        return "(the rest of {} divided by {})";
    }
  }

  [[nodiscard]] std::string Argument(const Node& node, size_t i) const {
    return i < node.arguments.size() ? Of(node.arguments[i]) : std::string();
  }

  [[nodiscard]] std::string Call(const Node& node) const {
    switch (node.function) {
      case Function::kNot:
        return fmt::format("it is not so that {}", Condition(node.arguments[0]));
      case Function::kTrue:
        return "always";
      case Function::kFalse:
        return "never";
      case Function::kSelected: {
        const Node& of = e_.nodes[node.arguments[0]];
        const Node& value = e_.nodes[node.arguments[1]];
        const bool named = of.op == Op::kQuestion || of.op == Op::kSelf;
        return fmt::format("{} includes {}", Of(node.arguments[0]),
                           named && value.op == Op::kText ? ChoiceLabel(of.question, value.text)
                                                          : Of(node.arguments[1]));
      }
      case Function::kCountSelected:
        return "the number of choices in " + Argument(node, 0);
      case Function::kStringLength:
        return "the number of characters of " + Argument(node, 0);
      case Function::kCoalesce:
        return fmt::format("{} (or {} if there is none)", Argument(node, 0), Argument(node, 1));
      case Function::kIf:
        return fmt::format("{} if {}, else {}", Argument(node, 1), Condition(node.arguments[0]),
                           Argument(node, 2));
      case Function::kRegex:
        return fmt::format("{} has the form {}", Argument(node, 0), Argument(node, 1));
      case Function::kToday:
        return "today";
      case Function::kNow:
        return "now";
      case Function::kOnce:
      case Function::kBoolean:
      case Function::kNumber:
      case Function::kString:
        return Argument(node, 0);
      default:
        break;
    }
    std::string arguments;
    for (uint32_t argument : node.arguments)
      arguments += (arguments.empty() ? "" : ", ") + Of(argument);
    return fmt::format("{}({})", dialogs::InfoOf(node.function).name, arguments);
  }

  [[nodiscard]] std::string PathWords(const dialogs::CompiledSurvey& s,
                                      const dialogs::Path& path) const {
    std::string of;
    if (path.target == dialogs::Path::Target::kQuestion) of = Label(path.element);
    if (path.target == dialogs::Path::Target::kContainer)
      of = "*" + s.containers[path.element].name + "*";
    if (path.target == dialogs::Path::Target::kColumn) of = path.column;
    std::string where;
    for (uint32_t filter : path.filters)
      where += (where.empty() ? " where " : " and ") + Of(filter);
    if (path.over == dialogs::Path::Over::kRounds) return "all rounds of " + of + where;
    if (path.over == dialogs::Path::Over::kChoices) return "the list's " + of + where;
    return of;
  }

  const dialogs::CompiledSurvey& s_;
  size_t language_;
  const Expression& e_;
};

}  // namespace

std::string InWords(const dialogs::CompiledSurvey& survey, size_t language,
                    const Expression& expression) {
  return Words(survey, language, expression).All();
}

}  // namespace authoring
