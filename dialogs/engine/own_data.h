// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "dialogs/engine.h"

namespace dialogs {

// Whether the message is DELETE, the panic word or, until the silence that hides everything, MY
// DATA.
[[nodiscard]] bool ConcernsOwnData(const Survey& survey, const Session& session, const Input& input,
                                   core::Timestamp now);

}  // namespace dialogs
