// SPDX-License-Identifier: Apache-2.0
// Two of the gateways that http_sms has presets for, as they behave: Africa's Talking, and an
// Android phone with capcom6's SMS Gateway, which delivers everything twice.
#include <algorithm>
#include <map>
#include <mutex>

#include "bot/simulate/provider.h"
#include "channels/hmac.h"
#include "core/base64.h"
#include "core/crypto.h"
#include "core/json_writer.h"
#include "core/utf8.h"

namespace bot::simulate {
namespace {

std::string Get(const core::Parameters& parameters, std::string_view name) {
  const std::string* found = core::FindParameter(parameters, name);
  return found == nullptr ? "" : *found;
}

std::string ValueOf(const Line& line, std::string_view key) {
  auto values = line.settings->root().Find("values");
  auto found =
      values && values->kind() == core::JsonKind::kObject ? values->Find(key) : std::nullopt;
  return found && found->kind() == core::JsonKind::kString ? found->String() : "";
}

std::string TextIn(std::optional<core::JsonValue> object, std::string_view key) {
  auto found =
      object && object->kind() == core::JsonKind::kObject ? object->Find(key) : std::nullopt;
  return found && found->kind() == core::JsonKind::kString ? found->String() : "";
}

bool IsNumber(std::string_view to) {
  return to.size() >= 8 && to.size() <= 16 && to[0] == '+' &&
         std::all_of(to.begin() + 1, to.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// `at` is the time of the SMS, the same in both deliveries; "" in an event that is no message.
struct PhoneEvent {
  std::string event, message_id, text, number, at;
};

core::HttpCall PhonePost(const Line& line, const PhoneEvent& e, const std::string& event_id,
                         int64_t now_ms) {
  core::JsonWriter json;
  json.BeginObject();
  json.Key("deviceId").String("simulated").Key("event").String(e.event).Key("id").String(event_id);
  json.Key("payload").BeginObject();
  json.Key("messageId").String(e.message_id).Key("phoneNumber").String(e.number);
  if (!e.at.empty())
    json.Key("message").String(e.text).Key("receivedAt").String(e.at).Key("simNumber").Null();
  json.EndObject();
  json.EndObject();
  core::HttpCall call;
  call.url = line.hook;
  call.body = json.Take();
  const std::string time = std::to_string(now_ms / 1000);
  call.headers = {
      {"Content-Type", "application/json"},
      {"X-Timestamp", time},
      {"X-Signature", core::HexEncode(channels::Hmac(channels::HashKind::kSha256,
                                                     line.Text("secret"), call.body + time))}};
  return call;
}

class HttpSms final : public Provider {
 public:
  explicit HttpSms(Lines lines) : lines_(std::move(lines)) {}

  std::string NewAddress(const std::string& country, core::RandomSource& random) const override {
    return PhoneNumber(country, random);
  }

  core::HttpCall Webhook(const Line& line, const Sending& s, const Reply& reply) override {
    if (line.Text("preset") == "capcom6") return PhoneWebhook(line, s, reply);
    core::HttpCall call;
    call.url = line.hook + "?" + core::FormEncode({{"secret", line.Text("secret")}});
    call.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    call.body = core::FormEncode({{"date", core::Rfc3339(s.now)},
                                  {"from", s.address},
                                  {"id", s.unique},
                                  {"linkId", ""},
                                  {"text", reply.text},
                                  {"to", ValueOf(line, "from")},
                                  {"networkCode", "99999"}});
    return call;
  }

  std::optional<core::HttpResponse> Answer(const core::HttpRequest& request,
                                           Stage& stage) override {
    if (request.path == "/version1/messaging" && request.method == "POST")
      return SendAfricasTalking(request, stage);
    if (request.path == "/messages" && request.method == "POST") return SendPhone(request, stage);
    return std::nullopt;
  }

 private:
  core::HttpCall PhoneWebhook(const Line& line, const Sending& s, const Reply& reply) {
    PhoneEvent event{"sms:received",
                     core::HexEncode(core::Sha256(core::AsBytes(reply.text))).substr(0, 8),
                     reply.text, s.address, core::Rfc3339(s.now)};
    {
      const std::lock_guard lock(mutex_);
      last_[line.name + s.address] = {event, s.now.ms};
    }
    return PhonePost(line, event, s.unique, s.now.ms);
  }

  static core::HttpResponse Recipient(int code, const std::string& to) {
    core::JsonWriter json;
    json.BeginObject().Key("SMSMessageData").BeginObject();
    json.Key("Message").String("Sent to 1/1").Key("Recipients").BeginArray().BeginObject();
    json.Key("statusCode")
        .Integer(code)
        .Key("number")
        .String(to)
        .Key("status")
        .String(code == 101 ? "Success" : "Failed");
    json.Key("messageId").String(code == 101 ? "ATXid_1" : "None");
    json.EndObject().EndArray().EndObject().EndObject();
    return core::JsonResponse(201, json.Take());
  }

  core::HttpResponse SendAfricasTalking(const core::HttpRequest& request, Stage& stage) {
    core::Parameters form = core::ParseForm(request.body).value_or(core::Parameters{});
    const Line* line = FindLine(lines_, [&](const Line& l) {
      return l.Text("preset") == "africastalking" &&
             ValueOf(l, "username") == Get(form, "username") &&
             ValueOf(l, "api_key") == core::HeaderValue(request.headers, "apikey");
    });
    if (line == nullptr) return core::TextResponse(401, "The supplied authentication is invalid");
    const std::string message = Get(form, "message");
    if (message.empty())
      return core::TextResponse(400, "Request is missing required form field 'message'");
    if (!core::IsUtf8(message)) return core::TextResponse(400, "message is not UTF-8");
    if (!IsNumber(Get(form, "to"))) return Recipient(403, Get(form, "to"));
    if (Get(form, "from") != ValueOf(*line, "from")) return Recipient(402, Get(form, "to"));
    stage.Show(*line, Get(form, "to"), {message, {}});
    return Recipient(101, Get(form, "to"));
  }

  core::HttpResponse SendPhone(const core::HttpRequest& request, Stage& stage) {
    const Line* line = FindLine(lines_, [&](const Line& l) {
      return l.Text("preset") == "capcom6" &&
             core::HeaderValue(request.headers, "Authorization") ==
                 "Basic " + core::Base64Encode(core::AsBytes(ValueOf(l, "username") + ":" +
                                                             ValueOf(l, "password")));
    });
    if (line == nullptr) return core::TextResponse(401, "Unauthorized");
    auto body = core::JsonDocument::Parse(request.body);
    if (!body) return core::JsonResponse(400, R"({"message":"invalid JSON"})");
    auto numbers = body->root().kind() == core::JsonKind::kObject
                       ? body->root().Find("phoneNumbers")
                       : std::nullopt;
    const bool one = numbers && numbers->kind() == core::JsonKind::kArray && numbers->size() == 1 &&
                     numbers->At(0).kind() == core::JsonKind::kString &&
                     IsNumber(numbers->At(0).String());
    const std::string text = TextIn(body->root().Find("textMessage"), "text");
    const std::string id = TextIn(body->root(), "id");
    if (!one || text.empty() || id.size() > 36)
      return core::JsonResponse(400, R"({"message":"validation failed"})");
    const std::string to = numbers->At(0).String();
    Repeat(*line, to, stage);
    stage.Post(*line,
               PhonePost(*line, {"sms:delivered", id, "", to, ""}, "d" + id, 1'795'302'000'000));
    stage.Show(*line, to, {text, {}});
    core::JsonWriter json;
    json.BeginObject().Key("id").String(id).Key("state").String("Pending").EndObject();
    return core::JsonResponse(202, json.Take());
  }

  // What the person wrote last comes once more, as another event: it has been answered already.
  void Repeat(const Line& line, const std::string& to, Stage& stage) {
    std::pair<PhoneEvent, int64_t> last;
    {
      const std::lock_guard lock(mutex_);
      auto found = last_.find(line.name + to);
      if (found == last_.end()) return;
      last = std::move(found->second);
      last_.erase(found);
    }
    stage.Post(line, PhonePost(line, last.first, "again", last.second + 5000));
  }

  Lines lines_;
  std::mutex mutex_;
  std::map<std::string, std::pair<PhoneEvent, int64_t>> last_;  // guarded by mutex_
};

}  // namespace

std::unique_ptr<Provider> MakeHttpSms(Lines lines) {
  return std::make_unique<HttpSms>(std::move(lines));
}

std::string HttpSmsApi(const Line& line) {
  return line.Text("preset") == "africastalking" || line.Text("preset") == "capcom6"
             ? ValueOf(line, "api_base")
             : "";
}

}  // namespace bot::simulate
