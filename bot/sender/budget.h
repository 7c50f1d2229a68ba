// SPDX-License-Identifier: Apache-2.0
// How many messages may leave in a day (UTC): in all, to one conversation, and to one block of
// 10,000 numbers. It bounds what a mistake or a fraud can cost ("SMS pumping": somebody makes the
// bot write to numbers that earn them money). Over a limit only replies leave, over twice the limit
// nothing does; rows wait in the outbox, and an alarm says so.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "bot/metrics.h"
#include "core/ids.h"
#include "core/random.h"
#include "core/time.h"
#include "privacy/sealing.h"
#include "vault/vault.h"

namespace bot {

struct BudgetLimits {  // messages a day; 0 = no limit
  int64_t in_all = 50'000;
  int64_t per_conversation = 200;
  int64_t per_prefix = 5'000;
};

// Thread-safe. The counts live in memory, under keyed hashes whose key is drawn here: a restart
// begins a new day.
class OutboundBudget {
 public:
  OutboundBudget(const BudgetLimits& limits, core::RandomSource& random, Metrics& metrics);

  // May one message leave now? Counts it if so. `reply`: an answer to what the worker wrote.
  [[nodiscard]] bool Admit(const core::ConversationId& conversation, const vault::Destination& to,
                           bool reply, core::Timestamp now);
  // When a message that was held is looked at again: within the hour, and soon after the day ends.
  [[nodiscard]] static core::Timestamp NextTry(core::Timestamp now, core::RandomSource& random);
  // One line for people: what is over today; "" if nothing is.
  [[nodiscard]] std::string Alarm(core::Timestamp now);

 private:
  enum Scope : size_t { kAll, kConversation, kPrefix, kScopes };
  enum Level : int { kFree, kRepliesOnly, kNothing };
  struct HashOfHash {
    size_t operator()(const privacy::Fingerprint& h) const;
  };

  void BeginDay(core::Timestamp now);
  [[nodiscard]] Level LevelOf(Scope scope, int64_t count) const;
  void Raise(Scope scope, Level level);

  const std::array<int64_t, kScopes> limits_;
  privacy::Key key_;
  Metrics& metrics_;
  std::mutex mutex_;
  core::Day day_;
  int64_t in_all_ = 0;
  std::unordered_map<privacy::Fingerprint, int64_t, HashOfHash>
      counts_;                           // of conversations and prefixes
  std::array<Level, kScopes> levels_{};  // the highest of today
};

}  // namespace bot
