// SPDX-License-Identifier: Apache-2.0
#include "ecms/source_risk.h"

#include <algorithm>

namespace ecms {

std::vector<std::string> RiskReasons(const RiskFacts& facts) {
  std::vector<std::string> out;
  if (!facts.site) out.emplace_back("no_site");
  if (facts.site && facts.workers > 0 && facts.workers < kSmallSite) out.emplace_back("small_site");
  if (facts.site && facts.workers == 0) out.emplace_back("size_unknown");
  if (facts.site && facts.reports < kFewReports) out.emplace_back("few_reports");
  if (facts.rare) out.emplace_back("rare_answers");
  if (facts.own_words) out.emplace_back("own_words");
  return out;
}

std::string RiskLevel(std::span<const std::string> reasons) {
  const auto has = [&](const char* code) {
    return std::ranges::find(reasons, code) != reasons.end();
  };
  if (has("small_site")) return "high";
  if (has("few_reports") && (has("rare_answers") || has("own_words"))) return "high";
  return has("few_reports") || has("size_unknown") || has("rare_answers") || has("own_words")
             ? "raised"
             : "usual";
}

std::vector<std::pair<std::string, std::string>> RareAnswers(
    const store::TicketRow& ticket, std::span<const store::TicketRow> all) {
  std::vector<std::pair<std::string, std::string>> out;
  if (all.size() < kFewestForRare) return out;
  for (const auto& answer : ticket.answers) {
    if (answer.second.starts_with('(') || (!ticket.site.empty() && answer.second == ticket.site))
      continue;
    const auto same = std::ranges::count_if(all, [&](const store::TicketRow& other) {
      return std::ranges::find(other.answers, answer) != other.answers.end();
    });
    if (static_cast<size_t>(same) * kRareOneIn <= all.size()) out.push_back(answer);
  }
  return out;
}

}  // namespace ecms
