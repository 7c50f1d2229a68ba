// SPDX-License-Identifier: Apache-2.0
// Notices that core.db was restored from a backup, or that the key folder is another one than the
// database was used with.
#pragma once

#include "core/result.h"
#include "privacy/key_ring.h"
#include "store/store.h"

namespace bot {

// NOTE: persistent. The meta entry that holds a fingerprint of the key folder; a backup has none
// (store::BackupSqliteStore).
inline constexpr char kKeyFolderMeta[] = "key_folder";

// Before a thread runs. True when the database and the key folder met for the first time although
// the database has been used: then whatever lies under lost day keys is dropped (conversations,
// unsent rows, threads), so that nothing old is sent. Cases, tickets, sealed words and accounts
// stay. kStorage: nothing was changed.
[[nodiscard]] core::Result<bool> AdoptDatabase(store::Store& store, privacy::KeyRing& keys);

}  // namespace bot
