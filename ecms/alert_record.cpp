// SPDX-License-Identifier: Apache-2.0
#include "ecms/alert_record.h"

#include "core/json.h"
#include "core/json_writer.h"

namespace ecms {
namespace {

constexpr std::string_view kOnlyState = "state";
constexpr size_t kPage = 500;
constexpr int64_t kMost = int64_t{1} << 60;

void WriteTotals(core::JsonWriter& w, const AlertTotals& totals) {
  w.BeginObject();
  w.Key("urgent").Integer(totals.urgent);
  w.Key("ending").Integer(totals.ending);
  w.Key("overdue").Integer(totals.overdue);
  w.Key("service").Integer(totals.service);
  w.EndObject();
}

AlertTotals ReadTotals(core::ObjectReader in) {
  AlertTotals out;
  out.urgent = in.Integer("urgent", 0, kMost, 0);
  out.ending = in.Integer("ending", 0, kMost, 0);
  out.overdue = in.Integer("overdue", 0, kMost, 0);
  out.service = in.Integer("service", 0, kMost, 0);
  return out;
}

core::Timestamp ReadTime(core::ObjectReader& in, std::string_view key) {
  return {in.Integer(key, 0, kMost, 0)};
}

}  // namespace

store::Command PutAlertRecord(const AlertRecord& r) {
  core::JsonWriter w;
  w.BeginObject();
  w.Key("route").String(r.route);
  w.Key("language").String(r.language);
  w.Key("confirmed").Bool(r.confirmed);
  w.Key("wants").BeginArray();
  for (const std::string& want : r.wants) w.String(want);
  w.EndArray();
  if (r.quiet) w.Key("quiet_from").Integer(r.quiet->from).Key("quiet_to").Integer(r.quiet->to);
  if (!r.code_hash.empty()) w.Key("code_hash").String(r.code_hash);
  if (!r.confirmed)
    w.Key("code_until_ms").Integer(r.code_until.ms).Key("code_tries").Integer(r.code_tries);
  w.Key("delivery").String(r.delivery);
  w.Key("told");
  WriteTotals(w, r.told);
  w.Key("last_at_ms").Integer(r.last_at.ms);
  w.Key("retry_at_ms").Integer(r.retry_at.ms);
  w.Key("failures").Integer(r.failures);
  w.Key("error").String(r.error);
  w.EndObject();
  return store::PutDocument{{std::string(kAlertAddressKind), r.id, r.account, 0, w.Take()},
                            r.version};
}

std::optional<AlertRecord> ReadAlertRecord(const store::DocumentRow& row) {
  auto document = core::JsonDocument::Parse(row.body);
  if (!document) return std::nullopt;
  core::Problems problems;
  core::ObjectReader in(document->root(), "", problems);
  AlertRecord r;
  r.id = row.key;
  r.account = row.parent;
  r.version = row.version;
  r.route = in.String("route");
  r.language = in.String("language");
  r.confirmed = in.Bool("confirmed", false);
  r.wants = in.Strings("wants");
  if (in.Has("quiet_from"))
    r.quiet = AlertHours{static_cast<int>(in.Integer("quiet_from", 0, 23)),
                         static_cast<int>(in.Integer("quiet_to", 0, 23))};
  r.code_hash = in.String("code_hash", "");
  r.code_until = ReadTime(in, "code_until_ms");
  r.code_tries = in.Integer("code_tries", 0, kMost, 0);
  r.delivery = in.String("delivery", "");
  r.told = ReadTotals(in.Object("told"));
  r.last_at = ReadTime(in, "last_at_ms");
  r.retry_at = ReadTime(in, "retry_at_ms");
  r.failures = in.Integer("failures", 0, kMost, 0);
  r.error = in.String("error", "");
  return problems.empty() ? std::optional(std::move(r)) : std::nullopt;
}

core::Result<std::vector<AlertRecord>> ListAlertRecords(const store::Store& store,
                                                        const std::optional<std::string>& account) {
  std::vector<AlertRecord> out;
  for (std::string after;;) {
    ASSIGN_OR_RETURN(auto rows, store.ListDocuments(kAlertAddressKind, account, after, kPage));
    for (const store::DocumentRow& row : rows) {
      if (auto record = ReadAlertRecord(row)) out.push_back(std::move(*record));
    }
    if (rows.size() < kPage) return out;
    after = rows.back().key;
  }
}

store::Command PutAlertState(const AlertState& s) {
  core::JsonWriter w;
  w.BeginObject();
  w.Key("totals");
  WriteTotals(w, s.totals);
  w.Key("filed_until_ms").Integer(s.filed_until.ms);
  w.Key("ending_until_ms").Integer(s.ending_until.ms);
  w.Key("cases_until_ms").Integer(s.cases_until.ms);
  w.Key("dead").Integer(s.dead);
  w.Key("silent").BeginObject();
  for (const auto& [channel, told] : s.silent) w.Key(channel).Bool(told);
  w.EndObject();
  w.EndObject();
  return store::PutDocument{
      {std::string(kAlertStateKind), std::string(kOnlyState), "", 0, w.Take()}, s.version};
}

core::Result<AlertState> FindAlertState(const store::Store& store) {
  AlertState s;
  ASSIGN_OR_RETURN(auto row, store.FindDocument(kAlertStateKind, kOnlyState));
  if (!row) return s;
  ASSIGN_OR_RETURN(auto document, core::JsonDocument::Parse(row->body));
  core::Problems problems;
  core::ObjectReader in(document.root(), "", problems);
  s.version = row->version;
  s.totals = ReadTotals(in.Object("totals"));
  s.filed_until = ReadTime(in, "filed_until_ms");
  s.ending_until = ReadTime(in, "ending_until_ms");
  s.cases_until = ReadTime(in, "cases_until_ms");
  s.dead = in.Integer("dead", 0, kMost, 0);
  in.Members("silent", [&](const std::string& name, core::JsonValue value, const std::string&) {
    s.silent[name] = value.kind() == core::JsonKind::kBool && value.Bool();
  });
  if (!problems.empty())
    return core::Err(core::ErrorCode::kStorage, "the state of alerts: " + core::Describe(problems));
  return s;
}

}  // namespace ecms
