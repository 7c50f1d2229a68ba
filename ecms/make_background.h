// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "dialogs/engine.h"
#include "ecms/background.h"
#include "store/store.h"

namespace ecms {

struct BackgroundParts {
  const store::Store& store;  // all of them outlive what is made
  const Sites& sites;
  Inbox::SurveyByHash surveys;  // may return nullptr
  const dialogs::Deployment& deployment;
  const core::Clock& clock;
};
[[nodiscard]] std::unique_ptr<Background> MakeBackground(BackgroundParts parts);

}  // namespace ecms
