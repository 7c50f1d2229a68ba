// SPDX-License-Identifier: Apache-2.0
// Takes outbox rows to the providers. Per channel: a rate, a number of slots, a pause when the
// provider is down: one hanging provider stops nobody else. Order per conversation is the store's
// (only the first row of one can be leased).
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "bot/http/client.h"
#include "bot/metrics.h"
#include "bot/sender/backoff.h"
#include "bot/sender/budget.h"
#include "bot/sender/pair_rate.h"
#include "bot/writer.h"
#include "channels/channel.h"
#include "core/random.h"
#include "core/time.h"
#include "privacy/key_ring.h"
#include "vault/staff_book.h"
#include "vault/vault.h"

namespace bot {

class Sender {
 public:
  // Hands a webchat message to an open page; false if no page is open.
  using Mailbox = std::function<bool(const std::string& token, const core::MessageId& id,
                                     const std::string& body)>;
  struct Parts {
    WriterQueue& queue;
    const vault::Vault& vault;
    privacy::KeyRing& keys;
    const core::Clock& clock;
    core::RandomSource& random;
    Metrics& metrics;
    OutboundBudget& budget;
    Mailbox mailbox;
    std::function<std::unique_ptr<HttpClient>()> make_client;
    const vault::StaffBook* staff = nullptr;  // whom alerts go to (bot/alerts)
  };
  explicit Sender(Parts parts) : parts_(std::move(parts)) {}

  // Before Start(). `per_second` 0 = the channel's own rate.
  void AddChannel(std::shared_ptr<const channels::Channel> channel, double per_second);
  // `start_thread` makes a named thread that runs the function (bot/app.cpp makes all threads).
  void Start(const std::function<void(std::string name, std::function<void()>)>& start_thread);
  // Rows of that channel may be ready. Any thread.
  void Notify(const std::string& channel);
  // No new leases; what is at a provider now is waited for by the threads' joins.
  void Stop();

 private:
  struct Lane {
    std::shared_ptr<const channels::Channel> channel;
    RateBucket bucket{1, 1};
    int slots = 1;
    std::optional<PairRate> pair_rate;
    // Below: protected by mutex_.
    bool hint = true;  // rows may be ready
    bool leasing = false;
    int busy = 0;  // leased rows not finished yet
    std::deque<store::OutboxRow> work;
    core::Timestamp paused_until;
    core::Timestamp look_again;  // the earliest row that waits for its time
    int failures = 0;            // channel-down in a row
  };

  void DispatchLoop();
  // Leases for every lane that may send; returns how long to wait when nothing happens.
  core::Millis Dispatch();
  void LeaseFor(const std::string& name, Lane& lane, int limit);
  void SendLoop(Lane& lane);
  void SendOne(Lane& lane, HttpClient& client, store::OutboxRow row);
  // Where `row` goes on this channel; nullopt: nowhere any more.
  [[nodiscard]] core::Result<std::optional<vault::Destination>> AddressFor(
      const Lane& lane, const store::OutboxRow& row, bool even_if_stopped) const;
  // What may leave now: free form, or (window closed) the template for it once; else
  // kNeedsTemplate.
  channels::SendOutcome DeliverInWindow(Lane& lane, HttpClient& client,
                                        const vault::Destination& to, const store::OutboxRow& row,
                                        const core::OutboundMessage& message,
                                        store::CommandGroup& also);
  channels::SendOutcome Deliver(Lane& lane, HttpClient& client, const vault::Destination& to,
                                const store::OutboxRow& row, const core::OutboundMessage& message,
                                store::CommandGroup& also);
  // Over the day's budget or the person's rate: the row goes back untried.
  void Hold(Lane& lane, const store::OutboxRow& row, core::Timestamp again, const char* reason);
  // Deletes the provider's copy of a message (bot/turn/erase_row.h).
  void EraseOne(Lane& lane, HttpClient& client, const store::OutboxRow& row,
                const core::OutboundMessage& job);
  // `also`: stored with the outcome. `entry`: of a thread, which this message carries.
  // `until_it_expires`: a retry is no attempt that counts.
  void Record(Lane& lane, const store::OutboxRow& row, channels::SendOutcome outcome,
              store::CommandGroup also = {},
              const std::optional<core::EntryId>& entry = std::nullopt,
              bool until_it_expires = false);
  // Notes in `also` what a later deletion of a message that was sent must know.
  void NoteSent(const Lane& lane, const store::OutboxRow& row, const core::SecretString& id,
                store::CommandGroup& also);
  [[nodiscard]] static core::Millis EraseAgainAfter(const Lane& lane);
  void Finish(Lane& lane, WriteItem item);

  Parts parts_;
  std::map<std::string, Lane> lanes_;
  std::mutex mutex_;
  std::condition_variable dispatch_wake_;
  std::condition_variable work_wake_;
  bool stopping_ = false;
};

}  // namespace bot
