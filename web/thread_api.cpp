// SPDX-License-Identifier: Apache-2.0
#include "web/thread_api.h"

#include "core/json_writer.h"
#include "ecms/cases.h"
#include "ecms/thread.h"
#include "web/api.h"
#include "web/services.h"

namespace web {
namespace {

void WritePhrase(core::JsonWriter& w, const ecms::ThreadPhrase& phrase) {
  w.BeginObject();
  w.Key("code").String(phrase.code);
  w.Key("expects").String(phrase.expects);
  w.Key("text").String(phrase.text);
  w.Key("preview").String(phrase.preview);
  w.EndObject();
}

void WriteEntry(core::JsonWriter& w, const ecms::ThreadEntry& entry) {
  w.BeginObject();
  w.Key("id").String(entry.id.Text());
  w.Key("number").Integer(entry.number);
  w.Key("from").String(entry.asked ? "office" : "worker");
  w.Key("phrase").String(entry.phrase);
  w.Key("text").String(entry.text);
  w.Key("preview").String(entry.preview);
  w.Key("code").String(entry.code);
  w.Key("words");
  if (entry.words) {
    w.BeginObject();
    w.Key("record").String(entry.words->Text());
    w.Key("fields").BeginArray();
    for (const std::string& field : entry.fields) w.String(field);
    w.EndArray();
    w.Key("opened").Bool(entry.opened);
    w.Key("original_removed").Bool(entry.original_removed);
    w.EndObject();
  } else {
    w.Null();
  }
  w.Key("state").String(entry.state);
  w.Key("week").String(entry.week);
  w.Key("author").String(entry.author);
  w.EndObject();
}

std::optional<core::TicketId> TicketOf(const Call& call) {
  return core::TicketId::FromText(call.captured.at(0));
}

core::HttpResponse NoTicket() {
  return ErrorResponse({core::ErrorCode::kNotFound, "there is no such ticket"});
}

}  // namespace

core::HttpResponse GetThread(const Call& call) {
  const auto id = TicketOf(call);
  if (!id) return NoTicket();
  auto view = call.services.threads.Get(call.caller, *id, call.language);
  if (!view) return ErrorResponse(view.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("ticket").String(id->Text());
  w.Key("may_ask").Bool(view->may_ask);
  w.Key("why_not").String(view->why_not);
  w.Key("language").String(view->language);
  w.Key("unseen").Integer(view->unseen);
  w.Key("phrases").BeginArray();
  for (const ecms::ThreadPhrase& phrase : view->phrases) WritePhrase(w, phrase);
  w.EndArray();
  w.Key("entries").BeginArray();
  for (const ecms::ThreadEntry& entry : view->entries) WriteEntry(w, entry);
  w.EndArray();
  w.EndObject();
  return Tagged(call, w.Take());
}

core::HttpResponse AskWorker(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  ecms::ThreadQuestion question;
  question.phrase = in.String("phrase", "");
  question.words = core::SecretString(in.String("words", ""));
  question.worker_reads_it = in.Bool("worker_reads_it", false);
  question.repeat_key = in.String("repeat_key", "");
  in.Finish();
  if (!problems.empty()) return core::ProblemResponse(400, "Bad request", core::Describe(problems));
  const auto id = TicketOf(call);
  if (!id) return NoTicket();
  auto state = call.services.threads.Ask(call.caller, *id, question);
  if (!state) return ErrorResponse(state.error());
  core::JsonWriter w;
  w.BeginObject().Key("state").String(*state).EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse SeeThread(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const auto number = static_cast<int>(in.Integer("number", 1, INT32_MAX));
  in.Finish();
  if (!problems.empty()) return core::ProblemResponse(400, "Bad request", core::Describe(problems));
  const auto id = TicketOf(call);
  if (!id) return NoTicket();
  if (auto seen = call.services.threads.Seen(call.caller, *id, number); !seen)
    return ErrorResponse(seen.error());
  return {204, {}, ""};
}

core::HttpResponse CloseTicket(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const std::string outcome = in.String("outcome");
  const bool leave_case = in.Bool("leave_case", false);
  in.Finish();
  if (!problems.empty()) return core::ProblemResponse(400, "Bad request", core::Describe(problems));
  const auto id = TicketOf(call);
  if (!id) return NoTicket();
  auto closed = call.services.cases.CloseTicket(call.caller, *id, outcome, leave_case);
  if (!closed) return ErrorResponse(closed.error());
  core::HttpResponse response;
  response.status = 204;
  return response;
}

}  // namespace web
