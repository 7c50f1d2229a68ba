// SPDX-License-Identifier: Apache-2.0
// Handing a worker's sealed words to an officer's browser, which alone can open them. Includes core/ only, so that web/ can
// use it.
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

namespace ecms {

struct Envelope {
  core::Bytes bytes;         // docs/envelope.md
  std::string organisation;  // with record and field: what the envelope is bound to
  std::string question;      // the survey's name of it
};

// One entry of the audit, as an auditor reads it.
struct AuditView {
  int64_t number = 0;
  core::Timestamp at;
  std::string actor, action, object, detail;
};
struct AuditPage {
  std::vector<AuditView> entries;
  int64_t next = 0;                      // 0 = no more
  std::optional<int64_t> first_broken;   // of the whole chain: the first entry that was changed, or after which one is missing
};

// Thread-safe. May block on the disk: for the `office` thread.
class SealedWords {
 public:
  virtual ~SealedWords() = default;
  // `field` is "scrubbed" or "words" (the original: needs a reason of 3 to 200 characters). The audit entry and the mark that
  // somebody opened it are committed before the envelope is returned. kNotFound: no such ticket, record or field.
  [[nodiscard]] virtual core::Result<Envelope> Open(const Caller& caller, const core::TicketId& ticket, const core::RecordId& record,
                                                    std::string_view field, std::string_view reason) = 0;
  // Auditors, supervisors and administrators. Entries after `after`, at most `limit`; the whole chain is checked.
  [[nodiscard]] virtual core::Result<AuditPage> Audit(const Caller& caller, int64_t after, size_t limit) const = 0;
};

}  // namespace ecms
