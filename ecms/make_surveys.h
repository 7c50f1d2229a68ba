// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "dialogs/engine.h"
#include "ecms/commit.h"
#include "ecms/surveys.h"
#include "store/store.h"

namespace ecms {

struct SurveysParts {
  const store::Store& store;  // all of them outlive what is made
  Commit commit;
  core::Clock& clock;
  const dialogs::Deployment& deployment;
  std::function<core::Status(const dialogs::Survey&)> fits;  // can this installation ask it?
  std::function<std::vector<SurveyUse>(std::string_view id)> uses;
};
[[nodiscard]] std::unique_ptr<Surveys> MakeSurveys(SurveysParts parts);

}  // namespace ecms
