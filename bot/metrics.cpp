// SPDX-License-Identifier: Apache-2.0
#include "bot/metrics.h"

#include <algorithm>
#include <utility>

#include "core/result.h"

namespace bot {
namespace {

// What each family says, for whoever sets up the alarms. A family without a line here has none.
constexpr std::pair<std::string_view, std::string_view> kHelp[] = {
    {"dwbot_batches_total", "transactions that stored something"},
    {"dwbot_channel_down", "1 while a provider refuses the account, the token or the rate"},
    {"dwbot_copies_erased_total", "copies in providers' chats that were deleted"},
    {"dwbot_deliveries_failed_total", "messages that a provider took and could not deliver"},
    {"dwbot_delivery_errors_total", "the same by the provider's error code"},
    {"dwbot_duplicates_total", "messages that a provider repeated; they changed nothing"},
    {"dwbot_erasures_finished_total", "conversations erased at the worker's wish"},
    {"dwbot_feed_events", "events for another system by state; dead ones want a look"},
    {"dwbot_feed_events_total", "events for another system by outcome"},
    {"dwbot_in_doubt_total", "sends that a crash left in doubt and that are not repeated"},
    {"dwbot_messages_received_total", "messages that came in, by channel"},
    {"dwbot_open_connections", "open HTTP connections"},
    {"dwbot_outbound_budget_level",
     "0: all leaves, 1: a day's limit is reached and only replies leave, 2: nothing leaves"},
    {"dwbot_outbound_held_total", "messages that wait for the next day because of a limit"},
    {"dwbot_outbox_rows", "messages to send by state; dead ones want a look"},
    {"dwbot_ready", "1 while /readyz says ready"},
    {"dwbot_refused_total", "requests that were refused, by reason"},
    {"dwbot_sends_total", "attempts to send by outcome"},
    {"dwbot_signed_refused_total",
     "requests that a provider had signed rightly and that were refused all the same"},
    {"dwbot_turns_advanced_total", "messages that moved a survey on"},
    {"dwbot_turns_in_flight", "messages that wait to be stored"},
    {"dwbot_turns_total", "messages that were handled"},
    {"dwbot_write_queue", "work that waits for the writing thread"},
};

std::string HelpOf(std::string_view name) {
  const auto* found =
      std::ranges::find(kHelp, name, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(kHelp)
             ? ""
             : "# HELP " + std::string(name) + " " + std::string(found->second) + "\n";
}

}  // namespace

std::atomic<int64_t>& Metrics::Counter(std::string_view name, std::string_view labels) {
  return Get("counter", name, labels);
}
std::atomic<int64_t>& Metrics::Gauge(std::string_view name, std::string_view labels) {
  return Get("gauge", name, labels);
}

std::atomic<int64_t>& Metrics::Get(std::string_view type, std::string_view name,
                                   std::string_view labels) {
  std::lock_guard lock(mutex_);
  auto it = families_.find(name);
  if (it == families_.end()) {
    it = families_.try_emplace(std::string(name)).first;
    it->second.type = type;
  }
  CHECK(it->second.type == type);  // one name is one kind
  return it->second.values.try_emplace(std::string(labels), 0).first->second;
}

std::string Metrics::Render() const {
  std::lock_guard lock(mutex_);
  std::string out;
  for (const auto& [name, family] : families_) {
    out += HelpOf(name);
    out += "# TYPE " + name + " " + family.type + "\n";
    for (const auto& [labels, value] : family.values) {
      out += labels.empty() ? name : name + "{" + labels + "}";
      out += " " + std::to_string(value.load(std::memory_order_relaxed)) + "\n";
    }
  }
  return out;
}

}  // namespace bot
