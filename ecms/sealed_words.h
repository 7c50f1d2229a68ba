// SPDX-License-Identifier: Apache-2.0
// Handing a worker's sealed words to an officer's browser, which alone can open them. Includes
// core/ only, so that web/ can use it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/time.h"
#include "ecms/accounts.h"
#include "ecms/inbox.h"

namespace ecms {

struct Envelope {
  core::Bytes bytes;         // docs/envelope.md
  std::string organisation;  // with record and field: what the envelope is bound to
  std::string question;      // the survey's name of it
};

// A search in words runs in the officer's browser: the service hands out what it may open, and
// never learns what is looked for.
struct WordSearch {
  int64_t number = 0;     // what its pages are asked for by
  int64_t tickets = 0;    // whose words are handed out: what the audit says
  int64_t looked_at = 0;  // of the filter: the first kMaxSearched, gravest first
  int64_t in_filter = 0;
};
inline constexpr size_t kMaxSearched = 500;
inline constexpr core::Millis kSearchHeld = std::chrono::minutes(15);
struct SearchedWords {
  core::TicketId ticket;
  core::RecordId record;
  bool later = false;    // from the conversation on the ticket
  core::Bytes envelope;  // of "scrubbed", always
};
struct SearchedPage {
  std::string organisation;
  std::vector<SearchedWords> words;
  size_t next = 0;  // 0 = no more
};

// One entry of the audit, as an auditor reads it.
struct AuditView {
  int64_t number = 0;
  core::Timestamp at;
  std::string actor, action, object, detail;
};
struct AuditPage {
  std::vector<AuditView> entries;  // newest first
  int64_t next = 0;                // `before` of the next page; 0 = no more
  struct Chain {
    int64_t entries = 0;
    std::optional<int64_t>
        first_broken;  // the first entry that was changed, or after which one is missing
  };
  std::optional<Chain> chain;  // looked at for the first page only: it reads everything
};

// Thread-safe. May block on the disk: for the `office` thread.
class SealedWords {
 public:
  virtual ~SealedWords() = default;
  // `field` is "scrubbed" or "words" (the original: needs a reason of 3 to 200 characters). The
  // audit entry and the mark that somebody opened it are committed before the envelope is returned.
  // kNotFound: no such ticket, record or field.
  [[nodiscard]] virtual core::Result<Envelope> Open(const Caller& caller,
                                                    const core::TicketId& ticket,
                                                    const core::RecordId& record,
                                                    std::string_view field,
                                                    std::string_view reason) = 0;
  // Commits one audit entry that says how many tickets are opened, then holds their ids for the
  // pages of `caller`'s search: one search an account, for kSearchHeld. It marks nothing as opened,
  // so that a worker's erasure still takes what no person read.
  [[nodiscard]] virtual core::Result<WordSearch> BeginSearch(const Caller& caller,
                                                             const TicketQuery& query) = 0;
  // From that ticket of the search on, as much as fits one answer. kNotFound: no such search of
  // this account, or no more.
  [[nodiscard]] virtual core::Result<SearchedPage> SearchPage(const Caller& caller, int64_t search,
                                                              size_t from) const = 0;
  // Auditors, supervisors and administrators. Entries with a number below `before` (nullopt: the
  // newest), at most `limit`.
  [[nodiscard]] virtual core::Result<AuditPage> Audit(const Caller& caller,
                                                      std::optional<int64_t> before,
                                                      size_t limit) const = 0;
};

}  // namespace ecms
