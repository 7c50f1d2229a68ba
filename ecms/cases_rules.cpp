// SPDX-License-Identifier: Apache-2.0
#include "ecms/cases_rules.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/utf8.h"

namespace ecms {
namespace {

constexpr size_t kMaxText = 4000;  // UTF-16 units
constexpr int64_t kMaxAmount = 1'000'000'000'000;

// `since`: a version of the case; entries of it and before do not count.
bool Some(const std::vector<Entry>& entries, std::string_view kind, std::string_view status,
          int64_t since = 0) {
  return std::any_of(entries.begin(), entries.end(), [&](const Entry& one) {
    return one.kind == kind && (status.empty() || one.status == status) && one.version > since;
  });
}

// The version at which the case last came back to a state of this round, which began another one;
// 0: it never did.
int64_t RoundBegan(const CaseRecord& record, const std::vector<Entry>& entries) {
  std::set<std::string> been;
  const Entry* before = nullptr;  // a move tells the state that it left
  int64_t began = 0;
  const auto enter = [&](const std::string& state, int64_t version) {
    if (been.insert(state).second) return;
    been = {state};
    began = version;
  };
  for (const Entry& one : entries) {
    if (one.kind != "moved") continue;
    enter(one.status, before == nullptr ? 0 : before->version);
    before = &one;
  }
  if (before != nullptr) enter(record.state, before->version);
  return began;
}

// The version of the last move that a visit was needed for. When it was made no visit was planned,
// so every visit of that time had been dealt with; one that is planned for the next round is
// written before that round begins.
int64_t VisitsCounted(const Profile& profile, const std::vector<Entry>& entries) {
  int64_t version = 0;
  for (const Entry& one : entries) {
    const Transition* move = one.kind == "moved" ? Find(profile.transitions, one.code) : nullptr;
    if (move != nullptr &&
        std::find(move->needs.begin(), move->needs.end(), "visit_done") != move->needs.end())
      version = one.version;
  }
  return version;
}

bool Has(std::string_view need, const Profile& profile, const CaseRecord& record,
         const std::vector<Entry>& entries) {
  if (need == "assignee") return !record.assignee.empty();
  if (need == "site") return !record.site.empty() || !record.place.empty();
  if (need == "issue") return !record.issues.empty();
  if (need == "complaint") return record.complaint;
  if (need == "visit_planned") return Some(entries, "visit", "planned");
  if (need == "visit_done")
    return Some(entries, "visit", "done", VisitsCounted(profile, entries)) &&
           !Some(entries, "visit", "planned");
  if (need == "finding") return Some(entries, "finding", "", RoundBegan(record, entries));
  if (need == "violation")
    return Some(entries, "finding", "violation", RoundBegan(record, entries));
  if (need == "no_violation")
    return !Some(entries, "finding", "violation", RoundBegan(record, entries));
  if (need == "open_action") return Some(entries, "action", "open");
  if (need == "no_open_action") return !Some(entries, "action", "open");
  return true;  // "reason" comes with the request
}

// What an entry of a kind may and must say.
struct Shape {
  std::string_view kind;
  std::vector<std::string_view> statuses;  // empty: it has none
  bool text_needed;
  bool day_needed;
};
const std::vector<Shape>& Shapes() {
  static const std::vector<Shape> shapes = {
      {"note", {}, true, false},
      {"visit", {"planned", "done", "cancelled"}, false, true},
      {"finding", {"violation", "in_order", "not_checked"}, false, false},
      {"action", {"open", "done", "not_done"}, false, true},
      {"deadline", {"open", "done", "not_done"}, true, true},
  };
  return shapes;
}

std::string Listed(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}
template <class T>
std::string Ids(const std::vector<T>& items) {
  std::string out;
  for (const T& item : items) out += (out.empty() ? "" : ", ") + item.id;
  return out;
}

void CheckCode(const Profile& profile, const Entry& entry, core::Problems& problems) {
  if (entry.kind == "finding" && profile.FindPoint(entry.code) == nullptr)
    problems.push_back({"code", "must be an issue of the profile, \"cluster.point\""});
  if (entry.kind == "action" && Find(profile.measures, entry.code) == nullptr)
    problems.push_back({"code", "must be one of " + Ids(profile.measures)});
  if (entry.kind != "finding" && entry.kind != "action" && !entry.code.empty())
    problems.push_back({"code", "is for a finding or an action"});
  if (!entry.band.empty() &&
      (entry.kind != "finding" || Find(profile.gained, entry.band) == nullptr))
    problems.push_back({"band", "is for a finding: one of " + Ids(profile.gained)});
  if (entry.amount != 0 &&
      (entry.kind != "action" || entry.amount < 0 || entry.amount > kMaxAmount))
    problems.push_back(
        {"amount",
         "is for an action: a whole number of up to 1000000000000 of the profile's currency"});
}

void CheckVisit(const Entry& entry, std::optional<core::Day> day, core::Day today,
                core::Problems& problems) {
  if (entry.kind != "visit") {
    if (!entry.mode.empty()) problems.push_back({"mode", "is for a visit"});
    if (entry.announced) problems.push_back({"announced", "is for a visit"});
    return;
  }
  if (entry.mode != "on_site" && entry.mode != "remote")
    problems.push_back({"mode", "must be on_site or remote"});
  if (entry.status == "done" && day && *day > today)
    problems.push_back({"on", "a visit that was carried out cannot lie in the future"});
}

}  // namespace

std::vector<std::string> MissingFor(const Profile& profile, const Transition& move,
                                    const CaseRecord& record, const std::vector<Entry>& entries) {
  std::vector<std::string> out;
  for (const std::string& need : move.needs) {
    if (!Has(need, profile, record, entries)) out.push_back(need);
  }
  return out;
}

void WindClocks(const Profile& profile, core::Timestamp now, CaseRecord& record) {
  const State* state = profile.FindState(record.state);
  const bool over = state != nullptr && state->final;
  const std::string type = record.type, severity = "P" + std::to_string(record.severity);
  auto wanted = [&](const Deadline& one) {
    return !over && (one.state.empty() || one.state == record.state) && Among(one.types, type) &&
           Among(one.severities, severity);
  };
  for (ClockRecord& clock : record.clocks) {
    const Deadline* one = Find(profile.deadlines, clock.id);
    const bool left = one == nullptr || over || (!one->state.empty() && one->state != record.state);
    if (!clock.met && left) clock.met = now;
  }
  // Of another class or type now, but still in that state: it never was this case's clock.
  std::erase_if(record.clocks, [&](const ClockRecord& clock) {
    const Deadline* one = Find(profile.deadlines, clock.id);
    return !clock.met && one != nullptr && !wanted(*one);
  });
  const Calendar calendar(profile);
  for (const Deadline& one : profile.deadlines) {
    if (!wanted(one)) continue;
    const core::Timestamp since = one.state.empty() ? record.opened_at : record.state_since;
    const bool runs =
        std::any_of(record.clocks.begin(), record.clocks.end(), [&](const ClockRecord& clock) {
          return clock.id == one.id && !clock.met && clock.started == since;
        });
    if (!runs)
      record.clocks.push_back(
          {one.id, since, calendar.DueAfter(since, one.within), std::nullopt, now});
  }
}

core::Problems CheckEntry(const Profile& profile, const Entry& entry, core::Day today) {
  core::Problems problems;
  const auto& shapes = Shapes();
  const auto shape = std::find_if(shapes.begin(), shapes.end(),
                                  [&](const Shape& one) { return one.kind == entry.kind; });
  if (shape == shapes.end())
    return {{"kind", "must be one of note, visit, finding, action, deadline"}};
  if (shape->text_needed && entry.text.empty()) problems.push_back({"text", "is missing"});
  if (core::Utf16Length(entry.text) > kMaxText)
    problems.push_back({"text", "at most 4000 characters"});
  const auto day = core::DayFromText(entry.on);
  if (shape->day_needed && !day) problems.push_back({"on", "must be a day, like \"2026-11-21\""});
  if (!shape->day_needed && !entry.on.empty())
    problems.push_back({"on", "is for a visit, an action or a deadline"});
  const bool known = std::find(shape->statuses.begin(), shape->statuses.end(), entry.status) !=
                     shape->statuses.end();
  if (shape->statuses.empty() && !entry.status.empty())
    problems.push_back({"status", "a note has none"});
  if (!shape->statuses.empty() && !known)
    problems.push_back({"status", "must be one of " + Listed(shape->statuses)});
  CheckCode(profile, entry, problems);
  CheckVisit(entry, day, today, problems);
  return problems;
}

core::Problems CheckClosing(const Profile& profile, const std::optional<Closing>& closing) {
  if (!closing)
    return {{"closing",
             "is missing: outcome, gained (workers, as a band) and paid (money) close a case"}};
  core::Problems problems;
  if (Find(profile.outcomes, closing->outcome) == nullptr)
    problems.push_back({"closing.outcome", "must be one of " + Ids(profile.outcomes)});
  if (Find(profile.gained, closing->gained) == nullptr)
    problems.push_back({"closing.gained", "must be one of " + Ids(profile.gained)});
  if (closing->paid < 0 || closing->paid > kMaxAmount)
    problems.push_back({"closing.paid", "must be a whole number from 0 to 1000000000000"});
  return problems;
}

std::optional<Corroboration> BandOf(const Profile& profile, int64_t voices, int64_t workers) {
  if (voices < 1 || (workers > 0 && workers < profile.hide_under_workers)) return std::nullopt;
  Corroboration out;
  for (size_t i = 0; i < profile.bands.size(); ++i) {
    if (profile.bands[i] > voices) break;
    out.from = profile.bands[i];
    out.to = i + 1 < profile.bands.size() ? std::optional(profile.bands[i + 1] - 1) : std::nullopt;
  }
  return out;
}

std::vector<std::string> OpenTasks(const std::vector<Entry>& entries) {
  std::vector<std::string> days;
  for (const Entry& one : entries) {
    const bool open = one.kind == "visit" ? one.status == "planned"
                                          : (one.kind == "action" || one.kind == "deadline") &&
                                                one.status == "open";
    if (open) days.push_back(one.on);
  }
  std::sort(days.begin(), days.end());
  return days;
}

std::string ReferenceOf(const CaseId& id) {
  // The first character holds three bits only.
  std::string out = id.Text().substr(1, 8);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out.insert(4, "-");
}

}  // namespace ecms
