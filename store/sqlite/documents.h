// SPDX-License-Identifier: Apache-2.0
// Documents of the office, and the audit chain.
#pragma once

#include "store/commands.h"
#include "store/sqlite/connection.h"

namespace store::sqlite {

// Writer thread. Functions throw SQLite::Exception for what is not the command's fault.
class Documents {
 public:
  explicit Documents(Connection& connection);

  [[nodiscard]] core::Status Apply(const PutDocument& c);
  [[nodiscard]] core::Status Apply(const DropDocument& c);
  [[nodiscard]] core::Status Apply(const AppendAudit& c);

 private:
  Connection& connection_;
  SQLite::Statement insert_, update_, drop_, last_audit_, append_audit_;
};

}  // namespace store::sqlite
