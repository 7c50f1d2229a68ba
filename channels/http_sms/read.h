// SPDX-License-Identifier: Apache-2.0
// The parts of a plan, each read from its object with all problems at once. Used by read_plan.cpp
// only.
#pragma once

#include "channels/http_sms/plan.h"

namespace channels::http_sms {

// `known` are the placeholders that templates may have.
struct ReadContext {
  core::Problems& problems;
  const Values& known;
};

void ReadInbound(core::ObjectReader inbound, const ReadContext& context, Plan& out);
void ReadOutbound(core::ObjectReader outbound, const ReadContext& context, Plan& out);

// {"field": true | false | "value" | 5 | ["a", "b"]}: all must hold.
[[nodiscard]] std::vector<Condition> ReadConditions(core::ObjectReader& holder,
                                                    std::string_view key, core::Problems& problems);

}  // namespace channels::http_sms
