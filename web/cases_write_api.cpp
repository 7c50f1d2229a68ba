// SPDX-License-Identifier: Apache-2.0
// Cases: what changes them. A change names the version that it was made on (If-Match); if the case
// has moved on meanwhile, the answer is 409 and says who did what since.
#include <charconv>

#include "core/json_writer.h"
#include "ecms/cases.h"
#include "web/api.h"
#include "web/cases_api.h"
#include "web/cases_json.h"
#include "web/services.h"

namespace web {
namespace {

using core::HttpResponse;
using core::ObjectReader;

// The number in front of an entity tag of GET ("7.abc" or "7"); nullopt if it is none.
std::optional<int64_t> VersionOf(std::string_view tag) {
  if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return std::nullopt;
  tag = tag.substr(1, tag.size() - 2);
  tag = tag.substr(0, tag.find('.'));
  int64_t version = 0;
  const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), version);
  return error == std::errc{} && end == tag.data() + tag.size() && version > 0
             ? std::optional(version)
             : std::nullopt;
}

// What a write starts from. `refused` is the answer if something is amiss.
struct Target {
  ecms::CaseId id;
  int64_t version = 0;
  std::optional<HttpResponse> refused;
};
Target TargetOf(const Call& call, bool versioned = true) {
  Target target;
  const auto id = ecms::CaseId::FromText(call.captured.at(0));
  if (!id) {
    target.refused = ErrorResponse({core::ErrorCode::kNotFound, "there is no such case"});
    return target;
  }
  target.id = *id;
  if (!versioned) return target;
  const std::string_view tag = core::HeaderValue(call.request.headers, "If-Match");
  const auto version = VersionOf(tag);
  if (tag.empty()) {
    target.refused = core::ProblemResponse(428, "Version needed",
                                           "send the ETag of the case as you have it in If-Match");
  } else if (!version) {
    target.refused =
        core::ProblemResponse(400, "Bad If-Match", "If-Match must be the ETag of the case");
  } else {
    target.version = *version;
  }
  return target;
}

HttpResponse Conflict(const Call& call, const Target& target, const core::Error& error) {
  const auto view = call.services.cases.Get(call.caller, target.id, call.language);
  const auto changes = call.services.cases.ChangesSince(call.caller, target.id, target.version);
  if (!view || !changes || view->version == target.version) return ErrorResponse(error);
  core::JsonWriter w;
  w.BeginObject();
  w.Key("type").String("about:blank");
  w.Key("title").String("Conflict");
  w.Key("status").Integer(409);
  w.Key("detail").String(error.message);
  w.Key("version").Integer(view->version);
  w.Key("changes").BeginArray();
  for (const ecms::Entry& entry : *changes) WriteEntry(w, entry);
  w.EndArray();
  w.EndObject();
  return {409, {{"Content-Type", "application/problem+json"}}, w.Take()};
}

// The case as it is now.
HttpResponse Fresh(const Call& call, const ecms::CaseId& id, int status = 200) {
  auto view = call.services.cases.Get(call.caller, id, call.language);
  if (!view) return ErrorResponse(view.error());
  HttpResponse response = core::JsonResponse(status, ToJson(*view));
  response.headers.emplace_back("ETag", "\"" + std::to_string(view->version) + "\"");
  return response;
}

HttpResponse Answer(const Call& call, const Target& target, const core::Status& done) {
  if (done) return Fresh(call, target.id);
  return done.error().code == core::ErrorCode::kConflict ? Conflict(call, target, done.error())
                                                         : ErrorResponse(done.error());
}

std::optional<HttpResponse> Refused(ObjectReader& in, const core::Problems& problems) {
  in.Finish();
  if (problems.empty()) return std::nullopt;
  return core::ProblemResponse(400, "Bad request", core::Describe(problems));
}

std::optional<uint8_t> ReadSeverity(ObjectReader& in) {
  if (!in.Has("severity")) return std::nullopt;
  const std::string text = in.OneOf("severity", {"P0", "P1", "P2", "P3", "P4"});
  return static_cast<uint8_t>(text.at(1) - '0');
}
std::optional<std::string> Maybe(ObjectReader& in, std::string_view key) {
  if (!in.Has(key)) return std::nullopt;
  return in.String(key);
}

ecms::Entry ReadEntry(ObjectReader& in, bool with_kind) {
  ecms::Entry entry;
  if (with_kind) entry.kind = in.OneOf("kind", {"note", "visit", "finding", "action", "deadline"});
  entry.text = in.String("text", "");
  entry.on = in.String("on", "");
  entry.status = in.String("status", "");
  entry.code = in.String("code", "");
  entry.mode = in.String("mode", "");
  entry.announced = in.Bool("announced", false);
  entry.band = in.String("band", "");
  entry.amount = in.Integer("amount", 0, 1'000'000'000'000, 0);
  return entry;
}

}  // namespace

