// SPDX-License-Identifier: Apache-2.0
#include "bot/simulate/webhooks.h"

#include "core/json_writer.h"

namespace bot::simulate {
namespace {

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

std::string TelegramUpdate(const Sending& s, const Reply& reply) {
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

std::string AsUuid(const std::string& hex) {
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

std::string PagePost(const Sending& s, const Reply& reply) {
  core::JsonWriter json;
  json.BeginObject();
  json.Key("token").String(s.address);
  json.Key("id").String(s.unique);
  if (!s.language.empty()) json.Key("language").String(s.language);
  if (reply.tap.empty()) {
    json.Key("text").String(reply.text);
  } else {
    json.Key("tap").String(reply.tap);
  }
  json.EndObject();
  return json.Take();
}

}  // namespace

core::HttpCall WebhookFor(const Line& line, const std::string& target, const Sending& s,
                          const Reply& reply) {
  core::HttpCall call;
  call.url = target + "/hooks/" + core::PercentEncode(line.name);
  if (line.type == "telegram") {
    call.headers = {{"Content-Type", "application/json"},
                    {"X-Telegram-Bot-Api-Secret-Token", line.secret.Reveal()}};
    call.body = TelegramUpdate(s, reply);
  } else if (line.type == "kannel") {
    call.method = "GET";
    call.url += "?" + core::FormEncode({{"secret", line.secret.Reveal()},
                                        {"id", AsUuid(s.unique)},
                                        {"from", s.address},
                                        {"to", line.from},
                                        {"text", reply.text},
                                        {"coding", "0"},
                                        {"charset", "UTF-8"},
                                        {"ts", std::to_string(s.now.ms / 1000)}});
  } else {
    call.headers = {{"Content-Type", "application/json"}, {"Origin", target}};
    call.body = PagePost(s, reply);
  }
  return call;
}

}  // namespace bot::simulate
