// SPDX-License-Identifier: Apache-2.0
// An office with one account of each role and a survey in two languages, on the store for tests.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "dialogs/survey.h"
#include "ecms/accounts.h"
#include "core/random.h"
#include "ecms/inbox.h"
#include "ecms/make_export.h"
#include "ecms/make_feed.h"
#include "ecms/make_cases.h"
#include "ecms/make_sealed_words.h"
#include "ecms/make_sign_in.h"
#include "ecms/changes.h"
#include "ecms/make_surveys.h"
#include "ecms/make_threads.h"
#include "locales/catalog.h"
#include "store/store.h"

namespace ecms {

class TestOffice {
 public:
  TestOffice();

  void Commit(std::vector<store::Command> commands);
  // A ticket with this first byte of its id. Its survey is the office's.
  store::TicketRow Ticket(uint8_t id, uint8_t severity, const std::string& week = "2026-W47") const;
  void Put(const store::TicketRow& row) { Commit({store::PutTicket{row}}); }
  // An account of every role, and one that is disabled (named "disabled"); the token is
  // "token-<role>".
  static std::string TokenOf(const std::string& role) { return "token-" + role; }
  Caller CallerOf(const std::string& role) const { return {{}, "someone", role}; }

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
  std::unique_ptr<SignIn> sign_in;
  std::unique_ptr<SealedWords> sealed_words;
  dialogs::Deployment deployment;
  std::unique_ptr<Feed> feed;  // takes both kinds
  std::unique_ptr<TicketExport> exports;
  std::shared_ptr<const Profile> profile;  // of Samoa
  std::unique_ptr<Cases> cases;
  privacy::KeyPair office_key = privacy::NewKeyPair();
  // As bot/ delivers, without a worker: stores what goes with a message and the entry.
  std::vector<ThreadMessage> delivered;
  store::EntryState delivery = store::EntryState::kQueued;
  std::unique_ptr<Threads> threads;
  core::Status fits;  // what the installation says of a survey that is to be published
  std::unique_ptr<Surveys> surveys;

 private:
  ecms::Commit Committer();
  core::Result<store::EntryState> Deliver(ThreadMessage message);
};

}  // namespace ecms
