// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_store.h"

#include <sqlite3.h>

#include <type_traits>
#include <utility>
#include <variant>

namespace store::sqlite {
namespace {

constexpr size_t kReaders = 3;
constexpr int kLongLogPages = 16384;  // 64 MiB: then a passive checkpoint between two batches

// An error of one command: the group alone is to blame. Everything else is the database's or the
// disk's.
bool IsCommandsFault(const SQLite::Exception& e) {
  const int code = e.getErrorCode() & 0xff;
  return code == SQLITE_CONSTRAINT || code == SQLITE_TOOBIG;
}

}  // namespace

SqliteStore::SqliteStore(std::unique_ptr<Connection> connection, const std::string& file)
    : connection_(std::move(connection)),
      data_version_(connection_->db(), "PRAGMA data_version"),
      begin_read_(connection_->db(), "BEGIN"),
      begin_write_(connection_->db(), "BEGIN IMMEDIATE"),
      commit_(connection_->db(), "COMMIT"),
      rollback_(connection_->db(), "ROLLBACK"),
      savepoint_(connection_->db(), "SAVEPOINT one_group"),
      release_(connection_->db(), "RELEASE one_group"),
      rollback_to_(connection_->db(), "ROLLBACK TO one_group"),
      provider_ids_(*connection_),
      conversations_(*connection_),
      outbox_(*connection_),
      chat_messages_(*connection_),
      cases_(*connection_),
      quality_(*connection_),
      threads_(*connection_),
      office_(*connection_),
      documents_(*connection_),
      readers_(file, kReaders) {
  Transaction transaction(*connection_, Transaction::Kind::kRead);
  ReloadIfOthersWrote();
  transaction.Commit();
}

core::Error SqliteStore::Stopped() {
  return {core::ErrorCode::kStorage,
          "the store refuses writes after an earlier disk error; free or repair the disk, then "
          "start the program again"};
}

struct SqliteStore::Mark {
  ProviderIds::Changes provider_ids;
  size_t outbox = 0;
  size_t chat_messages = 0;
};

SqliteStore::Mark SqliteStore::MemoryMark() const {
  return {provider_ids_.changes(), outbox_.Mark(), chat_messages_.Mark()};
}

void SqliteStore::MemoryBackTo(Mark mark) {
  provider_ids_.BackTo(std::move(mark.provider_ids));
  outbox_.BackTo(mark.outbox);
  chat_messages_.BackTo(mark.chat_messages);
}

void SqliteStore::MemoryCommitted() {
  provider_ids_.Committed();
  outbox_.Committed();
  chat_messages_.Committed();
}

// Inside a transaction. `dwbot dead` and its like change the file while the service runs.
void SqliteStore::ReloadIfOthersWrote() {
  Run run(data_version_);
  const int64_t version = run.Next() ? run.GetInt() : 0;
  if (version == known_version_) return;
  outbox_.Reload();
  chat_messages_.Reload();
  known_version_ = version;
}

core::Error SqliteStore::Fail(std::string_view operation, const SQLite::Exception& error) {
  connection_->Rollback();
  MemoryBackTo({});
  healthy_ = false;
  core::Error result = ToError(operation, error);
  result.code = core::ErrorCode::kStorage;
  return result;
}

core::Result<Loaded> SqliteStore::Load(const LoadRequest& request) {
  return Guarded("load", [&]() -> core::Result<Loaded> {
    Loaded loaded;
    loaded.seen.reserve(request.provider_ids.size());
    loaded.conversations.reserve(request.conversations.size());
    Transaction transaction(*connection_, Transaction::Kind::kRead);
    for (const Hash16& hash : request.provider_ids) loaded.seen.push_back(provider_ids_.Seen(hash));
    for (const auto& id : request.conversations)
      loaded.conversations.push_back(conversations_.Find(id));
    transaction.Commit();
    return loaded;
  });
}

core::Result<Committed> SqliteStore::Commit(const Batch& batch) {
  if (!Healthy()) return tl::unexpected(Stopped());
  const std::lock_guard lock(memory_);
  bool begun = false;
  try {
    Committed done;
    Run(begin_write_).Execute();
    begun = true;
    ReloadIfOthersWrote();
    if (!ApplyWhole(batch, done)) {
      Run(rollback_).Execute();
      MemoryBackTo({});
      Run(begin_write_).Execute();
      ReloadIfOthersWrote();
      ApplyPiecewise(batch, done);
    }
    TakeLeases(batch, done);
    provider_ids_.Write();
    Run(commit_).Execute();
    MemoryCommitted();
    CheckpointIfLong();
    return done;
  } catch (const SQLite::Exception& e) {
    // Another program holds the file: nothing began, nothing is broken.
    if (!begun && (e.getErrorCode() & 0xff) == SQLITE_BUSY)
      return tl::unexpected(ToError("commit", e));
    return tl::unexpected(Fail("commit", e));
  }
}

bool SqliteStore::ApplyWhole(const Batch& batch, Committed& done) {
  for (const CommandGroup& group : batch.groups) {
    if (!ApplyGroup(group)) return false;
  }
  done.groups.assign(batch.groups.size(), core::Status{});
  return true;
}

void SqliteStore::ApplyPiecewise(const Batch& batch, Committed& done) {
  for (const CommandGroup& group : batch.groups) {
    Run(savepoint_).Execute();
    Mark before = MemoryMark();
    core::Status status = ApplyGroup(group);
    if (!status) {
      Run(rollback_to_).Execute();
      MemoryBackTo(std::move(before));
    }
    Run(release_).Execute();
    done.groups.push_back(std::move(status));
  }
}

void SqliteStore::TakeLeases(const Batch& batch, Committed& done) {
  for (const Lease& lease : batch.leases) done.leases.push_back(outbox_.Take(lease));
}

core::Status SqliteStore::ApplyGroup(const CommandGroup& group) {
  try {
    for (const Command& command : group) RETURN_IF_ERROR(Apply(command));
    return {};
  } catch (const SQLite::Exception& e) {
    if (!IsCommandsFault(e)) throw;
    return tl::unexpected(ToError("command", e));
  }
}

core::Status SqliteStore::Apply(const Command& command) {
  return std::visit(
      [this](const auto& c) -> core::Status {
        using C = std::decay_t<decltype(c)>;
        if constexpr (std::is_same_v<C, DeleteConversation>) {
          conversations_.Delete(c.id);
          outbox_.Delete(c.id);
          chat_messages_.Delete(c.id);
          return {};
        } else if constexpr (std::is_same_v<C, DropConversationsBefore>) {
          outbox_.DeleteBefore(c.key_day);  // looks at the conversations
          conversations_.DeleteBefore(c.key_day);
          chat_messages_.DeleteBefore(c.key_day);
          cases_.DeleteThreadsBefore(c.key_day);
          return {};
        } else if constexpr (requires { provider_ids_.Apply(c); }) {
          return provider_ids_.Apply(c);
        } else if constexpr (requires { conversations_.Apply(c); }) {
          return conversations_.Apply(c);
        } else if constexpr (requires { outbox_.Apply(c); }) {
          return outbox_.Apply(c);
        } else if constexpr (requires { chat_messages_.Apply(c); }) {
          return chat_messages_.Apply(c);
        } else if constexpr (requires { cases_.Apply(c); }) {
          return cases_.Apply(c);
        } else if constexpr (requires { quality_.Apply(c); }) {
          return quality_.Apply(c);
        } else if constexpr (requires { threads_.Apply(c); }) {
          return threads_.Apply(c);
        } else if constexpr (requires { documents_.Apply(c); }) {
          return documents_.Apply(c);
        } else {
          return office_.Apply(c);
        }
      },
      command);
}

void SqliteStore::CheckpointIfLong() {
  if (connection_->wal_pages() < kLongLogPages) return;
  try {
    connection_->CheckpointPassive();
  } catch (const SQLite::Exception&) {
    // The batch is durable in the log and its callers hear so; but a disk that fails here is not to
    // be trusted with more.
    healthy_ = false;
  }
}

core::Status SqliteStore::CheckpointTruncate() {
  if (!Healthy()) return tl::unexpected(Stopped());
  try {
    if (connection_->CheckpointTruncate()) return {};
    return core::Err(core::ErrorCode::kUnavailable, "checkpoint: a reader is busy; repeat it");
  } catch (const SQLite::Exception& e) {
    return tl::unexpected(Fail("checkpoint", e));
  }
}

core::Result<int64_t> SqliteStore::RecoverInDoubt(std::string_view channel,
                                                  core::Timestamp due_at) {
  if (!Healthy()) return tl::unexpected(Stopped());
  const std::lock_guard lock(memory_);
  try {
    Transaction transaction(*connection_, Transaction::Kind::kWrite);
    ReloadIfOthersWrote();
    const int64_t count = outbox_.RecoverInDoubt(std::string(channel), due_at);
    transaction.Commit();
    MemoryCommitted();
    return count;
  } catch (const SQLite::Exception& e) {
    return tl::unexpected(Fail("recover", e));
  }
}

}  // namespace store::sqlite
