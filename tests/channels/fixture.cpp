// SPDX-License-Identifier: Apache-2.0
#include "fixture.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "channels/registry.h"
#include "core/base64.h"
#include "core/crypto.h"
#include "core/json_writer.h"

namespace channels {
namespace {

using core::JsonKind;
using core::JsonValue;

class Crypto final : public testing::Environment {
 public:
  void SetUp() override { core::InitCrypto(); }
};
const testing::Environment* const kCrypto = testing::AddGlobalTestEnvironment(new Crypto);

std::filesystem::path PathOf(const std::string& type, const std::string& kind) {
  return std::filesystem::path(DWBOT_SOURCE_DIR) / "tests/channels/fixtures" / type /
         (kind + ".json");
}

std::string Text(JsonValue object, const char* key, const std::string& fallback = "") {
  auto value = object.Find(key);
  return value ? value->String() : fallback;
}

core::Headers HeadersFrom(JsonValue holder) {
  core::Headers headers;
  auto found = holder.Find("headers");
  if (!found) return headers;
  for (const std::string& name : found->Keys())
    headers.emplace_back(name, found->Find(name)->String());
  return headers;
}

// [prefix, unit, count, suffix]
std::string Repeated(JsonValue list) {
  std::string out = list.At(0).String();
  for (int64_t i = 0; i < list.At(2).Integer(); ++i) out += list.At(1).String();
  return out + list.At(3).String();
}

std::string BodyFrom(JsonValue holder) {
  if (auto repeat = holder.Find("body_repeat")) return Repeated(*repeat);
  auto body = holder.Find("body");
  if (!body) return "";
  return body->kind() == JsonKind::kString ? body->String() : body->Dump();
}

// Sorted keys, whatever order the writer had.
std::string Canonical(core::JsonWriter& writer) {
  auto parsed = core::JsonDocument::Parse(writer.Take());
  EXPECT_TRUE(parsed);
  return parsed ? parsed->root().Dump() : "";
}

void WriteText(core::JsonWriter& w, const char* key, const std::string& value) {
  if (!value.empty()) w.Key(key).String(value);
}

const char* KindName(core::InboundKind kind) {
  switch (kind) {
    case core::InboundKind::kText:
      return "text";
    case core::InboundKind::kTap:
      return "tap";
    case core::InboundKind::kUnsupported:
      return "unsupported";
    case core::InboundKind::kBlocked:
      return "blocked";
    case core::InboundKind::kUnblocked:
      return "unblocked";
    case core::InboundKind::kRevoked:
      return "revoked";
    case core::InboundKind::kMoved:
      return "moved";
  }
  return "?";
}

void Write(core::JsonWriter& w, const core::InboundMessage& m) {
  w.BeginObject();
  w.Key("kind").String(KindName(m.kind));
  w.Key("from").String(m.from.Reveal());
  WriteText(w, "also", m.also.Reveal());
  w.Key("provider_id").String(m.provider_id.Reveal());
  WriteText(w, "text", m.text.Reveal());
  WriteText(w, "tap", m.tap);
  WriteText(w, "tap_ack", m.tap_ack);
  WriteText(w, "profile_name", m.profile_name.Reveal());
  WriteText(w, "language_hint", m.language_hint);
  if (m.sent_at) w.Key("sent_at").String(core::Rfc3339(*m.sent_at));
  if (m.is_edit) w.Key("is_edit").Bool(true);
  WriteText(w, "target", m.target.Reveal());
  w.EndObject();
}

void Write(core::JsonWriter& w, const core::DeliveryStatus& s) {
  constexpr const char* kStates[] = {"?", "accepted", "delivered", "read", "failed"};
  w.BeginObject();
  if (s.message) w.Key("message").String(s.message->Text());
  WriteText(w, "provider_message_id", s.provider_message_id.Reveal());
  w.Key("state").String(kStates[static_cast<size_t>(s.state)]);
  w.EndObject();
}

std::string DescribeError(const core::Error& error) {
  core::JsonWriter w;
  w.BeginObject().Key("error").String(core::Name(error.code)).EndObject();
  return Canonical(w);
}

}  // namespace

const std::vector<std::string>& FixtureKinds() {
  static const std::vector<std::string> kKinds = {
      "text",      "tap",          "unsupported",    "edit",      "blocked",
      "ignored",   "delivery",     "wrong_secret",   "malformed", "deep_nesting",
      "oversized", "render_plain", "render_choices", "reply"};
  return kKinds;
}

bool HasFixture(const std::string& type, const std::string& kind) {
  return std::filesystem::exists(PathOf(type, kind));
}

std::shared_ptr<core::JsonDocument> LoadFixture(const std::string& type, const std::string& kind) {
  std::ifstream file(PathOf(type, kind), std::ios::binary);
  EXPECT_TRUE(file.good()) << "no fixture " << type << "/" << kind << ".json";
  std::stringstream bytes;
  bytes << file.rdbuf();
  auto parsed = core::JsonDocument::Parse(bytes.str(), true);
  EXPECT_TRUE(parsed) << type << "/" << kind << ".json: " << (parsed ? "" : parsed.error().message);
  return parsed ? std::make_shared<core::JsonDocument>(std::move(*parsed)) : nullptr;
}

std::unique_ptr<Channel> MakeChannel(const std::string& type, const std::string& settings_json,
                                     core::Problems& problems, const std::string& public_url) {
  const ChannelType* found = FindChannelType(type);
  auto settings = core::JsonDocument::Parse(settings_json);
  EXPECT_TRUE(found != nullptr && settings) << type;
  if (found == nullptr || !settings) return nullptr;
  ChannelContext context;
  context.name = "main";
  context.path = "channels.main";
  context.public_url = public_url;
  context.signing_key = core::SecretString("0123456789abcdef0123456789abcdef");
  core::ObjectReader reader(settings->root(), context.path, problems);
  auto channel = found->make(reader, context);
  reader.Finish();
  return channel;
}

std::unique_ptr<Channel> MakeFixtureChannel(const std::string& type) {
  auto file = LoadFixture(type, "channel");
  if (!file) return nullptr;
  core::Problems problems;
  auto channel = MakeChannel(type, file->root().Find("settings")->Dump(), problems,
                             Text(file->root(), "public_url"));
  EXPECT_TRUE(channel && problems.empty()) << core::Describe(problems);
  return channel;
}

void SignAgain(const std::string& type, core::HttpRequest& request) {
  if (type != "whatsapp") return;
  auto secret = LoadFixture(type, "channel")->root().Find("settings")->Find("app_secret")->String();
  std::string signature = "sha256=" + core::HexEncode(core::HmacSha256(
                                          core::AsBytes(secret), core::AsBytes(request.body)));
  for (auto& [name, value] : request.headers) {
    if (name == "X-Hub-Signature-256") value = signature;
  }
}

core::HttpRequest RequestFrom(JsonValue request) {
  core::HttpRequest out;
  out.method = Text(request, "method", "POST");
  out.target = Text(request, "target", "/hooks/main");
  size_t mark = out.target.find('?');
  out.path = out.target.substr(0, mark);
  if (mark != std::string::npos) out.query = out.target.substr(mark + 1);
  out.headers = HeadersFrom(request);
  out.body = BodyFrom(request);
  return out;
}

core::HttpReply ReplyFrom(JsonValue reply) {
  core::HttpReply out;
  out.status = static_cast<int>(reply.Find("status")->Integer());
  out.headers = HeadersFrom(reply);
  out.body = BodyFrom(reply);
  return out;
}

core::OutboundMessage OutboundFrom(JsonValue message) {
  core::OutboundMessage out;
  JsonValue text = *message.Find("text");
  out.text = text.kind() == JsonKind::kArray ? Repeated(text) : text.String();
  out.body = Text(message, "body");
  if (auto choices = message.Find("choices")) {
    for (size_t i = 0; i < choices->size(); ++i) {
      JsonValue c = choices->At(i);
      out.choices.push_back({Text(c, "token"), Text(c, "label")});
    }
  }
  auto multiple = message.Find("multiple");
  out.multiple = multiple && multiple->Bool();
  out.language = Text(message, "language", "en");
  out.word_open_list = Text(message, "word_open_list");
  out.word_done = Text(message, "word_done");
  out.word_more = Text(message, "word_more");
  out.template_name = Text(message, "template_name");
  return out;
}

std::string Describe(const core::Result<Inbound>& inbound) {
  if (!inbound) return DescribeError(inbound.error());
  core::JsonWriter w;
  w.BeginObject();
  if (!inbound->messages.empty()) {
    w.Key("messages").BeginArray();
    for (const auto& m : inbound->messages) Write(w, m);
    w.EndArray();
  }
  if (!inbound->statuses.empty()) {
    w.Key("statuses").BeginArray();
    for (const auto& s : inbound->statuses) Write(w, s);
    w.EndArray();
  }
  if (!inbound->failure_codes.empty()) {
    w.Key("failure_codes").BeginArray();
    for (const std::string& code : inbound->failure_codes) w.String(code);
    w.EndArray();
  }
  w.EndObject();
  return Canonical(w);
}

std::string Describe(const core::Result<std::vector<core::HttpCall>>& calls) {
  if (!calls) return DescribeError(calls.error());
  core::JsonWriter w;
  w.BeginArray();
  for (const core::HttpCall& call : *calls) {
    w.BeginObject();
    w.Key("method").String(call.method);
    w.Key("url").String(call.url);
    for (const auto& [name, value] : call.headers) w.Key(name).String(value);
    if (!call.body.empty()) {
      w.Key("body");
      core::JsonDocument::Parse(call.body) ? w.Raw(call.body) : w.String(call.body);
    }
    w.EndObject();
  }
  w.EndArray();
  return Canonical(w);
}

std::string Describe(const SendOutcome& outcome) {
  constexpr const char* kNames[] = {
      "?", "sent", "retry", "give_up", "stop_contact", "channel_down", "parked", "needs_template"};
  core::JsonWriter w;
  w.BeginObject();
  w.Key("outcome").String(kNames[static_cast<size_t>(outcome.outcome)]);
  if (outcome.retry_after.count() != 0)
    w.Key("retry_after_ms").Integer(outcome.retry_after.count());
  WriteText(w, "provider_message_id", outcome.provider_message_id.Reveal());
  WriteText(w, "code", outcome.code);
  w.EndObject();
  return Canonical(w);
}

}  // namespace channels
