// SPDX-License-Identifier: Apache-2.0
// WhatsApp Cloud API: webhooks signed and written as Meta does, and POST
// /<version>/<phone_number_id>/messages, which refuses what Meta refuses (whatsapp_rules.h, the 24
// h window, the rate to one person). One worker in four has a username and no number.
#include <fmt/format.h>

#include <map>
#include <mutex>

#include "bot/simulate/provider.h"
#include "bot/simulate/providers/whatsapp_rules.h"
#include "core/base64.h"
#include "core/crypto.h"
#include "core/json.h"
#include "core/json_writer.h"
#include "core/utf8.h"

namespace bot::simulate {
namespace {

using core::JsonWriter;
using whatsapp::IsUserId;
using whatsapp::Refusal;

// As Meta writes JSON: ASCII with \uXXXX, and every '/' escaped. The signature is over these bytes.
std::string Escaped(const std::string& json) {
  std::string out;
  for (size_t at = 0; at < json.size();) {
    const char32_t c = core::NextCodePoint(json, at);
    if (c == U'/') {
      out += "\\/";
    } else if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x10000) {
      out += fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
    } else {
      const auto high = static_cast<uint32_t>(c) - 0x10000;
      out += fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + (high >> 10), 0xdc00 + (high & 0x3ff));
    }
  }
  return out;
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
  call.body = Escaped(json.Take());
  auto mac = core::HmacSha256(core::AsBytes(line.Text("app_secret")), core::AsBytes(call.body));
  call.headers = {{"Content-Type", "application/json"},
                  {"X-Hub-Signature-256", "sha256=" + core::HexEncode(mac)}};
  return call;
}

class WhatsApp final : public Provider {
 public:
  WhatsApp(Lines lines, const core::Clock& clock) : lines_(std::move(lines)), clock_(clock) {}

