// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "ecms/profile.h"

namespace ecms {
namespace {

constexpr std::array<const char*, 7> kWeekdays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                  "Friday", "Saturday", "Sunday"};
constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                 "May",       "June",     "July",     "August",
                                                 "September", "October",  "November", "December"};
constexpr std::array<const char*, 4> kNth = {"first", "second", "third", "fourth"};

// "a", "a and b", "a, b and c"
std::string Listed(const std::vector<std::string>& words, const char* last = " and ") {
  std::string out;
  for (size_t i = 0; i < words.size(); ++i)
    out += (i == 0 ? "" : i + 1 == words.size() ? last : ", ") + words[i];
  return out;
}

template <class T>
std::vector<std::string> Titles(const std::vector<std::string>& ids, const std::vector<T>& items) {
  std::vector<std::string> out;
  for (const std::string& id : ids) {
    const T* item = Find(items, id);
    out.push_back(item == nullptr ? id : TextIn(item->title, "en"));
  }
  return out;
}
template <class T>
std::vector<std::string> Titles(const std::vector<T>& items) {
  std::vector<std::string> out;
  for (const T& item : items) out.push_back(TextIn(item.title, "en"));
  return out;
}

std::string DayText(int days, const char* what) {
  if (days == 0) return std::string("on ") + what;
  const int size = days < 0 ? -days : days;
  return std::to_string(size) + (size == 1 ? " day " : " days ") +
         (days < 0 ? "before " : "after ") + what;
}

std::string When(const Holiday& one) {
  switch (one.kind) {
    case Holiday::Kind::kYearly:
      return std::to_string(one.day) + " " + kMonths.at(static_cast<size_t>(one.month - 1));
    case Holiday::Kind::kEaster:
      return DayText(one.easter, "Easter Sunday");
    case Holiday::Kind::kWeekday: {
      const std::string base = std::string("the ") + kNth.at(static_cast<size_t>(one.nth - 1)) +
                               " " + kWeekdays.at(static_cast<size_t>(one.weekday)) + " of " +
                               kMonths.at(static_cast<size_t>(one.month - 1));
      return one.plus == 0 ? base : DayText(one.plus, base.c_str());
    }
    case Holiday::Kind::kDate:
      break;
  }
  return core::ToText(one.date) + " only";
}

class Explainer {
 public:
  explicit Explainer(const Profile& profile) : p_(profile) {}

  std::string Say() {
    Line(TextIn(p_.name, "en") + (p_.country.empty() ? "" : " (" + p_.country + ")"));
    Line(p_.reviewed ? "The inspectorate has read this profile."
                     : "NOBODY OF THE INSPECTORATE HAS READ THIS PROFILE YET. What is wrong here "
                       "is to be corrected in the file.");
    for (const std::string& source : p_.sources) Line("  - " + source);
    Days();
    Cases();
    States();
    Ends();
    return std::move(out_);
  }

 private:
  void Line(const std::string& text) { out_ += text + "\n"; }
  void Head(const std::string& text) { out_ += "\n" + text + "\n"; }

  void Days() {
    Head("DAYS");
    std::vector<std::string> works;
    for (size_t i = 0; i < p_.works.size(); ++i) {
      if (p_.works.at(i)) works.emplace_back(kWeekdays.at(i));
    }
    Line("Work is done on " + Listed(works) + ". The clock is that of " + p_.time_zone +
         ". Money is counted in " + p_.currency + ".");
    if (p_.holidays.empty()) Line("There are no holidays.");
    for (const Holiday& one : p_.holidays) Line("  Holiday: " + one.name + ", " + When(one) + ".");
  }

