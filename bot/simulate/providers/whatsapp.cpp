// SPDX-License-Identifier: Apache-2.0
// WhatsApp Cloud API: webhooks signed as Meta signs them, and POST /<version>/<phone_number_id>/messages, which refuses
// what Meta refuses (error codes: Meta, "Error codes", 15 May 2026).
#include <map>
#include <mutex>
#include <set>

#include "bot/simulate/provider.h"
#include "core/base64.h"
#include "core/crypto.h"
#include "core/json.h"
#include "core/json_writer.h"
#include "core/utf8.h"

namespace bot::simulate {
namespace {

using core::JsonKind;
using core::JsonValue;
using core::JsonWriter;

struct Refusal {
  int status;
  int code;
  std::string details;
};

core::HttpResponse Error(const Refusal& refusal) {
  JsonWriter json;
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
  for (size_t i = 0; found && found->kind() == JsonKind::kArray && i < found->size(); ++i) out.push_back(found->At(i));
  return out;
}

bool Between(const std::string& text, size_t most) { return !text.empty() && core::Utf16Length(text) <= most; }

std::optional<Refusal> CheckIds(const Shown& shown, size_t most_id, bool titles_differ) {
  std::set<std::string> ids, titles;
  for (const Button& button : shown.buttons) {
    if (button.token.empty() || button.token.size() > most_id || core::Trim(button.token) != button.token)
      return Parameter("Button or row id is missing, too long, or has spaces around it");
    if (!ids.insert(button.token).second) return Parameter("Ids must be unique");
    if (titles_differ && !titles.insert(button.label).second) return Parameter("Button titles must be unique");
  }
  return std::nullopt;
}

std::optional<Refusal> ReadButtons(JsonValue action, Shown& shown) {
  auto buttons = ListIn(action, "buttons");
  if (buttons.empty() || buttons.size() > 3) return Parameter("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3");
  for (JsonValue button : buttons) {
    auto reply = ObjectIn(button, "reply");
    if (TextAt(button, "type") != "reply" || !Between(TextAt(reply, "title"), 20))
      return Parameter("Button title length invalid. Min length: 1, Max length: 20");
    shown.buttons.push_back({TextAt(reply, "id"), TextAt(reply, "title")});
  }
  return CheckIds(shown, 256, true);
}

std::optional<Refusal> ReadList(JsonValue action, Shown& shown) {
  if (!Between(TextAt(action, "button"), 20)) return Parameter("Button label length invalid. Min length: 1, Max length: 20");
  auto sections = ListIn(action, "sections");
  if (sections.empty() || sections.size() > 10) return Parameter("Invalid sections count");
  for (JsonValue section : sections) {
    if (sections.size() > 1 && !Between(TextAt(section, "title"), 24)) return Parameter("Section title is required, at most 24");
    for (JsonValue row : ListIn(section, "rows")) {
      std::string title = TextAt(row, "title"), description = TextAt(row, "description");
      if (!Between(title, 24)) return Parameter("Row title is too long. Max length is 24");
      if (core::Utf16Length(description) > 72) return Parameter("Row description is too long. Max length is 72");
      shown.buttons.push_back({TextAt(row, "id"), description.empty() ? title : description});
    }
  }
  if (shown.buttons.empty() || shown.buttons.size() > 10) return Parameter("Total row count exceed max allowed count: 10");
  return CheckIds(shown, 200, false);
}

std::optional<Refusal> ReadInteractive(JsonValue message, Shown& shown) {
  auto interactive = ObjectIn(message, "interactive");
  auto action = ObjectIn(interactive, "action");
  shown.text = TextAt(ObjectIn(interactive, "body"), "text");
  if (!action || !Between(shown.text, 1024)) return Parameter("Body text length invalid. Min length: 1, Max length: 1024");
  std::string type = TextAt(interactive, "type");
  if (type == "button") return ReadButtons(*action, shown);
  if (type == "list") return ReadList(*action, shown);
  return Parameter("interactive.type is not known here");
}

// What the message says; `free_form` is false for a template.
std::optional<Refusal> ReadContent(const Line& line, JsonValue message, Shown& shown, bool& free_form) {
  std::string type = TextAt(message, "type");
  free_form = type != "template";
  if (type == "interactive") return ReadInteractive(message, shown);
  if (type == "text") {
    shown.text = TextAt(ObjectIn(message, "text"), "body");
    if (Between(shown.text, 4096)) return std::nullopt;
    return Refusal{400, 100, "Param text['body'] must be at most 4096 characters long."};
  }
  if (type != "template") return Refusal{400, 131051, "Unsupported message type"};
  auto given = ObjectIn(message, "template");
  auto known = ObjectIn(line.settings->root(), "templates");
  for (const std::string& language : known ? known->Keys() : std::vector<std::string>{}) {
    auto approved = ObjectIn(known, language);
    if (TextAt(approved, "name") == TextAt(given, "name") &&
        TextAt(approved, "language") == TextAt(ObjectIn(given, "language"), "code")) {
      shown.text = "[" + TextAt(given, "name") + "]";
      return std::nullopt;
    }
  }
  return Refusal{404, 132001, "Template name does not exist in the translation"};
}

void WriteMetadata(JsonWriter& json, const Line& line) {
  json.Key("messaging_product").String("whatsapp");
  json.Key("metadata").BeginObject();
  json.Key("display_phone_number").String("+685 72 00000");
  json.Key("phone_number_id").String(line.Text("phone_number_id"));
  json.EndObject();
}

core::HttpCall Signed(const Line& line, const std::string& value) {
  JsonWriter json;
  json.BeginObject();
  json.Key("object").String("whatsapp_business_account");
  json.Key("entry").BeginArray().BeginObject().Key("id").String("102290129340398");
  json.Key("changes").BeginArray().BeginObject();
  json.Key("field").String("messages");
  json.Key("value").Raw(value);
  json.EndObject().EndArray().EndObject().EndArray().EndObject();
  core::HttpCall call;
  call.url = line.hook;
  call.body = json.Take();
  auto mac = core::HmacSha256(core::AsBytes(line.Text("app_secret")), core::AsBytes(call.body));
  call.headers = {{"Content-Type", "application/json"}, {"X-Hub-Signature-256", "sha256=" + core::HexEncode(mac)}};
  return call;
}

void WriteContent(JsonWriter& json, const Reply& reply) {
  json.Key("type").String(reply.tap.empty() ? "text" : "interactive");
  if (reply.tap.empty()) {
    json.Key("text").BeginObject().Key("body").String(reply.text).EndObject();
    return;
  }
  json.Key("interactive").BeginObject().Key("type").String("button_reply");
  json.Key("button_reply").BeginObject().Key("id").String(reply.tap).Key("title").String("-").EndObject();
  json.EndObject();
}

class WhatsApp final : public Provider {
 public:
  WhatsApp(Lines lines, const core::Clock& clock) : lines_(std::move(lines)), clock_(clock) {}

