// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "bot/writer_items.h"
#include "store/write_queue.h"

namespace bot {

using WriterQueue = store::WriteQueue<WriteItem>;

// The loop of the thread `writer`: takes whatever queued while the last commit ran and hands it on,
// until the queue is closed and drained. `process` must not throw.
inline void RunWriterBlocking(WriterQueue& queue,
                              const std::function<void(std::vector<WriteItem>)>& process) {
  for (;;) {
    std::vector<WriteItem> items = queue.TakeBlocking();
    if (items.empty()) return;
    process(std::move(items));
  }
}

}  // namespace bot
