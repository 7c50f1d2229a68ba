// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include "dialogs/engine.h"
#include "ecms/background.h"
#include "store/rows.h"

namespace ecms {

// What would change the ticket's class, under the rules that classed it. `survey`: its version, or
// nullptr.
[[nodiscard]] ClassReview ReviewClass(const store::TicketRow& ticket,
                                      const std::shared_ptr<const dialogs::Survey>& survey,
                                      const dialogs::Deployment& deployment, core::Timestamp now,
                                      std::string_view language);

}  // namespace ecms
