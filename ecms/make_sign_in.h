// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "core/random.h"
#include "core/time.h"
#include "ecms/commit.h"
#include "ecms/sign_in.h"
#include "privacy/key_ring.h"
#include "privacy/sealing.h"
#include "store/store.h"

namespace ecms {

struct SignInParts {
  const store::Store& store;  // all of them outlive what is made
  Commit commit;
  privacy::KeyRing& keys;
  core::Clock& clock;
  core::RandomSource& random;  // thread-safe
  std::optional<privacy::PublicKey> configured_key;  // keys.office_public
};
[[nodiscard]] std::unique_ptr<SignIn> MakeSignIn(SignInParts parts);

}  // namespace ecms
