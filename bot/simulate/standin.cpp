// SPDX-License-Identifier: Apache-2.0
#include "bot/simulate/standin.h"

#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <cctype>

#include "core/json.h"
#include "core/json_writer.h"

namespace bot::simulate {
namespace {

constexpr size_t kThreads = 32;  // each kept-alive connection of the service holds one
constexpr const char* kJson = "application/json";

std::string TelegramError(int code, std::string_view description) {
  core::JsonWriter json;
  json.BeginObject();
  json.Key("ok").Bool(false);
  json.Key("error_code").Integer(code);
  json.Key("description").String(description);
  json.EndObject();
  return json.Take();
}

void ReadKeyboard(core::JsonValue message, Shown& shown) {
  auto markup = message.Find("reply_markup");
  auto rows = markup ? markup->Find("inline_keyboard") : std::nullopt;
  for (size_t r = 0; rows && rows->kind() == core::JsonKind::kArray && r < rows->size(); ++r) {
    core::JsonValue row = rows->At(r);
    for (size_t i = 0; row.kind() == core::JsonKind::kArray && i < row.size(); ++i) {
      auto text = row.At(i).Find("text");
      auto data = row.At(i).Find("callback_data");
      if (text && data && text->kind() == core::JsonKind::kString &&
          data->kind() == core::JsonKind::kString) {
        shown.buttons.push_back({data->String(), text->String()});
      }
    }
  }
}

}  // namespace

struct Standin::Impl {
  const Settings& settings;
  Arrived arrived;
  httplib::Server server;
  std::atomic<int64_t> next_message{1};

  Impl(const Settings& s, Arrived a) : settings(s), arrived(std::move(a)) {
    server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
    server.set_tcp_nodelay(true);
    server.set_keep_alive_max_count(1'000'000);
    server.Post(R"(/bot([^/]+)/(\w+))",
                [this](const httplib::Request& q, httplib::Response& r) { Telegram(q, r); });
    server.Get(R"(/bot([^/]+)/(\w+))",
               [this](const httplib::Request& q, httplib::Response& r) { Telegram(q, r); });
    server.Get("/cgi-bin/sendsms",
               [this](const httplib::Request& q, httplib::Response& r) { Sendsms(q, r); });
  }

  static void Answer(httplib::Response& response, int status, const std::string& json) {
    response.status = status;
    response.set_content(json, kJson);
  }

  void Telegram(const httplib::Request& request, httplib::Response& response) {
    std::string token = request.matches[1];
    std::string method = request.matches[2];
    std::transform(method.begin(), method.end(), method.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    auto line = std::find_if(settings.lines.begin(), settings.lines.end(), [&](const Line& l) {
      return l.type == "telegram" && l.token.Reveal() == token;
    });
    if (line == settings.lines.end())
      return Answer(response, 401, TelegramError(401, "Unauthorized"));
    if (method == "sendmessage") return SendMessage(*line, request, response);
    if (method == "getme") {
      return Answer(
          response, 200,
          R"({"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Stand-in","username":"standin_bot"}})");
    }
    if (method == "getupdates") return Answer(response, 200, R"({"ok":true,"result":[]})");
    if (method == "answercallbackquery" || method == "setwebhook" || method == "deletewebhook") {
      return Answer(response, 200, R"({"ok":true,"result":true})");
    }
    Answer(response, 404, TelegramError(404, "Not Found: method not found"));
  }

  void SendMessage(const Line& line, const httplib::Request& request, httplib::Response& response) {
    auto body = core::JsonDocument::Parse(request.body);
    auto chat = body ? body->root().Find("chat_id") : std::nullopt;
    auto text = body ? body->root().Find("text") : std::nullopt;
    if (!chat || chat->kind() != core::JsonKind::kInteger || !text ||
        text->kind() != core::JsonKind::kString) {
      return Answer(response, 400, TelegramError(400, "Bad Request: chat_id and text are needed"));
    }
    core::JsonWriter json;
    json.BeginObject();
    json.Key("ok").Bool(true);
    json.Key("result").BeginObject();
    json.Key("message_id").Integer(next_message++);
    json.Key("chat")
        .BeginObject()
        .Key("id")
        .Integer(chat->Integer())
        .Key("type")
        .String("private")
        .EndObject();
    json.EndObject();
    json.EndObject();
    Answer(response, 200, json.Take());
    Shown shown{text->String(), {}};
    ReadKeyboard(body->root(), shown);
    arrived(line, std::to_string(chat->Integer()), std::move(shown));
  }

  void Sendsms(const httplib::Request& request, httplib::Response& response) {
    auto line = std::find_if(settings.lines.begin(), settings.lines.end(), [&](const Line& l) {
      return l.type == "kannel" && l.username == request.get_param_value("username") &&
             l.password.Reveal() == request.get_param_value("password");
    });
    if (line == settings.lines.end()) {
      response.status = 403;
      response.set_content("Authorization failed for sendsms", "text/plain");
      return;
    }
    std::string to = request.get_param_value("to");
    if (to.empty()) {
      response.status = 400;
      response.set_content("Missing receiver number, rejected", "text/plain");
      return;
    }
    response.status = 202;
    response.set_content("0: Accepted for delivery", "text/plain");
    arrived(*line, to, {request.get_param_value("text"), {}});
  }
};

Standin::Standin(const Settings& settings, Arrived arrived)
    : impl_(std::make_unique<Impl>(settings, std::move(arrived))) {}
Standin::~Standin() = default;

core::Status Standin::Listen() {
  if (impl_->server.bind_to_port(impl_->settings.listen_host.c_str(), impl_->settings.listen_port))
    return {};
  return core::Err(core::ErrorCode::kUnavailable, "cannot listen on " +
                                                      impl_->settings.listen_host + ":" +
                                                      std::to_string(impl_->settings.listen_port) +
                                                      "; is another simulation running?");
}

void Standin::RunBlocking() { impl_->server.listen_after_bind(); }
void Standin::Stop() { impl_->server.stop(); }

}  // namespace bot::simulate