  std::string NewAddress(const std::string& country, core::RandomSource& random) const override {
    if (random.Below(4) != 0) return PhoneNumber(country, random);
    return country + "." +
           std::to_string(1'000'000'000'000'000 + random.Below(9'000'000'000'000'000));
  }
  // Any answer but 200 is repeated, for up to 7 days.
  Repeats repeats() const override { return {std::chrono::milliseconds(2000), true, -1}; }
  bool Taken(int status) const override { return status == 200; }

  core::HttpCall Webhook(const Line& line, const Sending& s, const Reply& reply) override {
    Phone phone;
    {
      std::lock_guard lock(mutex_);
      Phone& known = phones_[{&line, s.address}];
      known.last_heard = s.now;
      phone = known;
    }
    JsonWriter json;
    json.BeginObject();
    WriteMetadata(json, line);
    json.Key("contacts").BeginArray().BeginObject();
    json.Key("profile").BeginObject().Key("name").String("Simulated").EndObject();
    WritePerson(json, s.address, "wa_id", "user_id");
    json.EndObject().EndArray();
    json.Key("messages").BeginArray().BeginObject();
    WritePerson(json, s.address, "from", "from_user_id");
    json.Key("id").String("wamid." + s.unique);
    json.Key("timestamp").String(std::to_string(s.now.ms / 1000));
    WriteContent(json, phone, reply);
    json.EndObject().EndArray().EndObject();
    return Signed(line, json.Take());
  }

  // /v<version>/<phone_number_id>/messages
  std::optional<core::HttpResponse> Answer(const core::HttpRequest& request,
                                           Stage& stage) override {
    constexpr std::string_view kMessages = "/messages";
    if (!request.path.starts_with("/v") || !request.path.ends_with(kMessages) ||
        request.method != "POST")
      return std::nullopt;
    size_t id = request.path.find('/', 1) + 1;
    if (id == 0 || id + kMessages.size() > request.path.size()) return std::nullopt;
    std::string number = request.path.substr(id, request.path.size() - kMessages.size() - id);
    const Line* line =
        FindLine(lines_, [&](const Line& l) { return l.Text("phone_number_id") == number; });
    if (line == nullptr)
      return whatsapp::Answer({400, 100, "Unsupported post request. Object does not exist"});
    if (core::HeaderValue(request.headers, "Authorization") !=
        "Bearer " + line->Text("access_token"))
      return whatsapp::Answer({401, 190, "Invalid OAuth access token"});
    auto body = core::JsonDocument::Parse(request.body);
    if (!core::HeaderValue(request.headers, "Content-Type").starts_with("application/json") ||
        !body || body->root().kind() != core::JsonKind::kObject)
      return whatsapp::Answer({400, 100, "The body must be a JSON object"});
    return Send(*line, body->root(), stage);
  }

 private:
  struct Phone {
    std::optional<core::Timestamp> last_heard;
    core::Timestamp made_up_at;  // when the messages that it was lent have been made up for
    std::string last_message;    // wamid of what is shown last
    bool last_is_list = false;
  };

  static void WritePerson(JsonWriter& json, const std::string& address, std::string_view number_key,
                          std::string_view user_key) {
    json.Key(IsUserId(address) ? user_key : number_key)
        .String(IsUserId(address) ? address : address.substr(1));
  }

  static void WriteContent(JsonWriter& json, const Phone& phone, const Reply& reply) {
    json.Key("type").String(reply.tap.empty() ? "text" : "interactive");
    if (reply.tap.empty()) {
      json.Key("text").BeginObject().Key("body").String(reply.text).EndObject();
      return;
    }
    json.Key("context")
        .BeginObject()
        .Key("from")
        .String("68572000000")
        .Key("id")
        .String(phone.last_message)
        .EndObject();
    const char* type = phone.last_is_list ? "list_reply" : "button_reply";
    json.Key("interactive").BeginObject().Key("type").String(type);
    json.Key(type).BeginObject().Key("id").String(reply.tap).Key("title").String("-").EndObject();
    json.EndObject();
  }

  core::HttpResponse Send(const Line& line, core::JsonValue message, Stage& stage) {
    whatsapp::Taken taken;
    if (auto refused = whatsapp::Check(line, message, taken)) return whatsapp::Answer(*refused);
    const std::string address = IsUserId(taken.to) ? taken.to : "+" + taken.to;
    auto id = Place(line, address, taken);
    if (!id) return whatsapp::Answer(id.error());
    // Before the answer: statuses may come before the send returned.
    stage.Post(line, StatusCall(line, *id, address, taken.data));
    stage.Show(line, address, std::move(taken.shown));
    JsonWriter json;
    json.BeginObject();
    json.Key("messaging_product").String("whatsapp");
    json.Key("contacts").BeginArray().BeginObject().Key("input").String(taken.to);
    WritePerson(json, address, "wa_id", "user_id");
    json.EndObject().EndArray();
    json.Key("messages").BeginArray().BeginObject().Key("id").String(*id).EndObject().EndArray();
    json.EndObject();
    return core::JsonResponse(200, json.Take());
  }

  // The id of a message that reaches the phone.
  tl::expected<std::string, Refusal> Place(const Line& line, const std::string& address,
                                           const whatsapp::Taken& taken) {
    constexpr auto kEach = std::chrono::seconds(6);
    constexpr int kLent = 45;
    const core::Timestamp now = clock_.Now();
    std::lock_guard lock(mutex_);
    Phone& phone = phones_[{&line, address}];
    const bool open = phone.last_heard && now - *phone.last_heard < std::chrono::hours(24);
    if (taken.free_form && !open)
      return tl::unexpected(Refusal{400, 131047, "Re-engagement message"});
    if (phone.made_up_at - now > kEach * (kLent - 1))
      return tl::unexpected(
          Refusal{400, 131056, "(Business Account, Consumer Account) pair rate limit hit"});
    phone.made_up_at = std::max(phone.made_up_at, now) + kEach;
    phone.last_message = "wamid.standin" + std::to_string(next_message_++);
    phone.last_is_list = taken.is_list;
    return phone.last_message;
  }

  // Delivered before sent: order is not kept.
  core::HttpCall StatusCall(const Line& line, const std::string& id, const std::string& address,
                            const std::string& data) const {
    JsonWriter json;
    json.BeginObject();
    WriteMetadata(json, line);
    json.Key("statuses").BeginArray();
    for (const char* status : {"delivered", "sent"}) {
      json.BeginObject();
      json.Key("id").String(id);
      json.Key("status").String(status);
      json.Key("timestamp").String(std::to_string(clock_.Now().ms / 1000));
      WritePerson(json, address, "recipient_id", "recipient_user_id");
      if (!data.empty()) json.Key("biz_opaque_callback_data").String(data);
      json.EndObject();
    }
    json.EndArray().EndObject();
    return Signed(line, json.Take());
  }

  Lines lines_;
  const core::Clock& clock_;
  std::mutex mutex_;
  std::map<std::pair<const Line*, std::string>, Phone> phones_;  // guarded by mutex_
  int64_t next_message_ = 1;                                     // guarded by mutex_
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
