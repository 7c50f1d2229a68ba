// SPDX-License-Identifier: Apache-2.0
#include "dialogs/expressions/evaluate.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dialogs/expressions/evaluator.h"

namespace dialogs {
namespace {

constexpr double kTolerance = 1e-12;  // 0.1 + 0.2 = 0.3, as Collect decides it

bool IsNumeric(const Value& v) {
  return v.type == Value::Type::kNumber || v.type == Value::Type::kDay ||
         v.type == Value::Type::kMoment;
}

bool Ordered(Op op, double a, double b) {
  switch (op) {
    case Op::kLess:
      return a < b;
    case Op::kLessEqual:
      return a <= b;
    case Op::kGreater:
      return a > b;
    default:
      return a >= b;
  }
}

double Arithmetic(Op op, double a, double b) {
  switch (op) {
    case Op::kAdd:
      return a + b;
    case Op::kSubtract:
      return a - b;
    case Op::kMultiply:
      return a * b;
    case Op::kDivide:
      return b == 0 ? (a == 0 || std::isnan(a)
                           ? std::numeric_limits<double>::quiet_NaN()
                           : std::copysign(std::numeric_limits<double>::infinity(), a))
                    : a / b;
    default:
      return std::fmod(a, b);
  }
}

Truth Not(Truth t) {
  return t == Truth::kUnknown ? t : t == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
}

}  // namespace

// A text that looks like a day and a day are compared as days; two texts as they are written.
bool ValuesEqual(const Value& a, const Value& b) {
  if (a.type == Value::Type::kBool || b.type == Value::Type::kBool) return ToBool(a) == ToBool(b);
  if (IsNumeric(a) || IsNumeric(b)) {
    const double x = ToNumber(a);
    const double y = ToNumber(b);
    return x == y ||
           std::fabs(x - y) <= kTolerance * std::max(1.0, std::max(std::fabs(x), std::fabs(y)));
  }
  return a.text == b.text;
}

std::string CodedValue(const QuestionInfo& question, const Answer& answer) {
  switch (answer.kind) {
    case Answer::Kind::kNumber:
      return FormatNumber(answer.number);
    case Answer::Kind::kDay:
      return core::ToText(answer.day);
    case Answer::Kind::kValues: {
      std::string out;
      for (uint16_t option : answer.values) {
        if (option >= question.values.size()) continue;
        if (!out.empty()) out += ' ';
        out += question.values[option];
      }
      return out;
    }
    case Answer::Kind::kText:
    case Answer::Kind::kWords:
      return answer.text;
    default:
      return {};
  }
}

const Answer* Evaluator::AnswerTo(uint16_t question, uint16_t round) const {
  uint16_t slot = question;
  if (const uint16_t repeat = facts_.tree->infos[question].repeat; repeat != kNoIndex) {
    if (facts_.rounds == nullptr || round >= facts_.rounds->Count(repeat)) return nullptr;
    slot = SlotOf(*facts_.tree, *facts_.rounds, {question, round});
  }
  if (slot >= facts_.answers->size()) return nullptr;
  if (facts_.relevant != nullptr && slot < facts_.relevant->size() && (*facts_.relevant)[slot] == 0)
    return nullptr;
  const Answer& answer = (*facts_.answers)[slot];
  switch (answer.kind) {
    case Answer::Kind::kNumber:
    case Answer::Kind::kValues:
    case Answer::Kind::kDay:
    case Answer::Kind::kWords:
    case Answer::Kind::kCode:
    case Answer::Kind::kText:
    case Answer::Kind::kMedia:
      return &answer;
    default:
      return nullptr;
  }
}

Value Evaluator::OfAnswer(uint16_t question, const Answer* answer) const {
  if (answer == nullptr) return three_valued_ ? Value::Unknown() : Value::Text("");
  const QuestionInfo& info = facts_.tree->infos[question];
  // The words themselves are sealed, of a picture it is only known that it was sent.
  const bool code = info.coded && !answer->text.empty();
  if ((answer->kind == Answer::Kind::kWords && !code) || answer->kind == Answer::Kind::kCode ||
      answer->kind == Answer::Kind::kMedia)
    return Value::Text("given");
  return Value::Text(CodedValue(info, *answer));
}

Truth Evaluator::Logic(uint32_t index) const {
  const Node& node = e_.nodes[index];
  if (OutOfBudget()) return three_valued_ ? Truth::kUnknown : Truth::kFalse;
  switch (node.op) {
    case Op::kAnd:
    case Op::kOr: {
      const Truth decides = node.op == Op::kAnd ? Truth::kFalse : Truth::kTrue;
      Truth result = Not(decides);
      for (uint32_t argument : node.arguments) {
        const Truth t = Logic(argument);
        if (t == decides) return t;
        if (t == Truth::kUnknown) result = t;
      }
      return result;
    }
    case Op::kHasOption: {
      const Answer* answer = AnswerTo(node.question, node.inner ? here_.round : facts_.round);
      if (answer == nullptr)
        return three_valued_ ? Truth::kUnknown : node.negated ? Truth::kTrue : Truth::kFalse;
      const bool has = std::find(answer->values.begin(), answer->values.end(), node.option) !=
                       answer->values.end();
      return has != node.negated ? Truth::kTrue : Truth::kFalse;
    }
    case Op::kCall:
      if (node.function == Function::kNot) return Not(Logic(node.arguments[0]));
      break;
    case Op::kPath: {
      const Path& path = e_.paths[node.path];  // rounds that a predicate left: is there one?
      if (path.target == Path::Target::kContainer && path.over != Path::Over::kChoices)
        return Items(node).empty() ? Truth::kFalse : Truth::kTrue;
      break;
    }
    default:
      break;
  }
  const Value value = Any(index);
  if (value.unknown()) return Truth::kUnknown;
  return ToBool(value) ? Truth::kTrue : Truth::kFalse;
}

Value Evaluator::Any(uint32_t index) const {
  const Node& node = e_.nodes[index];
  if (OutOfBudget()) return three_valued_ ? Value::Unknown() : Value::Text("");
  switch (node.op) {
    case Op::kNumber:
      return Value::Number(node.number);
    case Op::kText:
      return Value::Text(node.text);
    case Op::kQuestion:
    case Op::kSelf:
      return OfAnswer(node.question, Named(node));
    case Op::kColumn:
      return here_.choice == nullptr ? Value::Text("") : Column(*here_.choice, node.text);
    case Op::kPath: {
      const auto items = Items(node);
      if (items.empty()) return three_valued_ ? Value::Unknown() : Value::Text("");
      return ValueOf(node, items.front());
    }
    case Op::kCall:
      return node.function == Function::kNot ? FromLogic(index) : Call(node);
    case Op::kNegate: {
      const Value v = Any(node.arguments[0]);
      return v.unknown() ? v : Value::Number(-ToNumber(v));
    }
    case Op::kOr:
    case Op::kAnd:
    case Op::kHasOption:
      return FromLogic(index);
    default:
      return Binary(node);
  }
}

Value Evaluator::FromLogic(uint32_t index) const {
  const Truth t = Logic(index);
  return t == Truth::kUnknown ? Value::Unknown() : Value::Bool(t == Truth::kTrue);
}

// XPath's `=` over several answers: true if any of them is.
bool Evaluator::AnyPair(const Node& node, bool equal) const {
  const Node* several = &e_.nodes[node.arguments[0]];
  const Node* other = &e_.nodes[node.arguments[1]];
  if (several->op != Op::kPath) std::swap(several, other);
  const Value value = Any(static_cast<uint32_t>(other - e_.nodes.data()));
  const auto items = Items(*several);
  if (items.empty()) return ValuesEqual(Value::Text(""), value) == equal;
  return std::any_of(items.begin(), items.end(), [&](const Item& item) {
    return ValuesEqual(ValueOf(*several, item), value) == equal;
  });
}

Value Evaluator::Binary(const Node& node) const {
  const bool equality = node.op == Op::kEqual || node.op == Op::kNotEqual;
  if (equality && !three_valued_ &&
      (e_.nodes[node.arguments[0]].op == Op::kPath || e_.nodes[node.arguments[1]].op == Op::kPath))
    return Value::Bool(AnyPair(node, node.op == Op::kEqual));
  const Value a = Any(node.arguments[0]);
  const Value b = Any(node.arguments[1]);
  if (a.unknown() || b.unknown()) return Value::Unknown();
  switch (node.op) {
    case Op::kEqual:
      return Value::Bool(ValuesEqual(a, b));
    case Op::kNotEqual:
      return Value::Bool(!ValuesEqual(a, b));
    case Op::kLess:
    case Op::kLessEqual:
    case Op::kGreater:
    case Op::kGreaterEqual:
      return Value::Bool(Ordered(node.op, ToNumber(a), ToNumber(b)));
    default:
      return Value::Number(Arithmetic(node.op, ToNumber(a), ToNumber(b)));
  }
}

Value Evaluate(const Expression& expression, const Facts& facts) {
  return expression.empty() ? Value::Text("") : Evaluator(expression, facts, false).Root();
}

bool IsTrue(const Expression& expression, const Facts& facts) {
  return !expression.empty() && Evaluator(expression, facts, false).RootLogic() == Truth::kTrue;
}

Truth EvaluateThreeValued(const Expression& expression, const Facts& facts) {
  return expression.empty() ? Truth::kUnknown : Evaluator(expression, facts, true).RootLogic();
}

bool IsHalfOpen(const Expression& expression, const Facts& facts) {
  if (expression.empty() || expression.nodes[expression.root].op != Op::kAnd) return false;
  const Evaluator evaluator(expression, facts, true);
  if (evaluator.RootLogic() != Truth::kUnknown) return false;
  const auto& parts = expression.nodes[expression.root].arguments;
  return std::any_of(parts.begin(), parts.end(),
                     [&](uint32_t part) { return evaluator.Logic(part) == Truth::kTrue; });
}

}  // namespace dialogs
