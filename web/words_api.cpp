// SPDX-License-Identifier: Apache-2.0
#include "web/words_api.h"

#include <charconv>

#include "core/base64.h"
#include "core/json_writer.h"
#include "ecms/sealed_words.h"
#include "web/api.h"
#include "web/services.h"

namespace web {
namespace {

constexpr int64_t kMaxPage = 200;

std::optional<int64_t> NumberOf(std::string_view text, int64_t min, int64_t max) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && value >= min && value <= max ? std::optional(value) : std::nullopt;
}

}  // namespace

core::HttpResponse OpenWords(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const std::string field = in.OneOf("field", {"scrubbed", "words"});
  const std::string reason = in.String("reason", "");
  in.Finish();
  if (!problems.empty()) return core::ProblemResponse(400, "Bad request", core::Describe(problems));
  const auto ticket = core::TicketId::FromText(call.captured.at(0));
  const auto record = core::RecordId::FromText(call.captured.at(1));
  if (!ticket || !record)
    return ErrorResponse({core::ErrorCode::kNotFound, "there are no such words"});
  auto envelope = call.services.sealed_words.Open(call.caller, *ticket, *record, field, reason);
  if (!envelope) return ErrorResponse(envelope.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("record").String(record->Text());
  w.Key("field").String(field);
  w.Key("organisation").String(envelope->organisation);
  w.Key("question").String(envelope->question);
  w.Key("envelope").String(core::Base64Encode(envelope->bytes));
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse BeginWordSearch(const Call& call) {
  ecms::TicketQuery query;
  if (auto refused = ReadTicketQuery(call.query, query)) return std::move(*refused);
  auto search = call.services.sealed_words.BeginSearch(call.caller, query);
  if (!search) return ErrorResponse(search.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("search").String(std::to_string(search->number));
  w.Key("tickets").Integer(search->tickets);
  w.Key("looked_at").Integer(search->looked_at);
  w.Key("in_filter").Integer(search->in_filter);
  w.EndObject();
  return core::JsonResponse(201, w.Take());
}

core::HttpResponse WordSearchPage(const Call& call) {
  int64_t from = 0;
  for (const auto& [name, value] : call.query) {
    const auto number = NumberOf(value, 0, static_cast<int64_t>(ecms::kMaxSearched));
    if (!number)
      return core::ProblemResponse(
          400, "Bad query parameter",
          name + ": a whole number from 0 to " + std::to_string(ecms::kMaxSearched));
    from = *number;
  }
  const auto search = NumberOf(call.captured.at(0), 1, INT64_MAX);
  if (!search) return ErrorResponse({core::ErrorCode::kNotFound, "there is no such search"});
  auto page =
      call.services.sealed_words.SearchPage(call.caller, *search, static_cast<size_t>(from));
  if (!page) return ErrorResponse(page.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("organisation").String(page->organisation);
  w.Key("words").BeginArray();
  for (const ecms::SearchedWords& one : page->words) {
    w.BeginObject();
    w.Key("ticket").String(one.ticket.Text());
    w.Key("record").String(one.record.Text());
    w.Key("later").Bool(one.later);
    w.Key("envelope").String(core::Base64Encode(one.envelope));
    w.EndObject();
  }
  w.EndArray();
  w.Key("next");
  if (page->next == 0)
    w.Null();
  else
    w.Integer(static_cast<int64_t>(page->next));
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse ListAudit(const Call& call) {
  int64_t limit = kMaxPage;
  std::optional<int64_t> before;
  for (const auto& [name, value] : call.query) {
    const bool is_limit = name == "limit";
    const auto number = NumberOf(value, 1, is_limit ? kMaxPage : INT64_MAX);
    if (!number)
      return core::ProblemResponse(
          400, "Bad query parameter",
          name + ": a whole number" + (is_limit ? " from 1 to 200" : " from 1"));
    if (is_limit)
      limit = *number;
    else
      before = *number;
  }
  auto page = call.services.sealed_words.Audit(call.caller, before, static_cast<size_t>(limit));
  if (!page) return ErrorResponse(page.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("entries").BeginArray();
  for (const ecms::AuditView& entry : page->entries) {
    w.BeginObject();
    w.Key("number").Integer(entry.number);
    w.Key("at").String(core::Rfc3339(entry.at));
    w.Key("actor").String(entry.actor);
    w.Key("action").String(entry.action);
    w.Key("object").String(entry.object);
    w.Key("detail").String(entry.detail);
    w.EndObject();
  }
  w.EndArray();
  w.Key("next");
  if (page->next == 0)
    w.Null();
  else
    w.Integer(page->next);
  w.Key("chain");
  if (!page->chain) {
    w.Null();
  } else {
    w.BeginObject();
    w.Key("entries").Integer(page->chain->entries);
    w.Key("first_broken");
    if (page->chain->first_broken)
      w.Integer(*page->chain->first_broken);
    else
      w.Null();
    w.EndObject();
  }
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

}  // namespace web
