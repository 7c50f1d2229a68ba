// SPDX-License-Identifier: Apache-2.0
// What an officer weighs beside a ticket: what would change its class, what the register knows of
// its workplace, and how easily its worker could be guessed. Worked out when somebody looks;
// nothing of it is stored. Includes core/ and what else web/ may see.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "ecms/accounts.h"
#include "ecms/inbox.h"
#include "ecms/sites.h"

namespace ecms {

// An answer that is not the one that was given, in the officer's language.
struct SupposedAnswer {
  std::string question, question_text;
  std::string is;  // "one_of", "includes": any of the values; "at_least", "at_most": the number;
                   // "missing": without the one given
  struct Value {
    std::string value, text;
  };
  std::vector<Value> values;
};
struct PossibleClass {
  uint8_t severity = 4;                 // P0..P4
  std::vector<SupposedAnswer> answers;  // all of them together
};
struct ClassReview {
  // "": it is known. "closed"; "no_survey": its version is not here any more; "differs": today's
  // reading of the stored answers gives another class than the one that was filed (what was filed
  // once stays), so that nothing can be said.
  std::string why_not;
  std::vector<PossibleClass> if_answered;   // graver: by what was not answered
  std::vector<PossibleClass> if_different;  // graver: by another answer than the one given
  std::vector<PossibleClass> if_missing;    // less grave: without an answer that was given
};

struct Workplace {
  std::string code, name, district, sector;
  int64_t workers = 0;              // about how many; 0 = not known
  bool few = false;                 // so few that nothing is told of what they say
  std::vector<SiteSignal> signals;  // open reports by topic, in bands
  int64_t open_cases = 0;
  std::string last_visit;  // the day of the last visit that a case here records; "" = none
};

// How easily somebody at the workplace could guess who reported. Never a reason to do nothing: a
// reason for cover.
struct SourceRisk {
  std::string level;  // "high", "raised", "usual"
  // "small_site", "size_unknown", "no_site", "few_reports", "rare_answers", "own_words"
  std::vector<std::string> reasons;
  std::vector<AnswerView> rare;  // answers that few others gave
};

struct TicketBackground {
  ClassReview review;
  std::optional<Workplace>
      workplace;                   // of an open ticket whose worker named one that the register has
  std::optional<SourceRisk> risk;  // none: the ticket is closed
};

// Thread-safe. May block on the disk: for the `office` thread.
class Background {
 public:
  virtual ~Background() = default;
  // kDenied: the role may not read tickets; kNotFound.
  [[nodiscard]] virtual core::Result<TicketBackground> Of(const Caller& caller,
                                                          const core::TicketId& id,
                                                          std::string_view language) const = 0;
};

}  // namespace ecms
