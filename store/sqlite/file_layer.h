// SPDX-License-Identifier: Apache-2.0
// A layer between SQLite and the file system (a VFS), for two things.
//
// 1. It keeps deleted rows out of the main file. secure_delete=ON overwrites a deleted cell, but
// not the copies that stay
//    behind in the unused middle of a page when SQLite splits or merges pages and lays one out anew
//    (rebuildPage() in btree.c, SQLite 3.40): a test found rows there that had been deleted.
//    Nothing ever reads that gap, so each b-tree page is written to the main file with zeros in it.
//    The write-ahead log is left alone (its frames carry checksums); a truncating checkpoint
//    empties it.
// 2. It gathers the writes to the write-ahead log until they are synced. SQLite makes two system
// calls a page there, 450
//    for a batch of 64 turns. Nobody looks at these frames before the sync: with synchronous=FULL
//    SQLite publishes a commit to other connections after it. So: only for connections with
//    synchronous=FULL.
#pragma once

namespace store::sqlite {

inline constexpr int kPageBytes = 4096;
// Below this many pages the first byte of an overflow or free page (the top byte of a page number)
// cannot be taken for the first byte of a b-tree page (2, 5, 10, 13;
// https://www.sqlite.org/fileformat2.html, 1.5 and 1.6).
inline constexpr int kMaxPages = (1 << 25) - 1;  // 128 GiB

// The name to open databases with; registered at the first call, over the default layer of that
// moment. Thread-safe.
[[nodiscard]] const char* FileLayer();

}  // namespace store::sqlite
