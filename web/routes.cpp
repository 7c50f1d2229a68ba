// SPDX-License-Identifier: Apache-2.0
#include "web/routes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "core/crypto.h"
#include "web/accounts_api.h"
#include "web/alerts_api.h"
#include "web/api.h"
#include "web/background_api.h"
#include "web/case_files_api.h"
#include "web/cases_api.h"
#include "web/changes_api.h"
#include "web/feed_api.h"
#include "web/services.h"
#include "web/session_api.h"
#include "web/site_import_api.h"
#include "web/sites_api.h"
#include "web/surveys_api.h"
#include "web/thread_api.h"
#include "web/words_api.h"

namespace web {
namespace {

core::HttpResponse FrontPage(const Call& call) { return call.services.pages.Front(); }
core::HttpResponse InboxPage(const Call& call) {
  return call.services.pages.Inbox(call.request.path);
}
core::HttpResponse SetupPage(const Call& call) { return call.services.pages.Setup(); }
core::HttpResponse ChatPage(const Call& call) {
  return call.services.pages.Chat(call.captured.at(0));
}
core::HttpResponse AssetFile(const Call& call) {
  return call.services.pages.Asset(call.captured.at(0), call.request);
}

constexpr std::array kRoutes = {
    Route{"GET", "/", Who::kAnyone, "*", FrontPage},
    Route{"GET", "/inbox", Who::kAnyone, "*", InboxPage},
    Route{"GET", "/login", Who::kAnyone, "*", InboxPage},
    Route{"GET", "/settings", Who::kAnyone, "*", InboxPage},
    Route{"GET", "/audit", Who::kAnyone, "*", InboxPage},
    Route{"GET", "/cases", Who::kAnyone, "*", InboxPage},
    Route{"GET", "/cases/{case}", Who::kAnyone, "*", InboxPage},
    Route{"GET", "/cases/{case}/notice", Who::kAnyone, "*", InboxPage},
    Route{"GET", "/sites", Who::kAnyone, "*", InboxPage},
    Route{"GET", "/sites/{site}", Who::kAnyone, "*", InboxPage},
    Route{"GET", "/sites/{site}/poster", Who::kAnyone, "*", InboxPage},
    Route{"GET", "/surveys", Who::kAnyone, "*", InboxPage},
    Route{"GET", "/setup", Who::kAnyone, "*", SetupPage},
    Route{"GET", "/chat/{channel}", Who::kAnyone, "*", ChatPage},
    Route{"GET", "/assets/{file}", Who::kAnyone, "*", AssetFile},
    Route{"GET", "/api/openapi.json", Who::kAnyone, "", DescribeApi},
    Route{"GET", "/api/v1/me", Who::kAccount, "", GetMe},
    Route{"POST", "/api/v1/session/salt", Who::kAnyone, "", AskSalt, Body::kJson},
    Route{"POST", "/api/v1/session", Who::kAnyone, "", BeginSession, Body::kJson},
    Route{"GET", "/api/v1/session", Who::kAccount, "", GetSession, Body::kNone,
          ecms::Presence::kWaits},
    Route{"DELETE", "/api/v1/session", Who::kAccount, "", EndSession},
    Route{"PUT", "/api/v1/session/authenticator", Who::kAccount, "", ReplaceAuthenticator,
          Body::kJson},
    Route{"PUT", "/api/v1/session/recovery-codes", Who::kAccount, "", ReplaceRecoveryCodes,
          Body::kJson},
    Route{"POST", "/api/v1/setup/look", Who::kAnyone, "", LookAtSetup, Body::kJson},
    Route{"POST", "/api/v1/setup", Who::kAnyone, "", CompleteSetup, Body::kJson},
    Route{"POST", "/api/v1/office-keys", Who::kTicketReader, "", AddOfficeKey, Body::kJson},
    Route{"POST", "/api/v1/office-keys/shares", Who::kTicketReader, "", LetIn, Body::kJson},
    Route{"GET", "/api/v1/accounts", Who::kAccount, "", ListAccounts},
    Route{"POST", "/api/v1/accounts", Who::kManager, "", AddAccount, Body::kJson},
    Route{"PATCH", "/api/v1/accounts/{account}", Who::kManager, "", ChangeAccount, Body::kJson},
    Route{"POST", "/api/v1/accounts/{account}/link", Who::kManager, "", ResetAccount},
    Route{"GET", "/api/v1/tickets", Who::kTicketReader,
          "severity state topic survey quality site district language week answered after limit",
          ListTickets},
    Route{"GET", "/api/v1/tickets/export", Who::kTicketReader, "format from to", ExportTickets},
    Route{"GET", "/api/v1/tickets/{id}", Who::kTicketReader, "", GetTicket},
    Route{"GET", "/api/v1/tickets/{id}/background", Who::kTicketReader, "", GetTicketBackground},
    Route{"GET", "/api/v1/tickets/{id}/referral", Who::kTicketReader, "", GetReferral},
    Route{"POST", "/api/v1/tickets/{id}/referral", Who::kTicketReader, "", ReferTicket,
          Body::kJson},
    Route{"PUT", "/api/v1/tickets/{id}/site", Who::kTicketReader, "", PlaceTicket, Body::kJson},
    Route{"DELETE", "/api/v1/tickets/{id}/site", Who::kTicketReader, "", UnplaceTicket},
    Route{"POST", "/api/v1/tickets/{id}/words/{record}/open", Who::kTicketReader, "", OpenWords,
          Body::kJson},
    Route{"POST", "/api/v1/words/searches", Who::kTicketReader,
          "severity state topic survey quality site district language week answered",
          BeginWordSearch},
    Route{"GET", "/api/v1/words/searches/{search}", Who::kTicketReader, "from", WordSearchPage},
    Route{"GET", "/api/v1/tickets/{id}/thread", Who::kTicketReader, "", GetThread},
    Route{"POST", "/api/v1/tickets/{id}/thread", Who::kTicketReader, "", AskWorker, Body::kJson},
    Route{"POST", "/api/v1/tickets/{id}/thread/seen", Who::kTicketReader, "", SeeThread,
          Body::kJson},
    Route{"POST", "/api/v1/tickets/{id}/close", Who::kTicketReader, "", CloseTicket, Body::kJson},
    Route{"GET", "/api/v1/feed", Who::kManager, "", GetFeed},
    Route{"POST", "/api/v1/feed/events/{event}/replay", Who::kManager, "", ReplayFeedEvent},
    Route{"POST", "/api/v1/feed/status", Who::kFeed, "", TakeFeedStatus, Body::kJson},
    Route{"GET", "/api/v1/tickets/{id}/case", Who::kTicketReader, "", GetTicketCase},
    Route{"GET", "/api/v1/profile", Who::kTicketReader, "", GetProfile},
    Route{"GET", "/api/v1/cases", Who::kTicketReader,
          "state type assignee site closed answered after limit", ListCases},
    Route{"POST", "/api/v1/cases", Who::kTicketReader, "", OpenCase, Body::kJson},
    Route{"GET", "/api/v1/remedy", Who::kTicketReader, "by from to", GetRemedy},
    Route{"GET", "/api/v1/remedy/export", Who::kTicketReader, "format by from to", ExportRemedy},
    Route{"GET", "/api/v1/cases/{case}", Who::kTicketReader, "", GetCase},
    Route{"PATCH", "/api/v1/cases/{case}", Who::kTicketReader, "", ChangeCase, Body::kJson},
    Route{"GET", "/api/v1/cases/{case}/notice", Who::kTicketReader, "", GetNotice},
    Route{"POST", "/api/v1/cases/{case}/entries", Who::kTicketReader, "", AddEntry, Body::kJson},
    Route{"PATCH", "/api/v1/cases/{case}/entries/{entry}", Who::kTicketReader, "", EditEntry,
          Body::kJson},
    Route{"POST", "/api/v1/cases/{case}/transitions", Who::kTicketReader, "", MoveCase,
          Body::kJson},
    Route{"POST", "/api/v1/cases/{case}/promotion", Who::kTicketReader, "", PromoteCase,
          Body::kJson},
    Route{"POST", "/api/v1/cases/{case}/tickets", Who::kTicketReader, "", LinkTicket, Body::kJson},
    Route{"DELETE", "/api/v1/cases/{case}/tickets/{ticket}", Who::kTicketReader, "", UnlinkTicket},
    Route{"GET", "/api/v1/cases/{case}/files", Who::kTicketReader, "", ListFiles},
    Route{"POST", "/api/v1/cases/{case}/files", Who::kTicketReader, "", BeginFile, Body::kJson},
    Route{"PUT", "/api/v1/cases/{case}/files/{attachment}/parts/{number}", Who::kTicketReader, "",
          PutFilePart, Body::kRaw},
    Route{"GET", "/api/v1/cases/{case}/files/{attachment}/parts/{number}", Who::kTicketReader, "",
          GetFilePart},
    Route{"POST", "/api/v1/cases/{case}/files/{attachment}/complete", Who::kTicketReader, "",
          CompleteFile, Body::kJson},
    Route{"POST", "/api/v1/cases/{case}/files/{attachment}/open", Who::kTicketReader, "", OpenFile},
    Route{"POST", "/api/v1/cases/{case}/files/{attachment}/remove", Who::kTicketReader, "",
          RemoveFile, Body::kJson},
    Route{"GET", "/api/v1/sites", Who::kTicketReader, "text", ListSites},
    Route{"GET", "/api/v1/sites/register", Who::kManager, "format", ExportSites},
    Route{"POST", "/api/v1/site-imports", Who::kManager, "", ImportSites, Body::kRaw},
    Route{"POST", "/api/v1/site-imports/preview", Who::kManager, "", LookAtSiteImport, Body::kRaw},
    Route{"GET", "/api/v1/sites/names", Who::kTicketReader, "after", ListSiteNames},
    Route{"POST", "/api/v1/sites/{site}/spellings/remove", Who::kTicketReader, "", ForgetSpelling,
          Body::kJson},
    Route{"GET", "/api/v1/sites/{site}", Who::kTicketReader, "", GetSite},
    Route{"GET", "/api/v1/poster", Who::kTicketReader, "", GetPoster},
    Route{"GET", "/api/v1/surveys", Who::kAccount, "", ListSurveys},
    Route{"GET", "/api/v1/surveys/template.xlsx", Who::kAccount, "", SurveyTemplate},
    Route{"POST", "/api/v1/surveys/check", Who::kSurveyAuthor, "name", CheckSurvey, Body::kRaw},
    Route{"POST", "/api/v1/surveys/problems.xlsx", Who::kSurveyAuthor, "name", SurveyProblems,
          Body::kRaw},
    Route{"POST", "/api/v1/surveys/preview", Who::kSurveyAuthor, "", PreviewSurvey, Body::kSurvey},
    Route{"POST", "/api/v1/surveys/diff", Who::kSurveyAuthor, "", CompareSurvey, Body::kSurvey},
    Route{"POST", "/api/v1/surveys/shift", Who::kTicketReader, "", ShiftOfClasses, Body::kSurvey},
    Route{"POST", "/api/v1/surveys/publish", Who::kSurveyAuthor, "", PublishSurvey, Body::kSurvey},
    Route{"PUT", "/api/v1/surveys/owners/{survey}", Who::kSurveyGiver, "", GiveSurvey, Body::kJson},
    Route{"GET", "/api/v1/surveys/versions/{hash}", Who::kAccount, "", GetSurveyVersion},
    Route{"GET", "/api/v1/surveys/versions/{hash}/survey.xlsx", Who::kAccount, "", SurveyWorkbook},
    Route{"POST", "/api/v1/surveys/versions/{hash}/withdraw", Who::kSurveyAuthor, "",
          WithdrawSurvey},
    Route{"GET", "/api/v1/surveys/versions/{hash}/shift", Who::kTicketReader, "", ShiftOfVersion},
    Route{"POST", "/api/v1/surveys/versions/{hash}/decision", Who::kTicketReader, "",
          DecideOnVersion, Body::kJson},
    Route{"GET", "/api/v1/alerts", Who::kTicketReader, "", GetAlerts},
    Route{"POST", "/api/v1/alerts/addresses", Who::kTicketReader, "", AddAlertAddress, Body::kJson},
    Route{"PATCH", "/api/v1/alerts/addresses/{address}", Who::kTicketReader, "", ChangeAlertAddress,
          Body::kJson},
    Route{"DELETE", "/api/v1/alerts/addresses/{address}", Who::kTicketReader, "",
          RemoveAlertAddress},
    Route{"POST", "/api/v1/alerts/addresses/{address}/code", Who::kTicketReader, "", SendAlertCode},
    Route{"POST", "/api/v1/alerts/addresses/{address}/confirmation", Who::kTicketReader, "",
          ConfirmAlertAddress, Body::kJson},
    Route{"GET", kChangesPath, Who::kTicketReader, "since wait", GetChanges, Body::kNone,
          ecms::Presence::kWaits},
    Route{"GET", "/api/v1/audit", Who::kAuditReader, "before limit", ListAudit},
};

bool Names(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    size_t end = list.find(' ');
    if (list.substr(0, end) == name) return true;
    list = end == std::string_view::npos ? std::string_view{} : list.substr(end + 1);
  }
  return false;
}

// nullopt: all are known and given once.
std::optional<core::HttpResponse> CheckQuery(const Route& route, const core::HttpRequest& request,
                                             core::Parameters& out) {
  if (route.query == "*") return std::nullopt;
  auto parsed = core::ParseForm(request.query);
  if (!parsed) return core::ProblemResponse(400, "Bad query", parsed.error().message);
  std::set<std::string_view> seen;
  for (const auto& [name, value] : *parsed) {
    if (!Names(route.query, name)) {
      std::string known =
          route.query.empty() ? "it takes none" : "it takes: " + std::string(route.query);
      return core::ProblemResponse(400, "Unknown query parameter",
                                   "this address does not take the parameter; " + known);
    }
    if (!seen.insert(name).second) {
      return core::ProblemResponse(400, "Repeated query parameter",
                                   "'" + name + "' is given more than once");
    }
  }
  out = std::move(*parsed);
  return std::nullopt;
}

// The token of "Authorization: Bearer <token>"; "" if there is none. The scheme's case does not
// matter (RFC 9110, 11.1).
std::string_view BearerToken(const core::HttpRequest& request) {
  constexpr std::string_view kScheme = "bearer ";
  std::string_view value = core::HeaderValue(request.headers, "Authorization");
  if (value.size() <= kScheme.size()) return {};
  for (size_t i = 0; i < kScheme.size(); ++i) {
    char c = value[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c != kScheme[i]) return {};
  }
  value.remove_prefix(kScheme.size());
  while (value.starts_with(' ')) value.remove_prefix(1);
  return value;
}

core::HttpResponse Unauthorized(std::string_view detail, std::string_view challenge) {
  core::HttpResponse response = core::ProblemResponse(401, "Not signed in", detail);
  response.headers.emplace_back("WWW-Authenticate", challenge);
  return response;
}

// What the session's cookie holds; "" if there is none.
std::string CookieToken(const Services& services, const core::HttpRequest& request) {
  std::string_view header = core::HeaderValue(request.headers, "Cookie");
  const std::string name = std::string(CookieName(services)) + "=";
  while (!header.empty()) {
    const size_t end = std::min(header.find(';'), header.size());
    std::string_view part = header.substr(0, end);
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (part.starts_with(name)) return std::string(part.substr(name.size()));
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return {};
}

bool OnlyReads(const core::HttpRequest& request) {
  return request.method == "GET" || request.method == "HEAD";
}

// Browsers say which page sends a request (W3C Fetch Metadata); other programs say nothing.
// nullopt: may pass.
std::optional<core::HttpResponse> CheckSite(const core::HttpRequest& request) {
  const std::string_view site = core::HeaderValue(request.headers, "Sec-Fetch-Site");
  if (OnlyReads(request) || site.empty() || site == "same-origin") return std::nullopt;
  return core::ProblemResponse(403, "Not allowed", "only this service's own pages may send this");
}

// By the cookie. A request that changes something must carry the session's own token too: another
// site's page cannot know it.
std::optional<core::HttpResponse> CheckSeat(const Route& route, Call& call) {
  auto seat = call.services.sign_in.Check(call.session, route.presence);
  if (!seat) return Unauthorized("the session has ended; sign in again", "Bearer realm=\"dwbot\"");
  if (!OnlyReads(call.request) &&
      !core::ConstantTimeEqual(core::HeaderValue(call.request.headers, "X-CSRF-Token"),
                               seat->csrf)) {
    return core::ProblemResponse(403, "Not allowed",
                                 "X-CSRF-Token does not fit this session; load the page again");
  }
  call.caller = std::move(seat->caller);
  call.csrf = std::move(seat->csrf);
  return std::nullopt;
}

std::optional<core::HttpResponse> CheckToken(Call& call, std::string_view token) {
  if (token.empty()) {
    return Unauthorized("sign in, or send an API token as 'Authorization: Bearer <token>'",
                        "Bearer realm=\"dwbot\"");
  }
  auto found = call.services.accounts.Authenticate(token);
  if (!found && found.error().code == core::ErrorCode::kDenied) {
    return Unauthorized("the API token is not valid",
                        "Bearer realm=\"dwbot\", error=\"invalid_token\"");
  }
  if (!found) return ErrorResponse(found.error());
  call.caller = std::move(*found);
  return std::nullopt;
}

// nullopt: may pass; then `caller` is set. An API token counts before a cookie.
std::optional<core::HttpResponse> CheckCaller(const Route& route, Call& call) {
  const std::string_view token = BearerToken(call.request);
  if (token.empty()) call.session = CookieToken(call.services, call.request);
  if (route.who == Who::kAnyone) return std::nullopt;
  auto refused = call.session.empty() ? CheckToken(call, token) : CheckSeat(route, call);
  if (refused) return refused;
  if (!MayEnter(route.who, call.caller.role)) {
    return core::ProblemResponse(403, "Not allowed", "the role of this account may not do this");
  }
  return std::nullopt;
}

// nullopt: `out` is the object, or the route takes none.
std::optional<core::HttpResponse> CheckBody(const Route& route, const core::HttpRequest& request,
                                            std::optional<core::JsonDocument>& out) {
  if (route.body != Body::kJson && route.body != Body::kSurvey) return std::nullopt;
  const size_t most = route.body == Body::kSurvey ? kMaxSurveyJson : kMaxJsonBody;
  if (request.body.size() > most) {
    return core::ProblemResponse(413, "Too large", "at most " + std::to_string(most) + " bytes");
  }
  const std::string_view type = core::HeaderValue(request.headers, "Content-Type");
  if (type.substr(0, type.find(';')) != "application/json") {
    return core::ProblemResponse(415, "Unsupported media type", "send application/json");
  }
  auto parsed = core::JsonDocument::Parse(request.body);
  if (!parsed) return core::ProblemResponse(400, "Bad JSON", parsed.error().message);
  if (parsed->root().kind() != core::JsonKind::kObject)
    return core::ProblemResponse(400, "Bad JSON", "send one object");
  out = std::move(*parsed);
  return std::nullopt;
}

// The first language of Accept-Language, without weights: browsers put the preferred one first.
std::string AcceptedLanguage(const core::HttpRequest& request) {
  std::string_view value = core::HeaderValue(request.headers, "Accept-Language");
  std::string_view first = value.substr(0, value.find_first_of(",; "));
  auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (first.empty() || first.size() > 35 || !std::all_of(first.begin(), first.end(), plain))
    return "en";
  return std::string(first);
}

core::HttpResponse MethodNotAllowed(const std::string& allow) {
  core::HttpResponse response =
      core::ProblemResponse(405, "Method not allowed", "this address takes: " + allow);
  response.headers.emplace_back("Allow", allow);
  return response;
}

core::HttpResponse Serve(const Services& services, const Route& route,
                         const core::HttpRequest& request, std::vector<std::string> captured) {
  Call call{services, request, std::move(captured),      {}, {}, {},
            {},       nullptr, AcceptedLanguage(request)};
  if (auto refused = CheckSite(request)) return std::move(*refused);
  if (auto refused = CheckCaller(route, call)) return std::move(*refused);
  if (auto refused = CheckQuery(route, request, call.query)) return std::move(*refused);
  std::optional<core::JsonDocument> body;
  if (auto refused = CheckBody(route, request, body)) return std::move(*refused);
  if (body) call.body = &*body;
  return route.handler(call);
}

}  // namespace

std::span<const Route> Routes() { return kRoutes; }

bool MayEnter(Who who, std::string_view role) {
  switch (who) {
    case Who::kTicketReader:
      return ecms::MayReadTickets(role);
    case Who::kManager:
      return ecms::MayManage(role);
    case Who::kAuditReader:
      return ecms::MayReadAudit(role);
    case Who::kSurveyAuthor:
      return ecms::MayPublishSurveys(role);
    case Who::kSurveyGiver:
      return ecms::MayGiveSurveys(role);
    case Who::kFeed:
      return role == "feed";
    case Who::kAccount:
      return role != "feed";
    case Who::kAnyone:
      break;
  }
  return true;
}

std::string_view CookieName(const Services& services) {
  return services.options.demo ? "dwbot" : "__Host-dwbot";
}

bool Fits(std::string_view pattern, std::string_view path, std::vector<std::string>* captured) {
  while (!pattern.empty() && !path.empty()) {
    if (pattern.front() != '{') {
      if (pattern.front() != path.front()) return false;
      pattern.remove_prefix(1);
      path.remove_prefix(1);
      continue;
    }
    size_t length = std::min(path.find('/'), path.size());
    if (length == 0) return false;
    if (captured != nullptr) captured->emplace_back(path.substr(0, length));
    path.remove_prefix(length);
    pattern.remove_prefix(std::min(pattern.find('}') + 1, pattern.size()));
  }
  return pattern.empty() && path.empty();
}

core::HttpResponse Dispatch(const Services& services, const core::HttpRequest& request) {
  std::string allow;
  for (const Route& route : kRoutes) {  // the first that fits: fixed names stand before "{..}"
    std::vector<std::string> captured;
    if (!Fits(route.pattern, request.path, &captured)) continue;
    bool head = request.method == "HEAD" && route.method == "GET";
    if (head || request.method == route.method)
      return Serve(services, route, request, std::move(captured));
    allow += (allow.empty() ? "" : ", ") + std::string(route.method) +
             (route.method == "GET" ? ", HEAD" : "");
  }
  if (!allow.empty()) return MethodNotAllowed(allow);
  return core::ProblemResponse(404, "Not found", "there is nothing at this address");
}

}  // namespace web
