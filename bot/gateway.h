// SPDX-License-Identifier: Apache-2.0
// The webhooks' door: verify and parse on the io thread, prepare on the thread of the
// conversation's hash, hand to the writer, answer after COMMIT. Bounded: over the bound a provider
// that repeats gets 503 at once, the others wait for room.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "bot/http/server.h"
#include "bot/metrics.h"
#include "bot/turn/flood.h"
#include "bot/turn/long_texts.h"
#include "bot/turn/prepare.h"
#include "bot/webchat/mailbox.h"
#include "bot/writer.h"
#include "channels/channel.h"
#include "store/write_queue.h"

namespace bot {

class Gateway {
 public:
  struct Parts {
    const std::map<std::string, Door>& doors;
    const std::map<std::string, std::shared_ptr<const channels::Channel>>& channels;
    const Preparer& preparer;
    const privacy::OfficeKey& office_key;
    WriterQueue& queue;
    Mailbox& mailbox;
    const core::Clock& clock;
    core::RandomSource& random;
    const core::SecretString& token_key;
    Metrics& metrics;
    size_t max_queued = 8192;
    int turns_per_conversation_per_minute = 30;
    int webchat_tokens_per_network_per_hour = 20;
    int prepare_threads = 1;
  };
  explicit Gateway(Parts parts);

  void Start(const std::function<void(std::string name, std::function<void()>)>& start_thread);
  void Stop();  // what was taken is still finished

  // io thread only. /hooks/<channel>, /chat/<channel>/token and /chat/<channel>/messages; false:
  // not one of these paths.
  [[nodiscard]] bool Handle(core::HttpRequest& request, const Responder& respond);
  // io thread, every 20 ms: requests that wait for room.
  void RetryWaiting();
  // Any thread (polling): `done` after COMMIT or refusal.
  void Submit(const std::string& channel, channels::Inbound inbound,
              std::function<void(core::Status)> done);
  [[nodiscard]] size_t in_flight() const { return in_flight_; }
  // The last message that there was room for could not be stored: a full disk, a key that cannot be
  // made. Any thread.
  [[nodiscard]] bool failing() const { return failing_; }

 private:
  struct PrepareItem {
    const Door* door;
    core::InboundMessage message;
    std::shared_ptr<Delivery> delivery;
    LongTexts::Author author{};
  };
  struct Waiting {
    core::Timestamp until;
    const channels::Channel* channel;
    channels::Inbound inbound;
    Responder respond;
  };
  [[nodiscard]] bool RefuseWhileShut(const Door& door, const Responder& respond, bool is_signed);
  void Hook(const channels::Channel& channel, core::HttpRequest& request, const Responder& respond);
  void Take(const channels::Channel& channel, channels::Inbound inbound, const Responder& respond);
  void MakeToken(const core::HttpRequest& request, const Responder& respond);
  void PollMessages(const core::HttpRequest& request, const Responder& respond);
  void PrepareLoop(store::WriteQueue<PrepareItem>& work);
  void PrepareOne(PrepareItem& item);
  // `is_signed`: a provider's own request, which it may not repeat: /readyz shows these, and an
  // alert tells of them.
  void CountRefusal(std::string_view reason, bool is_signed = false);
  void NoteOutcome(const core::Status& status);

  Parts parts_;
  std::vector<std::unique_ptr<store::WriteQueue<PrepareItem>>> work_;
  store::WriteQueue<PrepareItem> long_work_;
  LongTexts long_texts_;
  FloodGuard flood_;
  std::atomic<size_t> in_flight_{0};
  std::atomic<bool> failing_{false};
  std::deque<Waiting> waiting_;
  struct TokenCount {
    int64_t hour = 0;
    int count = 0;
  };
  std::unordered_map<std::string, TokenCount> tokens_by_network_;
};

}  // namespace bot
