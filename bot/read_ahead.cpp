// SPDX-License-Identifier: Apache-2.0
#include "bot/read_ahead.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

namespace bot {
namespace {
// Of one request the kernel takes no more than the disk's read_ahead_kb, 128 KiB where nobody set
// it (mm/readahead.c, force_page_cache_ra).
constexpr int64_t kAtOnce = 128LL * 1024;
}  // namespace

void AskForFile(const std::string& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  const int64_t size =
      std::min(kMostReadAhead, static_cast<int64_t>(lseek(descriptor, 0, SEEK_END)));
  for (int64_t at = 0; at < size; at += kAtOnce)
    (void)posix_fadvise(descriptor, at, kAtOnce, POSIX_FADV_WILLNEED);
  close(descriptor);
}

void ReadInbox(const store::Store& store) {
  for (const char* state : {"", "new", "in_case"}) {
    store::TicketFilter filter;
    filter.state = state;
    filter.limit = 200;
    (void)store.ListTickets(filter);  // an error will be said to whoever asks
  }
}

}  // namespace bot
