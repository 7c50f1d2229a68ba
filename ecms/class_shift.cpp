// SPDX-License-Identifier: Apache-2.0
#include "ecms/class_shift.h"

#include <array>

#include "core/json.h"
#include "dialogs/calculator.h"
#include "ecms/coded_answers.h"
#include "ecms/safe_count.h"

namespace ecms {
namespace {

constexpr size_t kMostTickets = 2000;
constexpr size_t kPage = 200;
constexpr size_t kClasses = 5;

std::optional<uint8_t> ClassOf(const std::shared_ptr<const dialogs::Survey>& survey,
                               const dialogs::Deployment& deployment,
                               const core::JsonDocument& answers, core::Timestamp at) {
  std::vector<std::string> ignored;
  const auto calculator =
      dialogs::Calculator::Make(survey, deployment, answers.root(), {at, ""}, ignored);
  return calculator ? std::optional(calculator->Severity()) : std::nullopt;
}

}  // namespace

core::Result<ClassShift> ShiftOfClasses(const store::Store& store,
                                        const dialogs::Deployment& deployment,
                                        const std::shared_ptr<const dialogs::Survey>& now,
                                        const std::shared_ptr<const dialogs::Survey>& then,
                                        core::Timestamp at) {
  std::array<std::array<int64_t, kClasses>, kClasses> counts{};
  int64_t looked_at = 0, unreadable = 0;
  ClassShift shift;
  store::TicketFilter filter;
  filter.survey = then->id();
  filter.limit = kPage;
  do {
    ASSIGN_OR_RETURN(const auto page, store.ListTickets(filter));
    for (const store::TicketRow& ticket : page.tickets) {
      ++looked_at;
      const auto answers = core::JsonDocument::Parse(AnswersJson(ticket.answers));
      const auto from = answers ? ClassOf(now, deployment, *answers, at) : std::nullopt;
      const auto to = answers ? ClassOf(then, deployment, *answers, at) : std::nullopt;
      if (from && to)
        ++counts[*from][*to];
      else
        ++unreadable;
      shift.changes = shift.changes || (from && from != to);
    }
    filter.after = page.next;
  } while (!filter.after.empty() && static_cast<size_t>(looked_at) < kMostTickets);
  shift.tickets = InBand(looked_at);
  shift.unreadable = InBand(unreadable);
  for (uint8_t from = 0; from < kClasses; ++from) {
    for (uint8_t to = 0; to < kClasses; ++to) {
      if (from != to && counts[from][to] > 0)
        shift.moves.push_back({from, to, InBand(counts[from][to])});
    }
  }
  return shift;
}

}  // namespace ecms
