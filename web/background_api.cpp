// SPDX-License-Identifier: Apache-2.0
#include "web/background_api.h"

#include "core/json_writer.h"
#include "ecms/background.h"
#include "web/api.h"
#include "web/services.h"

namespace web {
namespace {

using core::JsonWriter;

void WriteAnswer(JsonWriter& w, const ecms::SupposedAnswer& answer) {
  w.BeginObject();
  w.Key("question").String(answer.question);
  w.Key("question_text").String(answer.question_text);
  w.Key("is").String(answer.is);
  w.Key("values").BeginArray();
  for (const ecms::SupposedAnswer::Value& value : answer.values) {
    w.BeginObject()
        .Key("value")
        .String(value.value)
        .Key("value_text")
        .String(value.text)
        .EndObject();
  }
  w.EndArray();
  w.EndObject();
}

void WriteClasses(JsonWriter& w, std::string_view key,
                  const std::vector<ecms::PossibleClass>& classes) {
  w.Key(key).BeginArray();
  for (const ecms::PossibleClass& one : classes) {
    w.BeginObject();
    w.Key("severity").String("P" + std::to_string(one.severity));
    w.Key("answers").BeginArray();
    for (const ecms::SupposedAnswer& answer : one.answers) WriteAnswer(w, answer);
    w.EndArray();
    w.EndObject();
  }
  w.EndArray();
}

void WriteReview(JsonWriter& w, const ecms::ClassReview& review) {
  w.Key("class").BeginObject();
  w.Key("why_not").String(review.why_not);
  WriteClasses(w, "if_answered", review.if_answered);
  WriteClasses(w, "if_different", review.if_different);
  WriteClasses(w, "if_missing", review.if_missing);
  w.EndObject();
}

void WriteWorkplace(JsonWriter& w, const std::optional<ecms::Workplace>& place) {
  w.Key("workplace");
  if (!place) return void(w.Null());
  w.BeginObject();
  w.Key("code").String(place->code);
  w.Key("name").String(place->name);
  w.Key("district").String(place->district);
  w.Key("sector").String(place->sector);
  w.Key("workers").Integer(place->workers);
  w.Key("few").Bool(place->few);
  w.Key("signals").BeginArray();
  for (const ecms::SiteSignal& signal : place->signals) {
    w.BeginObject();
    w.Key("topic")
        .BeginObject()
        .Key("id")
        .String(signal.topic.id)
        .Key("title")
        .String(signal.topic.title)
        .EndObject();
    w.Key("from").Integer(signal.band.from);
    w.Key("to");
    if (signal.band.to)
      w.Integer(*signal.band.to);
    else
      w.Null();
    w.EndObject();
  }
  w.EndArray();
  w.Key("open_cases").Integer(place->open_cases);
  w.Key("last_visit").String(place->last_visit);
  w.EndObject();
}

void WriteRisk(JsonWriter& w, const std::optional<ecms::SourceRisk>& risk) {
  w.Key("risk");
  if (!risk) return void(w.Null());
  w.BeginObject();
  w.Key("level").String(risk->level);
  w.Key("reasons").BeginArray();
  for (const std::string& reason : risk->reasons) w.String(reason);
  w.EndArray();
  w.Key("rare").BeginArray();
  for (const ecms::AnswerView& answer : risk->rare) {
    w.BeginObject();
    w.Key("question").String(answer.question);
    w.Key("question_text").String(answer.question_text);
    w.Key("value").String(answer.value);
    w.Key("value_text").String(answer.value_text);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
}

}  // namespace

core::HttpResponse GetTicketBackground(const Call& call) {
  const auto id = core::TicketId::FromText(call.captured.at(0));
  if (!id) return ErrorResponse({core::ErrorCode::kNotFound, "there is no such ticket"});
  const auto background = call.services.background.Of(call.caller, *id, call.language);
  if (!background) return ErrorResponse(background.error());
  JsonWriter w;
  w.BeginObject();
  WriteReview(w, background->review);
  WriteWorkplace(w, background->workplace);
  WriteRisk(w, background->risk);
  w.EndObject();
  return Tagged(call, w.Take());
}

}  // namespace web
