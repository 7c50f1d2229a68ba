// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/provider_ids.h"

#include <map>

namespace store::sqlite {

ProviderIds::ProviderIds(Connection& connection)
    : insert_(connection.db(), "INSERT INTO provider_log (key_week, hashes) VALUES (?, ?)"),
      forget_(connection.db(), "DELETE FROM provider_log WHERE key_week < ?") {
  SQLite::Statement select(connection.db(), "SELECT key_week, hashes FROM provider_log");
  Run run(select);
  while (run.Next()) {
    const auto week = static_cast<int32_t>(run.GetInt());
    const core::Bytes hashes = run.GetBlob();
    Hash16 hash;
    for (size_t at = 0; at + hash.size() <= hashes.size(); at += hash.size()) {
      std::memcpy(hash.data(), hashes.data() + at, hash.size());
      known_[hash] = week;
    }
  }
}

bool ProviderIds::Seen(const Hash16& hash) const {
  const auto it = known_.find(hash);
  return (it != known_.end() && it->second >= changes_.forgotten_before) ||
         changes_.fresh.contains(hash);
}

core::Status ProviderIds::Apply(const RememberProviderId& c) {
  if (Seen(c.hash)) return core::Err(core::ErrorCode::kConflict, "this message was handled before");
  changes_.fresh.insert(c.hash);
  changes_.added.push_back(c);
  return {};
}

core::Status ProviderIds::Apply(const ForgetProviderIds& c) {
  changes_.forgotten_before = std::max(changes_.forgotten_before, c.before_week);
  std::erase_if(changes_.added,
                [&](const RememberProviderId& id) { return id.key_week < c.before_week; });
  changes_.fresh.clear();
  for (const RememberProviderId& id : changes_.added) changes_.fresh.insert(id.hash);
  return {};
}

void ProviderIds::Write() {
  if (changes_.forgotten_before > std::numeric_limits<int32_t>::min())
    Run(forget_).Int(changes_.forgotten_before).Execute();
  std::map<int32_t, core::Bytes> weeks;  // two at most: a batch at midnight of a Sunday
  for (const RememberProviderId& id : changes_.added) {
    core::Bytes& hashes = weeks[id.key_week];
    hashes.insert(hashes.end(), id.hash.begin(), id.hash.end());
  }
  for (const auto& [week, hashes] : weeks) Run(insert_).Int(week).Blob(hashes).Execute();
}

void ProviderIds::Committed() {
  if (changes_.forgotten_before > std::numeric_limits<int32_t>::min())
    std::erase_if(known_,
                  [&](const auto& entry) { return entry.second < changes_.forgotten_before; });
  for (const RememberProviderId& id : changes_.added) known_[id.hash] = id.key_week;
  changes_ = {};
}

}  // namespace store::sqlite
