// SPDX-License-Identifier: Apache-2.0
#include "ecms/quality.h"

#include <array>
#include <cmath>

#include "store/rows.h"

namespace ecms {
namespace {

constexpr double kPriorTickets = 0.5, kPriorDays = 5;
constexpr double kRarity = 1e-4;

struct Named {
  uint8_t bit;
  std::string_view code;
};
// NOTE: persistent words: of the API and of addresses.
constexpr std::array kNamed = {
    Named{store::quality::kBurst, "burst"}, Named{store::quality::kSpeed, "speed"},
    Named{store::quality::kCopied, "copied"}, Named{store::quality::kAllFine, "all_fine"}};

// Chance of at least `seen` in `days`, after `before` in `before_days`: the tail of a negative
// binomial.
double ChanceOfAtLeast(int seen, double days, int before, double before_days) {
  const double shape = kPriorTickets + before;
  const double rate = kPriorDays + before_days;
  const double hit = days / (rate + days);
  double one = std::pow(1 - hit, shape);  // of exactly k, from k = 0
  double below = 0;
  for (int k = 0; k < seen; ++k) {
    below += one;
    one *= hit * (shape + k) / (k + 1);
  }
  return 1 - below;
}

}  // namespace

Pace PaceOf(core::Millis whole, size_t asked) {
  if (asked < kFewestForPace || whole.count() < 0) return Pace::kUnknown;
  const double seconds = static_cast<double>(whole.count()) / 1000 / static_cast<double>(asked);
  return seconds < 5    ? Pace::kUnder5
         : seconds < 15 ? Pace::kUnder15
         : seconds < 60 ? Pace::kUnder60
                        : Pace::kSlower;
}

bool IsBurst(std::span<const store::SiteDayRow> days, core::Day today) {
  int seen = 0, before = 0;
  for (const store::SiteDayRow& day : days) {
    const int age = today.number - day.day.number;
    if (age < 0 || age >= kDayCountDays) continue;
    (age < kBurstDays ? seen : before) += day.tickets;
  }
  return seen >= kFewestForBurst &&
         ChanceOfAtLeast(seen, kBurstDays, before, kDayCountDays - kBurstDays) < kRarity;
}

std::vector<std::string> QualityCodes(uint8_t bits) {
  std::vector<std::string> codes;
  for (const Named& named : kNamed) {
    if ((bits & named.bit) != 0) codes.emplace_back(named.code);
  }
  return codes;
}

std::optional<uint8_t> QualityBits(std::string_view word) {
  uint8_t all = 0;
  for (const Named& named : kNamed) {
    if (word == named.code) return named.bit;
    all = static_cast<uint8_t>(all | named.bit);
  }
  return word == "any" ? std::optional(all) : std::nullopt;
}

}  // namespace ecms
