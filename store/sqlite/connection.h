// SPDX-License-Identifier: Apache-2.0
// SQLiteCpp with the settings every database of this program has, and statements that are prepared
// once. Functions here throw SQLite::Exception; Guarded() turns that into a Result at the border of
// the folder.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/time.h"

namespace store::sqlite {

// What an SQLite error means to a caller. The text names the operation and SQLite's own words for
// the code, never a value.
[[nodiscard]] core::Error ToError(std::string_view operation, const SQLite::Exception& error);

template <class F>
auto Guarded(std::string_view operation, F&& run) -> decltype(run()) {
  try {
    return run();
  } catch (const SQLite::Exception& e) {
    return tl::unexpected<core::Error>(ToError(operation, e));
  }
}

enum class Access : uint8_t { kWrite, kRead };

// One connection, used by one thread at a time.
class Connection {
 public:
  // kWrite makes the file (readable by its owner alone) if it is not there, and puts it into WAL
  // mode.
  Connection(const std::string& file, Access access);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] SQLite::Database& db() { return db_; }
  void Exec(const char* sql) { db_.exec(sql); }
  [[nodiscard]] int64_t PragmaNumber(const char* sql);
  [[nodiscard]] int changes() const { return db_.getChanges(); }
  // Ends a transaction if one is open. Never throws: SQLite may have rolled back by itself.
  void Rollback() noexcept;
  // Pages in the write-ahead log after the last commit of this connection.
  [[nodiscard]] int wal_pages() const { return wal_pages_; }
  // Copies what it can into the main file without waiting for readers.
  void CheckpointPassive();
  // All of it, and leaves an empty log; false while a reader stands in the way.
  [[nodiscard]] bool CheckpointTruncate();
  // A statement that runs longer than this is interrupted (SQLITE_INTERRUPT).
  void LimitStatements(core::Millis limit);
  void StartClock();

 private:
  SQLite::Database db_;
  int wal_pages_ = 0;
  core::Millis limit_{0};
  std::chrono::steady_clock::time_point deadline_;
};

// A prepared statement in use: binds by position in the order of the calls, and is reset when it
// goes. What is bound must outlive it (nothing is copied).
class Run {
 public:
  explicit Run(SQLite::Statement& statement) : statement_(statement) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() { statement_.tryReset(); }

  Run& Int(int64_t value);
  Run& Text(const std::string& value);
  Run& Blob(core::ByteSpan value);
  Run& Null();
  Run& Time(core::Timestamp value) { return Int(value.ms); }
  Run& Time(const std::optional<core::Timestamp>& value) { return value ? Int(value->ms) : Null(); }
  Run& Date(core::Day value) { return Int(value.number); }
  Run& Bool(bool value) { return Int(value ? 1 : 0); }
  Run& Bytes16(const core::IdBytes& value) { return Blob(value); }
  template <class Tag>
  Run& Key(const core::Id<Tag>& value) {
    return Blob(value.bytes);
  }

  // Next row: true and the readers below start again at column 0; false: no more.
  [[nodiscard]] bool Next();
  void Execute();

  int64_t GetInt();
  std::string GetText();
  core::Bytes GetBlob();
  std::optional<int64_t> GetOptional();
  bool GetBool() { return GetInt() != 0; }
  core::Timestamp GetTime() { return {GetInt()}; }
  core::Day GetDate() { return {static_cast<int32_t>(GetInt())}; }
  core::IdBytes GetBytes16();
  template <class IdType>
  IdType GetKey() {
    return IdType{GetBytes16()};
  }
  [[nodiscard]] bool NextIsNull() const;

 private:
  SQLite::Statement& statement_;
  int bound_ = 0;
  int column_ = 0;
};

// BEGIN at once, COMMIT by Commit(), else ROLLBACK.
class Transaction {
 public:
  enum class Kind : uint8_t { kRead, kWrite };
  Transaction(Connection& connection, Kind kind);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void Commit();

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace store::sqlite
