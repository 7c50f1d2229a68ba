// SPDX-License-Identifier: Apache-2.0
#include "channels/whatsapp/render.h"

#include <algorithm>
#include <set>
#include <string>

#include "channels/settings.h"
#include "channels/text_split.h"
#include "channels/whatsapp/address.h"
#include "core/json_writer.h"
#include "core/utf8.h"

namespace channels::whatsapp {
namespace {

using core::Choice;
using core::ErrorCode;
using core::JsonWriter;

// A label on one line: titles take no line breaks.
std::string Title(const Choice& choice) {
  std::string title(core::Trim(choice.label));
  std::replace(title.begin(), title.end(), '\n', ' ');
  return title;
}

bool Fits(const std::string& text, size_t units) {
  return !text.empty() && core::Utf16Length(text) <= units;
}

bool AllDiffer(const std::vector<std::string>& titles) {
  return std::set<std::string>(titles.begin(), titles.end()).size() == titles.size();
}

struct Row {
  std::string title;
  std::string description;
};

// A label that is too long for a row's title stands whole in its description.
std::vector<Row> RowsOf(const std::vector<std::string>& titles) {
  std::vector<Row> rows;
  for (const std::string& title : titles) {
    bool fits = Fits(title, kMaxRowTitleUnits);
    rows.push_back(fits ? Row{title, ""} : Row{Shorten(title, kMaxRowTitleUnits), title});
  }
  return rows;
}

enum class Shape : uint8_t { kText, kButtons, kList };

Shape ShapeFor(const core::OutboundMessage& message, const std::vector<std::string>& titles) {
  // A tap sends one choice at once, so several answers are asked for by number.
  if (titles.empty() || message.multiple ||
      !Fits(std::string(core::Trim(message.body)), kMaxInteractiveBodyUnits) ||
      !AllDiffer(titles)) {
    return Shape::kText;
  }
  auto all_fit = [&](size_t units) {
    return std::all_of(titles.begin(), titles.end(),
                       [&](const std::string& t) { return Fits(t, units); });
  };
  if (titles.size() <= kMaxButtons && all_fit(kMaxButtonTitleUnits)) return Shape::kButtons;
  if (titles.size() <= kMaxRows && all_fit(kMaxRowDescriptionUnits) &&
      Fits(message.word_open_list, kMaxOpenListUnits))
    return Shape::kList;
  return Shape::kText;
}

void WriteHead(JsonWriter& json, const core::Address& to, const core::MessageId& id,
               std::string_view type) {
  json.BeginObject();
  json.Key("messaging_product").String("whatsapp");
  json.Key("recipient_type").String("individual");
  const std::string& address = to.Reveal();
  if (IsUserId(address)) {
    json.Key("recipient").String(address);
  } else {
    json.Key("to").String(std::string_view(address).substr(1));
  }
  json.Key("biz_opaque_callback_data").String(id.Text());  // comes back in every status
  json.Key("type").String(type);
}

core::HttpCall CallFor(const Settings& settings, JsonWriter& json) {
  json.EndObject();
  core::HttpCall call;
  call.url = settings.messages_url;
  call.headers = {{"Authorization", "Bearer " + settings.access_token.Reveal()},
                  {"Content-Type", "application/json"}};
  call.body = json.Take();
  return call;
}

void WriteButtons(JsonWriter& json, const std::vector<Choice>& choices,
                  const std::vector<std::string>& titles) {
  json.Key("action").BeginObject().Key("buttons").BeginArray();
  for (size_t i = 0; i < choices.size(); ++i) {
    json.BeginObject().Key("type").String("reply").Key("reply").BeginObject();
    json.Key("id").String(choices[i].token);
    json.Key("title").String(titles[i]);
    json.EndObject().EndObject();
  }
  json.EndArray().EndObject();
}

void WriteList(JsonWriter& json, const core::OutboundMessage& message,
               const std::vector<std::string>& titles) {
  std::vector<Row> rows = RowsOf(titles);
  json.Key("action").BeginObject();
  json.Key("button").String(message.word_open_list);
  json.Key("sections").BeginArray().BeginObject().Key("rows").BeginArray();
  for (size_t i = 0; i < rows.size(); ++i) {
    json.BeginObject();
    json.Key("id").String(message.choices[i].token);
    json.Key("title").String(rows[i].title);
    if (!rows[i].description.empty()) json.Key("description").String(rows[i].description);
    json.EndObject();
  }
  json.EndArray().EndObject().EndArray().EndObject();
}

core::HttpCall Interactive(const Settings& settings, const core::Address& to,
                           const core::MessageId& id, const core::OutboundMessage& message,
                           const std::vector<std::string>& titles, Shape shape) {
  JsonWriter json;
  WriteHead(json, to, id, "interactive");
  json.Key("interactive").BeginObject();
  json.Key("type").String(shape == Shape::kButtons ? "button" : "list");
  json.Key("body").BeginObject().Key("text").String(core::Trim(message.body)).EndObject();
  if (shape == Shape::kButtons) {
    WriteButtons(json, message.choices, titles);
  } else {
    WriteList(json, message, titles);
  }
  json.EndObject();
  return CallFor(settings, json);
}

core::HttpCall Text(const Settings& settings, const core::Address& to, const core::MessageId& id,
                    std::string_view text) {
  JsonWriter json;
  WriteHead(json, to, id, "text");
  // No link preview: Meta's servers would fetch the address.
  json.Key("text")
      .BeginObject()
      .Key("preview_url")
      .Bool(false)
      .Key("body")
      .String(text)
      .EndObject();
  return CallFor(settings, json);
}

core::Result<std::vector<core::HttpCall>> TemplateCalls(const Settings& settings,
                                                        const core::Address& to,
                                                        const core::MessageId& id,
                                                        const core::OutboundMessage& message) {
  const Template* known = FindByLanguage(settings.templates, message.language);
  if (known == nullptr)
    return core::Err(ErrorCode::kInvalid, "no template is configured for the message's language");
  JsonWriter json;
  WriteHead(json, to, id, "template");
  json.Key("template").BeginObject();
  json.Key("name").String(message.template_name);
  json.Key("language").BeginObject().Key("code").String(known->language).EndObject();
  if (!message.template_parameters.empty()) {
    json.Key("components")
        .BeginArray()
        .BeginObject()
        .Key("type")
        .String("body")
        .Key("parameters")
        .BeginArray();
    for (const std::string& parameter : message.template_parameters)
      json.BeginObject().Key("type").String("text").Key("text").String(parameter).EndObject();
    json.EndArray().EndObject().EndArray();
  }
  json.EndObject();
  return std::vector<core::HttpCall>{CallFor(settings, json)};
}

}  // namespace

core::Result<std::vector<core::HttpCall>> RenderMessage(const Settings& settings,
                                                        const core::Address& to,
                                                        const core::MessageId& id,
                                                        const core::OutboundMessage& message) {
  const std::string& address = to.Reveal();
  if (!IsUserId(address) && (!address.starts_with('+') || NumberFrom(address).empty()))
    return core::Err(ErrorCode::kInvalid, "the address is no number and no user id of WhatsApp");
  if (!message.template_name.empty()) return TemplateCalls(settings, to, id, message);
  std::vector<std::string> titles;
  for (const Choice& choice : message.choices) {
    if (choice.token.empty() || choice.token.size() > 200 || core::Trim(choice.label).empty())
      return core::Err(ErrorCode::kInvalid,
                       "a choice needs a label, and a token of 1 to 200 bytes");
    titles.push_back(Title(choice));
  }
  if (Shape shape = ShapeFor(message, titles); shape != Shape::kText)
    return std::vector<core::HttpCall>{Interactive(settings, to, id, message, titles, shape)};
  if (core::Trim(message.text).empty())
    return core::Err(ErrorCode::kInvalid, "the message has no text");
  std::vector<core::HttpCall> calls;
  for (const std::string& piece : SplitText(message.text, kMaxTextUnits))
    calls.push_back(Text(settings, to, id, piece));
  return calls;
}

}  // namespace channels::whatsapp
