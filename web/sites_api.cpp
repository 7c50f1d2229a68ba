// SPDX-License-Identifier: Apache-2.0
#include "web/sites_api.h"

#include "core/json_writer.h"
#include "ecms/access.h"
#include "ecms/sites.h"
#include "web/api.h"
#include "web/cases_json.h"
#include "web/fields.h"
#include "web/services.h"

namespace web {
namespace {

using core::JsonWriter;

constexpr size_t kMostListed = 200;
constexpr size_t kNamesOnAPage = 5000;
constexpr size_t kMaxSpelling = 400;

core::HttpResponse NoTicket() {
  return ErrorResponse({core::ErrorCode::kNotFound, "there is no such ticket"});
}

void WriteSite(JsonWriter& w, const ecms::SiteSummary& site) {
  w.Key("code").String(site.code);
  w.Key("key").String(site.key);
  w.Key("name").String(site.name);
  w.Key("district").String(site.district);
  w.Key("sector").String(site.sector);
}

void WriteBand(JsonWriter& w, const ecms::Corroboration& band) {
  w.Key("from").Integer(band.from);
  w.Key("to");
  if (band.to)
    w.Integer(*band.to);
  else
    w.Null();
}

}  // namespace

core::HttpResponse ListSites(const Call& call) {
  const std::string* text = core::FindParameter(call.query, "text");
  const auto list = call.services.sites.List(
      call.caller, text == nullptr ? "" : std::string_view(*text).substr(0, 200), kMostListed);
  if (!list) return ErrorResponse(list.error());
  JsonWriter w;
  w.BeginObject();
  w.Key("sites").BeginArray();
  for (const ecms::SiteSummary& site : list->sites) {
    w.BeginObject();
    WriteSite(w, site);
    w.EndObject();
  }
  w.EndArray();
  w.Key("total").Integer(list->total);
  w.Key("may_import").Bool(ecms::MayManage(call.caller.role));
  w.EndObject();
  return Tagged(call, w.Take());
}

core::HttpResponse ListSiteNames(const Call& call) {
  const std::string* after = core::FindParameter(call.query, "after");
  const auto names = call.services.sites.Names(
      call.caller, after == nullptr ? "" : std::string_view(*after), kNamesOnAPage);
  if (!names) return ErrorResponse(names.error());
  JsonWriter w;
  w.BeginObject();
  w.Key("sites").BeginArray();
  for (const ecms::SiteName& site : names->sites) {
    w.BeginObject();
    w.Key("code").String(site.code);
    w.Key("name").String(site.name);
    w.Key("district").String(site.district);
    w.EndObject();
  }
  w.EndArray();
  w.Key("next");
  if (names->next.empty())
    w.Null();
  else
    w.String(names->next);
  w.EndObject();
  return Tagged(call, w.Take());
}

core::HttpResponse PlaceTicket(const Call& call) {
  Fields in(call);
  const std::string site = in.Text("site", kMaxFieldName);
  const auto spelling = in.TextIfThere("spelling", kMaxSpelling);
  if (auto refused = in.Refused()) return std::move(*refused);
  const auto id = core::TicketId::FromText(call.captured.at(0));
  if (!id) return NoTicket();
  const auto done = call.services.sites.Place(call.caller, *id, site, spelling);
  return done ? core::HttpResponse{204, {}, ""} : ErrorResponse(done.error());
}

core::HttpResponse UnplaceTicket(const Call& call) {
  const auto id = core::TicketId::FromText(call.captured.at(0));
  if (!id) return NoTicket();
  const auto done = call.services.sites.Unplace(call.caller, *id);
  return done ? core::HttpResponse{204, {}, ""} : ErrorResponse(done.error());
}

core::HttpResponse ForgetSpelling(const Call& call) {
  Fields in(call);
  const std::string spelling = in.Text("spelling");
  if (auto refused = in.Refused()) return std::move(*refused);
  const auto done = call.services.sites.ForgetSpelling(call.caller, call.captured.at(0), spelling);
  return done ? core::HttpResponse{204, {}, ""} : ErrorResponse(done.error());
}

core::HttpResponse GetSite(const Call& call) {
  const auto site = call.services.sites.Get(call.caller, call.captured.at(0), call.language);
  if (!site) return ErrorResponse(site.error());
  JsonWriter w;
  w.BeginObject();
  WriteSite(w, *site);
  w.Key("owner").String(site->owner);
  w.Key("address").String(site->address);
  w.Key("workers").Integer(site->workers);
  w.Key("few").Bool(site->few);
  w.Key("signals").BeginArray();
  for (const ecms::SiteSignal& signal : site->signals) {
    w.BeginObject();
    w.Key("topic").BeginObject();
    w.Key("id").String(signal.topic.id);
    w.Key("title").String(signal.topic.title);
    w.EndObject();
    WriteBand(w, signal.band);
    w.EndObject();
  }
  w.EndArray();
  w.Key("all_fine");
  if (site->all_fine) {
    w.BeginObject();
    WriteBand(w, *site->all_fine);
    w.EndObject();
  } else {
    w.Null();
  }
  w.Key("spellings").BeginArray();
  for (const std::string& spelling : site->spellings) w.String(spelling);
  w.EndArray();
  WriteSummaries(w, "cases", site->cases);
  w.EndObject();
  return Tagged(call, w.Take());
}

core::HttpResponse GetPoster(const Call& call) {
  const Options& options = call.services.options;
  JsonWriter w;
  w.BeginObject();
  w.Key("office").String(options.office_name);
  w.Key("check").String(options.office_check);
  w.Key("doors").BeginArray();
  for (const PosterDoor& door : options.posters) {
    w.BeginObject();
    w.Key("kind").String(door.kind);
    w.Key("contact").String(door.contact);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
  return Tagged(call, w.Take());
}

}  // namespace web
