// SPDX-License-Identifier: Apache-2.0
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "store/sqlite/connection.h"
#include "store/sqlite/migrate.h"
#include "vault/row.h"

namespace vault {

std::span<const core::EmbeddedFile> VaultMigrations();  // generated from schema/

namespace {

using store::sqlite::Access;
using store::sqlite::Connection;
using store::sqlite::Guarded;
using store::sqlite::Run;
using store::sqlite::ToError;
using store::sqlite::Transaction;

constexpr int32_t kApplicationId = 0x44575631;  // NOTE: persistent. "DWV1": this file is a vault
constexpr int kLongLogPages = 4096;  // 16 MiB: then a passive checkpoint between two commits
constexpr char kColumns[] =
    "hash, lookup_epoch, conversation, stopped, key_day, last_contact_day, recency, sealed";

Row ReadRow(Run& run) {
  Row row;
  row.at.hash = run.GetBytes16();
  row.at.epoch = static_cast<int32_t>(run.GetInt());
  row.conversation = run.GetKey<core::ConversationId>();
  row.stopped = run.GetBool();
  row.key_day = run.GetDate();
  row.last_contact = run.GetDate();
  row.recency = run.GetInt();
  row.sealed = run.GetBlob();
  return row;
}

std::string Select(const std::string& where) {
  return "SELECT " + std::string(kColumns) + " FROM addresses WHERE " + where;
}

// What threads other than the writer read through. Every read is one statement, reset before the
// lock is let go, so no read transaction outlives it.
class Reader {
 public:
  explicit Reader(const std::string& file)
      : connection_(file, Access::kRead),
        by_conversation_(connection_.db(), Select("conversation = ? ORDER BY recency DESC")),
        count_(connection_.db(), "SELECT count(*) FROM addresses") {}

  std::vector<Row> RowsOf(const core::ConversationId& conversation) {
    const std::lock_guard lock(mutex_);
    std::vector<Row> rows;
    Run run(by_conversation_);
    run.Key(conversation);
    while (run.Next()) rows.push_back(ReadRow(run));
    return rows;
  }

  int64_t Count() {
    const std::lock_guard lock(mutex_);
    Run run(count_);
    return run.Next() ? run.GetInt() : 0;
  }

  std::mutex& mutex() { return mutex_; }

 private:
  std::mutex mutex_;
  Connection connection_;
  SQLite::Statement by_conversation_, count_;
};

class SqliteVault final : public Vault {
 public:
  SqliteVault(std::unique_ptr<Connection> connection, const std::string& file,
              privacy::KeyRing& keys)
      : keys_(keys),
        writer_(std::move(connection)),
        find_(writer_->db(), Select("hash = ? AND lookup_epoch = ?")),
        find_conversation_(writer_->db(), Select("conversation = ?")),
        insert_(writer_->db(),
                "INSERT INTO addresses (" + std::string(kColumns) + ") VALUES (?,?,?,?,?,?,?,?)"),
        remove_(writer_->db(), "DELETE FROM addresses WHERE hash = ? AND lookup_epoch = ?"),
        stop_(writer_->db(), "UPDATE addresses SET stopped = ? WHERE conversation = ?"),
        erase_(writer_->db(), "DELETE FROM addresses WHERE conversation = ?"),
        expire_(writer_->db(), "DELETE FROM addresses WHERE key_day < ? OR lookup_epoch < ?"),
        reader_(file) {}

  core::Result<std::vector<std::optional<Contact>>> Find(
      std::span<const Lookup* const> lookups) override {
    return Guarded("vault find", [&]() -> core::Result<std::vector<std::optional<Contact>>> {
      std::vector<std::optional<Contact>> found;
      found.reserve(lookups.size());
      Transaction transaction(*writer_, Transaction::Kind::kRead);
      for (const Lookup* lookup : lookups) {
        const auto row = RowOf(*lookup);
        found.push_back(row ? std::optional(ToContact(*row)) : std::nullopt);
      }
      transaction.Commit();
      return found;
    });
  }

  core::Status Commit(std::span<const VaultWrite> writes) override {
    if (!Healthy()) {
      return core::Err(core::ErrorCode::kStorage,
                       "the vault refuses writes after an earlier disk error; free or repair the "
                       "disk, then start the program again");
    }
    if (writes.empty()) return {};
    auto sealed = SealRows(writes, keys_);
    if (!sealed) {
      // A key that cannot be stored is a disk that cannot be trusted; a day that is over is the
      // caller's mistake.
      if (sealed.error().code == core::ErrorCode::kStorage) healthy_ = false;
      return tl::unexpected<core::Error>(std::move(sealed.error()));
    }
    RETURN_IF_ERROR(Write(writes, std::move(*sealed)));
    CheckpointIfLong();
    return {};
  }

