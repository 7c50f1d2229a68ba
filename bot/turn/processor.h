// SPDX-License-Identifier: Apache-2.0
// One batch of the writer: which messages are new, load their conversations, Step() in memory
// (turns of one conversation after one another), one vault transaction if somebody is new, one
// store transaction, then the answers.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "bot/metrics.h"
#include "bot/sender/backoff.h"
#include "bot/turn/effects.h"
#include "bot/turn/live.h"
#include "bot/turn/survey_book.h"
#include "bot/writer_items.h"
#include "core/time.h"
#include "dialogs/engine.h"
#include "ecms/quality.h"
#include "store/store.h"
#include "vault/vault.h"

namespace bot {

struct TurnCounters {
  std::atomic<int64_t>& turns;
  std::atomic<int64_t>& advanced;
  std::atomic<int64_t>& duplicates;
  std::atomic<int64_t>& batches;
  std::atomic<int64_t>& refused_new;  // over limits.new_conversations_per_minute
};

// What a batch works with; everything outlives the processor.
struct TurnParts {
  store::Store& store;
  vault::Vault& vault;
  privacy::KeyRing& keys;
  const SurveyBook& surveys;
  const dialogs::Deployment& deployment;
  const WordSealer& sealer;
  const std::map<std::string, Door>& doors;
  const core::Clock& clock;
  core::RandomSource& random;
  Metrics& metrics;
  std::function<void(const std::string& channel)> on_outbox;  // rows of that channel may be ready
  std::function<void(const store::ErasureRow&)> on_erasure;   // an erasure was begun
  int new_conversations_per_minute = 0;                       // 0 = no bound
  ecms::FeedRules feed{};                                     // which events go to another system
  std::function<void()> on_words_removed{};  // sealed words were: no copy shall stay in the log
  std::function<void(const store::Batch&)> on_stored{};  // behind each COMMIT
  uint8_t quality_marks = *ecms::QualityBits("any");  // bits of store::quality that are looked for
};

class TurnProcessor {
 public:
  explicit TurnProcessor(TurnParts parts);

  // Writer thread only. Finishes every item's callback, whatever happens.
  void Process(std::vector<WriteItem> items);
  // Conversations whose erasure has begun: a message from there begins anew. Writer thread only.
  [[nodiscard]] std::set<core::ConversationId>& erasing() { return erasing_; }

 private:
  TurnParts parts_;
  CopyWatch copies_;
  FineWatch fine_;
  Workshop workshop_;
  std::set<core::ConversationId> erasing_;
  TurnCounters counters_;
  RateBucket new_conversations_;
};

}  // namespace bot
