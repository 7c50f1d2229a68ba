// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dialogs/nearest.h"
#include "dialogs/reading/reader.h"

namespace dialogs {
namespace {

constexpr size_t kMaxIndicators = 200;
constexpr int kMaxPoints = 100;

using Names = std::map<std::string, uint16_t, std::less<>>;

// "PT4H", "P3D" and the like (ISO 8601, one unit), or "" for no target.
bool IsDuration(std::string_view text) {
  if (text.empty()) return true;
  const bool hours = text.starts_with("PT");
  if (!text.starts_with("P")) return false;
  text.remove_prefix(hours ? 2 : 1);
  if (text.size() < 2 || text.size() > 4) return false;
  const char unit = text.back();
  text.remove_suffix(1);
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
         (hours ? unit == 'H' || unit == 'M' : unit == 'D' || unit == 'W');
}

class RulesReader {
 public:
  RulesReader(Reading& reading, core::ObjectReader& survey)
      : r_(reading), rules_(reading.out.triage) {
    Topics(survey);
  }

  void Run(core::ObjectReader triage) {
    rules_.version = triage.String("version");
    Classes(triage);
    triage.Array("indicators",
                 [&](core::JsonValue v, const std::string& path) { OneIndicator(v, path); });
    if (rules_.indicators.empty())
      triage.Report("indicators", "is missing; without indicators leave \"triage\" out");
    if (rules_.indicators.size() > kMaxIndicators)
      triage.Report("indicators", fmt::format("holds more than {}", kMaxIndicators));
    Ilo(triage);
    rules_.open_gate = triage.Bool("open_gate", true);
    core::ObjectReader points = triage.Object("points", true);
    rules_.points_p2 = static_cast<int>(points.Integer("P2", 1, 1000, 6));
    rules_.points_p3 = static_cast<int>(points.Integer("P3", 1, 1000, 2));
    if (rules_.points_p3 >= rules_.points_p2) points.Report("P3", "must be smaller than P2");
    points.Finish();
    triage.Array("modifiers",
                 [&](core::JsonValue v, const std::string& path) { OneModifier(v, path); });
    triage.Finish();
    rules_.families = families_.size();
  }

 private:
  void Topics(core::ObjectReader& survey) {
    core::ObjectReader topics = survey.Object("topics", true);
    survey.Members("topics", [&](const std::string& id, core::JsonValue, const std::string& path) {
      if (!IsSurveyName(id))
        r_.Report(path, "the id of a topic may hold letters, digits, '_', '-' and '.' only");
      topic_index_[id] = static_cast<uint16_t>(rules_.topics.size());
      rules_.topics.push_back({id, ReadTexts(r_, topics, id, true)});
    });
  }

  void Classes(core::ObjectReader& triage) {
    size_t next = 0;
    triage.Array("classes", [&](core::JsonValue v, const std::string& path) {
      core::ObjectReader reader(v, path, r_.problems);
      TriageClass c;
      c.id = reader.String("id");
      if (c.id != fmt::format("P{}", next++))
        reader.Report("id", "the classes are P0, P1, P2, P3 and P4, in this order");
      c.name = ReadTexts(r_, reader, "name", true);
      for (auto [key, member] : {std::pair("acknowledge", &TriageClass::acknowledge),
                                 std::pair("human_decision", &TriageClass::human_decision),
                                 std::pair("field_action", &TriageClass::field_action)}) {
        c.*member = reader.String(key, "");
        if (!IsDuration(c.*member))
          reader.Report(key, "must be a duration such as PT4H or P3D, or absent");
      }
      c.clock = reader.OneOf("clock", {"calendar", "working", "none"}, "calendar");
      reader.Finish();
      rules_.classes.push_back(std::move(c));
    });
    if (rules_.classes.size() != 5) triage.Report("classes", "must list the five classes P0 to P4");
  }

