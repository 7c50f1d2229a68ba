// SPDX-License-Identifier: Apache-2.0
#include "bot/webchat/mailbox.h"

#include <algorithm>

#include "web/web.h"

namespace bot {
namespace {
constexpr core::Millis kOpenFor{60'000};
constexpr size_t kMaxPages = 20'000;
}  // namespace

core::HttpResponse Mailbox::Render(const Page& page) {
  std::string body = "{\"messages\":[";
  for (const auto& [id, message] : page.messages) {
    if (body.back() != '[') body += ',';
    body += message;
  }
  body += "]}";
  core::HttpResponse response = core::JsonResponse(200, std::move(body));
  web::AddSecurityHeaders(response);
  return response;
}

bool Mailbox::Offer(const std::string& token, const core::MessageId& id, const std::string& body) {
  std::lock_guard lock(mutex_);
  auto it = pages_.find(token);
  if (it == pages_.end() || it->second.last_seen + kOpenFor < clock_.Now()) return false;
  Page& page = it->second;
  auto same = [&](const auto& m) { return m.first == id; };
  if (std::none_of(page.messages.begin(), page.messages.end(), same)) {
    page.messages.emplace_back(id, body);
    where_[id] = token;
  }
  if (page.waiting) {
    (*page.waiting)(Render(page));
    page.waiting.reset();
    page.last_seen = clock_.Now();
  }
  return true;
}

void Mailbox::Acknowledge(const core::MessageId& id) {
  std::lock_guard lock(mutex_);
  auto where = where_.find(id);
  if (where == where_.end()) return;
  auto it = pages_.find(where->second);
  where_.erase(where);
  if (it == pages_.end()) return;
  auto& messages = it->second.messages;
  messages.erase(std::remove_if(messages.begin(), messages.end(),
                                [&](const auto& m) { return m.first == id; }),
                 messages.end());
}

bool Mailbox::Poll(const std::string& token, core::Timestamp until, Responder respond) {
  std::lock_guard lock(mutex_);
  const core::Timestamp now = clock_.Now();
  if (pages_.size() >= kMaxPages && pages_.count(token) == 0) {
    respond(core::ProblemResponse(503, "Busy", "too many open pages; try again later"));
    return false;
  }
  auto [it, is_new] = pages_.try_emplace(token);
  Page& page = it->second;
  bool was_closed = is_new || page.last_seen + kOpenFor < now;
  page.last_seen = now;
  if (page.waiting) (*page.waiting)(core::JsonResponse(200, "{\"messages\":[]}"));
  page.waiting.reset();
  if (!page.messages.empty() || until <= now) {
    respond(Render(page));
  } else {
    page.waiting = std::move(respond);
    page.until = until;
  }
  return was_closed;
}

void Mailbox::Tick() {
  std::lock_guard lock(mutex_);
  const core::Timestamp now = clock_.Now();
  for (auto it = pages_.begin(); it != pages_.end();) {
    Page& page = it->second;
    if (page.waiting) {
      page.last_seen = now;
      if (page.until <= now) {
        (*page.waiting)(Render(page));
        page.waiting.reset();
      }
    }
    if (page.waiting || page.last_seen + kOpenFor >= now) {
      ++it;
      continue;
    }
    for (const auto& message : page.messages) where_.erase(message.first);
    it = pages_.erase(it);
  }
}

void Mailbox::Close() {
  std::lock_guard lock(mutex_);
  for (auto& [token, page] : pages_) {
    if (page.waiting) (*page.waiting)(core::JsonResponse(200, "{\"messages\":[]}"));
    page.waiting.reset();
  }
}

size_t Mailbox::open_pages() const {
  std::lock_guard lock(mutex_);
  return pages_.size();
}

}  // namespace bot
