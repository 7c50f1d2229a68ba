// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "core/result.h"
#include "store/commands.h"

namespace ecms {

// One group through the service's writer; returns after COMMIT, or says why nothing was stored. Any
// thread but the writer.
using Commit = std::function<core::Status(store::CommandGroup)>;

}  // namespace ecms
