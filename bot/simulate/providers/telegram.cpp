// SPDX-License-Identifier: Apache-2.0
// Telegram's Bot API: the updates that it pushes and the methods that the service uses.
#include <algorithm>
#include <atomic>
#include <cctype>

#include "bot/simulate/provider.h"
#include "core/json.h"
#include "core/json_writer.h"

namespace bot::simulate {
namespace {

using core::JsonKind;

core::HttpResponse Error(int code, std::string_view description) {
  core::JsonWriter json;
  json.BeginObject();
  json.Key("ok").Bool(false);
  json.Key("error_code").Integer(code);
  json.Key("description").String(description);
  json.EndObject();
  return core::JsonResponse(code, json.Take());
}

void ReadKeyboard(core::JsonValue message, Shown& shown) {
  auto markup = message.Find("reply_markup");
  auto rows = markup ? markup->Find("inline_keyboard") : std::nullopt;
  for (size_t r = 0; rows && rows->kind() == JsonKind::kArray && r < rows->size(); ++r) {
    core::JsonValue row = rows->At(r);
    for (size_t i = 0; row.kind() == JsonKind::kArray && i < row.size(); ++i) {
      auto text = row.At(i).Find("text");
      auto data = row.At(i).Find("callback_data");
      if (text && data && text->kind() == JsonKind::kString && data->kind() == JsonKind::kString) {
        shown.buttons.push_back({data->String(), text->String()});
      }
    }
  }
}

void WriteFrom(core::JsonWriter& json, const Sending& s) {
  json.Key("from").BeginObject();
  json.Key("id").Raw(s.address);
  json.Key("is_bot").Bool(false);
  json.Key("first_name").String("Simulated");
  if (!s.language.empty()) json.Key("language_code").String(s.language);
  json.EndObject();
}

void WriteMessage(core::JsonWriter& json, const Sending& s) {
  json.Key("message_id").Integer(s.number % 1'000'000'000);
  json.Key("chat").BeginObject().Key("id").Raw(s.address).Key("type").String("private").EndObject();
  json.Key("date").Integer(s.now.ms / 1000);
}

std::string Update(const Sending& s, const Reply& reply) {
  core::JsonWriter json;
  json.BeginObject();
  json.Key("update_id").Integer(s.number);
  if (reply.tap.empty()) {
    json.Key("message").BeginObject();
    WriteFrom(json, s);
    WriteMessage(json, s);
    json.Key("text").String(reply.text);
    json.EndObject();
  } else {
    json.Key("callback_query").BeginObject();
    json.Key("id").String(std::to_string(s.number));
    WriteFrom(json, s);
    json.Key("message").BeginObject();
    WriteMessage(json, s);
    json.EndObject();
    json.Key("chat_instance").String("1");
    json.Key("data").String(reply.tap);
    json.EndObject();
  }
  json.EndObject();
  return json.Take();
}

class Telegram final : public Provider {
 public:
  explicit Telegram(Lines lines) : lines_(std::move(lines)) {}

  std::string NewAddress(const std::string&, core::RandomSource& random) const override {
    return std::to_string(1'000'000'000 + random.Below(4'000'000'000));
  }
  std::string FirstWords() const override { return "/start"; }
  // At once, then after 2, 4, 8 ... s.
  Repeats repeats() const override { return {std::chrono::milliseconds(0), true, -1}; }

  core::HttpCall Webhook(const Line& line, const Sending& sending, const Reply& reply) override {
    core::HttpCall call;
    call.url = line.hook;
    call.headers = {{"Content-Type", "application/json"},
                    {"X-Telegram-Bot-Api-Secret-Token", line.Text("secret")}};
    call.body = Update(sending, reply);
    return call;
  }

  // /bot<token>/<method>
  std::optional<core::HttpResponse> Answer(const core::HttpRequest& request, Stage& stage) override {
    constexpr std::string_view kBot = "/bot";
    size_t slash = request.path.find('/', kBot.size());
    if (!request.path.starts_with(kBot) || slash == std::string::npos) return std::nullopt;
    std::string token = request.path.substr(kBot.size(), slash - kBot.size());
    std::string method = request.path.substr(slash + 1);
    std::transform(method.begin(), method.end(), method.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    const Line* line = FindLine(lines_, [&](const Line& l) { return l.Text("token") == token; });
    if (line == nullptr) return Error(401, "Unauthorized");
    if (method == "sendmessage") return SendMessage(*line, request, stage);
    if (method == "getme") {
      return core::JsonResponse(
          200, R"({"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Stand-in","username":"standin_bot"}})");
    }
    if (method == "getupdates") return core::JsonResponse(200, R"({"ok":true,"result":[]})");
    if (method == "deletemessages" || method == "answercallbackquery" || method == "setwebhook" || method == "deletewebhook") {
      return core::JsonResponse(200, R"({"ok":true,"result":true})");
    }
    return Error(404, "Not Found: method not found");
  }

 private:
  core::HttpResponse SendMessage(const Line& line, const core::HttpRequest& request, Stage& stage) {
    auto body = core::JsonDocument::Parse(request.body);
    bool object = body && body->root().kind() == JsonKind::kObject;
    auto chat = object ? body->root().Find("chat_id") : std::nullopt;
    auto text = object ? body->root().Find("text") : std::nullopt;
    if (!chat || chat->kind() != JsonKind::kInteger || !text || text->kind() != JsonKind::kString)
      return Error(400, "Bad Request: chat_id and text are needed");
    core::JsonWriter json;
    json.BeginObject();
    json.Key("ok").Bool(true);
    json.Key("result").BeginObject();
    json.Key("message_id").Integer(next_message_++);
    json.Key("chat").BeginObject();
    json.Key("id").Integer(chat->Integer());
    json.Key("type").String("private");
    json.EndObject();
    json.EndObject();
    json.EndObject();
    Shown shown{text->String(), {}};
    ReadKeyboard(body->root(), shown);
    stage.Show(line, std::to_string(chat->Integer()), std::move(shown));
    return core::JsonResponse(200, json.Take());
  }

  Lines lines_;
  std::atomic<int64_t> next_message_{1};
};

}  // namespace

std::unique_ptr<Provider> MakeTelegram(Lines lines) { return std::make_unique<Telegram>(std::move(lines)); }

}  // namespace bot::simulate
