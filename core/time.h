// SPDX-License-Identifier: Apache-2.0
// Time. Instants are Timestamp (UTC, milliseconds); code that needs "now" is given it or a Clock,
// never reads one.
#pragma once

#include <atomic>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core {

using Millis = std::chrono::milliseconds;

struct Timestamp {
  int64_t ms = 0;  // since 1970-01-01T00:00:00Z

  auto operator<=>(const Timestamp&) const = default;
  Timestamp operator+(Millis d) const { return {ms + d.count()}; }
  Timestamp operator-(Millis d) const { return {ms - d.count()}; }
  Millis operator-(Timestamp other) const { return Millis(ms - other.ms); }
};

// A UTC calendar day, counted from 1970-01-01. Expiry is by whole days.
struct Day {
  int32_t number = 0;
  auto operator<=>(const Day&) const = default;
  Day operator+(int days) const { return {number + days}; }
  Day operator-(int days) const { return {number - days}; }
  int operator-(Day other) const { return number - other.number; }
};

[[nodiscard]] Day DayOf(Timestamp t);
[[nodiscard]] Timestamp StartOf(Day day);
[[nodiscard]] std::string ToText(Day day);                         // 2026-11-21
[[nodiscard]] std::optional<Day> DayFromText(std::string_view s);  // nullopt unless a real date
[[nodiscard]] std::string IsoWeek(Day day);                        // 2026-W47 (ISO 8601)
[[nodiscard]] std::string MonthText(Day day);                      // 2026-11
[[nodiscard]] std::string Rfc3339(Timestamp t);                    // 2026-11-21T23:04:05.123Z
[[nodiscard]] std::optional<Timestamp> TimestampFromRfc3339(std::string_view s);

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Timestamp Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Timestamp Now() const override;
};

// Stands still until told; for tests and replays.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Timestamp start) : now_ms_(start.ms) {}
  [[nodiscard]] Timestamp Now() const override { return {now_ms_.load()}; }
  void Advance(Millis by) { now_ms_ += by.count(); }
  void Set(Timestamp t) { now_ms_ = t.ms; }

 private:
  std::atomic<int64_t> now_ms_;
};

}  // namespace core
