// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "core/random.h"
#include "core/time.h"
#include "ecms/commit.h"
#include "ecms/thread.h"
#include "ecms/thread_delivery.h"
#include "privacy/office_key.h"
#include "store/store.h"

namespace ecms {

struct ThreadParts {
  const store::Store& store;  // all of them outlive what is made
  Deliver deliver;
  Commit commit;
  core::Clock& clock;
  core::RandomSource& random;
  std::string organisation;
  const privacy::OfficeKey& office_key;
  // dialogs::PhraseText with the catalogs of this installation.
  std::function<std::string(std::string_view code, std::string_view language)> text;
};
[[nodiscard]] std::unique_ptr<Threads> MakeThreads(ThreadParts parts);

}  // namespace ecms
