// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "store/sqlite/connection.h"
#include "store/store.h"

namespace store {
namespace {

// What lies under day keys, or names who wrote when, has no use without the key folder and no place
// in a backup.
constexpr char kPrune[] =
    "PRAGMA secure_delete=ON;"
    "DELETE FROM conversations; DELETE FROM outbox; DELETE FROM threads; DELETE FROM provider_log; "
    "DELETE FROM chat_messages; DELETE FROM erasures;"
    "DELETE FROM site_days;"
    "DELETE FROM meta WHERE key = 'key_folder';"
    "VACUUM;";

core::Status SyncPath(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) ::close(fd);
  if (synced) return {};
  return core::Err(core::ErrorCode::kStorage, "the copy cannot be made durable: is the disk full?");
}

}  // namespace

core::Status BackupSqliteStore(const std::string& from, const std::string& to) {
  const std::string part = to + ".part";
  std::error_code ec;
  if (std::filesystem::exists(to, ec))
    return core::Err(core::ErrorCode::kConflict, to + " is there already");
  std::filesystem::remove(part, ec);
  auto copied = sqlite::Guarded("backup", [&]() -> core::Status {
    const mode_t mask = ::umask(077);
    {
      SQLite::Database source(from, SQLite::OPEN_READONLY, 5000);
      SQLite::Statement vacuum(source, "VACUUM INTO ?");
      vacuum.bind(1, part);
      vacuum.exec();
    }
    ::umask(mask);
    SQLite::Database copy(part, SQLite::OPEN_READWRITE);
    copy.exec("PRAGMA journal_mode=DELETE; PRAGMA temp_store=MEMORY");
    copy.exec(kPrune);
    return {};
  });
  if (copied) copied = SyncPath(part);
  if (!copied) {
    std::filesystem::remove(part, ec);
    return copied;
  }
  std::filesystem::rename(part, to, ec);
  if (ec) return core::Err(core::ErrorCode::kStorage, to + ": " + ec.message());
  return SyncPath(std::filesystem::path(to).parent_path().string());
}

}  // namespace store
