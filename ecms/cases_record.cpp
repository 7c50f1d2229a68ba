// SPDX-License-Identifier: Apache-2.0
#include "ecms/cases_record.h"

#include <algorithm>

#include "core/json.h"
#include "core/json_writer.h"

namespace ecms {
namespace {

using core::JsonWriter;
using core::ObjectReader;

// Empty ones are left out.
void Put(JsonWriter& w, std::string_view key, const std::string& value) {
  if (!value.empty()) w.Key(key).String(value);
}
void Put(JsonWriter& w, std::string_view key, const std::vector<std::string>& values) {
  w.Key(key).BeginArray();
  for (const std::string& value : values) w.String(value);
  w.EndArray();
}
std::string Text(ObjectReader& in, std::string_view key) { return in.String(key, ""); }
int64_t Number(ObjectReader& in, std::string_view key) { return in.Integer(key, 0, INT64_MAX, 0); }

core::Error Broken(const store::DocumentRow& row) {
  return {core::ErrorCode::kInternal,
          "the stored document of kind " + row.kind + " cannot be read"};
}

void WriteClocks(JsonWriter& w, const std::vector<ClockRecord>& clocks) {
  w.Key("clocks").BeginArray();
  for (const ClockRecord& clock : clocks) {
    w.BeginObject();
    w.Key("id").String(clock.id);
    w.Key("started").Integer(clock.started.ms);
    w.Key("due").Integer(clock.due.ms);
    if (clock.met) w.Key("met").Integer(clock.met->ms);
    w.Key("known").Integer(clock.known.ms);
    w.EndObject();
  }
  w.EndArray();
}

void ReadClock(core::JsonValue value, const std::string& path, core::Problems& problems,
               CaseRecord& out) {
  ObjectReader in(value, path, problems);
  ClockRecord clock{Text(in, "id"),
                    {Number(in, "started")},
                    {Number(in, "due")},
                    std::nullopt,
                    {Number(in, "known")}};
  if (in.Has("met")) clock.met = core::Timestamp{Number(in, "met")};
  out.clocks.push_back(std::move(clock));
}

}  // namespace

bool CaseRecord::Forget(const core::TicketId& ticket) {
  const auto it = std::find(tickets.begin(), tickets.end(), ticket);
  if (it == tickets.end()) return false;
  known.erase(known.begin() + (it - tickets.begin()));
  tickets.erase(it);
  return true;
}

std::string ToJson(const CaseRecord& record) {
  JsonWriter w;
  w.BeginObject();
  Put(w, "type", record.type);
  Put(w, "origin", record.origin);
  Put(w, "title", record.title);
  Put(w, "site", record.site);
  Put(w, "place", record.place);
  Put(w, "state", record.state);
  Put(w, "assignee", record.assignee);
  w.Key("complaint").Bool(record.complaint);
  w.Key("severity").Integer(record.severity);
  Put(w, "issues", record.issues);
  w.Key("tickets").BeginArray();
  for (const core::TicketId& ticket : record.tickets) w.String(ticket.Text());
  w.EndArray();
  w.Key("known").BeginArray();
  for (const uint8_t severity : record.known) w.Integer(severity);
  w.EndArray();
  WriteClocks(w, record.clocks);
  if (record.consent) {
    Put(w, "consent_how", record.consent->how);
    Put(w, "consent_on", record.consent->on);
  }
  if (record.closing) {
    Put(w, "outcome", record.closing->outcome);
    Put(w, "gained", record.closing->gained);
    w.Key("paid").Integer(record.closing->paid);
  }
  w.Key("opened").Integer(record.opened_at.ms);
  w.Key("state_since").Integer(record.state_since.ms);
  Put(w, "tasks", record.tasks);
  if (record.voices) w.Key("voices_from").Integer(record.voices->from);
  if (record.voices && record.voices->to) w.Key("voices_to").Integer(*record.voices->to);
  w.EndObject();
  return w.Take();
}

core::Result<CaseRecord> CaseFrom(const store::DocumentRow& row) {
  const auto id = CaseId::FromText(row.key);
  const auto document = core::JsonDocument::Parse(row.body);
  if (!id || !document) return tl::unexpected(Broken(row));
  core::Problems problems;
  ObjectReader in(document->root(), "", problems);
  CaseRecord out;
  out.id = *id;
  out.version = row.version;
  out.type = Text(in, "type");
  out.origin = Text(in, "origin");
  out.title = Text(in, "title");
  out.site = Text(in, "site");
  out.place = Text(in, "place");
  out.state = Text(in, "state");
  out.assignee = Text(in, "assignee");
  out.complaint = in.Bool("complaint", false);
  out.severity = static_cast<uint8_t>(in.Integer("severity", 0, 4, 4));
  out.issues = in.Strings("issues");
  for (const std::string& text : in.Strings("tickets")) {
    if (const auto ticket = core::TicketId::FromText(text)) out.tickets.push_back(*ticket);
  }
  in.Array("known", [&](core::JsonValue value, const std::string&) {
    if (value.kind() == core::JsonKind::kInteger && value.Integer() >= 0 && value.Integer() <= 4)
      out.known.push_back(static_cast<uint8_t>(value.Integer()));
  });
  // Of a case that was stored before this was: what it says itself.
  out.known.resize(out.tickets.size(), out.severity);
  in.Array("clocks", [&](core::JsonValue value, const std::string& path) {
    ReadClock(value, path, problems, out);
  });
  if (in.Has("consent_how")) out.consent = Consent{Text(in, "consent_how"), Text(in, "consent_on")};
  if (in.Has("outcome"))
    out.closing = Closing{Text(in, "outcome"), Text(in, "gained"), Number(in, "paid")};
  out.opened_at = {Number(in, "opened")};
  out.state_since = {Number(in, "state_since")};
  out.tasks = in.Strings("tasks");
  if (in.Has("next_task"))
    out.tasks.push_back(
        Text(in, "next_task"));  // of a case that was stored before all of them were
  if (in.Has("voices_from")) out.voices = Corroboration{Number(in, "voices_from"), std::nullopt};
  if (in.Has("voices_to")) out.voices->to = Number(in, "voices_to");
  if (!problems.empty()) return tl::unexpected(Broken(row));
  return out;
}

std::string ToJson(const Entry& entry) {
  JsonWriter w;
  w.BeginObject();
  Put(w, "kind", entry.kind);
  Put(w, "by", entry.by);
  w.Key("at").Integer(entry.at.ms);
  w.Key("version").Integer(entry.version);
  Put(w, "text", entry.text);
  Put(w, "on", entry.on);
  Put(w, "status", entry.status);
  Put(w, "code", entry.code);
  Put(w, "mode", entry.mode);
  if (entry.announced) w.Key("announced").Bool(true);
  Put(w, "band", entry.band);
  if (entry.amount != 0) w.Key("amount").Integer(entry.amount);
  w.EndObject();
  return w.Take();
}

core::Result<Entry> EntryFrom(const store::DocumentRow& row) {
  const auto id = EntryId::FromText(row.key);
  const auto document = core::JsonDocument::Parse(row.body);
  if (!id || !document) return tl::unexpected(Broken(row));
  core::Problems problems;
  ObjectReader in(document->root(), "", problems);
  Entry out;
  out.id = *id;
  out.kind = Text(in, "kind");
  out.by = Text(in, "by");
  out.at = {Number(in, "at")};
  out.version = Number(in, "version");
  out.text = Text(in, "text");
  out.on = Text(in, "on");
  out.status = Text(in, "status");
  out.code = Text(in, "code");
  out.mode = Text(in, "mode");
  out.announced = in.Bool("announced", false);
  out.band = Text(in, "band");
  out.amount = Number(in, "amount");
  if (!problems.empty()) return tl::unexpected(Broken(row));
  return out;
}

store::Command PutCase(const CaseRecord& record, bool closed) {
  return store::PutDocument{
      {kCaseKind, record.id.Text(), closed ? kClosedCases : kOpenCases, 0, ToJson(record)},
      record.version};
}

store::Command PutEntry(const CaseId& id, const Entry& entry, int64_t expected_version) {
  return store::PutDocument{{kEntryKind, entry.id.Text(), id.Text(), 0, ToJson(entry)},
                            expected_version};
}

}  // namespace ecms
