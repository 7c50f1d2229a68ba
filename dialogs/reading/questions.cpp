// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "dialogs/reading/reader.h"

namespace dialogs {
namespace {

constexpr size_t kMaxQuestions = 500;
constexpr size_t kMaxGroupDepth = 8;

struct TypeName {
  std::string_view name;
  QuestionType type;
};
constexpr std::array<TypeName, 7> kTypes{{{"note", QuestionType::kNote},
                                          {"select_one", QuestionType::kSelectOne},
                                          {"select_multiple", QuestionType::kSelectMultiple},
                                          {"integer", QuestionType::kInteger},
                                          {"decimal", QuestionType::kDecimal},
                                          {"text", QuestionType::kText},
                                          {"date", QuestionType::kDate}}};

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

class QuestionReader {
 public:
  explicit QuestionReader(Reading& reading) : r_(reading) {}

  void Each(core::JsonValue value, const std::string& path, const std::vector<uint16_t>& groups,
            size_t depth) {
    core::ObjectReader reader(value, path, r_.problems);
    if (value.kind() == core::JsonKind::kObject && value.Find("type") &&
        value.Find("type")->kind() == core::JsonKind::kString &&
        value.Find("type")->String() == "group") {
      Group(reader, groups, depth);
    } else {
      One(reader, groups);
    }
    reader.Finish();
  }

 private:
  // A relevance may only ask about questions before it; the condition is kept once, for all rows of
  // a group.
  std::vector<uint16_t> WithRelevance(core::ObjectReader& reader,
                                      std::vector<uint16_t> conditions) {
    const bool has = reader.Has("relevant");
    const size_t index = r_.out.conditions.size();
    if (has) r_.out.conditions.emplace_back();
    r_.Defer(reader, "relevant", false, r_.out.questions.size(),
             [index](CompiledSurvey& s) -> Expression& { return s.conditions[index]; });
    if (has) conditions.push_back(static_cast<uint16_t>(index));
    return conditions;
  }

  void Group(core::ObjectReader& reader, const std::vector<uint16_t>& groups, size_t depth) {
    reader.String("type");
    const std::string name = reader.String("name");
    if (!name.empty() && !IsSurveyName(name))
      reader.Report("name", "may hold letters, digits, '_', '-' and '.' only");
    auto inner = WithRelevance(reader, groups);
    if (depth >= kMaxGroupDepth) {
      reader.Report("questions",
                    fmt::format("groups are nested more than {} deep", kMaxGroupDepth));
      reader.Value("questions");
      return;
    }
    size_t count = 0;
    reader.Array("questions", [&](core::JsonValue v, const std::string& path) {
      ++count;
      Each(v, path, inner, depth + 1);
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

  void Wording(core::ObjectReader& reader, Question& q) {
    q.label = ReadTexts(r_, reader, "label", true);
    q.sms = reader.Has("sms") ? ReadTexts(r_, reader, "sms", true) : q.label;
    reader.Value("sms");
    q.hint = ReadTexts(r_, reader, "hint", false);
    q.constraint_message = ReadTexts(r_, reader, "constraint_message", false);
    q.placeholders = HasPlaceholder(q.label) || HasPlaceholder(q.sms) || HasPlaceholder(q.hint) ||
                     HasPlaceholder(q.constraint_message);
  }

  void One(core::ObjectReader& reader, const std::vector<uint16_t>& groups) {
    if (r_.out.questions.size() >= kMaxQuestions) {
      if (r_.out.questions.size() == kMaxQuestions && !too_many_)
        reader.Report("", fmt::format("there are more than {} questions", kMaxQuestions));
      too_many_ = true;
      return;
    }
    const auto index = static_cast<uint16_t>(r_.out.questions.size());
    Question q;
    q.type = TypeFrom(reader.OneOf(
        "type", {"note", "select_one", "select_multiple", "integer", "decimal", "text", "date"}));
    Name(reader, q, index);
    const bool note = q.type == QuestionType::kNote;
    q.role =
        RoleFrom(reader.OneOf("role", {"none", "safety_check", "consent", "age", "site"}, "none"));
    q.sensitive = SensitivityFrom(reader.OneOf("sensitive", {"none", "sensitive", "high"}, "none"));
    q.required = reader.Bool("required", false);
    const bool counted = reader.Bool("counted", !note) && !note;
    if (counted) ++r_.out.counted;
    // The opening stays neutral: it shows no "1/9".
    if (counted && q.role != Role::kSafetyCheck && q.role != Role::kConsent)
      q.number = r_.out.counted;
    Wording(reader, q);
    q.relevant = WithRelevance(reader, groups);
    if (q.type == QuestionType::kSelectOne || q.type == QuestionType::kSelectMultiple) {
      q.list = ReadQuestionChoices(r_, reader);
    } else if (reader.Has("choices")) {
      reader.Report("choices", "only select_one and select_multiple have choices; remove it");
      reader.Value("choices");
    }
    if (note && (reader.Has("constraint") || q.required))
      reader.Report("type", "a note takes no answer: remove required and constraint");
    if (q.type == QuestionType::kText) r_.out.takes_free_text = true;
    r_.out.infos.push_back({q.name, q.type, {}});
    if (q.list) {
      for (const Choice& c : r_.out.lists[*q.list].choices)
        r_.out.infos.back().values.push_back(c.value);
    }
    r_.out.questions.push_back(std::move(q));
    r_.Defer(
        reader, "constraint", false, SIZE_MAX,
        [index](CompiledSurvey& s) -> Expression& { return s.questions[index].constraint; }, index);
  }

  Reading& r_;
  bool too_many_ = false;
};

}  // namespace

void ReadQuestions(Reading& reading, core::ObjectReader& survey) {
  QuestionReader reader(reading);
  survey.Array("questions",
               [&](core::JsonValue v, const std::string& path) { reader.Each(v, path, {}, 0); });
  if (reading.out.questions.empty())
    survey.Report("questions", "a survey needs at least one question");
}

void ReadEnds(Reading& reading, core::ObjectReader& survey) {
  survey.Array("ends", [&](core::JsonValue v, const std::string& path) {
    core::ObjectReader reader(v, path, reading.problems);
    EndRule rule;
    rule.id = reader.String("id");
    rule.child = reader.Bool("child", false);
    rule.help = reader.OneOf("help", {"", "danger", "violence", "child"}, "");
    rule.text = rule.child ? Texts() : ReadTexts(reading, reader, "text", true);
    if (rule.child && reader.Has("text"))
      reader.Report("text",
                    "an end with \"child\": true says the catalog's own text; remove this one");
    reader.Value("text");
    const std::string after = reader.String("after", "");
    if (!after.empty()) {
      auto found = reading.out.index.find(after);
      if (found == reading.out.index.end()) {
        reader.Report("after",
                      fmt::format("there is no question named \"{}\"", after.substr(0, 64)));
      } else {
        rule.after = found->second;
      }
    }
    const size_t index = reading.out.ends.size();
    reading.out.ends.push_back(std::move(rule));
    reading.Defer(reader, "when", true, SIZE_MAX,
                  [index](CompiledSurvey& s) -> Expression& { return s.ends[index].when; });
    reader.Finish();
  });
}

}  // namespace dialogs
