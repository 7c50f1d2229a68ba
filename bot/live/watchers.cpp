// SPDX-License-Identifier: Apache-2.0
#include "bot/live/watchers.h"

#include <algorithm>

#include "web/web.h"

namespace bot {
namespace {

std::string WhoOf(const core::HttpRequest& request) {
  return std::string(core::HeaderValue(request.headers, "Cookie")) + '\n' +
         std::string(core::HeaderValue(request.headers, "Authorization"));
}

void SayNothing(const Responder& respond) {
  core::HttpResponse response{204, {}, ""};
  web::AddSecurityHeaders(response);
  respond(std::move(response));
}

}  // namespace

void Watchers::Wait(std::shared_ptr<const core::HttpRequest> request, core::Millis wait,
                    uint64_t version, Responder respond) {
  Waiting next{std::move(request), std::move(respond), "", clock_.Now() + wait, version};
  next.who = WhoOf(*next.request);
  std::deque<Waiting> gone;
  {
    const std::lock_guard lock(mutex_);
    const auto same = [&](const Waiting& one) { return one.who == next.who; };
    if (closed_ || waiting_.size() >= kMostOfAll) {
      gone.push_back(std::move(next));
    } else {
      if (std::count_if(waiting_.begin(), waiting_.end(), same) >=
          static_cast<ptrdiff_t>(kMostOfOne)) {
        auto oldest = std::find_if(waiting_.begin(), waiting_.end(), same);
        gone.push_back(std::move(*oldest));
        waiting_.erase(oldest);
      }
      waiting_.push_back(std::move(next));
    }
  }
  for (const Waiting& one : gone) SayNothing(one.respond);
}

void Watchers::LetGo(std::deque<Waiting> gone) {
  for (Waiting& one : gone) again_(std::move(one.request), std::move(one.respond));
}

void Watchers::Tick() {
  const core::Timestamp now = clock_.Now();
  const uint64_t version = changes_.Version();
  std::deque<Waiting> gone;
  {
    const std::lock_guard lock(mutex_);
    const auto stays = [&](const Waiting& one) {
      return one.version == version && now < one.until;
    };
    auto first = std::stable_partition(waiting_.begin(), waiting_.end(), stays);
    std::move(first, waiting_.end(), std::back_inserter(gone));
    waiting_.erase(first, waiting_.end());
  }
  LetGo(std::move(gone));
}

void Watchers::Wake() {
  std::deque<Waiting> gone;
  {
    const std::lock_guard lock(mutex_);
    gone.swap(waiting_);
  }
  LetGo(std::move(gone));
}

void Watchers::Close() {
  std::deque<Waiting> gone;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    gone.swap(waiting_);
  }
  for (const Waiting& one : gone) SayNothing(one.respond);
}

size_t Watchers::size() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace bot
