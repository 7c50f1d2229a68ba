// SPDX-License-Identifier: Apache-2.0
// `dwbot keys recovery`: does what is printed still open what was sealed? The drill that
// docs/keys.md asks for once a year, on the running database or on a backup. Nothing that it opens
// is shown.
#include <algorithm>
#include <cstdio>
#include <iostream>

#include "bot/commands/commands.h"
#include "bot/commands/database.h"
#include "bot/commands/lines.h"
#include "bot/config/config.h"
#include "core/base64.h"
#include "core/crypto.h"
#include "core/json.h"
#include "core/time.h"
#include "core/utf8.h"
#include "ecms/credential.h"
#include "ecms/make_case_files.h"
#include "privacy/recovery.h"

namespace bot::commands {
namespace {

constexpr size_t kMostKeys = 200;
constexpr size_t kPrivateKeyChars = 44;  // 32 bytes in base64

struct Tally {
  int opened = 0;
  int damaged = 0;  // sealed to this key, and do not open
  int others = 0;   // sealed to another office key
};

core::Result<Tally> OpenAll(const store::Store& store, const std::string& organisation,
                            const privacy::KeyPair& pair) {
  Tally tally;
  const auto id = core::HexDecode(privacy::KeyId(pair.public_key));
  const auto open = [&](const std::vector<core::RecordId>& records) -> core::Status {
    for (const core::RecordId& record : records) {
      ASSIGN_OR_RETURN(auto rows, store.FindSealed(record));
      for (const store::SealedRow& row : rows) {
        const bool mine =
            row.envelope.size() > 7 && std::equal(id->begin(), id->end(), row.envelope.begin() + 3);
        const bool opens =
            mine &&
            privacy::OpenWords(pair, {organisation, row.id, row.field}, row.envelope).has_value();
        (opens ? tally.opened : mine ? tally.damaged : tally.others) += 1;
      }
    }
    return {};
  };
  store::TicketFilter filter;
  filter.limit = 200;
  do {
    ASSIGN_OR_RETURN(store::TicketPage page, store.ListTickets(filter));
    for (const store::TicketRow& ticket : page.tickets) RETURN_IF_ERROR(open(ticket.words));
    filter.after = page.next;
  } while (!filter.after.empty());
  ASSIGN_OR_RETURN(const auto files, ecms::FileRecords(store));
  RETURN_IF_ERROR(open(files));
  return tally;
}

// The office key that `typed` opens: a sheet's letters, or a private key as `dwbot keys office`
// prints it.
core::Result<privacy::KeyPair> OpenOffice(const store::Store& store, const Config& config,
                                          const std::string& typed) {
  core::Error why{core::ErrorCode::kNotFound,
                  "no office key is registered here, and keys.office_public names none"};
  const bool is_private_key = typed.size() == kPrivateKeyChars && typed.back() == '=';
  std::optional<privacy::RecoverySecret> sheet;
  if (!is_private_key) {
    ASSIGN_OR_RETURN(sheet, privacy::ReadRecoverySheet(typed));
  } else if (config.office_public) {
    auto pair = privacy::PairFrom(typed, *config.office_public);
    if (pair) return pair;
    why = pair.error();
  }
  ASSIGN_OR_RETURN(auto keys,
                   store.ListDocuments(ecms::kOfficeKeyKind, std::nullopt, "", kMostKeys));
  for (const store::DocumentRow& key : keys) {
    auto body = core::JsonDocument::Parse(key.body);
    auto field = [&](std::string_view name) {
      auto found = body ? body->root().Find(name) : std::nullopt;
      return found && found->kind() == core::JsonKind::kString ? std::string(found->String())
                                                               : std::string();
    };
    auto office = privacy::PublicKeyFromBase64(field("public_key"));
    auto sealed = core::Base64Decode(field("sealed_to_recovery"));
    if (!office || !sealed) continue;
    auto pair = is_private_key ? privacy::PairFrom(typed, *office)
                               : privacy::OpenByRecovery(*sheet, *office, *sealed);
    if (pair) return pair;
    why = pair.error();
  }
  return tl::unexpected(std::move(why));
}

int Recovery(const std::string& config_file, std::string database) {
  auto config = LoadConfig(config_file, nullptr);
  if (!config) return Complain("keys recovery", config.error().message);
  if (database.empty()) database = config->data_dir + "/core.db";
  auto store = store::OpenSqliteStore(database);
  if (!store) return Complain("keys recovery", store.error().message);
  std::fprintf(stderr, "Type the recovery key as it is printed, then Enter:\n");
  std::string typed;
  std::getline(std::cin, typed);
  auto pair = OpenOffice(**store, *config, std::string(core::Trim(typed)));
  core::Wipe({reinterpret_cast<uint8_t*>(typed.data()), typed.size()});
  if (!pair) return Complain("keys recovery", pair.error().message);
  auto tally = OpenAll(**store, config->organisation, *pair);
  if (!tally) return Complain("keys recovery", tally.error().message);
  const std::string id = privacy::KeyId(pair->public_key);
  const core::SystemClock clock;
  auto noted = CommitOne(
      **store, {store::AppendAudit{{0, clock.Now(), "system", "office_key.drill", id, "", {}}}});
  if (!noted) return Complain("keys recovery", noted.error().message);
  std::printf("The recovery key opens office key %s: %d sealed texts open with it", id.c_str(),
              tally->opened);
  if (tally->others > 0) std::printf(", %d are sealed to another office key", tally->others);
  std::printf(".\n");
  if (tally->damaged == 0) return kDone;
  std::printf("%d sealed texts are damaged: restore the database from a backup.\n", tally->damaged);
  return kFound;
}

}  // namespace

void AddKeysRecovery(CommandLine& keys) {
  struct Options {
    std::string config, database;
  };
  auto o = std::make_shared<Options>();
  CommandLine recovery = keys.Command(
      "recovery",
      "Check that the printed recovery key still opens what was sealed; nothing is shown");
  recovery.Text("--config", o->config, "The configuration file", true);
  recovery.Text("--database", o->database, "Another core.db, e.g. of a backup");
  recovery.Run([o] { return Recovery(o->config, o->database); });
}

}  // namespace bot::commands
