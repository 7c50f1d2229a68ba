// SPDX-License-Identifier: Apache-2.0
// One-time links: made by `dwbot user add|passwd` or a supervisor, good for three days and one use.
#pragma once

#include "core/random.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"
#include "store/store.h"

namespace ecms {

inline constexpr std::string_view kSetupLinkKind = "setup_link";  // NOTE: persistent

struct SetupLink {
  core::SecretString token;  // of the address /setup#<token>: shown once
  store::Command command;    // stores its hash
};
[[nodiscard]] SetupLink NewSetupLink(const core::AccountId& account, core::Timestamp now,
                                     core::RandomSource& random);
[[nodiscard]] std::string SetupLinkKey(std::string_view token);
// Appends what takes every link of the account back: when a new one is made, one is used, or the
// account is disabled.
[[nodiscard]] core::Status DropSetupLinks(const store::Store& store, const core::AccountId& account,
                                          store::CommandGroup& group);

}  // namespace ecms