  std::string NewAddress(const std::string& country, core::RandomSource& random) const override {
    return PhoneNumber(country, random);
  }
  // Any answer but 200 is repeated, for up to 7 days.
  Repeats repeats() const override { return {std::chrono::milliseconds(2000), true, -1}; }
  bool Taken(int status) const override { return status == 200; }

  core::HttpCall Webhook(const Line& line, const Sending& s, const Reply& reply) override {
    {
      std::lock_guard lock(mutex_);
      last_heard_[{&line, s.address}] = s.now;
    }
    std::string digits = s.address.substr(1);
    JsonWriter json;
    json.BeginObject();
    WriteMetadata(json, line);
    json.Key("contacts").BeginArray().BeginObject();
    json.Key("profile").BeginObject().Key("name").String("Simulated").EndObject();
    json.Key("wa_id").String(digits);
    json.EndObject().EndArray();
    json.Key("messages").BeginArray().BeginObject();
    json.Key("from").String(digits);
    json.Key("id").String("wamid." + s.unique);
    json.Key("timestamp").String(std::to_string(s.now.ms / 1000));
    WriteContent(json, reply);
    json.EndObject().EndArray().EndObject();
    return Signed(line, json.Take());
  }

  // /v<version>/<phone_number_id>/messages
  std::optional<core::HttpResponse> Answer(const core::HttpRequest& request, Stage& stage) override {
    constexpr std::string_view kMessages = "/messages";
    if (!request.path.starts_with("/v") || !request.path.ends_with(kMessages) || request.method != "POST") return std::nullopt;
    size_t id = request.path.find('/', 1) + 1;
    if (id == 0 || id + kMessages.size() > request.path.size()) return std::nullopt;
    std::string number = request.path.substr(id, request.path.size() - kMessages.size() - id);
    const Line* line = FindLine(lines_, [&](const Line& l) { return l.Text("phone_number_id") == number; });
    if (line == nullptr) return Error({400, 100, "Unsupported post request. Object does not exist"});
    if (core::HeaderValue(request.headers, "Authorization") != "Bearer " + line->Text("access_token"))
      return Error({401, 190, "Invalid OAuth access token"});
    auto body = core::JsonDocument::Parse(request.body);
    if (!body || body->root().kind() != JsonKind::kObject || TextAt(body->root(), "messaging_product") != "whatsapp")
      return Error({400, 100, "The parameter messaging_product is required."});
    return Send(*line, body->root(), stage);
  }

