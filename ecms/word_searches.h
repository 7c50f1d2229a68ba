// SPDX-License-Identifier: Apache-2.0
// The searches that officers have begun: which tickets' words each may fetch, held in memory.
#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "ecms/make_sealed_words.h"

namespace ecms {

// Thread-safe. SealedWords has the contract.
class WordSearches {
 public:
  explicit WordSearches(SealedWordsParts parts) : p_(std::move(parts)) {}
  [[nodiscard]] core::Result<WordSearch> Begin(const Caller& caller, const TicketQuery& query);
  [[nodiscard]] core::Result<SearchedPage> Page(const Caller& caller, int64_t search,
                                                size_t from) const;

 private:
  struct Held {
    int64_t number = 0;
    core::Timestamp until;
    std::vector<core::TicketId> tickets;
  };
  // What a worker wrote on a ticket: at once, and later in the conversation.
  [[nodiscard]] core::Result<std::vector<SearchedWords>> WordsOf(
      const store::TicketRow& ticket) const;
  [[nodiscard]] core::Result<std::vector<core::TicketId>> Tickets(const TicketQuery& query,
                                                                  WordSearch& search) const;
  [[nodiscard]] int64_t Hold(const core::AccountId& account, std::vector<core::TicketId> tickets);
  [[nodiscard]] std::vector<core::TicketId> HeldFor(const core::AccountId& account,
                                                    int64_t search) const;

  SealedWordsParts p_;
  mutable std::mutex mutex_;
  std::map<core::AccountId, Held> held_;
};

}  // namespace ecms
