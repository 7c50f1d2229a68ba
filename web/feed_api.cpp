// SPDX-License-Identifier: Apache-2.0
#include "web/feed_api.h"

#include "core/json_writer.h"
#include "ecms/export.h"
#include "ecms/feed.h"
#include "web/api.h"
#include "web/services.h"
#include "web/table_file.h"

namespace web {
namespace {

const core::Error kNoTicket{core::ErrorCode::kNotFound, "there is no such ticket"};

std::string QueryValue(const Call& call, std::string_view name) {
  const std::string* found = core::FindParameter(call.query, name);
  return found == nullptr ? "" : *found;
}

void WriteStatus(core::JsonWriter& w, const std::optional<ecms::FeedStatus>& status) {
  w.Key("status");
  if (!status) {
    w.Null();
    return;
  }
  w.BeginObject();
  w.Key("status").String(status->status);
  w.Key("reference").String(status->reference);
  w.Key("week").String(status->week);
  w.EndObject();
}

}  // namespace

core::HttpResponse GetFeed(const Call& call) {
  auto overview = call.services.feed.Overview(call.caller);
  if (!overview) return ErrorResponse(overview.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("on").Bool(overview->on);
  w.Key("kinds").BeginArray();
  for (const std::string& kind : overview->kinds) w.String(kind);
  w.EndArray();
  w.Key("queued").Integer(overview->queued);
  w.Key("dead").BeginArray();
  for (const ecms::FeedLetter& letter : overview->dead) {
    w.BeginObject();
    w.Key("id").String(letter.id);
    w.Key("type").String(letter.type);
    w.Key("ticket").String(letter.ticket);
    w.Key("attempts").Integer(letter.attempts);
    w.Key("error").String(letter.error);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse ReplayFeedEvent(const Call& call) {
  if (auto done = call.services.feed.Replay(call.caller, call.captured.at(0)); !done)
    return ErrorResponse(done.error());
  return {204, {}, ""};
}

core::HttpResponse TakeFeedStatus(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const std::string ticket = in.String("ticket");
  const std::string status = in.OneOf("status", {"received", "in_progress", "closed", "refused"});
  const std::string reference = in.String("reference", "");
  in.Finish();
  if (!problems.empty()) return core::ProblemResponse(400, "Bad request", core::Describe(problems));
  const auto id = core::TicketId::FromText(ticket);
  if (!id) return ErrorResponse(kNoTicket);
  if (auto done = call.services.feed.TakeStatus(call.caller, *id, status, reference); !done)
    return ErrorResponse(done.error());
  return {204, {}, ""};
}

core::HttpResponse ReferTicket(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  ecms::Referral referral;
  referral.answers = in.Strings("answers");
  referral.note = in.String("note", "");
  referral.repeat_key = in.String("repeat_key", "");
  in.Array("words", [&](core::JsonValue value, const std::string& path) {
    core::ObjectReader one(value, path, problems);
    const auto record = core::RecordId::FromText(one.String("record"));
    std::string text = one.String("text");
    if (!record && one.Has("record")) one.Report("record", "is no id of a record");
    one.Finish();
    if (record) referral.words.push_back({*record, std::move(text)});
  });
  in.Finish();
  if (!problems.empty()) return core::ProblemResponse(400, "Bad request", core::Describe(problems));
  const auto id = core::TicketId::FromText(call.captured.at(0));
  if (!id) return ErrorResponse(kNoTicket);
  auto event = call.services.feed.Refer(call.caller, *id, referral);
  if (!event) return ErrorResponse(event.error());
  core::JsonWriter w;
  w.BeginObject().Key("event").String(*event).EndObject();
  return core::JsonResponse(202, w.Take());
}

core::HttpResponse GetReferral(const Call& call) {
  const auto id = core::TicketId::FromText(call.captured.at(0));
  if (!id) return ErrorResponse(kNoTicket);
  auto state = call.services.feed.StatusOf(call.caller, *id);
  if (!state) return ErrorResponse(state.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("takes").Bool(state->takes);
  WriteStatus(w, state->status);
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse ExportTickets(const Call& call) {
  const auto format = FormatOf(call);
  if (!format) return core::ProblemResponse(400, "Bad query parameter", "format: csv or xlsx");
  auto table = call.services.exports.Tickets(call.caller, QueryValue(call, "from"),
                                             QueryValue(call, "to"), *format);
  return table ? TableFile(*table, *format, "tickets") : ErrorResponse(table.error());
}

}  // namespace web
