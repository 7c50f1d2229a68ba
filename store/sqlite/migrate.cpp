// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/migrate.h"

#include <charconv>

namespace store::sqlite {
namespace {

// The number that a migration's name begins with.
int64_t NumberOf(const core::EmbeddedFile& migration) {
  std::string_view name = migration.name;
  name.remove_prefix(name.rfind('/') == std::string_view::npos ? 0 : name.rfind('/') + 1);
  int64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  CHECK(error == std::errc{} && end != name.data() + name.size() && *end == '_' && number > 0);
  return number;
}

core::Status CheckOwner(Connection& connection, int32_t application_id, const std::string& file) {
  // In this order: another process that makes the tables meanwhile has named their owner by then.
  const bool empty = connection.PragmaNumber("SELECT count(*) FROM sqlite_master") == 0;
  const int64_t owner = connection.PragmaNumber("PRAGMA application_id");
  if (owner == application_id || (owner == 0 && empty)) return {};
  return core::Err(
      core::ErrorCode::kInvalid,
      file + " is an SQLite database of another program or purpose; name another file or folder");
}

}  // namespace

core::Status Migrate(Connection& connection, std::span<const core::EmbeddedFile> migrations,
                     int32_t application_id, const std::string& file) {
  RETURN_IF_ERROR(CheckOwner(connection, application_id, file));
  const auto version = [&] { return connection.PragmaNumber("PRAGMA user_version"); };
  const int64_t have = version();
  const int64_t newest = migrations.empty() ? 0 : NumberOf(migrations.back());
  if (have > newest) {
    return core::Err(core::ErrorCode::kInvalid,
                     file + " has schema " + std::to_string(have) + ", this program knows up to " +
                         std::to_string(newest) +
                         "; start the newer program or restore an older backup");
  }
  int64_t previous = 0;
  for (const core::EmbeddedFile& migration : migrations) {
    const int64_t number = NumberOf(migration);
    CHECK(number > previous);
    previous = number;
    if (number <= have) continue;
    Transaction transaction(connection, Transaction::Kind::kWrite);
    if (number <= version()) continue;  // another process (`serve` beside `user add`) was faster
    connection.Exec(std::string(migration.Text()).c_str());
    connection.Exec(("PRAGMA user_version=" + std::to_string(number)).c_str());
    connection.Exec(("PRAGMA application_id=" + std::to_string(application_id)).c_str());
    transaction.Commit();
  }
  return {};
}

}  // namespace store::sqlite
