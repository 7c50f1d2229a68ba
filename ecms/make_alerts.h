// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "core/random.h"
#include "core/time.h"
#include "ecms/alerts.h"
#include "ecms/commit.h"
#include "ecms/staff_addresses.h"
#include "privacy/key_ring.h"
#include "store/store.h"

namespace ecms {

struct AlertsParts {
  const store::Store& store;  // all of them outlive what is made
  Commit commit;
  privacy::KeyRing& keys;
  const core::Clock& clock;
  core::RandomSource& random;  // thread-safe
  StaffAddresses& addresses;
  std::vector<std::string> routes;
  // Takes a code to the address of that record; says later, in the record's `delivery`, how that
  // went.
  std::function<void(const std::string& id, core::SecretString code)> send_code;
};
[[nodiscard]] std::unique_ptr<Alerts> MakeAlerts(AlertsParts parts);

}  // namespace ecms
