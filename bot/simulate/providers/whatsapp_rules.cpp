// SPDX-License-Identifier: Apache-2.0
#include "bot/simulate/providers/whatsapp_rules.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "core/json_writer.h"
#include "core/utf8.h"

namespace bot::simulate::whatsapp {
namespace {

using core::JsonKind;
using core::JsonValue;
using Refused = std::optional<Refusal>;

Refusal Parameter(std::string details) { return {400, 131009, std::move(details)}; }

// Members of another kind are as good as absent.
std::string TextAt(std::optional<JsonValue> object, std::string_view key) {
  auto found = object && object->kind() == JsonKind::kObject ? object->Find(key) : std::nullopt;
  return found && found->kind() == JsonKind::kString ? found->String() : "";
}
std::optional<JsonValue> ObjectIn(std::optional<JsonValue> object, std::string_view key) {
  auto found = object && object->kind() == JsonKind::kObject ? object->Find(key) : std::nullopt;
  return found && found->kind() == JsonKind::kObject ? found : std::nullopt;
}
std::vector<JsonValue> ListIn(std::optional<JsonValue> object, std::string_view key) {
  std::vector<JsonValue> out;
  auto found = object && object->kind() == JsonKind::kObject ? object->Find(key) : std::nullopt;
  for (size_t i = 0; found && found->kind() == JsonKind::kArray && i < found->size(); ++i)
    out.push_back(found->At(i));
  return out;
}

bool Between(const std::string& text, size_t most) {
  return !text.empty() && core::Utf16Length(text) <= most;
}

// Meta names a key that it does not expect.
Refused OnlyKeys(std::optional<JsonValue> object, std::initializer_list<std::string_view> known) {
  if (!object || object->kind() != JsonKind::kObject)
    return Refusal{400, 100, "An object is expected"};
  for (const std::string& key : object->Keys()) {
    if (std::find(known.begin(), known.end(), key) == known.end())
      return Refusal{400, 100, "Unexpected key \"" + key + "\""};
  }
  return std::nullopt;
}

Refused CheckIds(const Shown& shown, size_t most_id, bool titles_differ) {
  std::set<std::string> ids, titles;
  for (const Button& button : shown.buttons) {
    if (button.token.empty() || button.token.size() > most_id ||
        core::Trim(button.token) != button.token)
      return Parameter("Button or row id is missing, too long, or has spaces around it");
    if (!ids.insert(button.token).second) return Parameter("Ids must be unique");
    if (titles_differ && !titles.insert(button.label).second)
      return Parameter("Button titles must be unique");
  }
  return std::nullopt;
}

Refused ReadButtons(JsonValue action, Shown& shown) {
  if (auto refused = OnlyKeys(action, {"buttons"})) return refused;
  auto buttons = ListIn(action, "buttons");
  if (buttons.empty() || buttons.size() > 3)
    return Parameter("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3");
  for (JsonValue button : buttons) {
    auto reply = ObjectIn(button, "reply");
    if (auto refused = OnlyKeys(button, {"type", "reply"})) return refused;
    if (auto refused = OnlyKeys(reply, {"id", "title"})) return refused;
    if (TextAt(button, "type") != "reply" || !Between(TextAt(reply, "title"), 20))
      return Parameter("Button title length invalid. Min length: 1, Max length: 20");
    shown.buttons.push_back({TextAt(reply, "id"), TextAt(reply, "title")});
  }
  return CheckIds(shown, 256, true);
}

Refused ReadRow(JsonValue row, Shown& shown) {
  if (auto refused = OnlyKeys(row, {"id", "title", "description"})) return refused;
  std::string title = TextAt(row, "title"), description = TextAt(row, "description");
  if (!Between(title, 24)) return Parameter("Row title is too long. Max length is 24");
  if (core::Utf16Length(description) > 72)
    return Parameter("Row description is too long. Max length is 72");
  shown.buttons.push_back({TextAt(row, "id"), description.empty() ? title : description});
  return std::nullopt;
}

Refused ReadList(JsonValue action, Shown& shown) {
  if (auto refused = OnlyKeys(action, {"button", "sections"})) return refused;
  if (!Between(TextAt(action, "button"), 20))
    return Parameter("Button label length invalid. Min length: 1, Max length: 20");
  auto sections = ListIn(action, "sections");
  if (sections.empty() || sections.size() > 10) return Parameter("Invalid sections count");
  for (JsonValue section : sections) {
    if (auto refused = OnlyKeys(section, {"title", "rows"})) return refused;
    if (sections.size() > 1 && !Between(TextAt(section, "title"), 24))
      return Parameter("Section title is required, at most 24");
    for (JsonValue row : ListIn(section, "rows")) {
      if (auto refused = ReadRow(row, shown)) return refused;
    }
  }
  if (shown.buttons.empty() || shown.buttons.size() > 10)
    return Parameter("Total row count exceed max allowed count: 10");
  return CheckIds(shown, 200, false);
}

Refused ReadInteractive(JsonValue message, Taken& taken) {
  auto interactive = ObjectIn(message, "interactive");
  if (auto refused = OnlyKeys(interactive, {"type", "header", "body", "footer", "action"}))
    return refused;
  std::string type = TextAt(interactive, "type");
  auto action = ObjectIn(interactive, "action");
  taken.shown.text = TextAt(ObjectIn(interactive, "body"), "text");
  if (!action || !Between(taken.shown.text, 1024))
    return Parameter("Body text length invalid. Min length: 1, Max length: 1024");
  if (interactive->Find("header") && !Between(TextAt(ObjectIn(interactive, "header"), "text"), 60))
    return Parameter("Header text length invalid. Min length: 1, Max length: 60");
  if (interactive->Find("footer") && !Between(TextAt(ObjectIn(interactive, "footer"), "text"), 60))
    return Parameter("Footer text length invalid. Min length: 1, Max length: 60");
  taken.is_list = type == "list";
  if (type == "button") return ReadButtons(*action, taken.shown);
  if (type == "list") return ReadList(*action, taken.shown);
  return Parameter("interactive.type is not known here");
}

Refused ReadText(JsonValue message, Taken& taken) {
  auto text = ObjectIn(message, "text");
  if (auto refused = OnlyKeys(text, {"body", "preview_url"})) return refused;
  taken.shown.text = TextAt(text, "body");
  if (taken.shown.text.empty()) return Refusal{400, 100, "The parameter text['body'] is required."};
  if (Between(taken.shown.text, 4096)) return std::nullopt;
  return Refusal{400, 100, "Param text['body'] must be at most 4096 characters long."};
}

// An approved template has one name, one language and a number of parameters.
Refused ReadTemplate(const Line& line, JsonValue message, Taken& taken) {
  auto given = ObjectIn(message, "template");
  if (auto refused = OnlyKeys(given, {"name", "language", "components"})) return refused;
  auto known = ObjectIn(line.settings->root(), "templates");
  for (const std::string& language : known ? known->Keys() : std::vector<std::string>{}) {
    auto approved = ObjectIn(known, language);
    if (TextAt(approved, "name") != TextAt(given, "name") ||
        TextAt(approved, "language") != TextAt(ObjectIn(given, "language"), "code"))
      continue;
    size_t parameters = 0;
    for (JsonValue component : ListIn(given, "components"))
      parameters += ListIn(component, "parameters").size();
    if (parameters != ListIn(approved, "parameters").size())
      return Refusal{400, 132000,
                     "Number of parameters does not match the expected number of params"};
    taken.shown.text = "[" + TextAt(given, "name") + "]";
    return std::nullopt;
  }
  return Refusal{404, 132001, "Template name does not exist in the translation"};
}

Refused ReadContent(const Line& line, JsonValue message, Taken& taken) {
  std::string type = TextAt(message, "type");
  taken.free_form = type != "template";
  if (type == "interactive") return ReadInteractive(message, taken);
  if (type == "text") return ReadText(message, taken);
  if (type == "template") return ReadTemplate(line, message, taken);
  return Refusal{400, 131051, "Unsupported message type"};
}

bool IsNumber(std::string_view to) {
  return to.size() >= 5 && to.size() <= 20 &&
         std::all_of(to.begin(), to.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// With both, `to` counts.
Refused ReadRecipient(JsonValue message, Taken& taken) {
  std::string to = TextAt(message, "to"), recipient = TextAt(message, "recipient");
  if (to.starts_with('+')) to.erase(0, 1);
  if (to.empty() && recipient.empty())
    return Refusal{400, 131008, "Required parameter is missing: to"};
  if (!to.empty() && !IsNumber(to)) return Refusal{400, 100, "Param to is no phone number"};
  if (to.empty() && !IsUserId(recipient)) return Refusal{400, 100, "Param recipient is no user id"};
  taken.to = to.empty() ? recipient : to;
  return std::nullopt;
}

}  // namespace

bool IsUserId(std::string_view address) {
  return address.size() > 3 && std::isupper(static_cast<unsigned char>(address[0])) != 0 &&
         std::isupper(static_cast<unsigned char>(address[1])) != 0 && address[2] == '.';
}

std::optional<Refusal> Check(const Line& line, core::JsonValue message, Taken& taken) {
  if (TextAt(message, "messaging_product") != "whatsapp")
    return Refusal{400, 100, "The parameter messaging_product is required."};
  if (auto refused = OnlyKeys(
          message, {"messaging_product", "recipient_type", "to", "recipient", "type", "context",
                    "biz_opaque_callback_data", "text", "interactive", "template"}))
    return refused;
  if (std::string kind = TextAt(message, "recipient_type"); !kind.empty() && kind != "individual")
    return Refusal{400, 100, "Param recipient_type must be individual"};
  taken.data = TextAt(message, "biz_opaque_callback_data");
  if (taken.data.size() > 512)
    return Refusal{400, 100, "Param biz_opaque_callback_data is too long"};
  if (auto refused = ReadRecipient(message, taken)) return refused;
  return ReadContent(line, message, taken);
}

core::HttpResponse Answer(const Refusal& refusal) {
  core::JsonWriter json;
  json.BeginObject().Key("error").BeginObject();
  json.Key("message").String("(#" + std::to_string(refusal.code) + ") " + refusal.details);
  json.Key("type").String("OAuthException");
  json.Key("code").Integer(refusal.code);
  json.Key("error_data").BeginObject();
  json.Key("messaging_product").String("whatsapp");
  json.Key("details").String(refusal.details);
  json.EndObject();
  json.Key("fbtrace_id").String("standin");
  json.EndObject().EndObject();
  return core::JsonResponse(refusal.status, json.Take());
}

}  // namespace bot::simulate::whatsapp
