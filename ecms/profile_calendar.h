// SPDX-License-Identifier: Apache-2.0
// Days as the office counts them: in its own time zone, without weekends and holidays.
#pragma once

#include "core/time.h"
#include "ecms/profile.h"

namespace ecms {

class Calendar {
 public:
  // `profile` outlives it; its time zone is known (ParseProfile saw to that).
  explicit Calendar(const Profile& profile) : profile_(profile) {}
  // The calendar day there.
  [[nodiscard]] core::Day LocalDay(core::Timestamp at) const;
  // When that day begins there.
  [[nodiscard]] core::Timestamp StartOfLocal(core::Day day) const;
  [[nodiscard]] bool IsHoliday(core::Day day) const;
  [[nodiscard]] bool IsWorkingDay(core::Day day) const;
  // The end of the time given from `from` on: hours are hours; days and working days end with the
  // last of them, the day of `from` not counted.
  [[nodiscard]] core::Timestamp DueAfter(core::Timestamp from, const Within& within) const;
  // The last day that is wholly before `due`.
  [[nodiscard]] core::Day LastDayOf(core::Timestamp due) const {
    return LocalDay(due - core::Millis(1));
  }

 private:
  const Profile& profile_;
};

}  // namespace ecms
