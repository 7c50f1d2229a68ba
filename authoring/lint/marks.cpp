// SPDX-License-Identifier: Apache-2.0
#include "authoring/lint/marks.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "dialogs/expressions/value.h"

namespace authoring::lint {
namespace {

using dialogs::Expression;
using dialogs::Function;
using dialogs::Node;
using dialogs::Op;

bool IsComparison(Op op) { return op >= Op::kEqual && op <= Op::kGreaterEqual; }

// Every number written below a node, with both signs: a minus may stand before it.
void NumbersBelow(const Expression& e, uint32_t index, std::vector<double>& out) {
  const Node& node = e.nodes[index];
  double number = std::nan("");
  if (node.op == Op::kNumber) number = node.number;
  if (node.op == Op::kText) number = dialogs::ParseNumber(node.text);
  if (std::isfinite(number)) {
    out.push_back(number);
    out.push_back(-number);
  }
  for (uint32_t argument : node.arguments) NumbersBelow(e, argument, out);
}

}  // namespace

void Marks::Collect(const Expression& e) {
  for (uint32_t i = 0; i < e.nodes.size(); ++i) {
    const Node& node = e.nodes[i];
    if (IsComparison(node.op)) {
      std::vector<double> numbers;
      NumbersBelow(e, i, numbers);
      if (numbers.empty()) continue;
      const std::function<void(uint32_t)> below = [&](uint32_t at) {
        const Node& n = e.nodes[at];
        if (n.op == Op::kQuestion || n.op == Op::kSelf) {
          auto& bounds = numbers_[n.question];
          bounds.insert(bounds.end(), numbers.begin(), numbers.end());
        }
        for (uint32_t argument : n.arguments) below(argument);
      };
      below(i);
    }
    if (node.op == Op::kHasOption) options_[node.question].push_back(node.option);
  }
  Options(e);
}

// selected(${q}, 'x') names one option, ${q} = '' none; of whatever else is asked of several
// choices every option counts.
void Marks::Options(const Expression& e) {
  std::vector<bool> settled(e.nodes.size());
  for (const Node& node : e.nodes) {
    if (node.arguments.size() != 2) continue;
    const Node& of = e.nodes[node.arguments[0]];
    const Node& value = e.nodes[node.arguments[1]];
    const bool named = of.op == Op::kQuestion || of.op == Op::kSelf;
    if (!named || value.op != Op::kText) continue;
    const auto& values = survey_->infos[of.question].values;
    const auto found = std::find(values.begin(), values.end(), value.text);
    const bool selected = node.op == Op::kCall && node.function == Function::kSelected;
    if (selected && found != values.end())
      options_[of.question].push_back(static_cast<uint16_t>(found - values.begin()));
    settled[node.arguments[0]] = selected || (IsComparison(node.op) && value.text.empty());
  }
  for (size_t i = 0; i < e.nodes.size(); ++i) {
    const Node& node = e.nodes[i];
    const bool several =
        (node.op == Op::kQuestion || node.op == Op::kSelf) &&
        survey_->infos[node.question].type == dialogs::QuestionType::kSelectMultiple;
    if (!several || settled[i]) continue;
    for (uint16_t o = 0; o < survey_->infos[node.question].values.size(); ++o)
      options_[node.question].push_back(o);
  }
}

const std::vector<double>& Marks::NumbersOf(uint16_t question) const {
  static const std::vector<double> none;
  const auto found = numbers_.find(question);
  return found == numbers_.end() ? none : found->second;
}

const std::vector<uint16_t>& Marks::OptionsOf(uint16_t question) const {
  static const std::vector<uint16_t> none;
  const auto found = options_.find(question);
  return found == options_.end() ? none : found->second;
}

}  // namespace authoring::lint
