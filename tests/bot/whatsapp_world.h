// SPDX-License-Identifier: Apache-2.0
// Whole conversations on WhatsApp: webhooks as the simulated Meta signs them, the real channel,
// writer and sender, and a stand-in for the Graph API that refuses what Meta refuses. The clock
// stands still unless a test moves it.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <thread>

#include "bot/sender/sender.h"
#include "bot/simulate/persona.h"
#include "bot/simulate/provider.h"
#include "bot/simulate/script.h"
#include "bot/turn_fixture.h"
#include "channels/registry.h"
#include "core/base64.h"
#include "core/crypto.h"

namespace bot {

using simulate::Reply;
using simulate::Shown;

inline constexpr const char* kWorker = "+68572001234";
inline constexpr auto kPatience = std::chrono::seconds(20);

inline std::string SettingsJson(bool with_template) {
  std::string json =
      R"({"type": "whatsapp", "phone_number_id": "106540352242922", "access_token": "t", "app_secret": "s",
      "verify_token": "v", "api_base": "http://127.0.0.1:1")";
  if (with_template)
    json += R"(, "templates": {"en": {"name": "message_waiting", "language": "en_US"}})";
  return json + "}";
}

inline std::unique_ptr<channels::Channel> MakeWhatsAppChannel(core::JsonValue settings) {
  core::Problems problems;
  channels::ChannelContext context;
  context.name = "wa";
  core::ObjectReader reader(settings, "channels.wa", problems);
  (void)reader.String("type");
  auto channel = channels::FindChannelType("whatsapp")->make(reader, context);
  reader.Finish();
  EXPECT_TRUE(channel && problems.empty()) << core::Describe(problems);
  return channel;
}

// The service's calls, answered by the stand-in without a socket.
class Wire final : public HttpClient {
 public:
  Wire(simulate::Provider& provider, simulate::Stage& stage) : provider_(provider), stage_(stage) {}
  core::HttpReply SendBlocking(const core::HttpCall& call, std::chrono::milliseconds) override {
    core::HttpRequest request;
    request.method = call.method;
    request.target = request.path = call.url.substr(call.url.find('/', 8));
    request.headers = call.headers;
    request.body = call.body;
    auto answer = provider_.Answer(request, stage_);
    EXPECT_TRUE(answer) << "no such path at the provider: " << request.path;
    return {answer ? answer->status : 404, false, {}, answer ? answer->body : ""};
  }
  void Abort() override {}

 private:
  simulate::Provider& provider_;
  simulate::Stage& stage_;
};

class WhatsAppWorld : public testing::Test, public simulate::Stage {
 protected:
  void Begin(bool with_template) {
    line_.name = "wa";
    line_.hook = "http://127.0.0.1:2/hooks/wa";
    line_.settings = std::make_shared<const core::JsonDocument>(
        std::move(*core::JsonDocument::Parse(SettingsJson(with_template))));
    channel_ = MakeWhatsAppChannel(line_.settings->root());
    provider_ = simulate::MakeWhatsApp({&line_}, office_.clock);
    Door& door = office_.doors["wa"];
    door.channel = "wa";
    door.kind = core::ChannelKind::kWhatsApp;
    door.survey = office_.survey;
    door.languages = {"en"};
    door.window_24h = true;
    sender_ = std::make_unique<Sender>(Sender::Parts{
        queue_, *office_.vault, *office_.keys, office_.clock, office_.random, office_.metrics,
        budget_, nullptr, [this] {
          return std::make_unique<Wire>(*provider_, static_cast<simulate::Stage&>(*this));
        }});
    sender_->AddChannel(channel_, 0);
    threads_.emplace_back([this] {
      for (auto items = queue_.TakeBlocking(); !items.empty(); items = queue_.TakeBlocking())
        office_.processor->Process(std::move(items));
    });
    sender_->Start([this](const std::string&, std::function<void()> run) {
      threads_.emplace_back(std::move(run));
    });
  }
  void TearDown() override {
    if (sender_) sender_->Stop();
    queue_.Close();
    for (std::thread& thread : threads_) thread.join();
  }

  void Show(const simulate::Line&, const std::string& address, Shown shown) override {
    std::lock_guard lock(mutex_);
    EXPECT_EQ(address, worker_);
    phone_.push_back(std::move(shown));
    rang_.notify_all();
  }
  // A delivery report, while the send has not returned yet.
  void Post(const simulate::Line&, core::HttpCall call) override {
    auto inbound = channel_->Receive(AsRequest(call));
    ASSERT_TRUE(inbound) << inbound.error().message;
    ASSERT_EQ(inbound->statuses.size(), 1u);
    ASSERT_TRUE(inbound->statuses[0].message) << "biz_opaque_callback_data came back";
    statuses_ += 1;
  }
  static core::HttpRequest AsRequest(const core::HttpCall& call) {
    core::HttpRequest request;
    request.method = call.method;
    request.path = "/hooks/wa";
    request.headers = call.headers;
    request.body = call.body;
    return request;
  }

