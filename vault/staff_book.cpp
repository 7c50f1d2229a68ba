// SPDX-License-Identifier: Apache-2.0
#include "vault/staff_book.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>
#include <mutex>

#include "core/crypto.h"
#include "privacy/sealing.h"
#include "store/sqlite/connection.h"

namespace vault {
namespace {

using store::sqlite::Access;
using store::sqlite::Connection;
using store::sqlite::Guarded;
using store::sqlite::Run;
using store::sqlite::Transaction;

constexpr size_t kPadding =
    512;  // bytes; the length of an address says which one it is in a small office

// A key of its own for each purpose, from the ring's key for officers: what is made with it equals
// nothing made with another.
privacy::Key KeyFor(privacy::KeyRing& keys, std::string_view purpose) {
  return privacy::Key(core::HmacSha256(keys.LoginKey().Reveal(),
                                       core::AsBytes("v1|vault|staff|" + std::string(purpose))));
}

std::string ContextOf(const StaffId& id) { return "v1|vault|staff|" + id.Text(); }

class SqliteStaffBook final : public StaffBook {
 public:
  SqliteStaffBook(const std::string& file, privacy::KeyRing& keys)
      : lookup_key_(KeyFor(keys, "lookup")),
        seal_key_(KeyFor(keys, "seal")),
        connection_(file, Access::kWrite),
        taken_(connection_.db(), "SELECT id FROM staff_addresses WHERE hash = ?"),
        insert_(connection_.db(), "INSERT INTO staff_addresses (id, hash, sealed) VALUES (?,?,?)"),
        remove_(connection_.db(), "DELETE FROM staff_addresses WHERE id = ?"),
        find_(connection_.db(), "SELECT sealed FROM staff_addresses WHERE id = ?"),
        list_(connection_.db(), "SELECT id FROM staff_addresses ORDER BY id") {}

  core::Status Put(const StaffId& id, const StaffAddress& address) override {
    const std::lock_guard lock(mutex_);
    return Guarded("staff address", [&]() -> core::Status {
      const auto hash = HashOf(address);
      core::ByteWriter plain;
      plain.U8(static_cast<uint8_t>(address.route));
      plain.String(address.account.Text());
      plain.String(address.address.Reveal());
      const core::Bytes sealed =
          privacy::SealWithKey(seal_key_, ContextOf(id), plain.bytes(), kPadding);
      Transaction transaction(connection_, Transaction::Kind::kWrite);
      {
        Run run(taken_);
        run.Blob(hash);
        if (run.Next())
          return core::Err(core::ErrorCode::kConflict, "this address is there already");
      }
      Run(insert_).Key(id).Blob(hash).Blob(sealed).Execute();
      transaction.Commit();
      return {};
    });
  }

  core::Status Drop(std::span<const StaffId> ids) override {
    if (ids.empty()) return {};
    const std::lock_guard lock(mutex_);
    return Guarded("staff address", [&]() -> core::Status {
      Transaction transaction(connection_, Transaction::Kind::kWrite);
      for (const StaffId& id : ids) Run(remove_).Key(id).Execute();
      transaction.Commit();
      untidy_ = true;
      return {};
    });
  }

  core::Status Tidy() override {
    const std::lock_guard lock(mutex_);
    if (!untidy_) return {};
    return Guarded("staff checkpoint", [&]() -> core::Status {
      if (!connection_.CheckpointTruncate())
        return core::Err(core::ErrorCode::kUnavailable, "the vault is being read; it is repeated");
      untidy_ = false;
      return {};
    });
  }

  core::Result<std::optional<StaffAddress>> Find(const StaffId& id) const override {
    const std::lock_guard lock(mutex_);
    return Guarded("staff address", [&]() -> core::Result<std::optional<StaffAddress>> {
      Run run(find_);
      run.Key(id);
      if (!run.Next()) return std::nullopt;
      return Open(id, run.GetBlob());
    });
  }

  core::Result<std::vector<StaffId>> List() const override {
    const std::lock_guard lock(mutex_);
    return Guarded("staff addresses", [&]() -> core::Result<std::vector<StaffId>> {
      std::vector<StaffId> ids;
      Run run(list_);
      while (run.Next()) ids.push_back(run.GetKey<StaffId>());
      return ids;
    });
  }

 private:
  // Within one account: the same address of two people has nothing in common here.
  [[nodiscard]] privacy::Fingerprint HashOf(const StaffAddress& address) const {
    const char* route = address.route == StaffRoute::kEmail ? "email|" : "sms|";
    return privacy::KeyedFingerprint(lookup_key_, route + address.account.Text(),
                                     address.address.Reveal());
  }

  [[nodiscard]] std::optional<StaffAddress> Open(const StaffId& id,
                                                 const core::Bytes& sealed) const {
    const auto plain = privacy::OpenWithKey(seal_key_, ContextOf(id), sealed, kPadding);
    if (!plain) return std::nullopt;
    core::ByteReader reader(*plain);
    StaffAddress out;
    const uint8_t route = reader.U8();
    const auto account = core::AccountId::FromText(reader.String());
    out.address = core::Address(reader.String());
    if (!reader.ok() || !reader.AtEnd() || !account || route < 1 || route > 2) return std::nullopt;
    out.route = static_cast<StaffRoute>(route);
    out.account = *account;
    return out;
  }

  privacy::Key lookup_key_, seal_key_;
  mutable std::mutex mutex_;
  mutable Connection connection_;
  mutable SQLite::Statement taken_, insert_, remove_, find_, list_;
  bool untidy_ = true;  // what an earlier run dropped
};

}  // namespace

core::Result<std::unique_ptr<StaffBook>> OpenStaffBook(const std::string& file,
                                                       privacy::KeyRing& keys) {
  return Guarded("cannot open the staff addresses of " + file,
                 [&]() -> core::Result<std::unique_ptr<StaffBook>> {
                   return std::make_unique<SqliteStaffBook>(file, keys);
                 });
}

}  // namespace vault