  void Cases() {
    Head("CASES");
    Line("A case is about one of: " + Listed(Titles(p_.case_types), " or ") + ".");
    for (const Origin& one : p_.origins) {
      Line("  It may come from: " + TextIn(one.title, "en") +
           (one.types.empty() ? "" : " (" + Listed(Titles(one.types, p_.case_types)) + " only)") +
           (one.complaint ? ". A formal complaint can be made this way." : "."));
    }
    Line("Where a case comes from is secret: no notice or letter says it.");
    Line("A case may be taken by: " + Who(p_.may_take) +
         ". It may be given to somebody by: " + Who(p_.may_give) + ".");
    Line("A signal becomes a formal complaint only with the worker's consent, recorded by " +
         Who(p_.may_promote) + " and given: " + Listed(Titles(p_.consents), " or ") + ".");
  }

  std::string Who(const std::vector<std::string>& roles) const {
    return roles.empty() ? "nobody" : Listed(Titles(roles, p_.roles), " or ");
  }

  void States() {
    Head("STATES");
    Line("A new case is: " + Listed(Titles({p_.start}, p_.states)) + ".");
    for (const State& state : p_.states) {
      Line("\n" + TextIn(state.title, "en") + (state.final ? " (the case is over)" : ""));
      for (const Deadline& one : p_.deadlines) {
        if (one.state == state.id) Line("  Deadline: " + Clock(one));
      }
      for (const Transition& move : p_.transitions) {
        if (std::find(move.from.begin(), move.from.end(), state.id) != move.from.end())
          Line("  -> " + Move(move));
      }
    }
    for (const Deadline& one : p_.deadlines) {
      if (one.state.empty()) Line("\nFrom opening to closing: " + Clock(one));
    }
  }

  std::string Clock(const Deadline& one) const {
    std::string out = TextIn(one.title, "en") + " within " + Describe(one.within);
    if (!one.severities.empty()) out += ", class " + Listed(one.severities, " or ");
    if (!one.types.empty())
      out += ", " + Listed(Titles(one.types, p_.case_types), " or ") + " only";
    return out + (one.source.empty() ? " (the office's own target)." : " (" + one.source + ").");
  }

  std::string Move(const Transition& move) const {
    std::string out = TextIn(move.title, "en") + ": becomes \"" +
                      Listed(Titles({move.to}, p_.states)) + "\", by " + Who(move.roles);
    if (!move.types.empty())
      out += ", " + Listed(Titles(move.types, p_.case_types), " or ") + " only";
    std::vector<std::string> needs;
    for (const Need& need : Needs()) {
      if (std::find(move.needs.begin(), move.needs.end(), need.code) != move.needs.end())
        needs.emplace_back(need.meaning);
    }
    const State* to = p_.FindState(move.to);
    if (to != nullptr && to->final)
      needs.emplace_back("outcome, workers who gained and money paid are given");
    return out + (needs.empty() ? "." : "; only if " + Listed(needs) + ".");
  }

  void Ends() {
    Head("OUTCOMES");
    Line("A case ends as: " + Listed(Titles(p_.outcomes), " or ") + ".");
    Line("Workers who gained are told as: " + Listed(Titles(p_.gained), ", ") + ".");
    Line("What an employer may be made to do: " + Listed(Titles(p_.measures), ", ") + ".");
    Head("ISSUES");
    for (const Cluster& cluster : p_.taxonomy)
      Line(TextIn(cluster.title, "en") + ": " + Listed(Titles(cluster.points), ", ") + ".");
    for (const auto& [topic, issue] : p_.topics) {
      const Item* point = p_.FindPoint(issue);
      Line("  Workers' answers on \"" + topic +
           "\" are filed under: " + (point == nullptr ? issue : TextIn(point->title, "en")) + ".");
    }
  }

  const Profile& p_;
  std::string out_;
};

}  // namespace

std::string Describe(const Within& within) {
  const char* unit = within.unit == Within::Unit::kHours  ? "hour"
                     : within.unit == Within::Unit::kDays ? "day"
                                                          : "working day";
  return std::to_string(within.count) + " " + unit + (within.count == 1 ? "" : "s");
}

std::string ExplainProfile(const Profile& profile) { return Explainer(profile).Say(); }

}  // namespace ecms
