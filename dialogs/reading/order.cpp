// SPDX-License-Identifier: Apache-2.0
// What depends on what: relevance, choice filters and calculations, in the order in which they can
// be computed.
#include <fmt/format.h>

#include <algorithm>

#include "dialogs/reading/reader.h"

namespace dialogs {
namespace {

class Orderer {
 public:
  explicit Orderer(Reading& reading) : r_(reading), s_(reading.out) {
    for (uint16_t i = 0; i < s_.conditions.size(); ++i) Add(Computation::Kind::kCondition, i);
    filter_.assign(s_.questions.size(), kNoIndex);
    calculation_ = filter_;
    for (uint16_t i = 0; i < s_.questions.size(); ++i) {
      if (!s_.questions[i].filter.empty()) filter_[i] = Add(Computation::Kind::kFilter, i);
      const bool computed =
          !s_.questions[i].calculation.empty() || s_.questions[i].fill != Fill::kNothing;
      if (computed) calculation_[i] = Add(Computation::Kind::kCalculation, i);
    }
    state_.assign(all_.size(), State::kNew);
  }

  void Run() {
    for (uint16_t i = 0; i < all_.size(); ++i) Visit(i);
  }

 private:
  enum class State : uint8_t { kNew, kOpen, kDone };

  uint16_t Add(Computation::Kind kind, uint16_t index) {
    all_.push_back({kind, index});
    return static_cast<uint16_t>(all_.size() - 1);
  }
  const Expression& Of(const Computation& c) const {
    if (c.kind == Computation::Kind::kCondition) return s_.conditions[c.index].when;
    const Question& q = s_.questions[c.index];
    return c.kind == Computation::Kind::kFilter ? q.filter : q.calculation;
  }
  // Whatever decides what a question reads as.
  void NeedsQuestion(uint16_t question, std::vector<uint16_t>& needs) const {
    const Question& q = s_.questions[question];
    needs.insert(needs.end(), q.relevant.begin(), q.relevant.end());
    if (filter_[question] != kNoIndex) needs.push_back(filter_[question]);
    if (calculation_[question] != kNoIndex) needs.push_back(calculation_[question]);
  }
  std::vector<uint16_t> Needs(const Computation& c) const {
    std::vector<uint16_t> needs;
    if (c.kind != Computation::Kind::kCondition) {
      const auto& own = s_.questions[c.index].relevant;
      needs.insert(needs.end(), own.begin(), own.end());
    }
    const Expression& e = Of(c);
    for (const Node& node : e.nodes) {
      if (node.op == Op::kQuestion || node.op == Op::kHasOption)
        NeedsQuestion(node.question, needs);
    }
    for (const Path& path : e.paths) {
      if (path.target == Path::Target::kQuestion) NeedsQuestion(path.element, needs);
    }
    return needs;
  }
  std::string PathOf(const Computation& c) const {
    if (c.kind == Computation::Kind::kCondition) return r_.condition_paths[c.index];
    return r_.question_paths[c.index] +
           (c.kind == Computation::Kind::kFilter ? ".choice_filter" : ".calculation");
  }
  std::string Describe(const Computation& c) const {
    if (c.kind == Computation::Kind::kCondition) return r_.condition_paths[c.index];
    return fmt::format("{} (\"{}\")", r_.question_paths[c.index], s_.questions[c.index].name);
  }
  void Visit(uint16_t i) {
    if (state_[i] == State::kDone) return;
    if (state_[i] == State::kOpen) return Circle(i);
    state_[i] = State::kOpen;
    open_.push_back(i);
    for (uint16_t need : Needs(all_[i])) Visit(need);
    open_.pop_back();
    state_[i] = State::kDone;
    s_.order.push_back(all_[i]);
  }
  void Circle(uint16_t i) {
    constexpr std::ptrdiff_t kNamed = 8;
    const auto from = std::find(open_.begin(), open_.end(), i);
    std::string rows;
    std::vector<std::string> paths;
    for (auto at = from; at != open_.end(); ++at) {
      if (at - from < kNamed) rows += Describe(all_[*at]) + " needs ";
      if (at - from == kNamed)
        rows += fmt::format("{} more, of which the last needs ", open_.end() - at);
      paths.push_back(PathOf(all_[*at]));
    }
    r_.Report(all_[i].kind == Computation::Kind::kCondition ? r_.condition_paths[all_[i].index]
                                                            : r_.question_paths[all_[i].index],
              fmt::format("depends on itself: {}{}; break the circle", rows, Describe(all_[i])),
              ProblemKind::kCircle);
    r_.known[r_.problems.size() - 1].flaw.about = std::move(paths);
  }

  Reading& r_;
  CompiledSurvey& s_;
  std::vector<Computation> all_;
  std::vector<uint16_t> filter_;  // by question: index into all_
  std::vector<uint16_t> calculation_;
  std::vector<State> state_;
  std::vector<uint16_t> open_;
};

}  // namespace

void OrderComputations(Reading& reading) { Orderer(reading).Run(); }

}  // namespace dialogs
