// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/random.h"
#include "core/time.h"
#include "ecms/commit.h"
#include "ecms/sign_in.h"
#include "privacy/key_ring.h"
#include "privacy/office_key.h"
#include "store/store.h"

namespace ecms {

struct SignInParts {
  const store::Store& store;  // all of them outlive what is made
  Commit commit;
  privacy::KeyRing& keys;
  core::Clock& clock;
  core::RandomSource& random;      // thread-safe
  privacy::OfficeKey& office_key;  // becomes the one that an officer registers, behind its COMMIT
  bool key_is_configured = false;  // keys.office_public: no officer changes it
};
[[nodiscard]] std::unique_ptr<SignIn> MakeSignIn(SignInParts parts);

}  // namespace ecms
