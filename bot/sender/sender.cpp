// SPDX-License-Identifier: Apache-2.0
#include "bot/sender/sender.h"

#include "bot/thread/entry_state.h"
#include "core/limits.h"
#include "core/log.h"

namespace bot {

using channels::Outcome;
using channels::SendOutcome;

namespace {
constexpr core::Millis kLeaseTime{90'000};  // longer than any send may take
constexpr core::Millis kPageRetry{2'000};   // a webchat page that is closed now
}  // namespace

void Sender::AddChannel(std::shared_ptr<const channels::Channel> channel, double per_second) {
  Lane& lane = lanes_[channel->name()];
  double rate = per_second > 0 ? per_second : channel->traits().messages_per_second;
  lane.bucket = RateBucket(rate, std::max(1.0, rate));
  lane.slots = channel->traits().send_slots;
  lane.pair_rate.emplace(channel->traits().per_chat_per_second, channel->traits().per_chat_burst);
  lane.channel = std::move(channel);
}

void Sender::Start(const std::function<void(std::string, std::function<void()>)>& start_thread) {
  start_thread("dispatch", [this] { DispatchLoop(); });
  int n = 0;
  for (auto& [name, lane] : lanes_) {
    for (int i = 0; i < lane.slots; ++i) {
      start_thread("send-" + std::to_string(n++), [this, &lane = lane] { SendLoop(lane); });
    }
  }
}

void Sender::Notify(const std::string& channel) {
  {
    std::lock_guard lock(mutex_);
    auto it = lanes_.find(channel);
    if (it == lanes_.end() || it->second.hint) return;
    it->second.hint = true;
  }
  dispatch_wake_.notify_one();
}

void Sender::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  dispatch_wake_.notify_all();
  work_wake_.notify_all();
}

void Sender::DispatchLoop() {
  for (;;) {
    core::Millis wait = Dispatch();
    std::unique_lock lock(mutex_);
    if (stopping_) return;
    dispatch_wake_.wait_for(lock, wait);
    if (stopping_) return;
  }
}

core::Millis Sender::Dispatch() {
  core::Millis wait{1000};
  std::unique_lock lock(mutex_);
  const core::Timestamp now = parts_.clock.Now();
  for (auto& [name, lane] : lanes_) {
    if (stopping_ || lane.leasing || lane.busy >= lane.slots) continue;
    if (now < lane.paused_until) {
      wait = std::min(wait, lane.paused_until - now);
      continue;
    }
    if (!lane.hint && now < lane.look_again) {
      wait = std::min(wait, lane.look_again - now);
      continue;
    }
    int limit = std::min(lane.bucket.Available(now), lane.slots - lane.busy);
    if (limit <= 0) {
      wait = std::min(wait, lane.bucket.UntilNext(now));
      continue;
    }
    lane.leasing = true;
    lane.hint = false;
    // A row that waits for its time (retry, lease end) is found by looking again.
    lane.look_again = now + core::Millis(1000);
    lock.unlock();
    LeaseFor(name, lane, limit);
    lock.lock();
  }
  return std::max(wait, core::Millis(1));
}

void Sender::LeaseFor(const std::string& name, Lane& lane, int limit) {
  const core::Timestamp now = parts_.clock.Now();
  LeaseItem item;
  item.lease = {name, static_cast<size_t>(limit), now, now + kLeaseTime};
  item.done = [this, &lane, limit](core::Result<std::vector<store::OutboxRow>> rows) {
    {
      std::lock_guard lock(mutex_);
      lane.leasing = false;
      if (rows) {
        auto n = static_cast<int>(rows->size());
        lane.bucket.Take(n);
        lane.busy += n;
        if (n == limit) lane.hint = true;  // there may be more
        for (auto& row : *rows) lane.work.push_back(std::move(row));
      }
    }
    work_wake_.notify_all();
    dispatch_wake_.notify_one();
  };
  if (!parts_.queue.Push(std::move(item), true)) {
    std::lock_guard lock(mutex_);
    lane.leasing = false;
  }
}

void Sender::SendLoop(Lane& lane) {
  auto client = parts_.make_client();
  for (;;) {
    store::OutboxRow row;
    {
      std::unique_lock lock(mutex_);
      work_wake_.wait(lock, [&] { return stopping_ || !lane.work.empty(); });
      // Leased rows that were not begun are left: at the next start they are due again.
      if (stopping_) return;
      row = std::move(lane.work.front());
      lane.work.pop_front();
    }
    SendOne(lane, *client, std::move(row));
  }
}

void Sender::Hold(Lane& lane, const store::OutboxRow& row, core::Timestamp again,
                  const char* reason) {
  CommandItem item;
  item.group.push_back(store::SendRetry{row.id, again, reason, false});
  item.done = [this, channel = row.channel](const core::Status&) { Notify(channel); };
  Finish(lane, std::move(item));
}

void Sender::Record(Lane& lane, const store::OutboxRow& row, SendOutcome outcome,
                    store::CommandGroup also, const std::optional<core::EntryId>& entry,
                    bool until_it_expires) {
  static constexpr const char* kNames[] = {
      "", "sent", "retry", "gave_up", "stop_contact", "channel_down", "parked", "awaits_worker"};
  const core::Timestamp now = parts_.clock.Now();
  const bool page = lane.channel->traits().acknowledges_sends;
  parts_.metrics.Counter("dwbot_sends_total", "channel=\"" + row.channel + "\",outcome=\"" +
                                                  kNames[static_cast<size_t>(outcome.outcome)] +
                                                  "\"") += 1;
  const bool patient = page || until_it_expires;
  if (outcome.outcome == Outcome::kRetry && !patient && row.attempts + 1 >= kMaxSendAttempts) {
    outcome.outcome = Outcome::kGiveUp;
  }
  if (outcome.outcome != Outcome::kSent && outcome.outcome != Outcome::kParked &&
      outcome.code != store::kAwaitsWorker && !page) {
    core::Log(
        core::LogLevel::kWarning, "sender", "a message was not taken",
        {core::LogField::Word(core::LogKey::kChannel, row.channel),
         core::LogField::Word(core::LogKey::kReason, kNames[static_cast<size_t>(outcome.outcome)]),
         core::LogField::Word(core::LogKey::kCode, outcome.code)});
  }
  const auto told = entry ? EntryAfter(outcome.outcome) : std::nullopt;
  if (told) also.push_back(store::SetEntryState{*entry, *told});
  // In a group of its own: a status that came before the send returned has ended the row already,
  // and then the group below fails. It goes first: a crash between the two makes a second send,
  // never a copy that stays.
  if (!also.empty()) {
    CommandItem beside;
    beside.group = std::move(also);
    (void)parts_.queue.Push(std::move(beside), true);
  }
  CommandItem item;
  switch (outcome.outcome) {
    case Outcome::kSent:
      item.group.push_back(store::SendDone{row.id});
      break;
    case Outcome::kParked:
      item.group.push_back(store::SendParked{row.id, now + core::limits::kInDoubt});
      break;
    case Outcome::kRetry: {
      core::Millis wait =
          page ? kPageRetry : Backoff(row.attempts, outcome.retry_after, parts_.random);
      item.group.push_back(store::SendRetry{row.id, now + wait, outcome.code});
      break;
    }
    case Outcome::kNeedsTemplate:
      item.group.push_back(store::AwaitWorker{row.id, row.free_until, row.expires_at});
      break;
    case Outcome::kGiveUp:
      item.group.push_back(store::SendGaveUp{row.id, outcome.code});
      break;
    case Outcome::kStopContact:
      Finish(lane, BlockedItem{row.conversation, row.id, outcome.code});
      return;
    case Outcome::kChannelDown: {
      std::lock_guard lock(mutex_);
      core::Millis pause = Backoff(3 + lane.failures++, outcome.retry_after, parts_.random);
      lane.paused_until = now + pause;
      item.group.push_back(store::SendRetry{row.id, lane.paused_until, outcome.code});
      break;
    }
  }
  if (outcome.outcome == Outcome::kSent) {
    std::lock_guard lock(mutex_);
    lane.failures = 0;
  }
  parts_.metrics.Gauge("dwbot_channel_down", "channel=\"" + row.channel + "\"") =
      outcome.outcome == Outcome::kChannelDown ? 1 : 0;
  item.done = [this, channel = row.channel](const core::Status&) { Notify(channel); };
  Finish(lane, std::move(item));
}

void Sender::Finish(Lane& lane, WriteItem item) {
  // Urgent: an outcome that is not recorded would be sent again.
  (void)parts_.queue.Push(std::move(item), true);
  {
    std::lock_guard lock(mutex_);
    lane.busy -= 1;
  }
  dispatch_wake_.notify_one();
}

}  // namespace bot
