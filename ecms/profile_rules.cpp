// SPDX-License-Identifier: Apache-2.0
#include "ecms/profile_rules.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/json.h"
#include "dialogs/survey.h"
#include "ecms/accounts.h"
#include "ecms/profile_calendar.h"

namespace ecms {
namespace {

std::string Joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

template <class T>
std::vector<std::string> Ids(const std::vector<T>& items) {
  std::vector<std::string> out;
  for (const T& item : items) out.push_back(item.id);
  return out;
}

std::string At(std::string_view list, size_t index, std::string_view key = "") {
  return std::string(list) + "[" + std::to_string(index) + "]" +
         (key.empty() ? "" : "." + std::string(key));
}

// Topic -> a shipped survey that has it.
const std::map<std::string, std::string>& ShippedTopics() {
  static const auto* const topics = [] {
    auto* map = new std::map<std::string, std::string>;
    for (const std::string& name : dialogs::ShippedSurveyNames()) {
      const auto survey = core::JsonDocument::Parse(*dialogs::ShippedSurvey(name));
      const auto found = survey ? survey->root().Find("topics") : std::nullopt;
      for (const std::string& topic : found ? found->Keys() : std::vector<std::string>())
        map->emplace(topic, name);
    }
    return map;
  }();
  return *topics;
}

class Checker {
 public:
  Checker(const Profile& profile, std::vector<ProfileProblem>& problems)
      : p_(profile), problems_(problems) {
    for (std::string_view role : Roles()) {
      if (MayReadTickets(role)) case_roles_.emplace_back(role);
    }
    for (const Need& need : Needs()) needs_.emplace_back(need.code);
  }

  void Check() {
    const auto types = Ids(p_.case_types), states = Ids(p_.states);
    Known("roles", Ids(p_.roles), case_roles_);
    for (size_t i = 0; i < p_.origins.size(); ++i)
      Known(At("origins", i, "types"), p_.origins[i].types, types);
    const auto of_tickets = std::count_if(p_.origins.begin(), p_.origins.end(),
                                          [](const Origin& one) { return one.tickets; });
    if (of_tickets != 1)
      Error("origins", "P-TICKETS",
            "exactly one must have \"tickets\": true: where cases made from tickets come from");
    Known("assignment.take", p_.may_take, case_roles_);
    Known("assignment.give", p_.may_give, case_roles_);
    Known("promotion.roles", p_.may_promote, case_roles_);
    if (!p_.start.empty()) Known("start", {p_.start}, states);
    Transitions(types, states);
    Deadlines(types, states);
    for (const std::string& type : types) Paths(type);
    Issues();
    Bands();
    WorkingDays();
    Wording();
  }

 private:
  void Error(std::string path, std::string_view rule, std::string message) {
    problems_.push_back({true, std::string(rule), std::move(path), std::move(message)});
  }
  void Warn(std::string path, std::string_view rule, std::string message) {
    problems_.push_back({false, std::string(rule), std::move(path), std::move(message)});
  }

  void Known(const std::string& path, const std::vector<std::string>& names,
             const std::vector<std::string>& allowed) {
    for (const std::string& name : names) {
      if (std::find(allowed.begin(), allowed.end(), name) == allowed.end())
        Error(path, "P-REFERENCE",
              "\"" + name.substr(0, 40) + "\" is not known here; allowed: " + Joined(allowed));
    }
  }

  void Transitions(const std::vector<std::string>& types, const std::vector<std::string>& states) {
    for (size_t i = 0; i < p_.transitions.size(); ++i) {
      const Transition& one = p_.transitions[i];
      Known(At("transitions", i, "types"), one.types, types);
      Known(At("transitions", i, "from"), one.from, states);
      Known(At("transitions", i, "to"), {one.to}, states);
      Known(At("transitions", i, "roles"), one.roles, case_roles_);
      Known(At("transitions", i, "needs"), one.needs, needs_);
      if (one.from.empty())
        Error(At("transitions", i, "from"), "P-EMPTY",
              "must name at least one state: " + Joined(states));
      if (one.roles.empty())
        Error(At("transitions", i, "roles"), "P-EMPTY",
              "must name who may do it: " + Joined(case_roles_));
      for (const std::string& from : one.from) {
        const State* state = p_.FindState(from);
        if (state != nullptr && state->final)
          Error(At("transitions", i, "from"), "P-FINAL",
                "\"" + from + "\" is final: nothing leads out of it; open a new case instead");
      }
    }
  }

  void Deadlines(const std::vector<std::string>& types, const std::vector<std::string>& states) {
    static const std::vector<std::string> classes = {"P0", "P1", "P2", "P3", "P4"};
    for (size_t i = 0; i < p_.deadlines.size(); ++i) {
      const Deadline& one = p_.deadlines[i];
      if (!one.state.empty()) Known(At("deadlines", i, "state"), {one.state}, states);
      Known(At("deadlines", i, "types"), one.types, types);
      Known(At("deadlines", i, "severities"), one.severities, classes);
    }
  }

