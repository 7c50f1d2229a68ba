// SPDX-License-Identifier: Apache-2.0
#include "web/api.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

#include "core/base64.h"
#include "core/crypto.h"
#include "core/embedded.h"
#include "core/json_writer.h"
#include "core/time.h"
#include "ecms/inbox.h"
#include "ecms/quality.h"
#include "web/compression.h"
#include "web/services.h"

namespace web {

std::span<const core::EmbeddedFile> ApiFiles();  // embed_files() in CMakeLists.txt

namespace {

constexpr size_t kMaxLimit = 200;
constexpr size_t kMaxCursor = 200;
constexpr size_t kMaxCode = 64;
constexpr size_t kMaxDistrict = 400;  // as long as the register takes one

core::HttpResponse BadParameter(std::string_view name, std::string_view allowed) {
  return core::ProblemResponse(400, "Bad query parameter",
                               std::string(name) + ": " + std::string(allowed));
}

bool IsCode(std::string_view text, size_t max_size) {
  auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '~';
  };
  return !text.empty() && text.size() <= max_size && std::all_of(text.begin(), text.end(), allowed);
}

bool IsWeek(std::string_view text) {
  constexpr std::string_view kShape = "0000-W00";
  return text.size() == kShape.size() &&
         std::equal(text.begin(), text.end(), kShape.begin(), [](char c, char shape) {
           return shape == '0' ? c >= '0' && c <= '9' : c == shape;
         });
}

std::optional<uint8_t> SeverityOf(std::string_view text) {
  if (text.size() != 2 || text[0] != 'P' || text[1] < '0' || text[1] > '4') return std::nullopt;
  return static_cast<uint8_t>(text[1] - '0');
}

std::optional<size_t> LimitOf(std::string_view text) {
  size_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 1 || value > kMaxLimit)
    return std::nullopt;
  return value;
}

void WriteTitled(core::JsonWriter& w, std::string_view key, const std::string& id,
                 const std::string& title) {
  w.Key(key).BeginObject();
  w.Key("id").String(id);
  w.Key("title").String(title);
  w.EndObject();
}

void WriteReasons(core::JsonWriter& w, std::string_view key,
                  const std::vector<ecms::Reason>& reasons) {
  w.Key(key).BeginArray();
  for (const ecms::Reason& reason : reasons) {
    w.BeginObject();
    w.Key("indicator").String(reason.indicator);
    w.Key("text").String(reason.text);
    w.EndObject();
  }
  w.EndArray();
}

void WriteClock(core::JsonWriter& w, const std::optional<ecms::TicketView::Clock>& clock) {
  w.Key("clock");
  if (!clock) {
    w.Null();
    return;
  }
  w.BeginObject();
  w.Key("filed_on").String(core::ToText(clock->filed_on));
  w.Key("due_at").String(core::Rfc3339(clock->due_at));
  w.EndObject();
}

void WriteSummary(core::JsonWriter& w, const ecms::TicketView& ticket) {
  w.Key("id").String(ticket.id.Text());
  w.Key("kind").String(ticket.complaint ? "complaint" : "signal");
  w.Key("severity").String("P" + std::to_string(ticket.severity));
  WriteTitled(w, "topic", ticket.topic, ticket.topic_title);
  WriteTitled(w, "survey", ticket.survey, ticket.survey_title);
  WriteReasons(w, "reasons", ticket.reasons);
  w.Key("site").String(ticket.site);
  w.Key("site_name").String(ticket.site_name);
  w.Key("site_district").String(ticket.site_district);
  w.Key("language").String(ticket.language);
  w.Key("week").String(ticket.week);
  w.Key("state").String(ticket.state);
  WriteClock(w, ticket.clock);
  w.Key("sealed_words").Integer(ticket.sealed_words);
  w.Key("may_ask").Bool(ticket.may_ask);
  w.Key("answered").Bool(ticket.answered);
  w.Key("quality").BeginArray();
  for (const std::string& code : ticket.quality) w.String(code);
  w.EndArray();
}

void WriteAnswers(core::JsonWriter& w, std::string_view key,
                  const std::vector<ecms::AnswerView>& answers, bool with_value) {
  w.Key(key).BeginArray();
  for (const ecms::AnswerView& answer : answers) {
    w.BeginObject();
    w.Key("question").String(answer.question);
    w.Key("question_text").String(answer.question_text);
    if (with_value) {
      w.Key("value").String(answer.value);
      w.Key("value_text").String(answer.value_text);
    }
    w.EndObject();
  }
  w.EndArray();
}

}  // namespace

