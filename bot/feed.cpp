// SPDX-License-Identifier: Apache-2.0
#include "bot/feed.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "core/log.h"
#include "ecms/feed_signature.h"

namespace bot {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr core::Millis kTimeout{15'000};  // Standard Webhooks: 15 to 30 s
constexpr core::Millis kLook{2'000};      // for new events
constexpr core::Millis kSweep{60'000};    // for expired ones, and for what a supervisor replayed
constexpr size_t kPage = 500;
constexpr int kPauseAfter = 3;  // failures in a row: the other system is down, not one event wrong

// Standard Webhooks' schedule, carried on to six days.
constexpr std::array<core::Millis, 12> kWaits = {seconds(5), minutes(5), minutes(30), hours(2),
                                                 hours(5),   hours(10),  hours(14),   hours(20),
                                                 hours(24),  hours(24),  hours(24),   hours(24)};

core::Millis WithJitter(core::Millis wait, core::RandomSource& random) {
  return wait - core::Millis(static_cast<int64_t>(
                    random.Below(static_cast<uint64_t>(wait.count() / 10) + 1)));
}

core::Millis RetryAfter(const core::HttpReply& reply) {
  constexpr int64_t kDay = 24 * 3600;
  const std::string_view text = core::HeaderValue(reply.headers, "Retry-After");
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size())
    return core::Millis(0);
  return seconds(std::clamp<int64_t>(value, 0, kDay));
}

}  // namespace

void FeedSender::RunBlocking() {
  for (;;) {
    const core::Millis wait = Round();
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, wait, [&] { return stopping_; })) return;
  }
}

void FeedSender::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  p_.client->Abort();
  wake_.notify_all();
}

core::Millis FeedSender::Round() {
  const core::Timestamp now = p_.clock.Now();
  if (now - swept_at_ >= kSweep) {
    swept_at_ = now;
    DropExpired();
  }
  if (now < paused_until_) return std::min(paused_until_ - now, kLook);
  for (ecms::FeedEvent& event : Due(now)) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) break;
    }
    auto body = ecms::OpenFeedEvent(p_.keys, event);
    if (!body) continue;  // its key is gone: DropExpired()
    auto failure = Send(event, *body);
    {
      const std::lock_guard lock(mutex_);
      if (stopping_ && failure)
        break;  // Stop() ended the call: it says nothing of the other system
    }
    failures_ = failure ? failures_ + 1 : 0;
    Record(std::move(event), failure);
    if (failures_ >= kPauseAfter) {
      paused_until_ =
          p_.clock.Now() +
          std::min<core::Millis>(seconds(5LL << std::min(failures_ - kPauseAfter, 6)), minutes(5));
      break;
    }
  }
  return kLook;
}

std::vector<ecms::FeedEvent> FeedSender::Due(core::Timestamp now) {
  std::map<std::pair<std::string, std::string>, ecms::FeedEvent> oldest;  // by ticket and type
  int64_t queued = 0;
  for (std::string after;;) {
    auto rows =
        p_.store.ListDocuments(ecms::kFeedKind, std::string(ecms::kFeedQueued), after, kPage);
    if (!rows) return {};
    for (const store::DocumentRow& row : *rows) {
      auto event = ecms::FromDocument(row);
      if (!event) continue;
      ++queued;
      auto [it, is_new] = oldest.try_emplace({event->ticket, event->type}, *event);
      if (!is_new &&
          std::pair(event->queued_at, event->id) < std::pair(it->second.queued_at, it->second.id))
        it->second = std::move(*event);
    }
    if (rows->size() < kPage) break;
    after = rows->back().key;
  }
  p_.metrics.Gauge("dwbot_feed_events", "state=\"queued\"") = queued;
  std::vector<ecms::FeedEvent> due;
  for (auto& [key, event] : oldest) {
    if (event.due_at <= now) due.push_back(std::move(event));
  }
  std::sort(due.begin(), due.end(),
            [](const auto& a, const auto& b) { return a.due_at < b.due_at; });
  return due;
}

std::optional<FeedSender::Failure> FeedSender::Send(const ecms::FeedEvent& event,
                                                    const std::string& body) {
  const core::Timestamp now = p_.clock.Now();
  core::HttpCall call;
  call.url = p_.config.url;
  call.headers = {
      {"Content-Type", "application/cloudevents+json"},
      {"User-Agent", "dwbot"},
      {"webhook-id", event.id},
      {"webhook-timestamp", std::to_string(now.ms / 1000)},
      {"webhook-signature", ecms::WebhookSignature(p_.config.secrets, event.id, now, body)}};
  call.body = body;
  const core::HttpReply reply = p_.client->SendBlocking(call, kTimeout);
  if (reply.status <= 0) return Failure{"no-answer", core::Millis(0)};
  if (reply.status < 200 || reply.status >= 300)
    return Failure{"http-" + std::to_string(reply.status), RetryAfter(reply)};
  // A login page or a provider's notice under 200 is no receipt.
  if (core::HeaderValue(reply.headers, "Content-Type").starts_with("text/html"))
    return Failure{"html", core::Millis(0)};
  return std::nullopt;
}

void FeedSender::Record(ecms::FeedEvent event, const std::optional<Failure>& failure) {
  store::CommandGroup group;
  if (!failure) {
    Count("sent");
    group.push_back(store::DropDocument{std::string(ecms::kFeedKind), event.id});
  } else {
    const auto attempt = static_cast<size_t>(event.attempts);
    event.dead = attempt >= kWaits.size();
    event.attempts += 1;
    event.error = failure->code;
    if (!event.dead)
      event.due_at =
          p_.clock.Now() + std::max(WithJitter(kWaits.at(attempt), p_.random), failure->wish);
    Count(event.dead ? "dead" : "retry");
    dead_ += event.dead ? 1 : 0;
    core::Log(event.dead ? core::LogLevel::kError : core::LogLevel::kWarning, "feed",
              event.dead ? "an event was given up; GET /api/v1/feed shows it"
                         : "the other system did not take an event; it is tried again",
              {core::LogField::Word(core::LogKey::kCode, failure->code)});
    group.push_back(store::PutDocument{ecms::ToDocument(event), event.version});
  }
  // Not stored: it is sent again, under the same webhook-id.
  (void)p_.commit(std::move(group));
}

// What was not taken while its key lived can be read by nobody: the row goes too.
void FeedSender::DropExpired() {
  store::CommandGroup group;
  int64_t dead = 0;
  for (std::string after;;) {
    auto rows = p_.store.ListDocuments(ecms::kFeedKind, std::nullopt, after, kPage);
    if (!rows) return;
    for (const store::DocumentRow& row : *rows) {
      auto event = ecms::FromDocument(row);
      const bool over = !event || p_.keys.DayKeyForOpening(event->key_day) == nullptr;
      if (over) group.push_back(store::DropDocument{row.kind, row.key});
      if (!over && event->dead) ++dead;
    }
    if (rows->size() < kPage) break;
    after = rows->back().key;
  }
  dead_ = dead;
  p_.metrics.Gauge("dwbot_feed_events", "state=\"dead\"") = dead;
  if (group.empty()) return;
  core::Log(core::LogLevel::kError, "feed", "events that nobody took have expired",
            {{core::LogKey::kCount, static_cast<int64_t>(group.size())}});
  (void)p_.commit(std::move(group));
}

std::string FeedSender::Alarm() const {
  const int64_t dead = dead_;
  return dead == 0 ? ""
                   : "feed: " + std::to_string(dead) +
                         " events were given up; a supervisor may replay them (docs/feed.md)";
}

}  // namespace bot
