// SPDX-License-Identifier: Apache-2.0
// How what an officer says reaches the worker: through the one who knows the way, in one
// transaction with what goes with it.
#pragma once

#include <functional>

#include "core/result.h"
#include "core/secret.h"
#include "store/commands.h"

namespace ecms {

struct ThreadMessage {
  store::CommandGroup
      with;  // committed with it or not at all: the audit entry, the state of the ticket ...
  store::ThreadEntryRow entry;  // its state is set by whoever delivers
  core::SecretString words;     // as they go out; "" with a phrase
};
// Returns after COMMIT: kQueued, or kUndeliverable where nothing leads to the worker (any more).
// Any thread but the writer.
using Deliver = std::function<core::Result<store::EntryState>(ThreadMessage)>;

}  // namespace ecms
