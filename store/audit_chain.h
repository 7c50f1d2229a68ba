// SPDX-License-Identifier: Apache-2.0
// The hash that chains the audit's entries: whoever changes, removes or inserts one must recompute
// all that follow, and a copy of any later hash (printed, sent by mail) then shows it.
#pragma once

#include <span>

#include "core/crypto.h"
#include "store/rows.h"

namespace store {

// SHA-256 over the hash before it (zeros for the first) and the entry's fields, each with its
// length before it.
[[nodiscard]] core::Digest AuditHash(const core::Digest& previous, const AuditRow& row);

// The number of the first entry that does not fit the one before it, or nullopt. `rows` begin with
// entry 1, in order.
[[nodiscard]] std::optional<int64_t> FirstBrokenLink(std::span<const AuditRow> rows);

}  // namespace store
