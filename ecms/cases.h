// SPDX-License-Identifier: Apache-2.0
// Cases: what officers do about signals and complaints. Includes core/ and the profile only, so
// that web/ can use it. Every change writes one entry into the case's timeline and one into the
// audit, in one transaction.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "core/time.h"
#include "ecms/accounts.h"
#include "ecms/profile.h"
#include "ecms/remedy.h"

namespace ecms {

using CaseId = core::Id<struct CaseTag>;
using EntryId = core::Id<struct EntryTag>;

// One line of the timeline. What officers write: note, visit, finding, action, deadline. What the
// program adds: opened, changed, assigned, moved, promoted, linked, unlinked, raised (to a class),
// edited, closed, file_added, file_replaced, file_removed (code: the file's number).
struct Entry {
  EntryId id;
  std::string kind;
  std::string by;  // name of the account
  core::Timestamp at;
  int64_t version = 0;  // of the case, after it
  std::string text;     // as the officer wrote it; of finding and action it stands in the notice
  std::string on;       // a day, 2026-11-21: visit, or until when (action, deadline)
  std::string status;   // visit: planned done cancelled; finding: violation in_order not_checked;
                        // else open done not_done
  std::string code;  // finding: issue; action: measure; moved: transition; else what the kind needs
  std::string mode;  // visit: on_site remote
  bool announced = false;  // visit
  std::string band;        // finding: workers concerned, a band of the profile
  int64_t amount = 0;      // action: money due
};

struct Closing {
  std::string outcome, gained;
  int64_t paid = 0;  // in the profile's currency
};

// What a case is made of, by hand or from tickets.
struct NewCase {
  std::string type, origin, title;
  std::vector<core::TicketId> tickets;
  bool whole_signal = false;        // the other open tickets on the site and topic of these too
  std::string site, place;          // code of the register, or words where it is not there
  std::vector<std::string> issues;  // "cluster.point"
  std::optional<uint8_t> severity;  // P0..P4; of tickets if absent
  std::string repeat_key = {};      // drawn by whoever opens it: sent again, it is the same case
};
struct CaseChange {
  std::optional<std::string> title, type, site, place,
      assignee;  // assignee: name of an account, "" = nobody
  std::optional<std::vector<std::string>> issues;
  std::optional<uint8_t> severity;
};
struct CaseMove {
  std::string transition, reason;
  std::optional<Closing> closing;  // towards a final state
};
struct Consent {
  std::string how, on;  // one of the profile's consents; the day
};

struct Named {
  std::string id, title;
};
// A number of workers as a band: from..to, or from on.
struct Corroboration {
  int64_t from = 1;
  std::optional<int64_t> to;
};
struct ClockView {
  std::string title, source;
  core::Timestamp due_at;
  std::string due_on;  // the last day, there
  std::optional<core::Timestamp> met_at;
};
// A transition out of the present state and what it still needs.
struct MoveView {
  std::string id, title;
  Named to;
  bool may = false;  // this caller's role
  bool needs_reason = false;
  bool closes = false;               // Closing is needed
  std::vector<std::string> missing;  // codes of Needs()
};

struct CaseSummary {
  CaseId id;
  std::string reference;  // short, random: for letters
  int64_t version = 0;
  std::string title;
  bool complaint = false;
  uint8_t severity = 4;
  Named type, state;
  bool closed = false;
  std::string site, site_name, district;
  std::string assignee;
  std::optional<core::Timestamp> due_at;  // the earliest deadline or task that is not met
  std::string opened_on;
  bool answered = false;  // the worker of one of its tickets answered since an officer last looked
                          // at that thread
};
struct CaseView : CaseSummary {
  Named origin;  // secret: nothing that an employer sees may carry it
  std::vector<Named> issues;
  struct Linked {
    core::TicketId id;
    Named topic;  // of the triage; titled as the profile files it
    uint8_t severity = 4;
    std::string week;
    bool may_ask = false;
    bool answered = false;
  };
  std::vector<Linked> tickets;
  std::optional<Corroboration> corroboration;  // none: nobody, or a workplace too small to tell
  std::vector<ClockView> clocks;
  std::optional<Consent> consent;
  bool may_promote = false, may_take = false, may_give = false;  // this caller
  std::optional<Closing> closing;
  std::vector<MoveView> moves;
  std::vector<Entry> timeline;  // oldest first
};
struct CaseQuery {
  std::string state, type, assignee, site;
  bool closed = false;
  bool answered = false;  // only those with an answer that no officer has seen
  std::string after;      // CasePage::next
  size_t limit = 50;      // 1 to 200
};
struct CasePage {
  std::vector<CaseSummary> cases;  // earliest due first, then gravest
  std::string next;                // "" = no more
  int64_t total = 0;
};

// What may be shown to an employer. It has no field that tells why anybody came.
struct Notice {
  std::string reference, place, district, address;
  std::string officer;
  std::vector<std::string> visited_on;
  struct Found {
    std::string issue, text, status;
  };
  std::vector<Found> findings;
  struct Required {
    std::string measure, text, until, status;
    int64_t amount = 0;
  };
  std::vector<Required> required;
  std::string currency;
};

// What a ticket's page offers.
struct TicketCase {
  std::optional<CaseId> in;  // its case
  std::optional<Corroboration>
      corroboration;                // of the open tickets on its site and topic, itself included
  bool others = false;              // some of these are in no case
  std::vector<CaseSummary> near;    // open cases about its site and topic
  std::vector<std::string> issues;  // what the profile files its topic under
};

// How many deadlines have their warning (a day before the end of one that takes more than a day,
// `ending` before that of another) or their end in some time.
struct CaseAlarms {
  int64_t ending = 0, over = 0;
};

// Thread-safe. May block on the disk: for the `office` thread. kDenied: the role may not;
// kNotFound: no such case; kInvalid: what is wrong and what is allowed, all of it; kConflict:
// `version` is not the stored one (see ChangesSince), or a ticket belongs to another case.
class Cases {
 public:
  virtual ~Cases() = default;
  [[nodiscard]] virtual core::Result<CasePage> List(const Caller& caller, const CaseQuery& query,
                                                    std::string_view language) const = 0;
  [[nodiscard]] virtual core::Result<CaseView> Get(const Caller& caller, const CaseId& id,
                                                   std::string_view language) const = 0;
  [[nodiscard]] virtual core::Result<Notice> NoticeOf(const Caller& caller, const CaseId& id,
                                                      std::string_view language) const = 0;
  [[nodiscard]] virtual core::Result<TicketCase> About(const Caller& caller,
                                                       const core::TicketId& ticket,
                                                       std::string_view language) const = 0;
  // Who has changed what after that version, oldest first.
  [[nodiscard]] virtual core::Result<std::vector<Entry>> ChangesSince(const Caller& caller,
                                                                      const CaseId& id,
                                                                      int64_t version) const = 0;