HttpResponse OpenCase(const Call& call) {
  core::Problems problems;
  ObjectReader in(call.body->root(), "", problems);
  ecms::NewCase wanted;
  wanted.type = in.String("type");
  wanted.origin = in.String("origin", "");
  wanted.title = in.String("title", "");
  for (const std::string& text : in.Strings("tickets")) {
    const auto ticket = core::TicketId::FromText(text);
    if (ticket)
      wanted.tickets.push_back(*ticket);
    else
      in.Report("tickets", "each must be the id of a ticket");
  }
  wanted.whole_signal = in.Bool("whole_signal", false);
  wanted.site = in.String("site", "");
  wanted.place = in.String("place", "");
  wanted.issues = in.Strings("issues");
  wanted.severity = ReadSeverity(in);
  wanted.repeat_key = in.String("repeat_key", "");
  if (auto refused = Refused(in, problems)) return std::move(*refused);
  const auto id = call.services.cases.Open(call.caller, wanted);
  if (!id) return ErrorResponse(id.error());
  HttpResponse response = Fresh(call, *id, 201);
  response.headers.emplace_back("Location", "/api/v1/cases/" + id->Text());
  return response;
}

HttpResponse ChangeCase(const Call& call) {
  core::Problems problems;
  ObjectReader in(call.body->root(), "", problems);
  ecms::CaseChange change{Maybe(in, "title"), Maybe(in, "type"),     Maybe(in, "site"),
                          Maybe(in, "place"), Maybe(in, "assignee"), std::nullopt,
                          ReadSeverity(in)};
  if (in.Has("issues")) change.issues = in.Strings("issues");
  if (auto refused = Refused(in, problems)) return std::move(*refused);
  Target target = TargetOf(call);
  if (target.refused) return std::move(*target.refused);
  return Answer(call, target,
                call.services.cases.Change(call.caller, target.id, target.version, change));
}

HttpResponse AddEntry(const Call& call) {
  core::Problems problems;
  ObjectReader in(call.body->root(), "", problems);
  ecms::Entry entry = ReadEntry(in, true);
  const std::string repeat_key = in.String("repeat_key", "");
  if (auto refused = Refused(in, problems)) return std::move(*refused);
  Target target = TargetOf(call, false);
  if (target.refused) return std::move(*target.refused);
  const auto added = call.services.cases.Add(call.caller, target.id, std::move(entry), repeat_key);
  return added ? Fresh(call, target.id, 201) : ErrorResponse(added.error());
}

HttpResponse EditEntry(const Call& call) {
  core::Problems problems;
  ObjectReader in(call.body->root(), "", problems);
  ecms::Entry entry = ReadEntry(in, false);
  if (auto refused = Refused(in, problems)) return std::move(*refused);
  Target target = TargetOf(call);
  if (target.refused) return std::move(*target.refused);
  const auto which = ecms::EntryId::FromText(call.captured.at(1));
  if (!which) return ErrorResponse({core::ErrorCode::kNotFound, "there is no such entry"});
  return Answer(
      call, target,
      call.services.cases.Edit(call.caller, target.id, target.version, *which, std::move(entry)));
}

HttpResponse MoveCase(const Call& call) {
  core::Problems problems;
  ObjectReader in(call.body->root(), "", problems);
  ecms::CaseMove move{in.String("transition"), in.String("reason", ""), std::nullopt};
  ObjectReader closing = in.Object("closing", true);
  if (in.Has("closing")) {
    move.closing = ecms::Closing{closing.String("outcome"), closing.String("gained"),
                                 closing.Integer("paid", 0, 1'000'000'000'000)};
    closing.Finish();
  }
  if (auto refused = Refused(in, problems)) return std::move(*refused);
  Target target = TargetOf(call);
  if (target.refused) return std::move(*target.refused);
  return Answer(call, target,
                call.services.cases.Move(call.caller, target.id, target.version, move));
}

HttpResponse PromoteCase(const Call& call) {
  core::Problems problems;
  ObjectReader in(call.body->root(), "", problems);
  const ecms::Consent consent{in.String("how"), in.String("on")};
  if (auto refused = Refused(in, problems)) return std::move(*refused);
  Target target = TargetOf(call);
  if (target.refused) return std::move(*target.refused);
  return Answer(call, target,
                call.services.cases.Promote(call.caller, target.id, target.version, consent));
}

HttpResponse LinkTicket(const Call& call) {
  core::Problems problems;
  ObjectReader in(call.body->root(), "", problems);
  const auto ticket = core::TicketId::FromText(in.String("ticket"));
  if (!ticket) in.Report("ticket", "must be the id of a ticket");
  if (auto refused = Refused(in, problems)) return std::move(*refused);
  Target target = TargetOf(call);
  if (target.refused) return std::move(*target.refused);
  return Answer(call, target,
                call.services.cases.Link(call.caller, target.id, target.version, *ticket));
}

HttpResponse UnlinkTicket(const Call& call) {
  Target target = TargetOf(call);
  if (target.refused) return std::move(*target.refused);
  const auto ticket = core::TicketId::FromText(call.captured.at(1));
  if (!ticket) return ErrorResponse({core::ErrorCode::kNotFound, "the ticket is not in this case"});
  return Answer(call, target,
                call.services.cases.Unlink(call.caller, target.id, target.version, *ticket));
}

}  // namespace web
