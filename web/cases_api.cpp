// SPDX-License-Identifier: Apache-2.0
// Cases: what is read. Writes: cases_write_api.cpp.
#include "web/cases_api.h"

#include <algorithm>

#include "ecms/cases.h"
#include "web/api.h"
#include "web/cases_json.h"
#include "web/services.h"
#include "web/table_file.h"

namespace web {
namespace {

bool IsCode(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c > ' ' && c != '"' && c != '\\'; });
}

core::HttpResponse BadParameter(const std::string& name, const char* allowed) {
  return core::ProblemResponse(400, "Bad query parameter", name + ": " + allowed);
}

// nullopt: `query` is filled.
std::optional<core::HttpResponse> ReadQuery(const core::Parameters& parameters,
                                            ecms::CaseQuery& query) {
  for (const auto& [name, value] : parameters) {
    if (name == "closed") {
      if (value != "yes" && value != "no") return BadParameter(name, "yes or no");
      query.closed = value == "yes";
    } else if (name == "answered") {
      if (value != "yes") return BadParameter(name, "yes");
      query.answered = true;
    } else if (name == "limit") {
      const bool digits =
          !value.empty() && value.size() <= 3 &&
          std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
      const int number = digits ? std::stoi(value) : 0;
      if (number < 1 || number > 200) return BadParameter(name, "a whole number from 1 to 200");
      query.limit = static_cast<size_t>(number);
    } else {
      if (!IsCode(value)) return BadParameter(name, "1 to 64 bytes without spaces");
      (name == "state"      ? query.state
       : name == "type"     ? query.type
       : name == "assignee" ? query.assignee
       : name == "site"     ? query.site
                            : query.after) = value;
    }
  }
  return std::nullopt;
}

ecms::RemedyQuery ReadRemedyQuery(const Call& call) {
  ecms::RemedyQuery query;
  for (const auto& [name, value] : call.query) {
    if (name != "format")
      (name == "by" ? query.by : name == "from" ? query.from : query.to) = value;
  }
  return query;
}

}  // namespace

core::HttpResponse GetRemedy(const Call& call) {
  auto remedy = call.services.cases.Totals(call.caller, ReadRemedyQuery(call), call.language);
  return remedy ? Tagged(call, ToJson(*remedy)) : ErrorResponse(remedy.error());
}

core::HttpResponse ExportRemedy(const Call& call) {
  const auto format = FormatOf(call);
  if (!format) return core::ProblemResponse(400, "Bad query parameter", "format: csv or xlsx");
  auto table =
      call.services.cases.TotalsTable(call.caller, ReadRemedyQuery(call), call.language, *format);
  return table ? TableFile(*table, *format, "remedy") : ErrorResponse(table.error());
}

core::HttpResponse GetProfile(const Call& call) {
  return Tagged(call, ToJson(call.services.profile, call.language));
}

core::HttpResponse GetTicketCase(const Call& call) {
  const auto id = core::TicketId::FromText(call.captured.at(0));
  if (!id) return ErrorResponse({core::ErrorCode::kNotFound, "there is no such ticket"});
  auto about = call.services.cases.About(call.caller, *id, call.language);
  return about ? Tagged(call, ToJson(*about)) : ErrorResponse(about.error());
}

core::HttpResponse ListCases(const Call& call) {
  ecms::CaseQuery query;
  if (auto refused = ReadQuery(call.query, query)) return std::move(*refused);
  auto page = call.services.cases.List(call.caller, query, call.language);
  return page ? Tagged(call, ToJson(*page)) : ErrorResponse(page.error());
}

core::HttpResponse GetCase(const Call& call) {
  const auto id = ecms::CaseId::FromText(call.captured.at(0));
  if (!id) return ErrorResponse({core::ErrorCode::kNotFound, "there is no such case"});
  auto view = call.services.cases.Get(call.caller, *id, call.language);
  return view ? Tagged(call, ToJson(*view), std::to_string(view->version) + ".")
              : ErrorResponse(view.error());
}

core::HttpResponse GetNotice(const Call& call) {
  const auto id = ecms::CaseId::FromText(call.captured.at(0));
  if (!id) return ErrorResponse({core::ErrorCode::kNotFound, "there is no such case"});
  auto notice = call.services.cases.NoticeOf(call.caller, *id, call.language);
  return notice ? Tagged(call, ToJson(*notice)) : ErrorResponse(notice.error());
}

}  // namespace web
