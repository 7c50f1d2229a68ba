// SPDX-License-Identifier: Apache-2.0
// Asking the worker back through a ticket, without knowing who it is. Includes core/ only, so that
// web/ can use it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "core/secret.h"
#include "ecms/accounts.h"

namespace ecms {

inline constexpr size_t kMaxThreadWords = 600;  // characters: four SMS in most scripts
inline constexpr int kUnansweredAWeek = 5;      // messages to one worker before an answer

struct ThreadPhrase {
  std::string code;
  std::string expects;  // "nothing", "words", "yes_no", "number"
  std::string text;     // in the officer's language
  std::string preview;  // in the worker's
};
struct ThreadEntry {
  core::EntryId id;
  int number = 0;
  bool asked = true;                  // by the office; else the worker's answer
  std::string phrase, text, preview;  // of a fixed text; of an answer: what it answers
  std::string code;  // of an answer: "yes", "no", a number, "(refused)", "(skipped)", "(dont_know)"
  std::optional<core::RecordId> words;
  std::vector<std::string> fields;  // of the words: what is there to open; none: erased
  bool opened = false;
  bool original_removed = false;
  std::string
      state;  // of what was asked: "queued", "sent", "awaits_worker", "undeliverable", "answered"
  std::string week;
  std::string author;
};
struct ThreadView {
  bool may_ask = false;
  std::string why_not;   // "no_consent", "ended", "" = may ask
  std::string language;  // the worker's
  int unseen = 0;        // number of the latest entry that no officer has seen; 0 = all were
  std::vector<ThreadPhrase> phrases;
  std::vector<ThreadEntry> entries;  // oldest first
};
struct ThreadQuestion {
  std::string phrase;            // or:
  core::SecretString words;      // free words, sent as written
  bool worker_reads_it = false;  // the officer has ticked it
  std::string repeat_key =
      {};  // drawn by whoever asks: the same key is the same question, however often it arrives
};

// Thread-safe. May block on the disk: for the `office` thread.
class Threads {
 public:
  virtual ~Threads() = default;
  [[nodiscard]] virtual core::Result<ThreadView> Get(const Caller& caller,
                                                     const core::TicketId& ticket,
                                                     std::string_view language) const = 0;
  // The entry's state ("queued", or "undeliverable" where the worker has just left). kInvalid says
  // what to change; kConflict: nobody may be asked here, there is no office key to seal the answer
  // to, or too much waits for an answer already.
  [[nodiscard]] virtual core::Result<std::string> Ask(const Caller& caller,
                                                      const core::TicketId& ticket,
                                                      const ThreadQuestion& question) = 0;
  // An officer has the thread before them, up to that number: the mark goes from the lists, unless
  // more has come meanwhile.
  [[nodiscard]] virtual core::Status Seen(const Caller& caller, const core::TicketId& ticket,
                                          int number) = 0;
};

}  // namespace ecms
