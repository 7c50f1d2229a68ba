// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "bot/gateway.h"
#include "bot/http/client.h"
#include "bot/writer.h"
#include "channels/channel.h"
#include "store/store.h"

namespace bot {

// Long polling for one channel that cannot be pushed to: a token alone makes a real bot on a
// laptop. The offset moves, and is stored, only after COMMIT.
class Poller {
 public:
  Poller(std::shared_ptr<const channels::Channel> channel, Gateway& gateway, WriterQueue& queue,
         const store::Store& store, std::unique_ptr<HttpClient> client)
      : channel_(std::move(channel)),
        gateway_(gateway),
        queue_(queue),
        store_(store),
        client_(std::move(client)) {}
  void RunBlocking();
  void Stop();

 private:
  // False: wait a little before the next.
  bool PollOnce(int64_t& offset);
  [[nodiscard]] std::string OffsetKey() const { return "poll_offset." + channel_->name(); }

  std::shared_ptr<const channels::Channel> channel_;
  Gateway& gateway_;
  WriterQueue& queue_;
  const store::Store& store_;
  std::unique_ptr<HttpClient> client_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
};

}  // namespace bot
