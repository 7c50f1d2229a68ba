// SPDX-License-Identifier: Apache-2.0
// Several values at once: the rounds of a repeat, the choices of a list, predicates over both.
#include <algorithm>
#include <cmath>
#include <limits>

#include "dialogs/expressions/evaluator.h"
#include "dialogs/expressions/functions.h"

namespace dialogs {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Empty members are left out; of none the result is empty (NaN).
double Extreme(const std::vector<Value>& values, bool largest) {
  double best = kNaN;
  for (const Value& v : values) {
    if (IsEmptyValue(v)) continue;
    const double x = ToNumber(v);
    if (std::isnan(x)) return kNaN;
    if (std::isnan(best) || (largest ? x > best : x < best)) best = x;
  }
  return best;
}

double Sum(const std::vector<Value>& values) {
  double sum = kNaN;
  for (const Value& v : values) {
    if (!IsEmptyValue(v)) sum = (std::isnan(sum) ? 0 : sum) + ToNumber(v);
  }
  return sum;
}

}  // namespace

Value Evaluator::Column(const Choice& choice, const std::string& column) const {
  if (column == "name") return Value::Text(choice.value);
  if (column == "label")
    return Value::Text(facts_.language < choice.label.size() ? choice.label[facts_.language] : "");
  for (const auto& [key, value] : choice.attributes) {
    if (key == column) return Value::Text(value);
  }
  return Value::Text("");
}

std::vector<Item> Evaluator::ItemsOf(const Path& path) const {
  std::vector<Item> items;
  if (path.over == Path::Over::kChoices) {
    const auto& choices = facts_.tree->lists[path.index].choices;
    items.resize(choices.size());
    for (size_t i = 0; i < choices.size(); ++i) items[i].choice = &choices[i];
    return items;
  }
  if (path.over == Path::Over::kSingle) {
    items.resize(1);
    items[0].round = path.inner ? here_.round : facts_.round;
    return items;
  }
  items.resize(facts_.rounds == nullptr ? 0 : facts_.rounds->Count(path.index));
  for (size_t i = 0; i < items.size(); ++i) items[i].round = static_cast<uint16_t>(i);
  return items;
}

// A number chooses by position, anything else by truth (XPath 1.0, 2.4).
std::vector<Item> Evaluator::Filtered(std::vector<Item> items, const std::vector<uint32_t>& filters,
                                      bool each) const {
  for (uint32_t filter : filters) {
    std::vector<Item> kept;
    const Here before = here_;
    for (size_t i = 0; i < items.size() && steps_ <= kMaxSteps; ++i) {
      here_.round = items[i].round;
      here_.choice = items[i].choice;
      here_.self = items[i].question == kNoIndex ? nullptr : &items[i];
      here_.position = each ? 1 : i + 1;  // each round has one answer of a question: its first
      here_.last = each ? 1 : items.size();
      const Value value = Any(filter);
      const bool by_position = value.type == Value::Type::kNumber;
      if (by_position ? value.number == static_cast<double>(here_.position) : ToBool(value))
        kept.push_back(items[i]);
    }
    here_ = before;
    items = std::move(kept);
  }
  return items;
}

std::vector<Item> Evaluator::Items(const Node& node) const {
  const Path& path = e_.paths[node.path];
  std::vector<Item> items = Filtered(ItemsOf(path), path.filters, false);
  if (path.target != Path::Target::kQuestion) return items;
  for (Item& item : items) {
    item.question = path.element;
    item.answer = AnswerTo(path.element, item.round);
  }
  return Filtered(std::move(items), path.value_filters, true);
}

Value Evaluator::ValueOf(const Node& node, const Item& item) const {
  const Path& path = e_.paths[node.path];
  if (path.target == Path::Target::kColumn) return Column(*item.choice, path.column);
  if (path.target == Path::Target::kQuestion) return OfAnswer(item.question, item.answer);
  return Value::Text(item.choice != nullptr ? item.choice->value : std::string());
}

// Every value of every argument from `from` on; what is not known reads as empty.
Evaluator::Values Evaluator::AllValues(const Node& node, size_t from) const {
  Values values;
  auto add = [&](Value value) {
    values.push_back(value.unknown() ? Value::Text("") : std::move(value));
  };
  for (size_t i = from; i < node.arguments.size(); ++i) {
    const Node& argument = e_.nodes[node.arguments[i]];
    if (argument.op != Op::kPath) {
      add(Any(node.arguments[i]));
      continue;
    }
    for (const Item& item : Items(argument)) add(ValueOf(argument, item));
  }
  return values;
}

Value Evaluator::IndexedRepeat(const Node& node) const {
  const Node& name = e_.nodes[node.arguments[0]];
  const uint16_t question = name.op == Op::kPath ? e_.paths[name.path].element : name.question;
  const double number = ToNumber(Any(node.arguments[2]));
  const bool fits = number >= 1 && number <= kNoIndex;
  return OfAnswer(question, fits ? AnswerTo(question, static_cast<uint16_t>(number - 1)) : nullptr);
}

Value Evaluator::Position(const Node& node) const {
  if (node.arguments.empty()) return Value::Number(static_cast<double>(here_.position));
  const Node& argument = e_.nodes[node.arguments[0]];
  if (argument.op != Op::kPath) return Value::Number(1);
  const auto items = Items(argument);
  return items.empty() ? Value::Number(kNaN) : Value::Number(items.front().round + 1.0);
}

// Single values among the arguments stay three-valued.
bool Evaluator::AnyUnknown(const Node& node) const {
  return three_valued_ &&
         std::any_of(node.arguments.begin(), node.arguments.end(),
                     [&](uint32_t a) { return e_.nodes[a].op != Op::kPath && Any(a).unknown(); });
}

std::optional<Value> Evaluator::CallRounds(const Node& node) const {
  if (InfoOf(node.function).several_from != SIZE_MAX && node.function != Function::kCount &&
      node.function != Function::kIndexedRepeat && AnyUnknown(node))
    return Value::Unknown();
  switch (node.function) {
    case Function::kPosition:
      return Position(node);
    case Function::kLast:
      return Value::Number(static_cast<double>(here_.last));
    case Function::kIndexedRepeat:
      return IndexedRepeat(node);
    case Function::kCount: {
      const Node& argument = e_.nodes[node.arguments[0]];
      return Value::Number(argument.op == Op::kPath ? static_cast<double>(Items(argument).size())
                                                    : 1);
    }
    case Function::kCountNonEmpty: {
      const Values values = AllValues(node, 0);
      return Value::Number(static_cast<double>(std::count_if(
          values.begin(), values.end(), [](const Value& v) { return !ToText(v).empty(); })));
    }
    case Function::kSum:
      return Value::Number(Sum(AllValues(node, 0)));
    case Function::kMin:
    case Function::kMax:
      return Value::Number(Extreme(AllValues(node, 0), node.function == Function::kMax));
    case Function::kConcat:
    case Function::kJoin: {
      const bool join = node.function == Function::kJoin;
      const std::string between = join ? ToText(Any(node.arguments[0])) : std::string();
      std::string out;
      bool first = true;
      for (const Value& v : AllValues(node, join ? 1 : 0)) {
        if (!first) out += between;
        out += ToText(v);
        first = false;
      }
      return Value::Text(std::move(out));
    }
    default:
      return std::nullopt;
  }
}

}  // namespace dialogs
