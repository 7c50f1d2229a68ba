// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "ecms/profile.h"

namespace ecms {

// What the parts of a profile say of one another: names that are not there, states that no case
// reaches or leaves. Adds to `problems`; works on a profile of any shape.
void CheckProfile(const Profile& profile, std::vector<ProfileProblem>& problems);

}  // namespace ecms
