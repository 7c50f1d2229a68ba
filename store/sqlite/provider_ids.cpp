// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/provider_ids.h"

#include <map>

namespace store::sqlite {

ProviderIds::ProviderIds(Connection& connection)
    : select_(connection.db(), "SELECT hashes FROM provider_log"),
      insert_(connection.db(), "INSERT INTO provider_log (key_week, hashes) VALUES (?, ?)"),
      forget_(connection.db(), "DELETE FROM provider_log WHERE key_week < ?") {
  ReadAll();
}

void ProviderIds::ReadAll() {
  known_.clear();
  Run run(select_);
  while (run.Next()) {
    const core::Bytes hashes = run.GetBlob();
    Hash16 hash;
    for (size_t at = 0; at + hash.size() <= hashes.size(); at += hash.size()) {
      std::memcpy(hash.data(), hashes.data() + at, hash.size());
      known_.insert(hash);
    }
  }
}

core::Status ProviderIds::Apply(const RememberProviderId& c) {
  if (Seen(c.hash)) return core::Err(core::ErrorCode::kConflict, "this message was handled before");
  fresh_.insert(c.hash);
  pending_.push_back(c);
  return {};
}

core::Status ProviderIds::Apply(const ForgetProviderIds& c) {
  Run(forget_).Int(c.before_week).Execute();
  forgot_ = true;
  return {};
}

void ProviderIds::BackTo(size_t mark) {
  for (size_t i = mark; i < pending_.size(); ++i) fresh_.erase(pending_[i].hash);
  pending_.resize(mark);
}

void ProviderIds::Write() {
  std::map<int32_t, core::Bytes> weeks;  // two at most: a batch at midnight of a Sunday
  for (const RememberProviderId& id : pending_) {
    core::Bytes& hashes = weeks[id.key_week];
    hashes.insert(hashes.end(), id.hash.begin(), id.hash.end());
  }
  for (const auto& [week, hashes] : weeks) Run(insert_).Int(week).Blob(hashes).Execute();
}

void ProviderIds::Committed() {
  known_.merge(fresh_);
  fresh_.clear();
  pending_.clear();
  if (forgot_) ReadAll();
  forgot_ = false;
}

void ProviderIds::RolledBack() {
  fresh_.clear();
  pending_.clear();
  forgot_ = false;
}

}  // namespace store::sqlite
