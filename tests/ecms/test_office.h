// SPDX-License-Identifier: Apache-2.0
// An office with one account of each role and a survey in two languages, on the store for tests.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/random.h"
#include "dialogs/survey.h"
#include "ecms/accounts.h"
#include "ecms/changes.h"
#include "ecms/inbox.h"
#include "ecms/make_alerts.h"
#include "ecms/make_background.h"
#include "ecms/make_case_files.h"
#include "ecms/make_cases.h"
#include "ecms/make_export.h"
#include "ecms/make_feed.h"
#include "ecms/make_sealed_words.h"
#include "ecms/make_sign_in.h"
#include "ecms/make_sites.h"
#include "ecms/make_surveys.h"
#include "ecms/make_threads.h"
#include "locales/catalog.h"
#include "store/store.h"

namespace ecms {

// As the vault keeps them, in memory.
class MemoryStaff final : public StaffAddresses {
 public:
  core::Status Put(std::string_view id, const core::AccountId& account, std::string_view route,
                   const core::SecretString& address) override {
    for (const auto& [key, row] : rows) {
      if (row == Row{account.Text(), std::string(route), address.Reveal()})
        return core::Err(core::ErrorCode::kConflict, "there already");
    }
    rows[std::string(id)] = {account.Text(), std::string(route), address.Reveal()};
    return {};
  }
  core::Status Drop(const std::vector<std::string>& ids) override {
    for (const std::string& id : ids) rows.erase(id);
    return {};
  }
  core::Result<std::optional<core::SecretString>> Find(std::string_view id) const override {
    const auto it = rows.find(std::string(id));
    return it == rows.end() ? std::nullopt : std::optional(core::SecretString(it->second.at(2)));
  }
  core::Result<std::vector<std::string>> List() const override {
    std::vector<std::string> ids;
    for (const auto& [id, row] : rows) ids.push_back(id);
    return ids;
  }
  using Row = std::vector<std::string>;  // account, route, address
  std::map<std::string, Row> rows;
};

class TestOffice {
 public:
  TestOffice();

  void Commit(std::vector<store::Command> commands);
  // A ticket with this first byte of its id. Its survey is the office's.
  store::TicketRow Ticket(uint8_t id, uint8_t severity, const std::string& week = "2026-W47") const;
  void Put(const store::TicketRow& row) { Commit({store::PutTicket{row}}); }
  // A complete file of one part in that case, added by "someone".
  FileId AddFile(const CaseId& id, const std::string& content,
                 std::optional<FileId> replaces = std::nullopt);
  // An account of every role, one that is disabled (named "disabled"), and "partner", a survey
  // author of kPartner; the token is "token-<role>".
  static constexpr const char* kPartner = "Cleaners' Union";
  static std::string TokenOf(const std::string& role) { return "token-" + role; }
  Caller CallerOf(const std::string& role) const {
    return role == "partner" ? Caller{{}, "someone", "author", kPartner}
                             : Caller{{}, "someone", role};
  }

  std::unique_ptr<store::Store> store;
  std::shared_ptr<const dialogs::Survey> survey;
  Accounts accounts;
  Inbox inbox;
  struct StandingClock final : core::Clock {
    core::Timestamp now{1'795'000'000'000};
    core::Timestamp Now() const override { return now; }
  } clock;
  core::SeededRandom random{7};
  Changes changes{random};
  std::unique_ptr<privacy::KeyRing> keys;
  privacy::KeyPair office_key = privacy::NewKeyPair();
  privacy::OfficeKey key_in_use;  // what sign_in registers; at first none
  privacy::OfficeKey sealed_to{office_key.public_key};
  std::unique_ptr<SignIn> sign_in;
  std::unique_ptr<SealedWords> sealed_words;
  dialogs::Deployment deployment;
  std::unique_ptr<Feed> feed;  // takes both kinds
  std::unique_ptr<TicketExport> exports;
  std::shared_ptr<const Profile> profile;  // of Samoa
  std::unique_ptr<Cases> cases;
  std::unique_ptr<Sites> sites;
  std::unique_ptr<Background> background;
  std::string taken;  // a spelling that would not be matched
  int spellings_changed = 0;
  std::unique_ptr<CaseFiles> case_files;  // one MiB a file, three a case
  // As bot/ delivers, without a worker: stores what goes with a message and the entry.
  std::vector<ThreadMessage> delivered;
  store::EntryState delivery = store::EntryState::kQueued;
  std::unique_ptr<Threads> threads;
  MemoryStaff staff;
  std::vector<std::pair<std::string, std::string>>
      codes;  // id of the address, code that was sent there
  std::unique_ptr<Alerts> alerts;
  core::Status fits;  // what the installation says of a survey that is to be published
  std::unique_ptr<Surveys> surveys;

 private:
  ecms::Commit Committer();
  core::Result<store::EntryState> Deliver(ThreadMessage message);
};

}  // namespace ecms
