// SPDX-License-Identifier: Apache-2.0
// Open webchat pages. Memory only: the outbox row stays until the page acknowledged its message, so
// nothing is lost here. Thread-safe.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "bot/http/server.h"
#include "core/ids.h"
#include "core/time.h"

namespace bot {

class Mailbox {
 public:
  explicit Mailbox(const core::Clock& clock) : clock_(clock) {}

  // For an open page (one that asked within the last minute): keeps the message until it is
  // acknowledged, and answers a waiting poll. False: no page is open.
  [[nodiscard]] bool Offer(const std::string& token, const core::MessageId& id,
                           const std::string& body);
  void Acknowledge(const core::MessageId& id);
  // Answers with what is there, or when something comes, or empty at `until`. A newer poll of the
  // same page answers the older one. True if the page was closed before: rows that wait for it
  // should be tried again now.
  bool Poll(const std::string& token, core::Timestamp until, Responder respond);
  // Answers polls whose time is over and forgets pages that are gone. Call every second or so.
  void Tick();
  void Close();
  [[nodiscard]] size_t open_pages() const;

 private:
  struct Page {
    std::deque<std::pair<core::MessageId, std::string>> messages;
    std::optional<Responder> waiting;
    core::Timestamp until;
    core::Timestamp last_seen;
  };
  static core::HttpResponse Render(const Page& page);

  const core::Clock& clock_;
  mutable std::mutex mutex_;
  std::map<std::string, Page> pages_;
  std::map<core::MessageId, std::string> where_;  // message -> token of its page
};

}  // namespace bot
