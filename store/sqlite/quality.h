// SPDX-License-Identifier: Apache-2.0
// Marks on tickets, and the day counts that a burst is seen by.
#pragma once

#include "store/commands.h"
#include "store/sqlite/connection.h"

namespace store::sqlite {

// Writer thread. Functions throw SQLite::Exception for what is not the command's fault.
class Quality {
 public:
  explicit Quality(Connection& connection);

  [[nodiscard]] core::Status Apply(const FlagTickets& c);
  [[nodiscard]] core::Status Apply(const AddSiteDay& c);
  [[nodiscard]] core::Status Apply(const ForgetSiteDays& c);

 private:
  SQLite::Statement flag_, add_day_, forget_days_;
};

}  // namespace store::sqlite
