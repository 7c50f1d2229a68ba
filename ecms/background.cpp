// SPDX-License-Identifier: Apache-2.0
#include "ecms/background.h"

#include <algorithm>

#include "ecms/answer_texts.h"
#include "ecms/cases_record.h"
#include "ecms/class_review.h"
#include "ecms/make_background.h"
#include "ecms/source_risk.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kCompared = 200;  // tickets of the survey, for what is rare

class TicketBackgrounds final : public Background {
 public:
  explicit TicketBackgrounds(BackgroundParts parts) : p_(std::move(parts)) {}

  core::Result<TicketBackground> Of(const Caller& caller, const core::TicketId& id,
                                    std::string_view language) const override {
    if (!MayReadTickets(caller.role))
      return Err(ErrorCode::kDenied, "the role of this account may not read tickets");
    ASSIGN_OR_RETURN(const auto ticket, p_.store.FindTicket(id));
    if (!ticket) return Err(ErrorCode::kNotFound, "there is no such ticket");
    const auto survey = p_.surveys(ticket->survey_hash);
    TicketBackground out;
    out.review = ReviewClass(*ticket, survey, p_.deployment, p_.clock.Now(), language);
    if (ticket->state == "closed") return out;
    if (!ticket->site_name.empty()) {
      ASSIGN_OR_RETURN(out.workplace, PlaceOf(caller, ticket->site, language));
    }
    ASSIGN_OR_RETURN(out.risk, RiskOf(*ticket, survey.get(), out.workplace, language));
    return out;
  }

 private:
  [[nodiscard]] core::Result<std::optional<Workplace>> PlaceOf(const Caller& caller,
                                                               const std::string& code,
                                                               std::string_view language) const {
    ASSIGN_OR_RETURN(const auto site, p_.sites.Get(caller, code, language));
    Workplace out{
        site.code, site.name, site.district, site.sector, site.workers, site.few, site.signals,
        0,         ""};
    for (const CaseSummary& one : site.cases) {
      if (!one.closed) ++out.open_cases;
      ASSIGN_OR_RETURN(const std::string visited, LastVisit(one.id));
      out.last_visit = std::max(out.last_visit, visited);
    }
    return out;
  }
  // The day of the last visit that took place; "" if there was none.
  [[nodiscard]] core::Result<std::string> LastVisit(const CaseId& id) const {
    ASSIGN_OR_RETURN(const auto rows,
                     p_.store.ListDocuments(kEntryKind, id.Text(), "", kMaxEntries * 4));
    std::string last;
    for (const store::DocumentRow& row : rows) {
      ASSIGN_OR_RETURN(const Entry entry, EntryFrom(row));
      if (entry.kind == "visit" && entry.status == "done") last = std::max(last, entry.on);
    }
    return last;
  }
  [[nodiscard]] core::Result<std::optional<SourceRisk>> RiskOf(
      const store::TicketRow& ticket, const dialogs::Survey* survey,
      const std::optional<Workplace>& place, std::string_view language) const {
    store::TicketFilter filter;
    filter.survey = ticket.survey;
    filter.limit = kCompared;
    ASSIGN_OR_RETURN(const auto others, p_.store.ListTickets(filter));
    const auto rare = RareAnswers(ticket, others.tickets);
    RiskFacts facts{place.has_value(), place ? place->workers : 0, 0, ticket.sealed_words > 0,
                    !rare.empty()};
    facts.reports =
        kFewReports;  // of a workplace with so few workers nothing is told of what they say
    if (place && !place->few) {
      ASSIGN_OR_RETURN(const auto same, p_.store.OpenTicketsAt(ticket.site, ticket.topic,
                                                               static_cast<size_t>(kFewReports)));
      facts.reports = static_cast<int64_t>(same.size());
    }
    SourceRisk out;
    out.reasons = RiskReasons(facts);
    out.level = RiskLevel(out.reasons);
    out.rare = AnswerTexts(survey, language).Answered(rare);
    return out;
  }

  BackgroundParts p_;
};

}  // namespace

std::unique_ptr<Background> MakeBackground(BackgroundParts parts) {
  return std::make_unique<TicketBackgrounds>(std::move(parts));
}

}  // namespace ecms
