// SPDX-License-Identifier: Apache-2.0
#include "web/surveys_api.h"

#include <algorithm>

#include "authoring/desk.h"
#include "core/json_writer.h"
#include "ecms/surveys.h"
#include "web/api.h"
#include "web/services.h"

namespace web {
namespace {

constexpr size_t kMaxSaid = 4000;  // bytes of one answer in a preview

void WriteTexts(core::JsonWriter& w, std::string_view key, const std::vector<std::string>& texts) {
  w.Key(key).BeginArray();
  for (const std::string& text : texts) w.String(text);
  w.EndArray();
}

void WriteProblem(core::JsonWriter& w, const std::string& file, const authoring::Problem& problem) {
  w.BeginObject();
  w.Key("file").String(file);
  w.Key("sheet").String(problem.sheet);
  w.Key("row").Integer(problem.row);
  w.Key("column").String(problem.column);
  w.Key("cell").String(problem.cell);
  w.Key("header").String(problem.header);
  w.Key("text").String(problem.text);
  w.Key("path").String(problem.path);
  w.Key("severity").String(problem.severity);
  w.Key("rule").String(problem.rule);
  w.Key("message").String(problem.message);
  w.Key("change").String(problem.change);
  w.EndObject();
}

void WriteCost(core::JsonWriter& w, const authoring::QuestionCost& cost) {
  w.BeginObject();
  w.Key("question").String(cost.question);
  w.Key("language").String(cost.language);
  w.Key("channel").String(cost.channel);
  w.Key("encoding").String(cost.encoding);
  w.Key("units").Integer(static_cast<int64_t>(cost.units));
  w.Key("messages").Integer(static_cast<int64_t>(cost.messages));
  w.EndObject();
}

void WriteBubble(core::JsonWriter& w, const authoring::Bubble& bubble) {
  w.BeginObject();
  w.Key("worker").Bool(bubble.worker);
  w.Key("text").String(bubble.text);
  w.Key("shown").String(bubble.shown);
  w.Key("opens").String(bubble.opens);
  w.Key("options").BeginArray();
  for (const authoring::PreviewOption& option : bubble.options) {
    w.BeginObject();
    w.Key("label").String(option.label);
    w.Key("description").String(option.description);
    w.Key("choice");
    if (option.choice) w.Integer(*option.choice); else w.Null();
    w.EndObject();
  }
  w.EndArray();
  w.Key("encoding").String(bubble.encoding);
  w.Key("units").Integer(static_cast<int64_t>(bubble.units));
  w.Key("parts").Integer(static_cast<int64_t>(bubble.parts));
  w.EndObject();
}

// The file's name as its author has it; it only decides how bytes that do not tell are read, and names a survey without an id.
std::string FileName(const Call& call) {
  const std::string* name = core::FindParameter(call.query, "name");
  return name == nullptr || name->empty() ? "survey.xlsx" : name->substr(0, 200);
}

std::optional<core::HttpResponse> TooLarge(const Call& call) {
  if (call.request.body.size() <= kMaxSurveyBytes) return std::nullopt;
  return core::ProblemResponse(413, "Too large", "a survey of at most 4 MiB can be sent here; dwbot check takes larger ones");
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

}  // namespace

core::HttpResponse ListSurveys(const Call& call) {
  const auto views = call.services.surveys.List(call.caller, call.language);
  if (!views) return ErrorResponse(views.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("may_publish").Bool(ecms::MayPublishSurveys(call.caller.role));
  w.Key("surveys").BeginArray();
  for (const ecms::SurveyView& view : *views) {
    w.BeginObject();
    w.Key("id").String(view.id);
    w.Key("title").String(view.title);
    WriteTexts(w, "languages", view.languages);
    w.Key("uses").BeginArray();
    for (const ecms::SurveyUse& use : view.uses) {
      w.BeginObject().Key("channel").String(use.channel).Key("word").String(use.word).EndObject();
    }
    w.EndArray();
    w.Key("versions").BeginArray();
    for (const ecms::SurveyVersionView& version : view.versions) {
      w.BeginObject();
      w.Key("hash").String(version.hash);
      w.Key("published_on").String(version.published_on);
      w.Key("by").String(version.by);
      w.Key("state").String(version.state);
      w.EndObject();
    }
    w.EndArray();
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse GetSurveyVersion(const Call& call) {
  auto json = call.services.surveys.Json(call.caller, call.captured.at(0));
  if (!json) return ErrorResponse(json.error());
  return core::JsonResponse(200, std::move(*json));
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
  w.Key("survey");
  if (checked.json.empty()) {
    w.Null();
  } else {
    w.BeginObject();
    w.Key("id").String(checked.id);
    w.Key("title").String(checked.title);
    WriteTexts(w, "languages", checked.languages);
    w.Key("hash").String(checked.hash);
    w.Key("json").String(checked.json);
    w.EndObject();
  }
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
  if (!bytes) return ErrorResponse(bytes.error());
  core::HttpResponse response;
  response.headers = {{"Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                      {"Content-Disposition", "attachment; filename=\"problems.xlsx\""}};
  response.body = std::move(*bytes);
  return response;
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
  if (checked.json.empty()) return core::ProblemResponse(400, "Bad request", "survey: has errors; check it first");
  ecms::Surveys& surveys = call.services.surveys;
  auto views = surveys.List(call.caller, call.language);
  if (!views) return ErrorResponse(views.error());
  std::string replaces;
  for (const ecms::SurveyView& view : *views) {
    for (const ecms::SurveyVersionView& version : view.versions) {
      if (view.id == checked.id && version.state == "current") replaces = version.hash;
    }
  }
  const std::string& base = against.empty() ? replaces : against;
  core::Result<std::string> before = base.empty() ? std::string() : surveys.Json(call.caller, base);
  if (!before) return ErrorResponse(before.error());
  core::Result<std::vector<authoring::Change>> changes = std::vector<authoring::Change>();
  if (!base.empty()) changes = authoring::Diff(*before, checked.json);
  if (!changes) return ErrorResponse(changes.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("id").String(checked.id);
  w.Key("hash").String(checked.hash);
  w.Key("replaces").String(replaces);
  w.Key("changes").BeginArray();
  for (const authoring::Change& change : *changes) {
    w.BeginObject();
    w.Key("kind").String(change.kind);
    w.Key("what").String(change.what);
    w.Key("name").String(change.name);
    w.Key("key").String(change.key);
    w.Key("language").String(change.language);
    w.Key("before").String(change.before);
    w.Key("after").String(change.after);
    w.Key("says").String(change.says);
    w.Key("careful").Bool(change.careful);
    w.EndObject();
  }
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
  const auto shift = call.services.surveys.Shift(call.caller, json);
  if (!shift) return ErrorResponse(shift.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("tickets").String(shift->tickets);
  w.Key("unreadable").String(shift->unreadable);
  w.Key("moves").BeginArray();
  for (const ecms::ClassShift::Move& move : shift->moves) {
    w.BeginObject();
    w.Key("from").String("P" + std::to_string(move.from));
    w.Key("to").String("P" + std::to_string(move.to));
    w.Key("tickets").String(move.tickets);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse PublishSurvey(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const std::string json = in.String("survey");
  const std::string replaces = in.String("replaces");
  const bool accepts = in.Bool("accept_warnings", false);
  in.Finish();
  if (!problems.empty()) return BadBody(problems);
  const authoring::Checked checked = call.services.desk.Check("survey.json", json);
  if (!checked.usable) {
    return core::ProblemResponse(400, "Not published", "the survey has " + std::to_string(checked.errors) + " errors; check it to see them");
  }
  if (checked.warnings > 0 && !accepts) {
    return core::ProblemResponse(400, "Not published", "the survey has " + std::to_string(checked.warnings) +
                                                           " warnings: mend them, or send accept_warnings");
  }
  const auto hash = call.services.surveys.Publish(call.caller, checked.json, replaces);
  if (!hash) return ErrorResponse(hash.error());
  core::JsonWriter w;
  w.BeginObject().Key("id").String(checked.id).Key("hash").String(*hash).EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse WithdrawSurvey(const Call& call) {
  const auto done = call.services.surveys.Withdraw(call.caller, call.captured.at(0));
  if (!done) return ErrorResponse(done.error());
  core::HttpResponse response;
  response.status = 204;
  return response;
}

}  // namespace web
