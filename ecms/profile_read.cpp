// SPDX-License-Identifier: Apache-2.0
// From the file's JSON to a Profile: shapes and kinds. What its parts say of one another:
// profile_rules.cpp.
#include <algorithm>

#include "core/json.h"
#include "ecms/closing.h"
#include "ecms/profile.h"
#include "ecms/profile_rules.h"
#include "locales/understand.h"

namespace ecms {
namespace {

using core::JsonKind;
using core::JsonValue;
using core::ObjectReader;

constexpr std::array<std::string_view, 7> kWeekdays = {"mon", "tue", "wed", "thu",
                                                       "fri", "sat", "sun"};

bool IsId(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

class Reader {
 public:
  explicit Reader(core::Problems& problems) : problems_(problems) {}

  void Read(JsonValue root, Profile& out) {
    ObjectReader in(root, "", problems_);
    (void)in.Integer("format", 1, 1);
    out.id = Id(in, "id");
    out.country = in.String("country");
    out.name = ReadTexts(in, "name");
    out.reviewed = in.Bool("reviewed", false);
    out.sources = in.Strings("sources");
    Calendar(in, out);
    Items(in, "roles", out.roles);
    Items(in, "case_types", out.case_types);
    Items(in, "origins", out.origins, [](ObjectReader& item, Origin& one) {
      one.tickets = item.Bool("tickets", false);
      one.complaint = item.Bool("complaint", false);
      one.types = item.Strings("types");
    });
    Rights(in, out);
    Flow(in, out);
    Items(in, "taxonomy", out.taxonomy,
          [this](ObjectReader& item, Cluster& one) { Items(item, "points", one.points); });
    in.Members("topics", [&](const std::string& topic, JsonValue value, const std::string& path) {
      if (value.kind() == JsonKind::kString)
        out.topics.emplace(topic, value.String());
      else
        problems_.push_back({path, "must be a text: \"cluster.point\" of the taxonomy"});
    });
    Items(in, "measures", out.measures);
    Items(in, "outcomes", out.outcomes, [](ObjectReader& item, Outcome& one) {
      one.tells = item.OneOf("tells", {kOutcomes[0], kOutcomes[1], kOutcomes[2]});
    });
    Items(in, "gained_bands", out.gained,
          [](ObjectReader& item, Band& one) { one.from = item.Integer("from", 0, 1'000'000); });
    ObjectReader corroboration = in.Object("corroboration");
    out.bands = Integers(corroboration, "bands");
    out.hide_under_workers = corroboration.Integer("hide_under_workers", 0, 1000);
    corroboration.Finish();
    in.Finish();
  }

 private:
  std::string Id(ObjectReader& in, std::string_view key) {
    std::string id = in.String(key);
    if (in.Has(key) && !IsId(id))
      in.Report(key, "is \"" + id.substr(0, 40) + "\"; it must be 1 to 40 of a-z, 0-9 and _");
    return id;
  }

  Texts ReadTexts(ObjectReader& in, std::string_view key) {
    Texts out;
    in.Members(key, [&](const std::string& language, JsonValue value, const std::string& path) {
      const bool fits = value.kind() == JsonKind::kString && !value.String().empty() &&
                        value.String().size() <= 200;
      if (fits)
        out.emplace(language, value.String());
      else
        problems_.push_back({path, "must be a text of 1 to 200 bytes"});
    });
    if (!out.contains("en"))
      in.Report(key, "must have a text in \"en\", like {\"en\": \"Opened\"}");
    return out;
  }

  template <class T>
  void Items(ObjectReader& in, std::string_view key, std::vector<T>& out) {
    Items(in, key, out, [](ObjectReader& /*item*/, T& /*one*/) {});
  }
  template <class T, class More>
  void Items(ObjectReader& in, std::string_view key, std::vector<T>& out, const More& more) {
    in.Array(key, [&](JsonValue value, const std::string& path) {
      ObjectReader item(value, path, problems_);
      T one;
      one.id = Id(item, "id");
      one.title = ReadTexts(item, "title");
      more(item, one);
      if (!one.id.empty() && Find(out, one.id) != nullptr)
        item.Report("id", "\"" + one.id + "\" is there twice; give each its own");
      item.Finish();
      out.push_back(std::move(one));
    });
    if (out.empty()) in.Report(key, "must list at least one");
  }

  std::vector<int64_t> Integers(ObjectReader& in, std::string_view key) {
    std::vector<int64_t> out;
    in.Array(key, [&](JsonValue value, const std::string& path) {
      if (value.kind() == JsonKind::kInteger)
        out.push_back(value.Integer());
      else
        problems_.push_back({path, "must be a whole number"});
    });
    return out;
  }

  void Calendar(ObjectReader& in, Profile& out) {
    out.time_zone = in.String("time_zone");
    if (in.Has("time_zone") && !locales::LocalDay(out.time_zone, core::Timestamp{}))
      in.Report("time_zone", "is \"" + out.time_zone.substr(0, 40) +
                                 "\"; it must be an IANA time zone, like \"Pacific/Apia\"");
    out.currency = in.String("currency");
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (in.Has("currency") && (out.currency.size() != 3 ||
                               !std::all_of(out.currency.begin(), out.currency.end(), capital)))
      in.Report("currency",
                "must be an ISO 4217 code of three capital letters, like \"WST\", or its code for "
                "no currency, three times X");
    for (const std::string& day : in.Strings("working_days")) {
      const auto it = std::find(kWeekdays.begin(), kWeekdays.end(), day);
      if (it == kWeekdays.end())
        in.Report("working_days", "has \"" + day.substr(0, 40) +
                                      "\"; the days are mon, tue, wed, thu, fri, sat, sun");
      else
        out.works.at(static_cast<size_t>(it - kWeekdays.begin())) = true;
    }
    if (std::none_of(out.works.begin(), out.works.end(), [](bool works) { return works; }))
      in.Report("working_days", "must name at least one day of mon, tue, wed, thu, fri, sat, sun");
    in.Array("holidays", [&](JsonValue value, const std::string& path) {
      ReadHoliday(value, path, out.holidays);
    });
  }

  void ReadHoliday(JsonValue value, const std::string& path, std::vector<Holiday>& out) {
    ObjectReader in(value, path, problems_);
    Holiday one;
    one.name = in.String("name");
    if (in.Has("yearly")) {
      const auto day = core::DayFromText("2024-" + in.String("yearly"));  // a leap year
      if (day)
        one.month = std::stoi(core::ToText(*day).substr(5, 2)),
        one.day = std::stoi(core::ToText(*day).substr(8, 2));
      else
        in.Report("yearly", "must be a month and day, like \"06-01\"");
    } else if (in.Has("easter")) {
      one.kind = Holiday::Kind::kEaster;
      one.easter = static_cast<int>(in.Integer("easter", -60, 60));
    } else if (in.Has("month")) {
      one.kind = Holiday::Kind::kWeekday;
      one.month = static_cast<int>(in.Integer("month", 1, 12));
      const std::string day =
          in.OneOf("weekday", {"mon", "tue", "wed", "thu", "fri", "sat", "sun"});
      one.weekday =
          static_cast<int>(std::find(kWeekdays.begin(), kWeekdays.end(), day) - kWeekdays.begin());
      one.nth = static_cast<int>(in.Integer("nth", 1, 4));
      one.plus = static_cast<int>(in.Integer("plus", -6, 6, 0));
    } else {
      one.kind = Holiday::Kind::kDate;
      const auto day = core::DayFromText(in.String("date", ""));
      if (day)
        one.date = *day;
      else
        in.Report("date",
                  "is missing or no date; a holiday has one of \"yearly\": \"06-01\", \"easter\": "
                  "-2, \"date\": \"2027-06-02\", "
                  "or \"month\", \"weekday\" and \"nth\"");
    }
    in.Finish();
    out.push_back(std::move(one));
  }

  void Rights(ObjectReader& in, Profile& out) {
    ObjectReader assignment = in.Object("assignment");
    out.may_take = assignment.Strings("take");
    out.may_give = assignment.Strings("give");
    assignment.Finish();
    ObjectReader promotion = in.Object("promotion");
    out.may_promote = promotion.Strings("roles");
    Items(promotion, "consents", out.consents,
          [](ObjectReader& item, ConsentKind& one) { one.thread = item.Bool("thread", false); });
    promotion.Finish();
  }

  void Flow(ObjectReader& in, Profile& out) {
    out.start = in.String("start");
    Items(in, "states", out.states,
          [](ObjectReader& item, State& one) { one.final = item.Bool("final", false); });
    Items(in, "transitions", out.transitions, [](ObjectReader& item, Transition& one) {
      one.types = item.Strings("types");
      one.from = item.Strings("from");
      one.to = item.String("to");
      one.roles = item.Strings("roles");
      one.needs = item.Strings("needs");
    });
    Items(in, "deadlines", out.deadlines, [](ObjectReader& item, Deadline& one) {
      one.state = item.String("state", "");
      one.types = item.Strings("types");
      one.severities = item.Strings("severities");
      one.source = item.String("source", "");
      ObjectReader within = item.Object("within");
      const bool hours = within.Has("hours"), days = within.Has("days");
      one.within.unit = hours  ? Within::Unit::kHours
                        : days ? Within::Unit::kDays
                               : Within::Unit::kWorkingDays;
      one.within.count = static_cast<int>(within.Integer(hours  ? "hours"
                                                         : days ? "days"
                                                                : "working_days",
                                                         1, 1000));
      within.Finish();
    });
  }

  core::Problems& problems_;
};

}  // namespace

ReadProfile ParseProfile(std::string_view json) {
  ReadProfile out;
  const auto document = core::JsonDocument::Parse(json, true);
  if (!document) {
    out.problems.push_back({true, "P-JSON", "", document.error().message});
    return out;
  }
  auto profile = std::make_shared<Profile>();
  core::Problems shapes;
  Reader(shapes).Read(document->root(), *profile);
  for (core::Problem& one : shapes)
    out.problems.push_back({true, "P-FORMAT", std::move(one.where), std::move(one.what)});
  CheckProfile(*profile, out.problems);
  const bool errors = std::any_of(out.problems.begin(), out.problems.end(),
                                  [](const ProfileProblem& one) { return one.error; });
  if (!errors) out.profile = std::move(profile);
  return out;
}

}  // namespace ecms