  void Say(const Reply& reply) {
    std::array<uint8_t, 16> bytes{};
    office_.random.Fill(bytes);
    simulate::Sending sending{worker_, "en", 1, core::HexEncode(bytes), office_.clock.Now()};
    Take(AsRequest(provider_->Webhook(line_, sending, reply)));
  }
  // A webhook whose `value` a test writes by hand, signed.
  void Deliver(const std::string& value) {
    core::HttpRequest request;
    request.method = "POST";
    request.path = "/hooks/wa";
    request.body =
        R"({"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":)" +
        value + "}]}]}";
    request.headers = {{"X-Hub-Signature-256", "sha256=" + core::HexEncode(core::HmacSha256(
                                                               core::AsBytes(std::string_view("s")),
                                                               core::AsBytes(request.body)))}};
    Take(request);
  }
  void Take(const core::HttpRequest& request) {
    auto inbound = channel_->Receive(request);
    ASSERT_TRUE(inbound) << inbound.error().message;
    for (core::InboundMessage& message : inbound->messages) {
      auto turn = office_.preparer->Prepare(office_.doors.at("wa"), std::move(message));
      ASSERT_TRUE(turn);
      std::promise<core::Status> stored;
      turn->delivery = std::make_shared<Delivery>(
          1, [&](core::Status status) { stored.set_value(std::move(status)); });
      ASSERT_TRUE(queue_.Push(std::make_unique<PreparedTurn>(std::move(*turn)), true));
      ASSERT_TRUE(stored.get_future().get());
    }
    sender_->Notify("wa");
  }
  // The next message on the phone; fails the test when none comes.
  Shown Read() {
    std::unique_lock lock(mutex_);
    bool came = rang_.wait_for(lock, kPatience, [&] { return !phone_.empty(); });
    EXPECT_TRUE(came) << "no message came";
    if (!came) return {};
    Shown shown = std::move(phone_.front());
    phone_.pop_front();
    return shown;
  }
  int64_t Outcomes(const std::string& outcome) {
    return office_.metrics.Counter("dwbot_sends_total",
                                   "channel=\"wa\",outcome=\"" + outcome + "\"");
  }
  template <class Condition>
  void Until(Condition holds) {
    auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!holds() && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    EXPECT_TRUE(holds());
  }
  // Until nothing is on its way: a clock that moves while a send is not recorded ends its lease,
  // and it leaves again.
  void Quiet() {
    Until([&] {
      const auto counts = office_.store->CountOutbox();
      return counts && counts->sending == 0 && counts->waiting == 0;
    });
  }
  void OnWriter(std::function<void()> work) {
    std::promise<void> done;
    ASSERT_TRUE(queue_.Push(TaskItem{[&] {
                              work();
                              done.set_value();
                            }},
                            true));
    done.get_future().get();
  }
  // Whose conversation an address leads to; nullopt: nobody's.
  std::optional<core::ConversationId> ConversationOf(const std::string& address) {
    auto lookup = vault::MakeLookup(*office_.keys->LookupKeys(core::DayOf(office_.clock.Now())),
                                    core::ChannelKind::kWhatsApp, "wa", core::Address(address));
    std::optional<core::ConversationId> found;
    OnWriter([&] {
      std::vector<const vault::Lookup*> lookups{&lookup};
      auto contacts = office_.vault->Find(lookups);
      ASSERT_TRUE(contacts);
      if ((*contacts)[0]) found = (*contacts)[0]->conversation;
    });
    return found;
  }
  // A message of the office, the window as it was when the worker wrote last.
  void Enqueue(core::Purpose purpose, const std::string& text) {
    const core::Timestamp now = office_.clock.Now();
    store::OutboxRow row;
    row.conversation = ConversationOf(worker_).value_or(core::ConversationId{});
    core::OutboundMessage message;
    message.text = text;
    message.purpose = purpose;
    message.language = "en";
    row.id = core::MessageId::Random(office_.random);
    // Its place in the order is that of the moment: behind what the worker was answered, before
    // what will be answered.
    row.turn = 1;
    row.part = 100;
    row.channel = "wa";
    row.key_day = core::DayOf(now) + 20;
    row.due_at = now;
    row.expires_at = now + std::chrono::hours(480);
    row.free_until = begun_ + std::chrono::hours(24);
    row.sealed = SealOutbound(**office_.keys->DayKeyForSealing(row.key_day), row.id, message);
    ASSERT_TRUE(queue_.Push(CommandItem{{store::Enqueue{row}},
                                        [this](const core::Status& status) {
                                          EXPECT_TRUE(status);
                                          sender_->Notify("wa");
                                        }},
                            true));
  }

  std::string worker_ = kWorker;  // a number or a user id
  Office office_;
  core::Timestamp begun_ = office_.clock.Now();
  simulate::Line line_;
  std::shared_ptr<channels::Channel> channel_;
  std::unique_ptr<simulate::Provider> provider_;
  WriterQueue queue_{1000, 64};
  OutboundBudget budget_{{}, office_.random, office_.metrics};
  std::unique_ptr<Sender> sender_;
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable rang_;
  std::deque<Shown> phone_;  // guarded by mutex_
  std::atomic<int> statuses_{0};
};

}  // namespace bot
