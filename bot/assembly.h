// SPDX-License-Identifier: Apache-2.0
// What the service is made of, before a thread runs: config, keys, surveys, catalogs, store, vault.
// Everything that can be wrong with an installation is found here, and said all at once.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "bot/config/config.h"
#include "bot/places.h"
#include "bot/turn/prepared.h"
#include "bot/turn/survey_book.h"
#include "core/random.h"
#include "dialogs/engine.h"
#include "dialogs/rights.h"
#include "ecms/profile.h"
#include "locales/catalog.h"
#include "privacy/key_ring.h"
#include "privacy/office_key.h"
#include "store/store.h"
#include "vault/staff_book.h"
#include "vault/vault.h"

namespace bot {

struct Assembly {
  Config config;
  core::SecretString token_key;
  std::unique_ptr<privacy::KeyRing> keys;
  std::unique_ptr<locales::Catalogs> catalogs;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<vault::Vault> vault;
  std::unique_ptr<vault::StaffBook> staff;
  SurveyBook surveys;
  Places places;
  dialogs::Rights rights;
  dialogs::Deployment deployment;
  std::shared_ptr<const ecms::Profile> profile;  // of the country: how cases are handled
  std::map<std::string, Door> doors;             // by channel
  std::map<std::string, std::shared_ptr<const channels::Channel>> channels;  // by name
  privacy::OfficeKey office_key;  // everybody's; what changes it: ecms::SignIn
};

// Opens everything. kInvalid: what is wrong with configuration, surveys, keys or catalogs, one
// problem a line.
[[nodiscard]] core::Result<std::unique_ptr<Assembly>> Assemble(const std::string& config_file,
                                                               core::RandomSource& random,
                                                               core::Timestamp now);

}  // namespace bot
