// SPDX-License-Identifier: Apache-2.0
// Numbered migrations: embedded files NNNN_what.sql, each run once in a transaction of its own.
// PRAGMA user_version holds the number of the last one, PRAGMA application_id says whose file it
// is.
#pragma once

#include <span>
#include <string>

#include "core/embedded.h"
#include "core/result.h"
#include "store/sqlite/connection.h"

namespace store::sqlite {

// kInvalid: the file belongs to something else (`application_id`), or its schema is newer than this
// program knows. `file` is for error texts. Throws SQLite::Exception.
[[nodiscard]] core::Status Migrate(Connection& connection,
                                   std::span<const core::EmbeddedFile> migrations,
                                   int32_t application_id, const std::string& file);

}  // namespace store::sqlite
