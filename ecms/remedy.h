// SPDX-License-Identifier: Apache-2.0
// What an office reports: how its cases ended, how many workers gained, what was paid. Includes
// core/ only, so that web/ can use it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecms/export.h"
#include "ecms/safe_count.h"

namespace ecms {

// Numbers of cases leave the office from 5 on exactly, below in a band. Where one is in a band, so
// are those that would tell it by subtraction ("10–19").
struct RemedyQuery {
  std::string by = "quarter";  // "month", "quarter", "year"
  // Days of the first and the last period, "2026-01-01"; "" = no bound. A period is whole or left
  // out: two tables that differ by a day would tell what that day brought.
  std::string from, to;
};
struct RemedyLine {
  std::string id, title;  // of the profile
  SafeCount cases;
};
struct RemedyPeriod {
  std::string period;  // "2026-11", "2026-Q4", "2026": by the office's own calendar
  SafeCount closed;
  std::vector<RemedyLine> outcomes;  // all of the profile, and those that it once had
  std::vector<RemedyLine> gained;    // cases by the band of workers who gained
  SafeCount with_money;              // cases in which money was paid
  std::string paid;  // how much; "" where so few cases have it that it would tell one of them
};
struct Remedy {
  std::string currency;               // of all that was paid
  std::vector<RemedyPeriod> periods;  // latest first; those without a closed case are left out
};

struct ClosedCase {
  std::string period, outcome, gained;
  int64_t paid = 0;
};
struct RemedyNames {
  std::vector<RemedyLine> outcomes, gained;  // in the profile's order; `cases` unused
};
[[nodiscard]] std::vector<RemedyPeriod> SumUp(const std::vector<ClosedCase>& cases,
                                              const RemedyNames& names);
// One figure a row: period, figure, code, title, value, currency.
[[nodiscard]] Table TableOf(const Remedy& remedy);

}  // namespace ecms