std::optional<core::HttpResponse> ReadTicketQuery(const core::Parameters& parameters,
                                                  ecms::TicketQuery& query) {
  for (const auto& [name, value] : parameters) {
    if (name == "severity") {
      query.severity_at_most = SeverityOf(value);
      if (!query.severity_at_most) return BadParameter(name, "one of P0, P1, P2, P3, P4");
    } else if (name == "quality") {
      auto bits = ecms::QualityBits(value);
      if (!bits) return BadParameter(name, "one of any, burst, speed, copied, all_fine");
      query.quality = *bits;
    } else if (name == "answered") {
      if (value != "yes") return BadParameter(name, "yes");
      query.answered = true;
    } else if (name == "week") {
      if (!IsWeek(value)) return BadParameter(name, "an ISO week such as 2026-W47");
      query.week = value;
    } else if (name == "district") {  // free words of the office's list
      if (value.empty() || value.size() > kMaxDistrict)
        return BadParameter(name, "1 to " + std::to_string(kMaxDistrict) + " bytes");
      query.district = value;
    } else if (name == "limit") {
      auto limit = LimitOf(value);
      if (!limit) return BadParameter(name, "a whole number from 1 to 200");
      query.limit = *limit;
    } else {
      size_t max_size = name == "after" ? kMaxCursor : kMaxCode;
      if (!IsCode(value, max_size)) {
        return BadParameter(
            name, "1 to " + std::to_string(max_size) + " of the characters A-Z a-z 0-9 - . _ ~");
      }
      (name == "state"      ? query.state
       : name == "topic"    ? query.topic
       : name == "survey"   ? query.survey
       : name == "site"     ? query.site
       : name == "language" ? query.language
                            : query.after) = value;
    }
  }
  return std::nullopt;
}

core::HttpResponse Tagged(const Call& call, std::string body, std::string_view version) {
  core::Digest digest = core::Blake2b(core::AsBytes(body));
  std::string tag =
      "\"" + std::string(version) + core::Base64UrlEncode(core::ByteSpan(digest).first(16)) + "\"";
  core::HttpResponse response;
  std::string shown(core::HeaderValue(call.request.headers, "If-None-Match"));
  if (shown.ends_with(kGzipTag))
    shown.replace(shown.size() - kGzipTag.size(), kGzipTag.size(), 1, '"');
  if (shown == tag) {
    response.status = 304;
  } else {
    response = core::JsonResponse(200, std::move(body));
  }
  response.headers.emplace_back("ETag", tag);
  response.headers.emplace_back("Vary", "Accept-Language, Authorization");
  return response;
}

core::HttpResponse ErrorResponse(const core::Error& error) {
  switch (error.code) {
    case core::ErrorCode::kInvalid:
      return core::ProblemResponse(400, "Bad request", error.message);
    case core::ErrorCode::kDenied:
      return core::ProblemResponse(403, "Not allowed", error.message);
    case core::ErrorCode::kNotFound:
      return core::ProblemResponse(404, "Not found", error.message);
    case core::ErrorCode::kConflict:
      return core::ProblemResponse(409, "Conflict", error.message);
    case core::ErrorCode::kTooLarge:
      return core::ProblemResponse(413, "Too large", error.message);
    case core::ErrorCode::kUnavailable:
    case core::ErrorCode::kStorage: {
      auto response =
          core::ProblemResponse(503, "Not ready", "the data cannot be read now; try again later");
      response.headers.emplace_back("Retry-After", "5");
      return response;
    }
    case core::ErrorCode::kInternal:
      break;
  }
  return core::ProblemResponse(
      500, "Internal error",
      "the request could not be carried out; the log of the service says why");
}

core::HttpResponse DescribeApi(const Call& call) {
  return Tagged(call, std::string(ApiFiles()[0].Text()));
}

core::HttpResponse GetMe(const Call& call) {
  core::JsonWriter w;
  w.BeginObject();
  w.Key("name").String(call.caller.name);
  w.Key("role").String(call.caller.role);
  w.Key("organisation").String(call.caller.organisation);
  w.Key("may_read_tickets").Bool(ecms::MayReadTickets(call.caller.role));
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse ListTickets(const Call& call) {
  ecms::TicketQuery query;
  if (auto refused = ReadTicketQuery(call.query, query)) return std::move(*refused);
  auto views = call.services.inbox.List(call.caller, query, call.language);
  if (!views) return ErrorResponse(views.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("tickets").BeginArray();
  for (const ecms::TicketView& ticket : views->tickets) {
    w.BeginObject();
    WriteSummary(w, ticket);
    w.EndObject();
  }
  w.EndArray();
  w.Key("next");
  if (views->next.empty()) {
    w.Null();
  } else {
    w.String(views->next);
  }
  w.Key("total").Integer(views->total);
  w.EndObject();
  return Tagged(call, w.Take());
}

core::HttpResponse GetTicket(const Call& call) {
  auto id = core::TicketId::FromText(call.captured.at(0));
  if (!id) return ErrorResponse({core::ErrorCode::kNotFound, "there is no such ticket"});
  auto ticket = call.services.inbox.Get(call.caller, *id, call.language);
  if (!ticket) return ErrorResponse(ticket.error());
  core::JsonWriter w;
  w.BeginObject();
  WriteSummary(w, *ticket);
  w.Key("points").Integer(ticket->points);
  w.Key("placed").Bool(ticket->placed);
  w.Key("named_site").String(ticket->named_site);
  w.Key("channel").String(ticket->channel);
  w.Key("survey_hash").String(ticket->survey_hash);
  WriteReasons(w, "ask_back", ticket->ask_back);
  WriteAnswers(w, "answers", ticket->answers, true);
  WriteAnswers(w, "unanswered", ticket->unanswered, false);
  w.Key("words").BeginArray();
  for (const auto& words : ticket->words) {
    w.BeginObject();
    w.Key("record").String(words.record.Text());
    w.Key("question").String(words.question);
    w.Key("question_text").String(words.question_text);
    w.Key("fields").BeginArray();
    for (const std::string& field : words.fields) w.String(field);
    w.EndArray();
    w.Key("opened").Bool(words.opened);
    w.Key("original_removed").Bool(words.original_removed);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
  return Tagged(call, w.Take());
}

}  // namespace web