 private:
  core::HttpResponse Send(const Line& line, JsonValue message, Stage& stage) {
    std::string to = TextAt(message, "to");
    if (to.starts_with('+')) to.erase(0, 1);
    if (to.empty()) return Error({400, 131008, "Required parameter is missing: to"});
    Shown shown;
    bool free_form = true;
    if (auto refused = ReadContent(line, message, shown, free_form)) return Error(*refused);
    if (free_form && !WindowIsOpen(line, "+" + to)) return Error({400, 131047, "Re-engagement message"});
    std::string id;
    {
      std::lock_guard lock(mutex_);
      id = "wamid.standin" + std::to_string(next_message_++);
    }
    // Before the answer: statuses may come before the send returned.
    stage.Post(line, StatusCall(line, id, to, TextAt(message, "biz_opaque_callback_data")));
    stage.Show(line, "+" + to, std::move(shown));
    JsonWriter json;
    json.BeginObject();
    json.Key("messaging_product").String("whatsapp");
    json.Key("contacts").BeginArray().BeginObject().Key("input").String(to).Key("wa_id").String(to).EndObject().EndArray();
    json.Key("messages").BeginArray().BeginObject().Key("id").String(id).EndObject().EndArray();
    json.EndObject();
    return core::JsonResponse(200, json.Take());
  }

  // Delivered before sent: order is not kept.
  core::HttpCall StatusCall(const Line& line, const std::string& id, const std::string& to, const std::string& data) const {
    JsonWriter json;
    json.BeginObject();
    WriteMetadata(json, line);
    json.Key("statuses").BeginArray();
    for (const char* status : {"delivered", "sent"}) {
      json.BeginObject();
      json.Key("id").String(id);
      json.Key("status").String(status);
      json.Key("timestamp").String(std::to_string(clock_.Now().ms / 1000));
      json.Key("recipient_id").String(to);
      if (!data.empty()) json.Key("biz_opaque_callback_data").String(data);
      json.EndObject();
    }
    json.EndArray().EndObject();
    return Signed(line, json.Take());
  }

  bool WindowIsOpen(const Line& line, const std::string& address) {
    std::lock_guard lock(mutex_);
    auto it = last_heard_.find({&line, address});
    return it != last_heard_.end() && clock_.Now() - it->second < std::chrono::hours(24);
  }

  Lines lines_;
  const core::Clock& clock_;
  std::mutex mutex_;
  std::map<std::pair<const Line*, std::string>, core::Timestamp> last_heard_;  // guarded by mutex_
  int64_t next_message_ = 1;                                                  // guarded by mutex_
};

}  // namespace

std::unique_ptr<Provider> MakeWhatsApp(Lines lines, const core::Clock& clock) {
  return std::make_unique<WhatsApp>(std::move(lines), clock);
}
std::unique_ptr<Provider> MakeWhatsApp(Lines lines) {
  static const core::SystemClock clock;
  return MakeWhatsApp(std::move(lines), clock);
}

}  // namespace bot::simulate
