// SPDX-License-Identifier: Apache-2.0
#include "ecms/remedy.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>

namespace ecms {
namespace {

// One way in which the cases of a period are split.
struct Split {
  std::vector<RemedyLine> lines;
  std::vector<int64_t> counts;

  explicit Split(std::vector<RemedyLine> names)
      : lines(std::move(names)), counts(lines.size(), 0) {}
  void Add(const std::string& id) {
    auto at = std::find_if(lines.begin(), lines.end(),
                           [&](const RemedyLine& one) { return one.id == id; });
    if (at == lines.end()) {  // the profile had it once
      at = lines.insert(lines.end(), {id, id, ""});
      counts.push_back(0);
    }
    ++counts[static_cast<size_t>(at - lines.begin())];
  }
  [[nodiscard]] bool HasSmall() const { return std::any_of(counts.begin(), counts.end(), IsSmall); }
  // `blur`: the other split hides something. This one must not tell the exact sum: its smallest
  // number is a band too.
  std::vector<RemedyLine> Told(bool blur) && {
    size_t smallest = counts.size();
    for (size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] > 0 && (smallest == counts.size() || counts[i] < counts[smallest]))
        smallest = i;
    }
    for (size_t i = 0; i < counts.size(); ++i) {
      const bool band = IsSmall(counts[i]) || (blur && !HasSmall() && i == smallest);
      lines[i].cases = band ? InBand(counts[i]) : std::to_string(counts[i]);
    }
    return std::move(lines);
  }
};

RemedyPeriod SumOf(const std::string& period, const std::vector<const ClosedCase*>& cases,
                   const RemedyNames& names) {
  Split outcomes(names.outcomes), gained(names.gained);
  int64_t with_money = 0, paid = 0;
  for (const ClosedCase* one : cases) {
    outcomes.Add(one->outcome);
    gained.Add(one->gained);
    if (one->paid > 0) ++with_money;
    paid += one->paid;
  }
  const auto total = static_cast<int64_t>(cases.size());
  const bool few_paid = IsSmall(with_money), few_unpaid = IsSmall(total - with_money);
  const bool blur = outcomes.HasSmall() || gained.HasSmall();
  RemedyPeriod out;
  out.period = period;
  out.closed = blur ? InBand(total) : std::to_string(total);
  out.outcomes = std::move(outcomes).Told(blur);
  out.gained = std::move(gained).Told(blur);
  out.with_money = few_paid || few_unpaid ? InBand(with_money) : std::to_string(with_money);
  if (!few_paid) out.paid = std::to_string(paid);
  return out;
}

}  // namespace

std::vector<RemedyPeriod> SumUp(const std::vector<ClosedCase>& cases, const RemedyNames& names) {
  std::map<std::string, std::vector<const ClosedCase*>, std::greater<>> by_period;
  for (const ClosedCase& one : cases) by_period[one.period].push_back(&one);
  std::vector<RemedyPeriod> out;
  for (const auto& [period, of_it] : by_period) out.push_back(SumOf(period, of_it, names));
  return out;
}

Table TableOf(const Remedy& remedy) {
  Table table = {{"period", "figure", "code", "title", "value", "currency"}};
  for (const RemedyPeriod& one : remedy.periods) {
    table.push_back({one.period, "closed", "", "", one.closed, ""});
    for (const RemedyLine& line : one.outcomes)
      table.push_back({one.period, "outcome", line.id, line.title, line.cases, ""});
    for (const RemedyLine& line : one.gained)
      table.push_back({one.period, "gained", line.id, line.title, line.cases, ""});
    table.push_back({one.period, "with_money", "", "", one.with_money, ""});
    table.push_back({one.period, "paid", "", "", one.paid, remedy.currency});
  }
  return table;
}

}  // namespace ecms
