// SPDX-License-Identifier: Apache-2.0
#include "ecms/class_shift.h"

#include <array>
#include <charconv>
#include <map>

#include "core/json.h"
#include "core/json_writer.h"
#include "dialogs/calculator.h"

namespace ecms {
namespace {

constexpr size_t kMostTickets = 2000;
constexpr size_t kPage = 200;
constexpr size_t kClasses = 5;

std::string Band(int64_t count) {
  if (count == 0) return "0";
  if (count < 5) return "1-4";
  if (count < 10) return "5-9";
  if (count < 20) return "10-19";
  if (count < 50) return "20-49";
  return "50+";
}

using Values = std::map<std::string, std::string>;

void Write(core::JsonWriter& w, const Values& values) {
  for (const auto& [name, value] : values) w.Key(name).String(value);
}

// Coded answers as dialogs::Calculator takes them: "children[2]/age" is the second round of a repeat.
std::string AnswersJson(const store::TicketRow& ticket) {
  Values plain;
  std::map<std::string, std::map<int, Values>> repeats;
  for (const auto& [name, value] : ticket.answers) {
    const size_t open = name.find('['), slash = name.find("]/");
    int round = 0;
    if (open != std::string::npos && slash != std::string::npos) std::from_chars(&name[open + 1], &name[slash], round);
    if (round > 0) repeats[name.substr(0, open)][round][name.substr(slash + 2)] = value; else plain[name] = value;
  }
  core::JsonWriter w;
  w.BeginObject();
  Write(w, plain);
  for (const auto& [repeat, rounds] : repeats) {
    w.Key(repeat).BeginArray();
    for (int round = 1; round <= rounds.rbegin()->first && round <= 50; ++round) {
      w.BeginObject();
      if (const auto found = rounds.find(round); found != rounds.end()) Write(w, found->second);
      w.EndObject();
    }
    w.EndArray();
  }
  w.EndObject();
  return w.Take();
}

std::optional<uint8_t> ClassOf(const std::shared_ptr<const dialogs::Survey>& survey, const dialogs::Deployment& deployment,
                               const core::JsonDocument& answers, core::Timestamp at) {
  std::vector<std::string> ignored;
  const auto calculator = dialogs::Calculator::Make(survey, deployment, answers.root(), {at, ""}, ignored);
  return calculator ? std::optional(calculator->Severity()) : std::nullopt;
}

}  // namespace

core::Result<ClassShift> ShiftOfClasses(const store::Store& store, const dialogs::Deployment& deployment,
                                        const std::shared_ptr<const dialogs::Survey>& now,
                                        const std::shared_ptr<const dialogs::Survey>& then, core::Timestamp at) {
  std::array<std::array<int64_t, kClasses>, kClasses> counts{};
  int64_t looked_at = 0, unreadable = 0;
  store::TicketFilter filter;
  filter.survey = then->id();
  filter.limit = kPage;
  do {
    ASSIGN_OR_RETURN(const auto page, store.ListTickets(filter));
    for (const store::TicketRow& ticket : page.tickets) {
      ++looked_at;
      const auto answers = core::JsonDocument::Parse(AnswersJson(ticket));
      const auto from = answers ? ClassOf(now, deployment, *answers, at) : std::nullopt;
      const auto to = answers ? ClassOf(then, deployment, *answers, at) : std::nullopt;
      if (from && to) ++counts[*from][*to]; else ++unreadable;
    }
    filter.after = page.next;
  } while (!filter.after.empty() && static_cast<size_t>(looked_at) < kMostTickets);
  ClassShift shift;
  shift.tickets = Band(looked_at);
  shift.unreadable = Band(unreadable);
  for (uint8_t from = 0; from < kClasses; ++from) {
    for (uint8_t to = 0; to < kClasses; ++to) {
      if (from != to && counts[from][to] > 0) shift.moves.push_back({from, to, Band(counts[from][to])});
    }
  }
  return shift;
}

}  // namespace ecms