  // Every state is reached by some type and left again; a case of each type can end.
  void Paths(const std::string& type) {
    std::set<std::string> reached = {p_.start};
    for (bool grew = true; grew;) {
      grew = false;
      for (const Transition& move : p_.transitions) {
        if (!Among(move.types, type)) continue;
        const bool starts =
            std::any_of(move.from.begin(), move.from.end(),
                        [&](const std::string& from) { return reached.contains(from); });
        if (starts && reached.insert(move.to).second) grew = true;
      }
    }
    reached_.insert(reached.begin(), reached.end());
    std::set<std::string> ends;
    for (const State& state : p_.states) {
      if (state.final) ends.insert(state.id);
    }
    for (bool grew = true; grew;) {
      grew = false;
      for (const Transition& move : p_.transitions) {
        if (!Among(move.types, type) || !ends.contains(move.to)) continue;
        for (const std::string& from : move.from) grew = ends.insert(from).second || grew;
      }
    }
    for (size_t i = 0; i < p_.states.size(); ++i) {
      const std::string& state = p_.states[i].id;
      if (reached.contains(state) && !ends.contains(state))
        Error(At("states", i), "P-DEAD-END",
              "a case of type \"" + type + "\" that is in \"" + state +
                  "\" can never be closed; add a transition towards a final state");
    }
  }

  void Issues() {
    for (const auto& [topic, issue] : p_.topics) {
      if (p_.FindPoint(issue) == nullptr)
        Error("topics." + topic, "P-REFERENCE",
              "\"" + issue.substr(0, 80) + "\" is no cluster.point of the taxonomy, like \"" +
                  FirstPoint() + "\"");
    }
    for (const auto& [topic, survey] : ShippedTopics()) {
      if (!p_.topics.contains(topic))
        Warn("topics", "P-UNMAPPED",
             "the topic \"" + topic + "\" of the survey " + survey +
                 " has no issue; its cases begin without one");
    }
  }

  std::string FirstPoint() const {
    for (const Cluster& cluster : p_.taxonomy) {
      if (!cluster.points.empty()) return cluster.id + "." + cluster.points.front().id;
    }
    return "compensation.minimum_wage";
  }

  void Bands() {
    for (size_t i = 1; i < p_.gained.size(); ++i) {
      if (p_.gained[i].from <= p_.gained[i - 1].from)
        Error(At("gained_bands", i, "from"), "P-ORDER",
              "must be more than " + std::to_string(p_.gained[i - 1].from) + ", the band before");
    }
    if (p_.bands.empty() || p_.bands.front() != 1 ||
        !std::is_sorted(p_.bands.begin(), p_.bands.end()) ||
        std::adjacent_find(p_.bands.begin(), p_.bands.end()) != p_.bands.end())
      Error("corroboration.bands", "P-ORDER",
            "must be ascending numbers that begin with 1, like [1, 2, 5]");
    // From two up a band holds several counts: an exact small count could name who spoke.
    for (size_t i = 1; i + 1 < p_.bands.size(); ++i) {
      if (p_.bands[i + 1] - p_.bands[i] < 2)
        Error("corroboration.bands", "P-EXACT",
              "the band that begins with " + std::to_string(p_.bands[i]) +
                  " holds one count alone; make it wider");
    }
  }

  // A deadline in working days must come to an end.
  void WorkingDays() {
    const Calendar calendar(p_);
    const core::Day first = core::DayFromText("2027-01-01").value();
    int works = 0;
    for (int day = 0; day < 365; ++day) works += calendar.IsWorkingDay(first + day) ? 1 : 0;
    if (works < 50)
      Error("holidays", "P-HOLIDAYS",
            "leave " + std::to_string(works) + " working days in a year; at least 50 are needed");
  }

  void Wording() {
    for (size_t i = 0; i < p_.states.size(); ++i) {
      if (!reached_.contains(p_.states[i].id))
        Warn(At("states", i), "P-UNREACHED", "no case ever comes to \"" + p_.states[i].id + "\"");
      for (const char* language : {"es", "fr"}) {
        if (!p_.states[i].title.contains(language))
          Warn(
              At("states", i, "title"), "P-TEXT",
              std::string("has no text in \"") + language + "\"; officers who read it see English");
      }
    }
    if (p_.holidays.empty())
      Warn("holidays", "P-HOLIDAYS", "there are none: working days are counted through them");
    if (!p_.reviewed)
      Warn("reviewed", "P-REVIEWED",
           "nobody of the inspectorate has read it yet; set it to true after a workshop has "
           "corrected it");
  }

  const Profile& p_;
  std::vector<ProfileProblem>& problems_;
  std::vector<std::string> case_roles_, needs_;
  std::set<std::string> reached_;
};

}  // namespace

void CheckProfile(const Profile& profile, std::vector<ProfileProblem>& problems) {
  Checker(profile, problems).Check();
}

}  // namespace ecms
