// SPDX-License-Identifier: Apache-2.0
// What an officer may see of the tickets. Includes core/ only, so that web/ can use it without
// seeing store/ or dialogs/.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "core/time.h"
#include "ecms/accounts.h"

namespace dialogs {
class Survey;
}
namespace store {
class Store;
struct TicketFilter;
struct TicketRow;
}  // namespace store

namespace ecms {

struct TicketQuery {
  std::optional<uint8_t> severity_at_most;  // 1 = P0 and P1
  std::string state, topic, survey;         // "" = any
  uint8_t quality = 0;                      // bits of QualityBits(); 0 = any
  bool answered = false;                    // only those with an answer that no officer has seen
  std::string site;                         // code, of open tickets alone; "" = any
  std::string district, language, week;     // "" = any
  std::string after;                        // TicketViews::next of the page before; "" = first page
  size_t limit = 50;                        // 1 to 200
};
// What it chooses, without the place and length of the page.
[[nodiscard]] store::TicketFilter FilterOf(const TicketQuery& query);

// What one reason line says: "Documents held by the employer or agent (strong indicator)".
struct Reason {
  std::string indicator;
  std::string text;
};
// One coded answer in the officer's language; the texts fall back to the codes.
struct AnswerView {
  std::string question, question_text;
  std::string value, value_text;
};

struct TicketView {
  core::TicketId id;
  bool complaint = false;  // else a signal
  uint8_t severity = 4;    // class P0..P4
  std::string topic, topic_title;
  std::string survey, survey_title;
  std::string survey_hash;      // hex: the version whose rules classed it
  std::vector<Reason> reasons;  // gravest first
  // What an officer said, else what the worker named if the register has it: code and name on an
  // open ticket, the district always.
  std::string site, site_name, site_district;
  std::string language;  // the worker's
  std::string week;      // ISO week of filing
  std::string state;
  struct Clock {
    core::Day filed_on;
    core::Timestamp due_at;
  };
  std::optional<Clock> clock;        // none for P4 and after closure
  int sealed_words = 0;              // how many sealed texts belong to it
  bool may_ask = false;              // the worker agreed to be asked more
  bool answered = false;             // an answer came since an officer last looked at the thread
  std::vector<std::string> quality;  // QualityCodes(): what to verify first; lowers nothing

  // Only from Inbox::Get:
  int points = 0;
  bool placed = false;     // an officer said which workplace; of an open ticket
  std::string named_site;  // then: the code that the worker named, "" = none that the register knew
  std::string channel;
  std::vector<Reason> ask_back;  // what was left half-answered
  std::vector<AnswerView> answers;
  struct WordsView {
    core::RecordId record;
    std::string question, question_text;
    std::vector<std::string> fields;  // "scrubbed", "words": what is there to open
    bool opened = false;
    bool original_removed = false;  // the worker asked for it
  };
  std::vector<WordsView> words;
  std::vector<AnswerView> unanswered;  // asked for by the survey, no value
};
struct TicketViews {
  std::vector<TicketView> tickets;
  std::string next;   // "" = no more
  int64_t total = 0;  // matching, all pages
};

class Inbox {
 public:
  using SurveyByHash =
      std::function<std::shared_ptr<const dialogs::Survey>(std::string_view hash_hex)>;
  // `surveys` may return nullptr; then codes stand where texts would. Called from the threads that
  // call List and Get.
  Inbox(const store::Store& store, SurveyByHash surveys)
      : store_(store), surveys_(std::move(surveys)) {}
  // Roles that MayReadTickets(); others get kDenied. `language` chooses the texts' language.
  [[nodiscard]] core::Result<TicketViews> List(const Caller& caller, const TicketQuery& query,
                                               std::string_view language) const;
  // kDenied by role alone, before anything is looked up: it tells nothing about the id.
  [[nodiscard]] core::Result<TicketView> Get(const Caller& caller, const core::TicketId& id,
                                             std::string_view language) const;

 private:
  [[nodiscard]] static TicketView View(const store::TicketRow& row, const dialogs::Survey* survey,
                                       std::string_view language);
  const store::Store& store_;
  SurveyByHash surveys_;
};

}  // namespace ecms
