// SPDX-License-Identifier: Apache-2.0
// From what the engine found to what the store keeps, and back to what an officer may see.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model.h"
#include "core/time.h"
#include "dialogs/engine.h"
#include "store/store.h"

namespace ecms {

// The store's commands for a FileTicket effect: the ticket with codes and ISO week only, its clock row with day and due
// time. `today` in the office's time zone is the caller's business; the day is UTC.
[[nodiscard]] std::vector<store::Command> TicketCommands(const dialogs::FileTicket& filed, const dialogs::Survey& survey,
                                                         core::ChannelKind channel, core::Timestamp now);
[[nodiscard]] store::Command ResponseCommand(const dialogs::FinishResponse& finished, const dialogs::Survey& survey,
                                             core::ChannelKind channel, core::Timestamp now);

// Who asks. Made by Accounts::Authenticate; every function that returns data takes one.
struct Caller {
  core::AccountId account;
  std::string role;
};

class Accounts {
 public:
  explicit Accounts(const store::Store& store) : store_(store) {}
  // kDenied for an unknown token or a disabled account; same answer and work for both.
  [[nodiscard]] core::Result<Caller> Authenticate(std::string_view api_token) const;
  // What is stored of a token: BLAKE2b, truncated.
  [[nodiscard]] static store::Hash16 TokenHash(std::string_view api_token);

 private:
  const store::Store& store_;
};

// What one reason line says: "Documents held by the employer or agent (strong indicator)".
struct Reason {
  std::string indicator;
  std::string text;
};
struct TicketView {
  store::TicketRow row;
  std::string topic_title;
  std::string survey_title;
  std::vector<Reason> reasons;
  int sealed_words = 0;    // how many sealed texts belong to it
};
struct TicketViews {
  std::vector<TicketView> tickets;
  std::string next;
  int64_t total = 0;
};

class Inbox {
 public:
  using SurveyByHash = std::function<std::shared_ptr<const dialogs::Survey>(std::string_view hash_hex)>;
  Inbox(const store::Store& store, SurveyByHash surveys) : store_(store), surveys_(std::move(surveys)) {}
  // Roles officer, supervisor and administrator; others get kDenied. `language` chooses the reasons' language.
  [[nodiscard]] core::Result<TicketViews> List(const Caller& caller, const store::TicketFilter& filter, std::string_view language) const;
  // kNotFound also for what the caller may not see.
  [[nodiscard]] core::Result<TicketView> Get(const Caller& caller, const core::TicketId& id, std::string_view language) const;

 private:
  const store::Store& store_;
  SurveyByHash surveys_;
};

}  // namespace ecms
