// SPDX-License-Identifier: Apache-2.0
#include "web/surveys_api.h"

#include <algorithm>

#include "authoring/desk.h"
#include "core/json_writer.h"
#include "ecms/surveys.h"
#include "web/api.h"
#include "web/services.h"
#include "web/surveys_json.h"

namespace web {
namespace {

constexpr size_t kMaxSaid = 4000;  // bytes of one answer in a preview

// What `json` changes against the version `hash`; nothing against "".
core::Result<std::vector<authoring::Change>> ChangesSince(const Call& call, const std::string& hash,
                                                          const std::string& json) {
  if (hash.empty()) return std::vector<authoring::Change>();
  ASSIGN_OR_RETURN(const std::string before, call.services.surveys.Json(call.caller, hash));
  return authoring::Diff(before, json);
}

// The file's name as its author has it; it only decides how bytes that do not tell are read, and
// names a survey without an id.
std::string FileName(const Call& call) {
  const std::string* name = core::FindParameter(call.query, "name");
  return name == nullptr || name->empty() ? "survey.xlsx" : name->substr(0, 200);
}

std::optional<core::HttpResponse> TooLarge(const Call& call) {
  if (call.request.body.size() <= kMaxSurveyBytes) return std::nullopt;
  return core::ProblemResponse(
      413, "Too large",
      "a survey of at most 4 MiB can be sent here; dwbot check takes larger ones");
}

core::HttpResponse Workbook(core::Result<std::string> bytes, const std::string& name) {
  if (!bytes) return ErrorResponse(bytes.error());
  core::HttpResponse response;
  response.headers = {
      {"Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {"Content-Disposition", "attachment; filename=\"" + name + "\""}};
  response.body = std::move(*bytes);
  return response;
}

core::HttpResponse BadBody(const core::Problems& problems) {
  return core::ProblemResponse(400, "Bad request", core::Describe(problems));
}

std::vector<authoring::Said> ReadSaid(core::ObjectReader& in, core::Problems& problems) {
  std::vector<authoring::Said> said;
  in.Array("said", [&](core::JsonValue value, const std::string& path) {
    core::ObjectReader one(value, path, problems);
    authoring::Said& read = said.emplace_back();
    if (one.Has("choice")) {
      read.choice = static_cast<uint32_t>(one.Integer("choice", 0, 10'000));
    } else {
      read.text = one.String("text");
      if (read.text.size() > kMaxSaid) one.Report("text", "has more than 4,000 bytes");
    }
    one.Finish();
  });
  return said;
}

core::HttpResponse ShiftResponse(const Call& call, const std::string& json) {
  const auto shift = call.services.surveys.Shift(call.caller, json);
  if (!shift) return ErrorResponse(shift.error());
  core::JsonWriter w;
  WriteShift(w, *shift);
  return core::JsonResponse(200, w.Take());
}

}  // namespace

core::HttpResponse ListSurveys(const Call& call) {
  const auto views = call.services.surveys.List(call.caller, call.language);
  if (!views) return ErrorResponse(views.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("may_publish").Bool(ecms::MayPublishSurveys(call.caller.role));
  w.Key("may_give").Bool(ecms::MayGiveSurveys(call.caller.role));
  w.Key("may_decide").Bool(ecms::MayReadTickets(call.caller.role));
  w.Key("surveys").BeginArray();
  for (const ecms::SurveyView& view : *views) WriteSurvey(w, view);
  w.EndArray();
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse GetSurveyVersion(const Call& call) {
  auto json = call.services.surveys.Json(call.caller, call.captured.at(0));
  if (!json) return ErrorResponse(json.error());
  return core::JsonResponse(200, std::move(*json));
}

core::HttpResponse SurveyWorkbook(const Call& call) {
  const auto json = call.services.surveys.Json(call.caller, call.captured.at(0));
  if (!json) return ErrorResponse(json.error());
  return Workbook(call.services.desk.AsWorkbook(*json), "survey.xlsx");
}

core::HttpResponse CheckSurvey(const Call& call) {
  if (auto refused = TooLarge(call)) return std::move(*refused);
  const std::string name = FileName(call);
  const authoring::Checked checked = call.services.desk.Check(name, call.request.body);
  core::JsonWriter w;
  w.BeginObject();
  w.Key("file").String(name);
  w.Key("readable").Bool(checked.readable);
  w.Key("usable").Bool(checked.usable);
  WriteDraft(w, checked);
  w.Key("errors").Integer(static_cast<int64_t>(checked.errors));
  w.Key("warnings").Integer(static_cast<int64_t>(checked.warnings));
  w.Key("notes").Integer(static_cast<int64_t>(checked.notes));
  w.Key("problems").BeginArray();
  for (const authoring::Problem& problem : checked.problems) WriteProblem(w, name, problem);
  w.EndArray();
  w.Key("costs").BeginArray();
  for (const authoring::QuestionCost& cost : checked.costs) WriteCost(w, cost);
  w.EndArray();
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse SurveyProblems(const Call& call) {
  if (auto refused = TooLarge(call)) return std::move(*refused);
  auto bytes = call.services.desk.ProblemsWorkbook(FileName(call), call.request.body);
  return Workbook(std::move(bytes), "problems.xlsx");
}

core::HttpResponse SurveyTemplate(const Call& call) {
  return Workbook(call.services.desk.TemplateWorkbook(), "survey.xlsx");
}

core::HttpResponse PreviewSurvey(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const std::string json = in.String("survey");
  const std::string language = in.String("language");
  const std::vector<authoring::Said> said = ReadSaid(in, problems);
  in.Finish();
  if (!problems.empty()) return BadBody(problems);
  const auto phones = call.services.desk.Preview(json, language, said);
  if (!phones) return ErrorResponse(phones.error());
  core::JsonWriter w;
  w.BeginObject().Key("phones").BeginArray();
  for (const authoring::Phone& phone : *phones) {
    w.BeginObject();
    w.Key("channel").String(phone.channel);
    w.Key("ended").Bool(phone.ended);
    w.Key("bubbles").BeginArray();
    for (const authoring::Bubble& bubble : phone.bubbles) WriteBubble(w, bubble);
    w.EndArray();
    w.EndObject();
  }
  w.EndArray().EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse CompareSurvey(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const std::string json = in.String("survey");
  const std::string against = in.String("against", "");
  in.Finish();
  if (!problems.empty()) return BadBody(problems);
  const authoring::Checked checked = call.services.desk.Check("survey.json", json);
  if (checked.json.empty())
    return core::ProblemResponse(400, "Bad request", "survey: has errors; check it first");
  const auto replaces = call.services.surveys.CurrentHash(call.caller, checked.id);
  if (!replaces) return ErrorResponse(replaces.error());
  const auto changes = ChangesSince(call, against.empty() ? *replaces : against, checked.json);
  if (!changes) return ErrorResponse(changes.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("id").String(checked.id);
  w.Key("hash").String(checked.hash);
  w.Key("replaces").String(*replaces);
  w.Key("changes").BeginArray();
  for (const authoring::Change& change : *changes) WriteChange(w, change);
  w.EndArray();
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse ShiftOfClasses(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const std::string json = in.String("survey");
  in.Finish();
  if (!problems.empty()) return BadBody(problems);
  return ShiftResponse(call, json);
}

core::HttpResponse ShiftOfVersion(const Call& call) {
  const auto json = call.services.surveys.Json(call.caller, call.captured.at(0));
  return json ? ShiftResponse(call, *json) : ErrorResponse(json.error());
}

core::HttpResponse DecideOnVersion(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const bool begins = in.OneOf("decision", {"begin", "decline"}) == "begin";
  const std::string replaces = in.String("replaces");
  in.Finish();
  if (!problems.empty()) return BadBody(problems);
  const auto done =
      call.services.surveys.Decide(call.caller, call.captured.at(0), begins, replaces);
  return done ? core::HttpResponse{204, {}, ""} : ErrorResponse(done.error());
}

core::HttpResponse PublishSurvey(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const std::string json = in.String("survey");
  const std::string replaces = in.String("replaces");
  const bool accepts = in.Bool("accept_warnings", false);
  const auto look =
      in.Bool("accept_shift", false) ? ecms::ShiftLook::kSeen : ecms::ShiftLook::kNotYet;
  in.Finish();
  if (!problems.empty()) return BadBody(problems);
  const authoring::Checked checked = call.services.desk.Check("survey.json", json);
  if (!checked.usable) {
    return core::ProblemResponse(
        400, "Not published",
        "the survey has " + std::to_string(checked.errors) + " errors; check it to see them");
  }
  if (checked.warnings > 0 && !accepts) {
    return core::ProblemResponse(400, "Not published",
                                 "the survey has " + std::to_string(checked.warnings) +
                                     " warnings: mend them, or send accept_warnings");
  }
  const auto published = call.services.surveys.Publish(call.caller, checked.json, replaces, look);
  if (!published) return ErrorResponse(published.error());
  core::JsonWriter w;
  w.BeginObject().Key("id").String(checked.id).Key("hash").String(published->hash);
  w.Key("state").String(published->waits ? "waiting" : "current").EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse GiveSurvey(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const std::string organisation = in.String("organisation");
  in.Finish();
  if (!problems.empty()) return BadBody(problems);
  const auto done = call.services.surveys.Give(call.caller, call.captured.at(0), organisation);
  return done ? core::HttpResponse{204, {}, ""} : ErrorResponse(done.error());
}

core::HttpResponse WithdrawSurvey(const Call& call) {
  const auto done = call.services.surveys.Withdraw(call.caller, call.captured.at(0));
  if (!done) return ErrorResponse(done.error());
  core::HttpResponse response;
  response.status = 204;
  return response;
}

}  // namespace web
