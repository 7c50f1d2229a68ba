// SPDX-License-Identifier: Apache-2.0
#include "faulty_vfs.h"

#include <sqlite3.h>

#include <atomic>
#include <cstring>
#include <new>
#include <string_view>

namespace store::test {
namespace {

struct Plan {
  std::atomic<int> at{-1};
  std::atomic<int> skip{0};
  std::atomic<int> code{SQLITE_OK};
  std::atomic<int> failed{0};
};
Plan g_plan;

// SQLITE_OK, or the error to answer in place of the real call.
int Fault(FaultAt at) {
  if (g_plan.at.load() != static_cast<int>(at)) return SQLITE_OK;
  if (g_plan.skip.fetch_sub(1) > 0) return SQLITE_OK;
  ++g_plan.failed;
  return g_plan.code.load();
}

sqlite3_vfs* Base() {
  static sqlite3_vfs* base = sqlite3_vfs_find("unix");
  return base;
}

// The wrapped file lies right behind this one, in the memory that SQLite gave.
struct File {
  sqlite3_file head{};
  bool log = false;
  bool watched = false;
  [[nodiscard]] sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
File* Of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* Real(sqlite3_file* file) { return Of(file)->real(); }

int Write(sqlite3_file* f, const void* data, int bytes, sqlite3_int64 offset) {
  if (Of(f)->watched) {
    if (int code = Fault(Of(f)->log ? FaultAt::kLogWrite : FaultAt::kMainWrite)) return code;
  }
  return Real(f)->pMethods->xWrite(Real(f), data, bytes, offset);
}
int Sync(sqlite3_file* f, int flags) {
  if (Of(f)->watched) {
    if (int code = Fault(Of(f)->log ? FaultAt::kLogSync : FaultAt::kMainSync)) return code;
  }
  return Real(f)->pMethods->xSync(Real(f), flags);
}
int Close(sqlite3_file* f) { return Real(f)->pMethods->xClose(Real(f)); }
int Read(sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
  return Real(f)->pMethods->xRead(Real(f), to, n, at);
}
int Truncate(sqlite3_file* f, sqlite3_int64 size) {
  return Real(f)->pMethods->xTruncate(Real(f), size);
}
int FileSize(sqlite3_file* f, sqlite3_int64* size) {
  return Real(f)->pMethods->xFileSize(Real(f), size);
}
int Lock(sqlite3_file* f, int level) { return Real(f)->pMethods->xLock(Real(f), level); }
int Unlock(sqlite3_file* f, int level) { return Real(f)->pMethods->xUnlock(Real(f), level); }
int CheckLock(sqlite3_file* f, int* out) {
  return Real(f)->pMethods->xCheckReservedLock(Real(f), out);
}
int Control(sqlite3_file* f, int op, void* arg) {
  return Real(f)->pMethods->xFileControl(Real(f), op, arg);
}
int SectorSize(sqlite3_file* f) { return Real(f)->pMethods->xSectorSize(Real(f)); }
int Traits(sqlite3_file* f) { return Real(f)->pMethods->xDeviceCharacteristics(Real(f)); }
int ShmMap(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return Real(f)->pMethods->xShmMap(Real(f), page, size, extend, out);
}
int ShmLock(sqlite3_file* f, int offset, int n, int flags) {
  return Real(f)->pMethods->xShmLock(Real(f), offset, n, flags);
}
void ShmBarrier(sqlite3_file* f) { Real(f)->pMethods->xShmBarrier(Real(f)); }
int ShmUnmap(sqlite3_file* f, int remove) { return Real(f)->pMethods->xShmUnmap(Real(f), remove); }

const sqlite3_io_methods kMethods = {
    2,       Close,      Read,   Write,  Truncate, Sync,       FileSize, Lock,    Unlock, CheckLock,
    Control, SectorSize, Traits, ShmMap, ShmLock,  ShmBarrier, ShmUnmap, nullptr, nullptr};

int OpenFile(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out_flags) {
  File* file = new (f) File();
  const int code = Base()->xOpen(Base(), name, file->real(), flags, out_flags);
  if (file->real()->pMethods == nullptr) return code;
  file->log = (flags & SQLITE_OPEN_WAL) != 0;
  file->watched = file->log || (flags & SQLITE_OPEN_MAIN_DB) != 0;
  file->head.pMethods = &kMethods;
  return code;
}

// Registered before main(), as the default: a store opens files by name and knows nothing of this.
const bool kInstalled = [] {
  static sqlite3_vfs vfs;
  sqlite3_initialize();
  vfs = *Base();
  vfs.pNext = nullptr;
  vfs.zName = "faulty";
  vfs.szOsFile = static_cast<int>(sizeof(File)) + Base()->szOsFile;
  vfs.xOpen = OpenFile;
  return sqlite3_vfs_register(&vfs, 1) == SQLITE_OK;
}();

}  // namespace

void InjectFault(FaultAt at, int skip, int sqlite_code) {
  g_plan.failed = 0;
  g_plan.skip = skip;
  g_plan.code = sqlite_code;
  g_plan.at = kInstalled ? static_cast<int>(at) : -1;
}

int ClearFaults() {
  g_plan.at = -1;
  return g_plan.failed.exchange(0);
}

}  // namespace store::test
