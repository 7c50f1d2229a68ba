// SPDX-License-Identifier: Apache-2.0
// An officer's first page after a start does not wait for a disk that has forgotten everything, one
// page of the file at a time.
#pragma once

#include <string>

#include "store/store.h"

namespace bot {

inline constexpr int64_t kMostReadAhead = 256LL * 1024 * 1024;

// Asks the kernel for the first kMostReadAhead bytes of the file, in their order on the disk, and
// does not wait for them. Only before this process opens the file as a database: closing any of a
// process's descriptors drops the locks that SQLite holds on it
// (https://www.sqlite.org/howtocorrupt.html, 2.2). A file that is not there yet is no error.
void AskForFile(const std::string& file);
// Sends what the pages of the inbox begin with. Blocks until the disk has brought it.
void ReadInbox(const store::Store& store);

}  // namespace bot
