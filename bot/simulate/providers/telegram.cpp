// SPDX-License-Identifier: Apache-2.0
// Telegram's Bot API: the updates that it pushes and the methods that the service uses.
#include <algorithm>
#include <atomic>
#include <cctype>
#include <mutex>
#include <set>

#include "bot/simulate/provider.h"
#include "core/json.h"
#include "core/json_writer.h"
#include "core/utf8.h"

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

// What is wrong with one button; "" if nothing is
// (core.telegram.org/bots/api#inlinekeyboardbutton).
std::string_view ReadButton(core::JsonValue button, Shown& shown) {
  const bool object = button.kind() == JsonKind::kObject;
  auto text = object ? button.Find("text") : std::nullopt;
  auto data = object ? button.Find("callback_data") : std::nullopt;
  if (!text || text->kind() != JsonKind::kString || text->String().empty())
    return "Bad Request: text buttons are unallowed in the inline keyboard";
  if (!data || data->kind() != JsonKind::kString || data->String().empty() ||
      data->String().size() > 64)
    return "Bad Request: BUTTON_DATA_INVALID";
  shown.buttons.push_back({data->String(), text->String()});
  return "";
}

std::string_view ReadKeyboard(core::JsonValue message, Shown& shown) {
  auto markup = message.Find("reply_markup");
  if (!markup) return "";
  auto rows = markup->kind() == JsonKind::kObject ? markup->Find("inline_keyboard") : std::nullopt;
  if (!rows || rows->kind() != JsonKind::kArray)
    return "Bad Request: object expected as reply markup";
  for (size_t r = 0; r < rows->size(); ++r) {
    core::JsonValue row = rows->At(r);
    if (row.kind() != JsonKind::kArray)
      return "Bad Request: field \"inline_keyboard\" must be an Array of Arrays";
    for (size_t i = 0; i < row.size(); ++i) {
      if (std::string_view wrong = ReadButton(row.At(i), shown); !wrong.empty()) return wrong;
    }
  }
  return shown.buttons.size() > 100 ? "Bad Request: REPLY_MARKUP_TOO_LONG" : "";
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
    {
      const std::lock_guard lock(mutex_);
      chats_.insert(sending.address);
    }
    core::HttpCall call;
    call.url = line.hook;
    call.headers = {{"Content-Type", "application/json"},
                    {"X-Telegram-Bot-Api-Secret-Token", line.Text("secret")}};
    call.body = Update(sending, reply);
    return call;
  }

  // /bot<token>/<method>
  std::optional<core::HttpResponse> Answer(const core::HttpRequest& request,
                                           Stage& stage) override {
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
          200,
          R"({"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Stand-in","username":"standin_bot"}})");
    }
    if (method == "getupdates") return core::JsonResponse(200, R"({"ok":true,"result":[]})");
    if (method == "deletemessages" || method == "answercallbackquery" || method == "setwebhook" ||
        method == "deletewebhook") {
      return core::JsonResponse(200, R"({"ok":true,"result":true})");
    }
    return Error(404, "Not Found: method not found");
  }

 private:
  core::HttpResponse SendMessage(const Line& line, const core::HttpRequest& request, Stage& stage) {
    auto body = core::JsonDocument::Parse(request.body);
    bool object =
        body && body->root().kind() == JsonKind::kObject &&
        core::HeaderValue(request.headers, "Content-Type").starts_with("application/json");
    auto chat = object ? body->root().Find("chat_id") : std::nullopt;
    auto text = object ? body->root().Find("text") : std::nullopt;
    if (!chat || chat->kind() != JsonKind::kInteger || !text || text->kind() != JsonKind::kString)
      return Error(400, "Bad Request: chat_id and text are needed");
    if (core::Trim(text->String()).empty()) return Error(400, "Bad Request: message text is empty");
    if (core::Utf16Length(text->String()) > 4096)
      return Error(400, "Bad Request: message is too long");
    const std::string address = std::to_string(chat->Integer());
    if (!HasBegun(address)) return Error(400, "Bad Request: chat not found");
    Shown shown{text->String(), {}};
    if (std::string_view wrong = ReadKeyboard(body->root(), shown); !wrong.empty())
      return Error(400, wrong);
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
    stage.Show(line, address, std::move(shown));
    return core::JsonResponse(200, json.Take());
  }

  // A bot cannot write to somebody first.
  bool HasBegun(const std::string& chat) {
    const std::lock_guard lock(mutex_);
    return chats_.contains(chat);
  }

  Lines lines_;
  std::mutex mutex_;
  std::set<std::string> chats_;  // who has written; guarded by mutex_
  std::atomic<int64_t> next_message_{1};
};

}  // namespace

std::unique_ptr<Provider> MakeTelegram(Lines lines) {
  return std::make_unique<Telegram>(std::move(lines));
}

}  // namespace bot::simulate
