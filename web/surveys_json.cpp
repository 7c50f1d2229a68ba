// SPDX-License-Identifier: Apache-2.0
#include "web/surveys_json.h"

namespace web {
namespace {

void WriteTexts(core::JsonWriter& w, std::string_view key, const std::vector<std::string>& texts) {
  w.Key(key).BeginArray();
  for (const std::string& text : texts) w.String(text);
  w.EndArray();
}

}  // namespace

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
    if (option.choice)
      w.Integer(*option.choice);
    else
      w.Null();
    w.EndObject();
  }
  w.EndArray();
  w.Key("encoding").String(bubble.encoding);
  w.Key("units").Integer(static_cast<int64_t>(bubble.units));
  w.Key("parts").Integer(static_cast<int64_t>(bubble.parts));
  w.EndObject();
}

void WriteChange(core::JsonWriter& w, const authoring::Change& change) {
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

void WriteDraft(core::JsonWriter& w, const authoring::Checked& checked) {
  w.Key("survey");
  if (checked.json.empty()) {
    w.Null();
    return;
  }
  w.BeginObject();
  w.Key("id").String(checked.id);
  w.Key("title").String(checked.title);
  WriteTexts(w, "languages", checked.languages);
  w.Key("hash").String(checked.hash);
  w.Key("json").String(checked.json);
  w.EndObject();
}

void WriteShift(core::JsonWriter& w, const ecms::ClassShift& shift) {
  w.BeginObject();
  w.Key("tickets").String(shift.tickets);
  w.Key("unreadable").String(shift.unreadable);
  w.Key("changes").Bool(shift.changes);
  w.Key("moves").BeginArray();
  for (const ecms::ClassShift::Move& move : shift.moves) {
    w.BeginObject();
    w.Key("from").String("P" + std::to_string(move.from));
    w.Key("to").String("P" + std::to_string(move.to));
    w.Key("tickets").String(move.tickets);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
}

void WriteSurvey(core::JsonWriter& w, const ecms::SurveyView& view) {
  w.BeginObject();
  w.Key("id").String(view.id);
  w.Key("title").String(view.title);
  w.Key("organisation").String(view.organisation);
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

}  // namespace web
