// SPDX-License-Identifier: Apache-2.0
// Which messages of providers were handled, for three weeks: a log on disk, one row a batch, and all of it in memory to
// look up (about 50 bytes each: 100,000 messages a day are 100 MB).
#pragma once

#include <cstring>
#include <unordered_set>
#include <vector>

#include "store/commands.h"
#include "store/sqlite/connection.h"

namespace store::sqlite {

// Writer thread. Functions throw SQLite::Exception for what is not the command's fault.
class ProviderIds {
 public:
  explicit ProviderIds(Connection& connection);

  [[nodiscard]] bool Seen(const Hash16& hash) const { return known_.contains(hash) || fresh_.contains(hash); }

  [[nodiscard]] core::Status Apply(const RememberProviderId& c);
  [[nodiscard]] core::Status Apply(const ForgetProviderIds& c);

  // Of the batch that is being applied, in this order: savepoints, Write before its COMMIT, then one of the last two.
  [[nodiscard]] size_t mark() const { return pending_.size(); }
  void BackTo(size_t mark);
  void Write();
  void Committed();
  void RolledBack();

 private:
  // A keyed hash is random already.
  struct FirstBytes {
    size_t operator()(const Hash16& hash) const {
      size_t value = 0;
      std::memcpy(&value, hash.data(), sizeof value);
      return value;
    }
  };
  using Set = std::unordered_set<Hash16, FirstBytes>;
  void ReadAll();

  SQLite::Statement select_, insert_, forget_;
  Set known_;
  Set fresh_;                                  // of this batch
  std::vector<RememberProviderId> pending_;    // the same, in order
  bool forgot_ = false;
};

}  // namespace store::sqlite
