// SPDX-License-Identifier: Apache-2.0
// Which messages of providers were handled, for three weeks: a log on disk, one row a batch, and
// all of it in memory to look up (about 60 bytes each: 20,000 messages a day are 25 MB).
#pragma once

#include <cstring>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "store/commands.h"
#include "store/sqlite/connection.h"

namespace store::sqlite {

// Writer thread. Functions throw SQLite::Exception for what is not the command's fault.
class ProviderIds {
 public:
  explicit ProviderIds(Connection& connection);

  [[nodiscard]] bool Seen(const Hash16& hash) const;

  [[nodiscard]] core::Status Apply(const RememberProviderId& c);
  [[nodiscard]] core::Status Apply(const ForgetProviderIds& c);

  // A keyed hash is random already.
  struct FirstBytes {
    size_t operator()(const Hash16& hash) const {
      size_t value = 0;
      std::memcpy(&value, hash.data(), sizeof value);
      return value;
    }
  };
  // What the batch that is being applied changes. Copied at a savepoint, put back when its group
  // fails; {}: at a rollback.
  struct Changes {
    std::vector<RememberProviderId> added;
    std::unordered_set<Hash16, FirstBytes> fresh;  // the same, to look up
    int32_t forgotten_before = std::numeric_limits<int32_t>::min();
  };
  [[nodiscard]] const Changes& changes() const { return changes_; }
  void BackTo(Changes changes) { changes_ = std::move(changes); }
  void Write();      // before COMMIT
  void Committed();  // after it

 private:
  SQLite::Statement insert_, forget_;
  std::unordered_map<Hash16, int32_t, FirstBytes> known_;  // -> week of its key
  Changes changes_;
};

}  // namespace store::sqlite
