// SPDX-License-Identifier: Apache-2.0
#include "web/alerts_api.h"

#include "core/json_writer.h"
#include "ecms/alerts.h"
#include "web/api.h"
#include "web/services.h"

namespace web {
namespace {

core::HttpResponse Answer(const core::Status& status) {
  if (status) return {204, {}, ""};
  if (status.error().code != core::ErrorCode::kUnavailable) return ErrorResponse(status.error());
  auto response = core::ProblemResponse(429, "Too many codes", status.error().message);
  response.headers.emplace_back("Retry-After", "3600");
  return response;
}

void Write(core::JsonWriter& w, const ecms::AlertAddressView& address) {
  w.BeginObject();
  w.Key("id").String(address.id);
  w.Key("route").String(address.route);
  w.Key("shown").String(address.shown);
  w.Key("confirmed").Bool(address.confirmed);
  w.Key("delivery").String(address.delivery);
  w.Key("wants").BeginArray();
  for (const std::string& want : address.wants) w.String(want);
  w.EndArray();
  if (address.quiet)
    w.Key("quiet_from").Integer(address.quiet->from).Key("quiet_to").Integer(address.quiet->to);
  w.EndObject();
}

}  // namespace

core::HttpResponse GetAlerts(const Call& call) {
  auto view = call.services.alerts.Look(call.caller);
  if (!view) return ErrorResponse(view.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("routes").BeginArray();
  for (const std::string& route : view->routes) w.String(route);
  w.EndArray();
  w.Key("reached").Integer(view->reached);
  w.Key("of").Integer(view->of);
  w.Key("addresses").BeginArray();
  for (const ecms::AlertAddressView& address : view->mine) Write(w, address);
  w.EndArray();
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse AddAlertAddress(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const std::string route = in.OneOf("route", {"email", "sms"});
  const core::SecretString address(in.String("address"));
  const std::string language = in.String("language", call.language);
  in.Finish();
  if (!problems.empty()) return core::ProblemResponse(400, "Bad request", core::Describe(problems));
  auto id = call.services.alerts.Add(call.caller, route, address, language);
  if (!id) return Answer(tl::unexpected(id.error()));
  core::JsonWriter w;
  w.BeginObject().Key("id").String(*id).EndObject();
  return core::JsonResponse(201, w.Take());
}

core::HttpResponse ChangeAlertAddress(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  if (!in.Has("wants")) in.Report("wants", "is missing");
  const std::vector<std::string> wants = in.Strings("wants");
  std::optional<ecms::AlertHours> quiet;
  if (in.Has("quiet_from") || in.Has("quiet_to")) {
    quiet = ecms::AlertHours{static_cast<int>(in.Integer("quiet_from", 0, 23)),
                             static_cast<int>(in.Integer("quiet_to", 0, 23))};
  }
  in.Finish();
  if (!problems.empty()) return core::ProblemResponse(400, "Bad request", core::Describe(problems));
  return Answer(call.services.alerts.Change(call.caller, call.captured.at(0), wants, quiet));
}

core::HttpResponse RemoveAlertAddress(const Call& call) {
  return Answer(call.services.alerts.Remove(call.caller, call.captured.at(0)));
}

core::HttpResponse SendAlertCode(const Call& call) {
  return Answer(call.services.alerts.SendCode(call.caller, call.captured.at(0)));
}

core::HttpResponse ConfirmAlertAddress(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const core::SecretString code(in.String("code"));
  in.Finish();
  if (!problems.empty()) return core::ProblemResponse(400, "Bad request", core::Describe(problems));
  return Answer(call.services.alerts.Confirm(call.caller, call.captured.at(0), code));
}

}  // namespace web
