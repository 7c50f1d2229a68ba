// SPDX-License-Identifier: Apache-2.0
// What the profile says about a case: guards, clocks, which entries and endings are possible. Pure.
#pragma once

#include <string>
#include <vector>

#include "ecms/cases_record.h"
#include "ecms/profile.h"
#include "ecms/profile_calendar.h"

namespace ecms {

// Codes of what the transition needs and the case has not, but for "reason". `entries`: oldest
// first. A case that came back to a state which it had been in before begins another round: visits
// and findings of the rounds before count no more.
[[nodiscard]] std::vector<std::string> MissingFor(const Profile& profile, const Transition& move,
                                                  const CaseRecord& record,
                                                  const std::vector<Entry>& entries);
// Clocks of states that the case has left are met; those of its present state begin at
// `state_since`; a closed case has none that runs. To be called after each change of state, type or
// severity.
void WindClocks(const Profile& profile, core::Timestamp now, CaseRecord& record);
// Everything that is wrong with what an officer wrote; `today`: the day there.
[[nodiscard]] core::Problems CheckEntry(const Profile& profile, const Entry& entry,
                                        core::Day today);
[[nodiscard]] core::Problems CheckClosing(const Profile& profile,
                                          const std::optional<Closing>& closing);
// As a band; nullopt for nobody, or where the workplace is known to have fewer workers than the
// profile allows to tell.
[[nodiscard]] std::optional<Corroboration> BandOf(const Profile& profile, int64_t voices,
                                                  int64_t workers);
// The days of open visits, actions and deadlines, earliest first.
[[nodiscard]] std::vector<std::string> OpenTasks(const std::vector<Entry>& entries);
// "7K3M-9QX2": short enough for a letter, random like the id.
[[nodiscard]] std::string ReferenceOf(const CaseId& id);

}  // namespace ecms
