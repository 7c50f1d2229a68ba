// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "dialogs/engine.h"
#include "ecms/surveys.h"
#include "store/store.h"

namespace ecms {

// Tickets of the survey (at most 2,000, the gravest first), their coded answers classed under the
// rules of both versions. Words are sealed and count as not given. kStorage.
[[nodiscard]] core::Result<ClassShift> ShiftOfClasses(
    const store::Store& store, const dialogs::Deployment& deployment,
    const std::shared_ptr<const dialogs::Survey>& now,
    const std::shared_ptr<const dialogs::Survey>& then, core::Timestamp at);

}  // namespace ecms
