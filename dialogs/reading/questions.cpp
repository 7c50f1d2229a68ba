// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "dialogs/reading/question_parts.h"

namespace dialogs {
namespace {

constexpr size_t kMaxQuestions = 1000;
constexpr size_t kMaxGroupDepth = 8;
constexpr int64_t kMaxRounds = 50;

struct TypeName {
  std::string_view name;
  QuestionType type;
};
constexpr std::array<TypeName, 18> kTypes{{{"note", QuestionType::kNote},
                                           {"select_one", QuestionType::kSelectOne},
                                           {"select_multiple", QuestionType::kSelectMultiple},
                                           {"integer", QuestionType::kInteger},
                                           {"decimal", QuestionType::kDecimal},
                                           {"range", QuestionType::kRange},
                                           {"text", QuestionType::kText},
                                           {"date", QuestionType::kDate},
                                           {"time", QuestionType::kTime},
                                           {"datetime", QuestionType::kDateTime},
                                           {"acknowledge", QuestionType::kAcknowledge},
                                           {"image", QuestionType::kImage},
                                           {"audio", QuestionType::kAudio},
                                           {"video", QuestionType::kVideo},
                                           {"file", QuestionType::kFile},
                                           {"geopoint", QuestionType::kGeopoint},
                                           {"calculate", QuestionType::kCalculate},
                                           {"hidden", QuestionType::kHidden}}};

QuestionType TypeFrom(std::string_view name) {
  return std::find_if(kTypes.begin(), kTypes.end(),
                      [&](const TypeName& t) { return t.name == name; })
      ->type;
}

Role RoleFrom(std::string_view word) {
  if (word == "safety_check") return Role::kSafetyCheck;
  if (word == "consent") return Role::kConsent;
  if (word == "age") return Role::kAge;
  return word == "site" ? Role::kSite : Role::kNone;
}

Sensitivity SensitivityFrom(std::string_view word) {
  if (word == "high") return Sensitivity::kHigh;
  return word == "sensitive" ? Sensitivity::kSensitive : Sensitivity::kNone;
}

std::string TypeOf(core::JsonValue value) {
  if (value.kind() != core::JsonKind::kObject) return {};
  const auto type = value.Find("type");
  return type && type->kind() == core::JsonKind::kString ? type->String() : std::string();
}

class QuestionReader {
 public:
  explicit QuestionReader(Reading& reading) : r_(reading) { r_.out.container_texts.resize(1); }

  // What holds for all rows of a group.
  struct Inside {
    std::vector<uint16_t> conditions;
    uint16_t container = 0;
    size_t depth = 0;
  };

  void Each(core::JsonValue value, const std::string& path, const Inside& inside) {
    core::ObjectReader reader(value, path, r_.problems);
    const std::string type = TypeOf(value);
    if (type == "group" || type == "repeat") {
      Group(reader, inside, type == "repeat");
    } else {
      if (Full(reader)) return;  // what is not looked into has no unknown keys
      One(reader, inside);
    }
    reader.Value("extra");
    reader.Finish();
  }

 private:
  // A relevance may only ask about questions before it; it is kept once, for all rows of a group.
  void AddRelevance(core::ObjectReader& reader, std::vector<uint16_t>& conditions, Scope where,
                    uint16_t repeat) {
    const size_t index = r_.out.conditions.size();
    if (reader.Has("relevant")) r_.out.conditions.emplace_back().repeat = repeat;
    const bool has =
        r_.Defer(reader, "relevant", false, where,
                 [index](CompiledSurvey& s) -> Expression& { return s.conditions[index].when; });
    if (!reader.Has("relevant")) return;
    r_.condition_paths.push_back(reader.PathOf("relevant"));
    if (has) conditions.push_back(static_cast<uint16_t>(index));
  }

