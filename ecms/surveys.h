// SPDX-License-Identifier: Apache-2.0
// The surveys of this installation and their versions, for their authors. Nothing here comes from a
// worker. Includes core/ only, so that web/ can use it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ecms/accounts.h"

namespace ecms {

// Where new conversations begin with a survey.
struct SurveyUse {
  std::string channel;  // of the configuration
  std::string word;     // the start word; "" = whoever writes there
};
struct SurveyVersionView {
  std::string hash;          // hex
  std::string published_on;  // 2026-11-28; "" = not known
  std::string by;            // an account, "configuration" or "command line"
  std::string
      state;  // "current", "earlier", "withdrawn", or "waiting" for somebody who reads tickets
};
struct SurveyView {
  std::string id, title;
  std::string organisation;            // whose it is; "" = the inspectorate
  std::vector<std::string> languages;  // of the newest version
  std::vector<SurveyUse> uses;
  std::vector<SurveyVersionView> versions;  // newest first
};

// The tickets of a survey by the class that its current rules give their coded answers, and the
// class that other rules would. Numbers in bands: a small count may be one person.
struct ClassShift {
  std::string tickets = "0";     // looked at
  std::string unreadable = "0";  // of these: one of the two versions does not know the answers
  struct Move {
    uint8_t from = 4, to = 4;  // 0 = P0
    std::string tickets;       // "1-4", "5-9", "10-19", "20-49", "50+"
  };
  std::vector<Move> moves;  // those that change
  bool changes = false;  // some ticket gets another class, or has answers that only the other rules
                         // do not know
};

struct Published {
  std::string hash;
  bool waits = false;  // begins nothing until a ticket reader has looked at what it does to tickets
};
// Of who publishes and reads tickets: has the shift of classes been looked at?
enum class ShiftLook : uint8_t { kNotYet, kSeen };

// Thread-safe. May block on the disk: for the `office` thread. Of another organisation's survey
// nothing is there (MaySeeSurvey): kNotFound, except that its id is taken.
class Surveys {
 public:
  virtual ~Surveys() = default;
  [[nodiscard]] virtual core::Result<std::vector<SurveyView>> List(
      const Caller& caller, std::string_view language) const = 0;
  // Canonical JSON of one version. kNotFound.
  [[nodiscard]] virtual core::Result<std::string> Json(const Caller& caller,
                                                       std::string_view hash) const = 0;
  // What new conversations begin with, as canonical JSON and as its hash; "" if nothing. kConflict:
  // the id is another organisation's.
  [[nodiscard]] virtual core::Result<std::string> Current(const Caller& caller,
                                                          std::string_view id) const = 0;
  [[nodiscard]] virtual core::Result<std::string> CurrentHash(const Caller& caller,
                                                              std::string_view id) const = 0;
  // Makes it the version that new conversations begin with; live ones end on theirs. `replaces` is
  // the hash that the author saw as current ("" = none): kConflict if it is another by now, or if
  // the id is another organisation's. A new survey belongs to the author's organisation. kInvalid:
  // the installation cannot ask it, with every reason. One transaction, with an audit entry. Where
  // tickets that are there would get another class, somebody who may read them looks first: an
  // author's version waits (it replaces one that waited before), and of a ticket reader kConflict
  // until `look` says so.
  [[nodiscard]] virtual core::Result<Published> Publish(const Caller& caller, std::string_view json,
                                                        std::string_view replaces,
                                                        ShiftLook look) = 0;
  // What a ticket reader makes of a version that waits, after a look at Shift(): it begins (then as
  // Publish), or it goes. kNotFound: nothing of that hash waits; kConflict: `replaces` is not the
  // current version.
  [[nodiscard]] virtual core::Status Decide(const Caller& caller, std::string_view hash,
                                            bool begins, std::string_view replaces) = 0;
  // Its conversations end at their next turn with a neutral message; one that waits goes.
  // kNotFound; kConflict: it is withdrawn already.
  [[nodiscard]] virtual core::Status Withdraw(const Caller& caller, std::string_view hash) = 0;
  // From now on it is that organisation's ("" = the inspectorate): its authors see it, those of
  // others do not. By the inspectorate's administrators. kNotFound: no such survey; kInvalid:
  // nobody here belongs to that organisation. Audited.
  [[nodiscard]] virtual core::Status Give(const Caller& caller, std::string_view id,
                                          std::string_view organisation) = 0;
  // A dry run of the rules in `json` over tickets of that survey (at most 2,000, the gravest
  // first), against its current version, or the newest where none is. Only for who may read
  // tickets.
  [[nodiscard]] virtual core::Result<ClassShift> Shift(const Caller& caller,
                                                       std::string_view json) const = 0;
};

}  // namespace ecms
