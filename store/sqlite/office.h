// SPDX-License-Identifier: Apache-2.0
// Accounts, API tokens, published surveys, counters, settings and the marks of erasures under way.
#pragma once

#include "store/commands.h"
#include "store/sqlite/connection.h"

namespace store::sqlite {

// Writer thread. Functions throw SQLite::Exception for what is not the command's fault.
class Office {
 public:
  explicit Office(Connection& connection);

  [[nodiscard]] core::Status Apply(const AddCount& c);
  [[nodiscard]] core::Status Apply(const PutAccount& c);
  [[nodiscard]] core::Status Apply(const PutApiToken& c);
  [[nodiscard]] core::Status Apply(const PutSurvey& c);
  [[nodiscard]] core::Status Apply(const DropSurvey& c);
  [[nodiscard]] core::Status Apply(const PutMeta& c);
  [[nodiscard]] core::Status Apply(const PutSite& c);
  [[nodiscard]] core::Status Apply(const PutSiteSpelling& c);
  [[nodiscard]] core::Status Apply(const DropSiteSpelling& c);
  [[nodiscard]] core::Status Apply(const PutErasure& c);
  [[nodiscard]] core::Status Apply(const DropErasure& c);

 private:
  Connection& connection_;
  SQLite::Statement add_count_, name_taken_, put_account_, put_api_token_, put_survey_,
      drop_survey_, put_meta_, site_taken_, site_code_, put_site_, site_of_spelling_, put_spelling_,
      drop_spelling_, put_erasure_, drop_erasure_;
};

}  // namespace store::sqlite
