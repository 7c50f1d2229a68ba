// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/processor.h"

#include <algorithm>

#include "bot/turn/batch_run.h"

namespace bot {

TurnProcessor::TurnProcessor(TurnParts parts)
    : parts_(std::move(parts)),
      copies_(parts_.random),
      fine_(parts_.random),
      workshop_{parts_.keys,  parts_.sealer,        parts_.random,
                parts_.store, parts_.feed,          copies_,
                fine_,        parts_.quality_marks, parts_.deployment.time_zone},
      counters_{parts_.metrics.Counter("dwbot_turns_total"),
                parts_.metrics.Counter("dwbot_turns_advanced_total"),
                parts_.metrics.Counter("dwbot_duplicates_total"),
                parts_.metrics.Counter("dwbot_batches_total"),
                parts_.metrics.Counter("dwbot_refused_total", "reason=\"new_conversations\"")},
      new_conversations_(std::max(1, parts_.new_conversations_per_minute) / 60.0,
                         std::max(1, parts_.new_conversations_per_minute)) {}

void TurnProcessor::Process(std::vector<WriteItem> items) {
  BatchRun run(parts_, workshop_, erasing_, counters_, new_conversations_);
  for (WriteItem& item : items) {
    // Tasks write outside the batch's transaction (vault, checkpoints): they run after it, in order
    // of arrival.
    run.Add(item);
  }
  run.Execute();
  for (WriteItem& item : items) {
    if (auto* task = std::get_if<TaskItem>(&item)) task->run();
  }
}

}  // namespace bot
