// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "ecms/commit.h"
#include "ecms/sealed_words.h"
#include "store/store.h"

namespace ecms {

struct SealedWordsParts {
  const store::Store& store;  // all of them outlive what is made
  Commit commit;
  core::Clock& clock;
  std::string organisation;
};
[[nodiscard]] std::unique_ptr<SealedWords> MakeSealedWords(SealedWordsParts parts);

}  // namespace ecms
