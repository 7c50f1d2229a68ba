// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "bot/commands/commands.h"
#include "bot/commands/database.h"
#include "bot/commands/lines.h"
#include "bot/config/config.h"
#include "core/random.h"
#include "ecms/accounts.h"
#include "ecms/setup_link.h"

namespace bot::commands {
namespace {

struct Options {
  std::string config, name, role = "officer", organisation;
  bool api_token = false;
};

store::Command Audited(const char* action, const store::AccountRow& account) {
  return store::AppendAudit{
      {0, core::SystemClock().Now(), "command line", action, account.id.Text(), "", {}}};
}

void PrintLink(const Options& o, const core::SecretString& token) {
  auto config = LoadConfig(o.config, nullptr);
  std::string base = "https://OFFICE-ADDRESS";
  if (!config)
    std::printf(
        "The configuration is not right yet; `dwbot serve` says what is wrong. Write the office's "
        "address for OFFICE-ADDRESS.\n");
  if (config) {
    const Listen& listen = config->office_listen ? *config->office_listen : config->public_listen;
    base = !config->office_listen && !config->public_url.empty()
               ? config->public_url
               : "http://" + listen.host + ":" + std::to_string(listen.port);
  }
  std::printf(
      "One-time link, good for three days: %s/setup#%s\n"
      "Whoever opens it first chooses the password: hand it over in person or by a safe way.\n"
      "Afterwards they sign in at %s/login\n",
      base.c_str(), token.Reveal().c_str(), base.c_str());
}

int Passwd(const Options& o) {
  auto store = OpenDatabase(o.config);
  if (!store) return Complain("user passwd", store.error().message);
  auto account = (*store)->FindAccount(o.name);
  if (!account) return Complain("user passwd", account.error().message);
  if (!*account) return Complain("user passwd", "there is no account \"" + o.name + "\"");
  core::SystemRandom random;
  ecms::SetupLink link = ecms::NewSetupLink((*account)->id, core::SystemClock().Now(), random);
  store::CommandGroup group;
  if (auto done = ecms::DropSetupLinks(**store, (*account)->id, group); !done)
    return Complain("user passwd", done.error().message);
  group.push_back(link.command);
  group.push_back(Audited("account.link", **account));
  if (auto done = CommitOne(**store, std::move(group)); !done)
    return Complain("user passwd", done.error().message);
  std::printf("Account: %s (%s)\n", (*account)->name.c_str(), (*account)->role.c_str());
  PrintLink(o, link.token);
  std::printf(
      "A new password cannot open what was sealed before: somebody who can must let this person in "
      "again.\n");
  return kDone;
}

int Add(const Options& o) {
  if (auto fits = ecms::CheckAccountName(o.name); !fits)
    return Complain("user add", fits.error().message);
  if (auto fits = ecms::FitsOrganisation(o.role, o.organisation); !fits)
    return Complain("user add", fits.error().message);
  auto store = OpenDatabase(o.config);
  if (!store) return Complain("user add", store.error().message);
  auto known = (*store)->FindAccount(o.name);
  if (!known) return Complain("user add", known.error().message);
  if (*known && (!o.api_token || (*known)->role != o.role || (*known)->disabled)) {
    return Complain("user add",
                    "the account \"" + o.name + "\" is there already (role " + (*known)->role +
                        ((*known)->disabled ? ", disabled" : "") +
                        "); with its own role, --api-token makes one more token for it");
  }
  const auto organisation = ecms::OrganisationNamed(**store, o.organisation);
  if (!organisation) return Complain("user add", organisation.error().message);
  if (*known && !organisation->empty() && (*known)->organisation != *organisation) {
    return Complain("user add", "the account \"" + o.name + "\" does not belong to \"" +
                                    *organisation + "\"; leave --organisation out");
  }
  core::SystemRandom random;
  store::AccountRow account = *known ? **known
                                     : store::AccountRow{core::AccountId::Random(random), o.name,
                                                         o.role, false, *organisation};
  store::CommandGroup group;
  core::SecretString token, link;
  if (!*known) {
    group.push_back(store::PutAccount{account});
    group.push_back(Audited("account.add", account));
    ecms::SetupLink made = ecms::NewSetupLink(account.id, core::SystemClock().Now(), random);
    group.push_back(made.command);
    link = std::move(made.token);
  }
  if (o.api_token) {
    token = ecms::Accounts::NewApiToken(random);
    group.push_back(store::PutApiToken{ecms::Accounts::TokenHash(token.Reveal()), account.id});
  }
  if (auto done = CommitOne(**store, std::move(group)); !done)
    return Complain("user add", done.error().message);
  std::printf("Account: %s (%s%s%s)\n", account.name.c_str(), account.role.c_str(),
              account.organisation.empty() ? "" : " of ", account.organisation.c_str());
  if (!link.empty()) PrintLink(o, link);
  if (o.api_token) {
    std::printf("API token: %s\nIt is shown only now; the server keeps a hash of it.\n",
                token.Reveal().c_str());
  }
  return kDone;
}

int Disable(const Options& o) {
  auto store = OpenDatabase(o.config);
  if (!store) return Complain("user disable", store.error().message);
  auto known = (*store)->FindAccount(o.name);
  if (!known) return Complain("user disable", known.error().message);
  if (!*known) return Complain("user disable", "there is no account \"" + o.name + "\"");
  store::AccountRow account = **known;
  account.disabled = true;
  store::CommandGroup group{store::PutAccount{account}, Audited("account.disable", account)};
  if (auto done = ecms::DropSetupLinks(**store, account.id, group); !done)
    return Complain("user disable", done.error().message);
  if (auto done = CommitOne(**store, std::move(group)); !done)
    return Complain("user disable", done.error().message);
  std::printf("Account: %s (%s) is disabled: its tokens no longer work.\n", account.name.c_str(),
              account.role.c_str());
  return kDone;
}

}  // namespace

void AddUser(CommandLine& program) {
  auto o = std::make_shared<Options>();
  std::vector<std::string> roles(ecms::Roles().begin(), ecms::Roles().end());
  CommandLine user =
      program.Command("user", "Accounts of the office; works beside a running service");
  CommandLine add = user.Command("add", "Make an account");
  add.Text("NAME", o->name, "Name of the account", true);
  add.OneOf("--role", o->role, roles, "What it may see");
  add.Text("--organisation", o->organisation,
           "A partner (NGO, union) whose survey author it is; left out: the inspectorate");
  add.Flag("--api-token", o->api_token, "Also make a token for the HTTP API, and print it");
  add.Text("--config", o->config, "The configuration file", true);
  add.Run([o] { return Add(*o); });
  CommandLine passwd =
      user.Command("passwd", "A new one-time link for somebody who lost the password or the phone");
  passwd.Text("NAME", o->name, "Name of the account", true);
  passwd.Text("--config", o->config, "The configuration file", true);
  passwd.Run([o] { return Passwd(*o); });
  CommandLine disable = user.Command("disable", "Take an account's access away, at once");
  disable.Text("NAME", o->name, "Name of the account", true);
  disable.Text("--config", o->config, "The configuration file", true);
  disable.Run([o] { return Disable(*o); });
}

}  // namespace bot::commands