  void Group(core::ObjectReader& reader, const Inside& outer, bool is_repeat) {
    reader.String("type");
    const auto container = static_cast<uint16_t>(r_.out.containers.size());
    Container c;
    c.name = reader.String("name");
    c.parent = outer.container;
    c.is_repeat = is_repeat;
    c.repeat = r_.out.containers[outer.container].repeat;
    if (!c.name.empty() && !IsSurveyName(c.name))
      reader.Report("name", "may hold letters, digits, '_', '-' and '.' only");
    if (is_repeat && c.repeat != kNoIndex)
      reader.Report(
          "type",
          "a repeat cannot stand in a repeat; ask the inner one as questions of a fixed number");
    const uint16_t around = c.repeat;
    if (is_repeat) c.repeat = static_cast<uint16_t>(r_.out.repeats.size());
    const uint16_t repeat = c.repeat;
    r_.out.containers.push_back(std::move(c));
    ContainerText text;
    text.label = ReadTexts(r_, reader, "label", false);
    Inside inside{outer.conditions, container, outer.depth + 1};
    const Scope where{nullptr, r_.out.questions.size(), std::nullopt, 0, container, std::nullopt};
    AddRelevance(reader, inside.conditions, where, around);
    text.relevant = inside.conditions;
    const auto first = static_cast<uint16_t>(r_.out.questions.size());
    if (is_repeat) {
      r_.out.repeats.push_back({container, first, first});
      text.more = ReadTexts(r_, reader, "more", false);
      text.max = static_cast<uint16_t>(reader.Integer("max", 1, kMaxRounds, 10));
    }
    r_.out.container_texts.push_back(std::move(text));
    if (is_repeat) {
      r_.Defer(reader, "count", false, where, [container](CompiledSurvey& s) -> Expression& {
        return s.container_texts[container].count;
      });
    }
    Rows(reader, inside);
    if (is_repeat) r_.out.repeats[repeat].last = static_cast<uint16_t>(r_.out.questions.size());
  }

  void Rows(core::ObjectReader& reader, const Inside& inside) {
    if (inside.depth > kMaxGroupDepth) {
      reader.Report("questions",
                    fmt::format("groups are nested more than {} deep", kMaxGroupDepth));
      reader.Value("questions");
      return;
    }
    size_t count = 0;
    reader.Array("questions", [&](core::JsonValue v, const std::string& path) {
      ++count;
      Each(v, path, inside);
    });
    if (count == 0) reader.Report("questions", "a group needs at least one question");
  }

  void Name(core::ObjectReader& reader, Question& q, uint16_t index) {
    q.name = reader.String("name");
    if (!q.name.empty() && !IsSurveyName(q.name)) {
      reader.Report("name",
                    "may hold letters, digits, '_', '-' and '.' only, begins with a letter, and "
                    "has at most 64");
    } else if (!q.name.empty() && !r_.out.index.emplace(q.name, index).second) {
      reader.Report(
          "name",
          fmt::format("\"{}\" is the name of an earlier question; change one of them", q.name));
    }
  }

  bool Full(core::ObjectReader& reader) {
    if (r_.out.questions.size() < kMaxQuestions) return false;
    if (!too_many_)
      r_.Report(reader.path(), fmt::format("there are more than {} questions", kMaxQuestions),
                ProblemKind::kTooMany);
    too_many_ = true;
    return true;
  }

  void One(core::ObjectReader& reader, const Inside& inside) {
    const auto index = static_cast<uint16_t>(r_.out.questions.size());
    Question& q = r_.out.questions.emplace_back();
    r_.question_paths.push_back(reader.path());
    q.type = ReadType(reader);
    Name(reader, q, index);
    q.container = inside.container;
    q.repeat = r_.out.containers[inside.container].repeat;
    q.relevant = inside.conditions;
    const Scope where{nullptr, q.silent() ? SIZE_MAX : size_t{index}, std::nullopt, q.container};
    AddRelevance(reader, q.relevant, where, q.repeat);
    if (q.silent()) {
      ReadSilent(r_, reader, index);
    } else {
      Asked(reader, q, index, where);
    }
    for (uint16_t condition : q.relevant) r_.out.conditions[condition].rows.push_back(index);
    AddInfo(q);
    if (q.list && r_.out.lists[*q.list].catalog_other) AddOther(reader, index, inside);
  }