  uint16_t TopicOf(core::ObjectReader& reader) {
    const std::string id = reader.String("topic");
    auto found = topic_index_.find(id);
    if (found != topic_index_.end()) return found->second;
    std::vector<std::string_view> names;
    for (const Topic& t : rules_.topics) names.push_back(t.id);
    const std::string near = Nearest(id, names);
    if (reader.Has("topic")) {
      reader.Report("topic",
                    fmt::format("there is no topic \"{}\"{}", id.substr(0, 40),
                                near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
    }
    return 0;
  }

  void OneIndicator(core::JsonValue v, const std::string& path) {
    core::ObjectReader reader(v, path, r_.problems);
    Indicator i;
    i.id = reader.String("id");
    if (!i.id.empty() && !IsSurveyName(i.id))
      reader.Report("id", "may hold letters, digits, '_', '-' and '.' only");
    if (std::any_of(rules_.indicators.begin(), rules_.indicators.end(),
                    [&](const Indicator& o) { return o.id == i.id; })) {
      reader.Report("id",
                    fmt::format("\"{}\" is the id of an earlier indicator; change one of them",
                                i.id.substr(0, 64)));
    }
    i.topic = TopicOf(reader);
    i.family =
        families_.try_emplace(reader.String("family"), static_cast<uint16_t>(families_.size()))
            .first->second;
    i.kind = reader.OneOf("kind", {"signal", "complaint"}) == "complaint" ? TicketKind::kComplaint
                                                                          : TicketKind::kSignal;
    const std::string gate = reader.OneOf("gate", {"", "P0", "P1"}, "");
    if (!gate.empty()) i.gate = gate == "P0" ? uint8_t{0} : uint8_t{1};
    const std::string ilo = reader.OneOf("ilo", {"", "medium", "strong"}, "");
    i.ilo = ilo == "strong"   ? IloGrade::kStrong
            : ilo == "medium" ? IloGrade::kMedium
                              : IloGrade::kNone;
    i.points = static_cast<int>(reader.Integer("points", 0, kMaxPoints, 0));
    if (!i.gate && i.ilo == IloGrade::kNone && i.points == 0)
      reader.Report("points", "an indicator needs a gate, an ilo grade or points");
    i.help = reader.OneOf("help", {"", "danger", "violence", "child"}, "");
    if (gate == "P0" && i.help.empty())
      reader.Report("help",
                    "a P0 gate must say which help numbers come first: danger, violence or child");
    if (i.help == "danger") r_.out.has_danger_rule = true;
    i.reason = ReadTexts(r_, reader, "reason", true);
    const size_t index = rules_.indicators.size();
    rules_.indicators.push_back(std::move(i));
    r_.Defer(reader, "when", true, {},
             [index](CompiledSurvey& s) -> Expression& { return s.triage.indicators[index].when; });
    reader.Finish();
  }

  std::vector<IloPattern> Patterns(core::ObjectReader& ilo, std::string_view key) {
    std::vector<IloPattern> out;
    ilo.Array(key, [&](core::JsonValue v, const std::string& path) {
      core::ObjectReader reader(v, path, r_.problems);
      IloPattern p;
      p.strong = static_cast<int>(reader.Integer("strong", 0, 20, 0));
      p.medium = static_cast<int>(reader.Integer("medium", 0, 20, 0));
      if (p.strong + p.medium == 0)
        reader.Report("strong", "a pattern asks for at least one indicator");
      reader.Finish();
      out.push_back(p);
    });
    return out;
  }

  void Ilo(core::ObjectReader& triage) {
    core::ObjectReader ilo = triage.Object("ilo_rule", true);
    rules_.ilo_p1 = Patterns(ilo, "P1");
    rules_.ilo_p2 = Patterns(ilo, "P2");
    r_.Defer(ilo, "upgrade_P0", false, {},
             [](CompiledSurvey& s) -> Expression& { return s.triage.ilo_upgrade_p0; });
    ilo.Finish();
  }

  void OneModifier(core::JsonValue v, const std::string& path) {
    core::ObjectReader reader(v, path, r_.problems);
    Modifier m;
    m.id = reader.String("id");
    const size_t index = rules_.modifiers.size();
    rules_.modifiers.push_back(std::move(m));
    r_.Defer(reader, "when", true, {},
             [index](CompiledSurvey& s) -> Expression& { return s.triage.modifiers[index].when; });
    reader.Finish();
  }

  Reading& r_;
  TriageRules& rules_;
  Names topic_index_;
  Names families_;
};

}  // namespace

void ReadTriage(Reading& reading, core::ObjectReader& survey) {
  RulesReader reader(reading, survey);
  if (survey.Has("triage")) {
    reader.Run(survey.Object("triage"));
  } else {
    survey.Value("triage");
  }
}

}  // namespace dialogs
