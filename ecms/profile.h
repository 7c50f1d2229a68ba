// SPDX-License-Identifier: Apache-2.0
// The country profile: which kinds of cases an inspectorate has, their states, who may move them
// and when, deadlines, words for issues and outcomes. All of it comes from a file (docs/cases.md),
// nothing of it from code.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace ecms {

// By language tag; "en" is always there.
using Texts = std::map<std::string, std::string, std::less<>>;
// In that language, or its primary language ("es" of "es-CO"), or English.
[[nodiscard]] const std::string& TextIn(const Texts& texts, std::string_view language);

struct Item {
  std::string id;
  Texts title;
};

struct Within {
  enum class Unit : uint8_t { kHours, kDays, kWorkingDays };
  Unit unit = Unit::kDays;
  int count = 0;
};

// One day each year, of the three kinds that calendars have, or one date.
struct Holiday {
  enum class Kind : uint8_t { kYearly, kEaster, kWeekday, kDate };
  std::string name;
  Kind kind = Kind::kYearly;
  int month = 0, day = 0;  // kYearly
  int easter = 0;          // kEaster: days after Easter Sunday (Gregorian)
  int weekday = 0;         // kWeekday: 0 = Monday; the nth one of `month`, and `plus` days
  int nth = 0, plus = 0;
  core::Day date;  // kDate
};

struct Origin : Item {
  bool tickets = false;            // the one of cases that are made from tickets
  bool complaint = false;          // somebody with a name may lodge a formal complaint this way
  std::vector<std::string> types;  // of cases; empty = all
};
struct ConsentKind : Item {
  bool thread =
      false;  // given in the anonymous conversation: a ticket whose worker may be asked is needed
};
// How a case ends, and what its workers' receipt codes tell from then on: "acted", "passed" or
// "no_action".
struct Outcome : Item {
  std::string tells;
};
struct State : Item {
  bool final = false;  // the case is over: it needs an outcome, workers who gained, money paid
};
struct Transition : Item {
  std::vector<std::string> types;  // empty = all
  std::vector<std::string> from;
  std::string to;
  std::vector<std::string> roles;
  std::vector<std::string> needs;  // Needs()
};
struct Deadline : Item {
  std::string state;                    // runs while the case is in it; "" = until the case is over
  std::vector<std::string> types;       // empty = all
  std::vector<std::string> severities;  // "P0" ...; empty = all
  Within within;
  std::string source;  // the law; "" = the office's own target
};
struct Cluster : Item {
  std::vector<Item> points;  // an issue is named "cluster.point"
};
struct Band : Item {
  int64_t from = 0;
};

struct Profile {
  std::string id, country, time_zone,
      currency;  // ISO 4217, whose code for "no currency" is three times X
  Texts name;
  bool reviewed = false;  // the inspectorate has read and corrected it
  std::vector<std::string> sources;
  std::array<bool, 7> works{};  // Monday first
  std::vector<Holiday> holidays;
  std::vector<Item> roles;
  std::vector<Item> case_types;
  std::vector<Origin> origins;
  std::vector<std::string> may_take,
      may_give;  // assignment: roles that may take a case, and give one to somebody else
  std::vector<std::string> may_promote;  // roles
  std::vector<ConsentKind> consents;
  std::string start;
  std::vector<State> states;
  std::vector<Transition> transitions;
  std::vector<Deadline> deadlines;
  std::vector<Cluster> taxonomy;
  std::map<std::string, std::string, std::less<>> topics;  // of triage -> "cluster.point"
  std::vector<Item> measures;
  std::vector<Outcome> outcomes;
  std::vector<Band> gained;    // workers who gained, ascending
  std::vector<int64_t> bands;  // corroboration: lower ends, ascending from 1
  int64_t hide_under_workers =
      0;  // no corroboration is shown of a site that is known to be smaller

  [[nodiscard]] const State* FindState(std::string_view id) const;
  [[nodiscard]] const Item* FindPoint(std::string_view issue) const;  // "cluster.point"
};

// An item of that id, or nullptr.
template <class T>
[[nodiscard]] const T* Find(const std::vector<T>& items, std::string_view id) {
  for (const T& item : items) {
    if (item.id == id) return &item;
  }
  return nullptr;
}
// Is `value` in the list, or the list empty?
[[nodiscard]] bool Among(const std::vector<std::string>& list, std::string_view value);

// What a transition may ask for: code and what it means, in English. NOTE: persistent values of
// profile files.
struct Need {
  std::string_view code, meaning;
};
[[nodiscard]] const std::vector<Need>& Needs();

struct ProfileProblem {
  bool error = true;    // else the profile works but is likely not what was meant
  std::string rule;     // "P-FORMAT" ...: docs/cases.md
  std::string path;     // "transitions[2].to"
  std::string message;  // what is wrong, and what is allowed
};
struct ReadProfile {
  std::shared_ptr<const Profile> profile;  // nullptr if there is an error
  std::vector<ProfileProblem> problems;    // all of them
};

// Reads and checks a whole profile. Never fails: what is wrong stands in `problems`.
[[nodiscard]] ReadProfile ParseProfile(std::string_view json);
// The errors, one a line, "file: path: message"; "" if there are none.
[[nodiscard]] std::string DescribeErrors(const ReadProfile& read, std::string_view file);

// "ws", "ck", "generic": compiled into the program. nullptr: there is none of that name.
[[nodiscard]] const std::string_view* ShippedProfile(std::string_view name);
[[nodiscard]] std::vector<std::string> ShippedProfileNames();
// The one for a country (ISO 3166), or "generic".
[[nodiscard]] std::string ShippedProfileFor(std::string_view country);

// The profile in plain English, for a workshop with people who do the work.
[[nodiscard]] std::string ExplainProfile(const Profile& profile);
[[nodiscard]] std::string Describe(const Within& within);  // "5 working days"

}  // namespace ecms