  void Asked(core::ObjectReader& reader, Question& q, uint16_t index, const Scope& where) {
    const bool note = q.type == QuestionType::kNote;
    q.role =
        RoleFrom(reader.OneOf("role", {"none", "safety_check", "consent", "age", "site"}, "none"));
    q.sensitive = SensitivityFrom(reader.OneOf("sensitive", {"none", "sensitive", "high"}, "none"));
    q.identifies =
        reader.OneOf("pii", {"none", "name", "phone", "id", "place", "other"}, "none") != "none";
    q.coded = reader.Bool("coded", false) || q.role == Role::kSite;
    if (q.coded && q.type != QuestionType::kText && q.role != Role::kSite)
      reader.Report("coded", "only a text is coded");
    const bool countable = !note && q.repeat == kNoIndex;
    const bool counted = reader.Bool("counted", countable) && countable;
    if (counted) ++r_.out.counted;
    // The opening stays neutral: it shows no "1/9".
    if (counted && q.role != Role::kSafetyCheck && q.role != Role::kConsent)
      q.number = r_.out.counted;
    ReadWording(r_, reader, q);
    ReadRequired(r_, reader, index, where);
    ReadChoicesOf(r_, reader, index, where);
    ReadRules(r_, reader, index);
    ReadStops(r_, reader, index);
    if (note && (!q.rules.empty() || q.required))
      reader.Report("type", "a note takes no answer: remove required and constraint");
    if (q.type == QuestionType::kText) r_.out.takes_free_text = true;
  }

  static QuestionType ReadType(core::ObjectReader& reader) {
    return TypeFrom(
        reader.OneOf("type", {"note", "select_one", "select_multiple", "integer", "decimal",
                              "range", "text", "date", "time", "datetime", "acknowledge", "image",
                              "audio", "video", "file", "geopoint", "calculate", "hidden"}));
  }

  void AddInfo(const Question& q) {
    QuestionInfo info;
    info.name = q.name;
    info.type = q.type;
    info.container = q.container;
    info.repeat = q.repeat;
    info.coded = q.coded;
    if (q.list) {
      info.list = *q.list;
      for (const Choice& c : r_.out.lists[*q.list].choices) info.values.push_back(c.value);
    }
    r_.out.infos.push_back(std::move(info));
  }

  // "Other: please write which one", in the catalog's words.
  void AddOther(core::ObjectReader& reader, uint16_t of, const Inside& inside) {
    const auto index = static_cast<uint16_t>(r_.out.questions.size());
    Question& q = r_.out.questions.emplace_back();
    r_.question_paths.push_back(reader.PathOf("or_other"));
    const std::string name = r_.out.questions[of].name;
    q.name = name + "_other";
    q.type = QuestionType::kText;
    q.container = inside.container;
    q.repeat = r_.out.containers[inside.container].repeat;
    q.sensitive = r_.out.questions[of].sensitive;
    for (Texts* texts : {&q.label, &q.hint, &q.required_message})
      texts->resize(r_.out.languages.size());
    for (Texts& texts : q.wording) texts = q.label;
    q.relevant = inside.conditions;
    const size_t condition = r_.out.conditions.size();
    q.relevant.push_back(static_cast<uint16_t>(condition));
    r_.out.conditions.emplace_back().repeat = q.repeat;
    r_.condition_paths.push_back(reader.PathOf("or_other"));
    r_.out.conditions[condition].when.source = fmt::format("selected(${{{}}}, 'other')", name);
    const Scope where{nullptr, index, std::nullopt, q.container};
    r_.pending.push_back(
        {reader.PathOf("or_other"),
         [condition](CompiledSurvey& s) -> Expression& { return s.conditions[condition].when; },
         where});
    for (uint16_t c : q.relevant) r_.out.conditions[c].rows.push_back(index);
    if (!r_.out.index.emplace(q.name, index).second)
      reader.Report("or_other",
                    fmt::format("makes a question \"{}\", which is there already", q.name));
    r_.out.takes_free_text = true;
    AddInfo(q);
  }

  Reading& r_;
  bool too_many_ = false;
};

}  // namespace

void ReadQuestions(Reading& reading, core::ObjectReader& survey) {
  QuestionReader reader(reading);
  survey.Array("questions",
               [&](core::JsonValue v, const std::string& path) { reader.Each(v, path, {}); });
  if (reading.out.questions.empty())
    survey.Report("questions", "a survey needs at least one question");
}

}  // namespace dialogs
