// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/connection.h"

#include <SQLiteCpp/Column.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <cstring>

#include "store/sqlite/file_layer.h"

namespace store::sqlite {
namespace {

constexpr int kWriterWaitsMs =
    5000;  // for another program that writes the same file (dwbot user add ...)
constexpr int kProgressSteps =
    20000;  // virtual machine steps between two looks at the clock: about 1 ms

// SQLite makes files that everybody may read; its -wal and -shm take over the mode of the main
// file.
const std::string& MakePrivate(const std::string& file, Access access) {
  if (access == Access::kWrite) {
    // Only makes it: a failure shows when SQLite opens the file, and is reported there.
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0) ::close(fd);
  }
  return file;
}

int OpenFlags(Access access) {
  // NOMUTEX: a connection is used by one thread at a time.
  return (access == Access::kWrite ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY) |
         SQLite::OPEN_NOMUTEX;
}

core::ErrorCode CodeOf(int sqlite_code) {
  switch (sqlite_code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT:
      return core::ErrorCode::kUnavailable;
    case SQLITE_CONSTRAINT:
      return core::ErrorCode::kConflict;
    case SQLITE_TOOBIG:
      return core::ErrorCode::kTooLarge;
    case SQLITE_NOTADB:
      return core::ErrorCode::kInvalid;
    default:
      return core::ErrorCode::kStorage;
  }
}

}  // namespace

core::Error ToError(std::string_view operation, const SQLite::Exception& error) {
  const int code =
      error.getExtendedErrorCode() > 0 ? error.getExtendedErrorCode() : error.getErrorCode();
  std::string text(operation);
  text.append(": ")
      .append(sqlite3_errstr(code))
      .append(" (SQLite ")
      .append(std::to_string(code))
      .append(")");
  return {CodeOf(code), std::move(text)};
}

Connection::Connection(const std::string& file, Access access)
    : db_(MakePrivate(file, access), OpenFlags(access), kWriterWaitsMs, FileLayer()) {
  sqlite3_extended_result_codes(db_.getHandle(), 1);
  Exec("PRAGMA trusted_schema=OFF");
  Exec("PRAGMA foreign_keys=ON");
  Exec("PRAGMA temp_store=MEMORY");
  if (access == Access::kRead) {
    Exec("PRAGMA query_only=ON");
    Exec("PRAGMA cache_size=-6144");  // 6 MiB: the indexes of the inbox at 20,000 tickets stay in
                                      // memory
    return;
  }
  Exec(("PRAGMA page_size=" + std::to_string(kPageBytes)).c_str());  // counts for a new file only
  Exec(("PRAGMA max_page_count=" + std::to_string(kMaxPages)).c_str());
  Exec("PRAGMA journal_mode=WAL");
  Exec("PRAGMA synchronous=FULL");
  Exec("PRAGMA secure_delete=ON");
  // 8 MiB. More is slower: a commit that split pages walks all of the cache (pcache1Truncate,
  // SQLite 3.40). With 32 MiB and a long outbox that took a tenth to a fifth of a commit's time; a
  // page that is not there costs one read from the kernel's.
  Exec("PRAGMA cache_size=-8192");
  Exec("PRAGMA journal_size_limit=100663296");  // a log that once grew is cut back to 96 MiB
  // In place of the automatic checkpoint: the writer does that between two batches.
  sqlite3_wal_hook(
      db_.getHandle(),
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<Connection*>(self)->wal_pages_ = pages;
        return SQLITE_OK;
      },
      this);
}

int64_t Connection::PragmaNumber(const char* sql) {
  SQLite::Statement statement(db_, sql);
  return statement.executeStep() ? statement.getColumn(0).getInt64() : 0;
}

void Connection::Rollback() noexcept {
  if (sqlite3_get_autocommit(db_.getHandle()) == 0) db_.tryExec("ROLLBACK");
}

void Connection::CheckpointPassive() {
  int log = 0;
  int done = 0;
  const int code =
      sqlite3_wal_checkpoint_v2(db_.getHandle(), "main", SQLITE_CHECKPOINT_PASSIVE, &log, &done);
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
    throw SQLite::Exception(db_.getHandle(), code);
  if (log >= 0 && log == done) wal_pages_ = 0;  // the next commit writes from the log's beginning
}

bool Connection::CheckpointTruncate() {
  sqlite3_busy_timeout(db_.getHandle(), 0);
  int log = 0;
  int done = 0;
  const int code =
      sqlite3_wal_checkpoint_v2(db_.getHandle(), "main", SQLITE_CHECKPOINT_TRUNCATE, &log, &done);
  sqlite3_busy_timeout(db_.getHandle(), kWriterWaitsMs);
  if ((code & 0xff) == SQLITE_BUSY) return false;
  if (code != SQLITE_OK) throw SQLite::Exception(db_.getHandle(), code);
  wal_pages_ = 0;
  // Pages in memory still have the gaps that the file has not (file_layer.h): forget them, or they
  // reach the log again.
  sqlite3_db_release_memory(db_.getHandle());
  return true;
}

void Connection::LimitStatements(core::Millis limit) {
  limit_ = limit;
  sqlite3_progress_handler(
      db_.getHandle(), kProgressSteps,
      [](void* self) {
        return std::chrono::steady_clock::now() > static_cast<Connection*>(self)->deadline_ ? 1 : 0;
      },
      this);
}

void Connection::StartClock() { deadline_ = std::chrono::steady_clock::now() + limit_; }

Run& Run::Int(int64_t value) {
  statement_.bind(++bound_, value);
  return *this;
}

Run& Run::Text(const std::string& value) {
  statement_.bindNoCopy(++bound_, value);
  return *this;
}

Run& Run::Blob(core::ByteSpan value) {
  // A null pointer would bind NULL, not an empty blob.
  statement_.bindNoCopy(++bound_, value.empty() ? static_cast<const void*>("") : value.data(),
                        static_cast<int>(value.size()));
  return *this;
}

Run& Run::Null() {
  statement_.bind(++bound_);
  return *this;
}

bool Run::Next() {
  column_ = 0;
  return statement_.executeStep();
}

void Run::Execute() {
  while (Next()) {
  }
}

int64_t Run::GetInt() { return statement_.getColumn(column_++).getInt64(); }

std::string Run::GetText() { return statement_.getColumn(column_++).getString(); }

core::Bytes Run::GetBlob() {
  const SQLite::Column column = statement_.getColumn(column_++);
  const auto* data = static_cast<const uint8_t*>(column.getBlob());
  return data == nullptr ? core::Bytes() : core::Bytes(data, data + column.getBytes());
}

std::optional<int64_t> Run::GetOptional() {
  if (NextIsNull()) {
    ++column_;
    return std::nullopt;
  }
  return GetInt();
}

core::IdBytes Run::GetBytes16() {
  const SQLite::Column column = statement_.getColumn(column_++);
  core::IdBytes bytes{};
  const void* data = column.getBlob();
  if (data == nullptr || column.getBytes() != static_cast<int>(bytes.size())) {
    throw SQLite::Exception("an id of another length than 16 bytes", SQLITE_CORRUPT);
  }
  std::memcpy(bytes.data(), data, bytes.size());
  return bytes;
}

bool Run::NextIsNull() const { return statement_.isColumnNull(column_); }

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
  connection_.Exec(kind == Kind::kWrite ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (open_) connection_.Rollback();
}

void Transaction::Commit() {
  connection_.Exec("COMMIT");
  open_ = false;
}

}  // namespace store::sqlite
