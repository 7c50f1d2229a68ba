// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/file_layer.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <new>
#include <vector>

namespace store::sqlite {
namespace {

sqlite3_vfs* g_base = nullptr;  // set once, before the layer is registered

// Writes to the log that have not reached the file below: one run of bytes.
struct Gathered {
  std::vector<uint8_t> bytes;
  sqlite3_int64 begin = 0;
};
// SQLite's unix layer takes the low 17 bits of a length (seekAndWriteFd() in os_unix.c, 3.40):
// never more than that at once.
constexpr size_t kMaxGathered = 0x1f000;

// The file below lies right behind this one, in the memory that SQLite gave.
struct File {
  sqlite3_file head{};
  bool main = false;
  Gathered* log = nullptr;  // owned; for a write-ahead log
  [[nodiscard]] sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
File* Of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* Below(sqlite3_file* file) { return Of(file)->below(); }

int Flush(sqlite3_file* f) {
  Gathered* log = Of(f)->log;
  if (log == nullptr || log->bytes.empty()) return SQLITE_OK;
  const int code = Below(f)->pMethods->xWrite(Below(f), log->bytes.data(),
                                              static_cast<int>(log->bytes.size()), log->begin);
  log->bytes.clear();
  return code;
}

// Flushes, then `run` unless that failed.
template <class F>
int AfterFlush(sqlite3_file* f, F&& run) {
  const int code = Flush(f);
  return code == SQLITE_OK ? run() : code;
}

int Gather(sqlite3_file* f, Gathered& log, const void* data, int bytes, sqlite3_int64 offset) {
  const auto end = log.begin + static_cast<sqlite3_int64>(log.bytes.size());
  const bool full = log.bytes.size() + static_cast<size_t>(bytes) > kMaxGathered;
  if (full || (!log.bytes.empty() && offset != end)) {
    if (const int code = Flush(f)) return code;
  }
  if (log.bytes.empty()) log.begin = offset;
  const auto* from = static_cast<const uint8_t*>(data);
  log.bytes.insert(log.bytes.end(), from, from + bytes);
  return SQLITE_OK;
}

using Page = std::array<uint8_t, kPageBytes>;

size_t Number(const Page& page, size_t at) {
  return static_cast<size_t>(page[at]) << 8 | page[at + 1];
}

// Zeros between the cell pointers and the cells of a b-tree page; other pages stay as they are.
// https://www.sqlite.org/fileformat2.html, 1.6: type at 0, cells at 3, start of the cell content
// at 5.
void ZeroGap(Page& page, bool first_page) {
  const size_t header = first_page ? 100 : 0;
  const uint8_t type = page[header];
  const bool interior = type == 2 || type == 5;
  if (!interior && type != 10 && type != 13) return;
  const size_t begin = header + (interior ? 12 : 8) + 2 * Number(page, header + 3);
  const size_t end = Number(page, header + 5);
  if (begin < end && end <= page.size())
    std::fill(page.begin() + static_cast<std::ptrdiff_t>(begin),
              page.begin() + static_cast<std::ptrdiff_t>(end), uint8_t{0});
}

int Write(sqlite3_file* f, const void* data, int bytes, sqlite3_int64 offset) {
  if (Of(f)->log != nullptr) return Gather(f, *Of(f)->log, data, bytes, offset);
  if (!Of(f)->main || bytes != kPageBytes || offset % kPageBytes != 0) {
    return Below(f)->pMethods->xWrite(Below(f), data, bytes, offset);
  }
  Page page;
  std::copy_n(static_cast<const uint8_t*>(data), page.size(), page.begin());
  ZeroGap(page, offset == 0);
  return Below(f)->pMethods->xWrite(Below(f), page.data(), bytes, offset);
}

int Close(sqlite3_file* f) {
  (void)Flush(f);  // what was not synced was promised to nobody
  delete Of(f)->log;
  return Below(f)->pMethods->xClose(Below(f));
}
int Read(sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
  return AfterFlush(f, [&] { return Below(f)->pMethods->xRead(Below(f), to, n, at); });
}
int Truncate(sqlite3_file* f, sqlite3_int64 size) {
  return AfterFlush(f, [&] { return Below(f)->pMethods->xTruncate(Below(f), size); });
}
int Sync(sqlite3_file* f, int flags) {
  return AfterFlush(f, [&] { return Below(f)->pMethods->xSync(Below(f), flags); });
}
int FileSize(sqlite3_file* f, sqlite3_int64* size) {
  return AfterFlush(f, [&] { return Below(f)->pMethods->xFileSize(Below(f), size); });
}
int Lock(sqlite3_file* f, int level) { return Below(f)->pMethods->xLock(Below(f), level); }
int Unlock(sqlite3_file* f, int level) { return Below(f)->pMethods->xUnlock(Below(f), level); }
int CheckLock(sqlite3_file* f, int* out) {
  return Below(f)->pMethods->xCheckReservedLock(Below(f), out);
}
int Control(sqlite3_file* f, int op, void* arg) {
  return Below(f)->pMethods->xFileControl(Below(f), op, arg);
}
int SectorSize(sqlite3_file* f) { return Below(f)->pMethods->xSectorSize(Below(f)); }
int Traits(sqlite3_file* f) { return Below(f)->pMethods->xDeviceCharacteristics(Below(f)); }
int ShmMap(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return Below(f)->pMethods->xShmMap(Below(f), page, size, extend, out);
}
int ShmLock(sqlite3_file* f, int offset, int n, int flags) {
  return Below(f)->pMethods->xShmLock(Below(f), offset, n, flags);
}
void ShmBarrier(sqlite3_file* f) { Below(f)->pMethods->xShmBarrier(Below(f)); }
int ShmUnmap(sqlite3_file* f, int remove) {
  return Below(f)->pMethods->xShmUnmap(Below(f), remove);
}

// Version 2: no memory mapping, which would pass by Write().
const sqlite3_io_methods kMethods = {
    2,       Close,      Read,   Write,  Truncate, Sync,       FileSize, Lock,    Unlock, CheckLock,
    Control, SectorSize, Traits, ShmMap, ShmLock,  ShmBarrier, ShmUnmap, nullptr, nullptr};

int OpenFile(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out_flags) {
  File* file = new (f) File();
  const int code = g_base->xOpen(g_base, name, file->below(), flags, out_flags);
  if (file->below()->pMethods == nullptr)
    return code;  // not opened: SQLite will not close it either
  file->main = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  if ((flags & SQLITE_OPEN_WAL) != 0) file->log = new Gathered();
  file->head.pMethods = &kMethods;
  return code;
}

}  // namespace

const char* FileLayer() {
  static sqlite3_vfs vfs = [] {
    // Before SQLite is initialised (else it answers MISUSE, which does no harm): no mutex and
    // statistics round each malloc.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_initialize();
    g_base = sqlite3_vfs_find(nullptr);
    sqlite3_vfs layer = *g_base;
    layer.pNext = nullptr;
    layer.zName = "dwbot";
    layer.szOsFile = static_cast<int>(sizeof(File)) + g_base->szOsFile;
    layer.xOpen = OpenFile;
    return layer;
  }();
  static const bool registered = sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
  return registered ? vfs.zName : nullptr;
}

}  // namespace store::sqlite
