// SPDX-License-Identifier: Apache-2.0
// Workers on the web chat: what the page does, by the page's own requests.
#include "bot/simulate/simulation.h"
#include "core/json.h"
#include "core/json_writer.h"

namespace bot::simulate {
namespace {

using core::JsonKind;
using core::JsonValue;
using std::chrono::milliseconds;

constexpr milliseconds kPollTimeout{40'000};
constexpr milliseconds kAgain{2000};
constexpr int kQuietPolls = 12;  // of 5 s; then the worker closes the page
constexpr int kTries = 10;

std::string StringOf(JsonValue object, std::string_view key) {
  auto found = object.Find(key);
  return found && found->kind() == JsonKind::kString ? found->String() : "";
}

Shown ReadShown(JsonValue message) {
  auto choices = message.Find("choices");
  Shown shown{StringOf(message, "text"), {}};
  auto multiple = message.Find("multiple");
  if (multiple && multiple->kind() == JsonKind::kBool && multiple->Bool()) return shown;
  for (size_t i = 0; choices && choices->kind() == JsonKind::kArray && i < choices->size(); ++i) {
    shown.buttons.push_back({StringOf(choices->At(i), "token"), StringOf(choices->At(i), "label")});
  }
  return shown;
}

}  // namespace

std::string Simulation::OpenWebchat(const Line& line, HttpClient& client) {
  core::HttpCall call;
  call.url = settings_.target + "/chat/" + core::PercentEncode(line.name) + "/token";
  call.headers = {{"Content-Type", "application/json"}, {"Origin", settings_.target}};
  call.body = "{}";
  for (int attempt = 0; attempt < kTries; ++attempt) {
    core::HttpReply reply = client.SendBlocking(call, kPollTimeout);
    auto body = reply.status == 200 ? core::JsonDocument::Parse(reply.body)
                                    : core::Err(core::ErrorCode::kUnavailable, "");
    if (body && body->root().kind() == JsonKind::kObject) return StringOf(body->root(), "token");
    if (reply.status >= 400 && reply.status < 500) ++refused_;
    if (!Pause(kAgain)) return "";
  }
  return "";
}

// Acknowledges what came, then answers it. False: the answer could not be read.
bool Simulation::ReadWebchat(Player& player, HttpClient& client, const std::string& body) {
  auto document = core::JsonDocument::Parse(body);
  auto messages = document ? document->root().Find("messages") : std::nullopt;
  if (!messages || messages->kind() != JsonKind::kArray) return false;
  if (messages->size() == 0) return true;
  core::JsonWriter acks;
  acks.BeginObject();
  acks.Key("token").String(player.address);
  acks.Key("ack").BeginArray();
  for (size_t i = 0; i < messages->size(); ++i) acks.String(StringOf(messages->At(i), "id"));
  acks.EndArray();
  acks.EndObject();
  core::HttpCall call;
  call.url = settings_.target + "/hooks/" + core::PercentEncode(player.line->name);
  call.headers = {{"Content-Type", "application/json"}, {"Origin", settings_.target}};
  call.body = acks.Take();
  (void)client.SendBlocking(
      call, kPollTimeout);  // not acknowledged: it is shown again, and answered once more
  for (size_t i = 0; i < messages->size(); ++i) {
    auto reply = ReadOne(player, ReadShown(messages->At(i)));
    if (reply) Deliver(client, player, *reply);
  }
  return true;
}

void Simulation::PlayWebchat(Player& player, HttpClient& client) {
  player.address = OpenWebchat(*player.line, client);
  if (player.address.empty()) return;
  core::HttpCall poll;
  poll.method = "GET";
  poll.url =
      settings_.target + "/chat/" + core::PercentEncode(player.line->name) + "/messages?wait=0";
  poll.headers = {{"X-Chat-Token", player.address}};
  (void)client.SendBlocking(poll, kPollTimeout);  // the page is open before its first word leaves
  poll.url.replace(poll.url.size() - 1, 1, "5");
  Deliver(client, player, {player.provider->FirstWords(), ""});
  for (int quiet = 0; quiet < kQuietPolls && !player.worker->done();) {
    core::HttpReply reply = client.SendBlocking(poll, kPollTimeout);
    bool read = reply.status == 200 && ReadWebchat(player, client, reply.body);
    quiet = read && reply.body.find("\"id\"") != std::string::npos ? 0 : quiet + 1;
    if (!Pause(read ? milliseconds(0) : kAgain)) return;
  }
}

void Simulation::WebchatLoop() {
  auto client = MakeHttpClient();
  for (;;) {
    Player* player = nullptr;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stopping_ || !webchat_.empty(); });
      if (stopping_) return;
      player = webchat_.front();
      webchat_.pop_front();
    }
    PlayWebchat(*player, *client);
  }
}

}  // namespace bot::simulate
