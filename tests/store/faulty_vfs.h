// SPDX-License-Identifier: Apache-2.0
// A layer under SQLite (a VFS) that fails on demand, as a disk does: everything above it is the
// code that ships.
#pragma once

namespace store::test {

enum class FaultAt {
  kLogWrite,   // write to the write-ahead log
  kLogSync,    // fsync of it
  kMainWrite,  // write to the main file (a checkpoint)
  kMainSync,
};

// From the call after `skip` more of that kind on, each one answers `sqlite_code` (SQLITE_FULL,
// SQLITE_IOERR_FSYNC ...).
void InjectFault(FaultAt at, int skip, int sqlite_code);
// Back to a healthy disk; returns how many calls were failed.
int ClearFaults();

}  // namespace store::test
