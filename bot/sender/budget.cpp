// SPDX-License-Identifier: Apache-2.0
#include "bot/sender/budget.h"

#include <algorithm>
#include <cstring>

#include "core/log.h"
#include "privacy/number_prefix.h"

namespace bot {
namespace {

constexpr int64_t kHardFactor = 2;
constexpr std::array<const char*, 3> kScopeNames = {"all", "conversation", "prefix"};
constexpr std::array<const char*, 3> kKeys = {"outbound_messages_per_day",
                                              "outbound_messages_per_conversation_per_day",
                                              "outbound_messages_per_prefix_per_day"};

std::string Label(size_t scope) { return std::string("scope=\"") + kScopeNames[scope] + "\""; }

std::string_view Bytes(const core::ConversationId& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

}  // namespace

size_t OutboundBudget::HashOfHash::operator()(const privacy::Fingerprint& h) const {
  size_t v = 0;
  std::memcpy(&v, h.data(), sizeof v);
  return v;
}

OutboundBudget::OutboundBudget(const BudgetLimits& limits, core::RandomSource& random,
                               Metrics& metrics)
    : limits_{limits.in_all, limits.per_conversation, limits.per_prefix}, metrics_(metrics) {
  std::array<uint8_t, 32> bytes{};
  random.Fill(bytes);
  key_ = privacy::Key(bytes);
}

OutboundBudget::Level OutboundBudget::LevelOf(Scope scope, int64_t count) const {
  const int64_t limit = limits_[scope];
  if (limit == 0 || count < limit) return kFree;
  return count < limit * kHardFactor ? kRepliesOnly : kNothing;
}

void OutboundBudget::BeginDay(core::Timestamp now) {
  if (core::DayOf(now) == day_) return;
  day_ = core::DayOf(now);
  in_all_ = 0;
  counts_.clear();
  levels_ = {};
  for (size_t scope = 0; scope < kScopes; ++scope)
    metrics_.Gauge("dwbot_outbound_budget_level", Label(scope)) = 0;
}

// Said once a day for each scope and level.
void OutboundBudget::Raise(Scope scope, Level level) {
  if (level <= levels_[scope]) return;
  levels_[scope] = level;
  metrics_.Gauge("dwbot_outbound_budget_level", Label(scope)) = level;
  core::Log(core::LogLevel::kError, "budget",
            level == kNothing
                ? "twice the day's messages have left: nothing leaves any more, messages wait"
                : "the day's messages have left: only replies leave now, others wait",
            {core::LogField::Word(core::LogKey::kReason, std::string("limits.") + kKeys[scope])});
}

bool OutboundBudget::Admit(const core::ConversationId& conversation, const vault::Destination& to,
                           bool reply, core::Timestamp now) {
  const core::SecretString prefix =
      limits_[kPrefix] == 0 ? core::SecretString() : privacy::NumberPrefix(to.address.Reveal());
  const auto conversation_hash =
      privacy::KeyedFingerprint(key_, "conversation", Bytes(conversation));
  const auto prefix_hash = privacy::KeyedFingerprint(key_, "prefix", prefix.Reveal());
  std::lock_guard lock(mutex_);
  BeginDay(now);
  int64_t none = 0;
  std::array<int64_t*, kScopes> counts = {
      &in_all_, limits_[kConversation] == 0 ? &none : &counts_[conversation_hash],
      prefix.empty() ? &none : &counts_[prefix_hash]};
  bool held = false;
  for (size_t i = 0; i < kScopes; ++i) {
    const auto scope = static_cast<Scope>(i);
    const Level level = LevelOf(scope, *counts[i]);
    Raise(scope, level);
    if (level == kFree || (level == kRepliesOnly && reply)) continue;
    held = true;
    metrics_.Counter("dwbot_outbound_held_total", Label(i)) += 1;
  }
  if (held) return false;
  for (int64_t* count : counts) *count += 1;
  return true;
}

core::Timestamp OutboundBudget::NextTry(core::Timestamp now, core::RandomSource& random) {
  constexpr core::Millis kDayLength{86'400'000}, kHour{3'600'000};
  const core::Timestamp tomorrow{(now.ms / kDayLength.count() + 1) * kDayLength.count()};
  // Spread over a minute, so that a crowd does not come back at once.
  return std::min(tomorrow, now + kHour) + core::Millis(static_cast<int64_t>(random.Below(60'000)));
}

std::string OutboundBudget::Alarm(core::Timestamp now) {
  std::lock_guard lock(mutex_);
  BeginDay(now);
  std::string out;
  for (size_t i = 0; i < kScopes; ++i) {
    if (levels_[i] == kFree) continue;
    out += (out.empty() ? "" : "; ") + (std::string("limits.") + kKeys[i]) +
           (levels_[i] == kNothing ? " reached twice: nothing leaves"
                                   : " reached: only replies leave");
    if (i != kAll) out += " there";
  }
  return out;
}

}  // namespace bot
