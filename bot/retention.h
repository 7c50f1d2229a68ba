// SPDX-License-Identifier: Apache-2.0
// How long everything is kept. One table, from which docs/data-protection.md is generated (`dwbot
// retention`); and the nightly job that deletes what is over.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"
#include "privacy/key_ring.h"
#include "store/store.h"
#include "vault/vault.h"

namespace bot {

struct Kept {
  std::string_view record;
  std::string_view lies;  // table or file
  std::string_view purpose;
  std::string_view readers;
  std::string_view how_long;
  std::string_view deleted_by;
};
// Every kind of record; a test holds it to the tables of both databases.
[[nodiscard]] std::span<const Kept> RetentionTable();
// As a Markdown table.
[[nodiscard]] std::string RetentionMarkdown();

struct Deleted {
  int64_t keys = 0;       // and with them all that they sealed, in every copy
  int64_t addresses = 0;  // rows of the vault
};
// Deletes what is over on `today`: keys first (that is the expiry), then the rows that nothing can
// read any more. On an error what is left is deleted by the next run. Writer thread only.
[[nodiscard]] core::Result<Deleted> DeleteWhatIsOver(privacy::KeyRing& keys, vault::Vault& vault,
                                                     store::Store& store, core::Day today);

}  // namespace bot