  core::Status CheckpointTruncate() override {
    const std::lock_guard no_reader(reader_.mutex());
    return Guarded("vault checkpoint", [&]() -> core::Status {
      if (writer_->CheckpointTruncate()) return {};
      return core::Err(core::ErrorCode::kUnavailable,
                       "vault checkpoint: another program reads the vault; it is repeated");
    });
  }

  core::Result<std::optional<Destination>> Resolve(const core::ConversationId& conversation,
                                                   std::string_view channel,
                                                   bool even_if_stopped) const override {
    return Guarded("vault resolve", [&]() -> core::Result<std::optional<Destination>> {
      return Choose(reader_.RowsOf(conversation), channel, even_if_stopped, keys_);
    });
  }

  bool Healthy() const override { return healthy_; }

  core::Result<int64_t> Count() const override {
    return Guarded("vault count", [&]() -> core::Result<int64_t> { return reader_.Count(); });
  }

 private:
  core::Status Write(std::span<const VaultWrite> writes, std::vector<Row> sealed) {
    bool begun = false;
    try {
      Transaction transaction(*writer_, Transaction::Kind::kWrite);
      begun = true;
      auto next = sealed.begin();
      for (const VaultWrite& write : writes) {
        if (write.kind == VaultWrite::Kind::kPut) {
          Put(*write.lookup, std::move(*next++));
        } else {
          Apply(write);
        }
      }
      transaction.Commit();
      return {};
    } catch (const SQLite::Exception& e) {
      core::Error error = ToError("vault commit", e);
      // Another program holds the file: nothing began, nothing is broken.
      if (begun || error.code != core::ErrorCode::kUnavailable) {
        error.code = core::ErrorCode::kStorage;
        healthy_ = false;
      }
      return tl::unexpected(std::move(error));
    }
  }

  std::optional<Row> RowOf(const Lookup& lookup) {
    for (const Lookup::Candidate& candidate : lookup.candidates) {
      Run run(find_);
      run.Blob(candidate.hash).Int(candidate.epoch);
      if (!run.Next()) continue;
      Row row = ReadRow(run);
      if (IsAlive(row, keys_)) return row;
    }
    return std::nullopt;
  }

  void Put(const Lookup& lookup, Row row) {
    const auto before = RowOf(lookup);
    row.stopped = before && before->stopped;
    for (const Lookup::Candidate& candidate : lookup.candidates)
      Run(remove_).Blob(candidate.hash).Int(candidate.epoch).Execute();
    {
      Run run(find_conversation_);
      run.Key(row.conversation);
      while (run.Next()) {
        const Row other = ReadRow(run);
        row.stopped = row.stopped || (other.stopped && IsAlive(other, keys_));
        row.recency = std::max(row.recency, other.recency + 1);
      }
    }
    Run(insert_)
        .Blob(row.at.hash)
        .Int(row.at.epoch)
        .Key(row.conversation)
        .Bool(row.stopped)
        .Date(row.key_day)
        .Date(row.last_contact)
        .Int(row.recency)
        .Blob(row.sealed)
        .Execute();
  }

  void Apply(const VaultWrite& write) {
    switch (write.kind) {
      case VaultWrite::Kind::kPut:
        break;
      case VaultWrite::Kind::kStop:
        Run(stop_).Bool(true).Key(write.conversation).Execute();
        break;
      case VaultWrite::Kind::kUnstop:
        Run(stop_).Bool(false).Key(write.conversation).Execute();
        break;
      case VaultWrite::Kind::kErase:
        Run(erase_).Key(write.conversation).Execute();
        break;
      case VaultWrite::Kind::kExpire:
        Run(expire_).Date(write.day).Int(write.epoch).Execute();
        break;
    }
  }

  // The commit before it is durable, whatever comes of this.
  void CheckpointIfLong() {
    if (writer_->wal_pages() < kLongLogPages) return;
    try {
      writer_->CheckpointPassive();
    } catch (const SQLite::Exception&) {
      healthy_ = false;
    }
  }

  privacy::KeyRing& keys_;
  std::unique_ptr<Connection> writer_;
  SQLite::Statement find_, find_conversation_, insert_, remove_, stop_, erase_, expire_;
  mutable Reader reader_;
  std::atomic<bool> healthy_{true};
};

}  // namespace

core::Result<std::unique_ptr<Vault>> OpenSqliteVault(const std::string& file,
                                                     privacy::KeyRing& keys) {
  return Guarded("cannot open the vault " + file, [&]() -> core::Result<std::unique_ptr<Vault>> {
    auto connection = std::make_unique<Connection>(file, Access::kWrite);
    RETURN_IF_ERROR(store::sqlite::Migrate(*connection, VaultMigrations(), kApplicationId, file));
    return std::make_unique<SqliteVault>(std::move(connection), file, keys);
  });
}

}  // namespace vault
