// SPDX-License-Identifier: Apache-2.0
#include "bot/poller.h"

#include <cstdlib>
#include <future>

#include "core/log.h"

namespace bot {

void Poller::RunBlocking() {
  int64_t offset = 0;
  if (auto stored = store_.FindMeta(OffsetKey()); stored && *stored)
    offset = std::strtoll((*stored)->c_str(), nullptr, 10);
  for (;;) {
    bool ok = PollOnce(offset);
    std::unique_lock lock(mutex_);
    auto pause = ok ? std::chrono::milliseconds(0) : std::chrono::milliseconds(3000);
    if (wake_.wait_for(lock, pause, [&] { return stopping_; })) return;
  }
}

void Poller::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  client_->Abort();  // a long poll would hold the stop for 25 s
}

bool Poller::PollOnce(int64_t& offset) {
  auto call = channel_->PollCall(offset);
  if (!call) return false;
  core::HttpReply reply = client_->SendBlocking(*call, std::chrono::seconds(40));
  auto polled = channel_->ReadPoll(reply, offset);
  if (!polled) {
    core::Log(core::LogLevel::kWarning, "poll", "no updates could be fetched",
              {core::LogField::Word(core::LogKey::kChannel, channel_->name()),
               {core::LogKey::kHttpStatus, reply.status}});
    return false;
  }
  if (polled->next_offset == offset) return true;
  std::vector<core::HttpCall> acknowledgements = channel_->AcknowledgeCalls(polled->inbound);
  auto stored = std::make_shared<std::promise<bool>>();
  gateway_.Submit(channel_->name(), std::move(polled->inbound),
                  [stored](const core::Status& status) { stored->set_value(status.has_value()); });
  if (!stored->get_future().get()) return false;
  offset = polled->next_offset;
  (void)queue_.Push(CommandItem{{store::PutMeta{OffsetKey(), std::to_string(offset)}}, nullptr},
                    true);
  // Stops a tapped button's spinner; if it fails, the spinner ends by itself.
  for (const core::HttpCall& acknowledgement : acknowledgements) {
    (void)client_->SendBlocking(acknowledgement, std::chrono::seconds(10));
  }
  return true;
}

}  // namespace bot