  [[nodiscard]] virtual core::Result<CaseId> Open(const Caller& caller, const NewCase& wanted) = 0;
  [[nodiscard]] virtual core::Status Change(const Caller& caller, const CaseId& id, int64_t version,
                                            const CaseChange& change) = 0;
  // Appends; needs no version, since nothing of anybody else is touched. With a `repeat_key` ("" =
  // none) that it has seen: what that made.
  [[nodiscard]] virtual core::Result<EntryId> Add(const Caller& caller, const CaseId& id,
                                                  Entry entry, const std::string& repeat_key) = 0;
  [[nodiscard]] virtual core::Status Edit(const Caller& caller, const CaseId& id, int64_t version,
                                          const EntryId& entry, Entry changed) = 0;
  [[nodiscard]] virtual core::Status Move(const Caller& caller, const CaseId& id, int64_t version,
                                          const CaseMove& move) = 0;
  [[nodiscard]] virtual core::Status Promote(const Caller& caller, const CaseId& id,
                                             int64_t version, const Consent& consent) = 0;
  [[nodiscard]] virtual core::Status Link(const Caller& caller, const CaseId& id, int64_t version,
                                          const core::TicketId& ticket) = 0;
  [[nodiscard]] virtual core::Status Unlink(const Caller& caller, const CaseId& id, int64_t version,
                                            const core::TicketId& ticket) = 0;
  // Closes one ticket alone: its receipt code tells the outcome ("acted", "passed" or "no_action"),
  // and a worker who agreed to be asked gets the three closing questions. With `leave_case` it
  // leaves the open case that it belongs to, in the same transaction; without, kConflict. kConflict
  // too: it is closed.
  [[nodiscard]] virtual core::Status CloseTicket(const Caller& caller, const core::TicketId& ticket,
                                                 std::string_view outcome, bool leave_case) = 0;
  // A ticket's class rose after it joined its case (the worker's answers went on): the case's class
  // rises with it, never falls, and its clocks run as for that class. Looks at every open case if a
  // ticket or a case changed since the last time: for a job once a minute.
  [[nodiscard]] virtual core::Status FollowTickets() = 0;
  // Deadlines and tasks of open cases to be told of after `after`, up to `until`. Reads every open
  // case if one changed since the last time. One thread at a time: for the alerts.
  [[nodiscard]] virtual core::Result<CaseAlarms> CountAlarms(core::Timestamp after,
                                                             core::Timestamp until,
                                                             core::Millis ending) = 0;
  // Cases closed in these periods and what came of it. kInvalid: no such period.
  [[nodiscard]] virtual core::Result<Remedy> Totals(const Caller& caller, const RemedyQuery& query,
                                                    std::string_view language) const = 0;
  // The same as a table that leaves the office: one audit entry, which names `format`.
  [[nodiscard]] virtual core::Result<Table> TotalsTable(const Caller& caller,
                                                        const RemedyQuery& query,
                                                        std::string_view language,
                                                        std::string_view format) = 0;
};

}  // namespace ecms
