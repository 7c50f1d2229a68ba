// SPDX-License-Identifier: Apache-2.0
#include "dialogs/survey.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/json.h"
#include "dialogs/compiled.h"
#include "dialogs/migrations.h"
#include "dialogs/problems.h"
#include "dialogs/reading/reader.h"

namespace dialogs {
namespace {

constexpr size_t kMaxSurveyBytes = 4 << 20;
constexpr int64_t kFormat = kSurveyFormat;
constexpr int64_t kMaxExpiryHours = 720;

bool IsLanguageTag(std::string_view tag) {
  if (tag.size() < 2 || tag.size() > 35) return false;
  size_t part = 0;
  bool first = true;
  for (size_t i = 0; i <= tag.size(); ++i) {
    if (i == tag.size() || tag[i] == '-') {
      if (first ? part < 2 || part > 3 : part < 2 || part > 8) return false;
      part = 0;
      first = false;
      continue;
    }
    const char c = tag[i];
    const bool letter =
        (c >= 'a' && c <= 'z') || (!first && ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')));
    if (!letter) return false;
    ++part;
  }
  return true;
}

void ReadLanguages(Reading& reading, core::ObjectReader& survey) {
  for (const std::string& tag : survey.Strings("languages")) {
    auto& known = reading.out.languages;
    if (!IsLanguageTag(tag)) {
      survey.Report("languages", fmt::format("\"{}\" is not a language tag like en, bn or pt-BR",
                                             tag.substr(0, 20)));
    } else if (std::find(known.begin(), known.end(), tag) != known.end()) {
      survey.Report("languages", fmt::format("\"{}\" stands twice", tag));
    } else {
      known.push_back(tag);
    }
  }
  if (reading.out.languages.empty())
    survey.Report("languages", "must list at least one language, the default first");
}

void ReadAll(Reading& reading, core::JsonValue root) {
  core::ObjectReader survey(root, "", reading.problems);
  survey.Integer("format", kFormat, kFormat);
  reading.out.id = survey.String("id");
  if (!reading.out.id.empty() && !IsSurveyName(reading.out.id))
    survey.Report("id", "may hold letters, digits, '_', '-' and '.' only");
  ReadLanguages(reading, survey);
  reading.out.form = reading.out.id;
  survey.String("version", "");
  survey.Value("extra");
  if (const int64_t hours = survey.Integer("expires_hours", 1, kMaxExpiryHours, 0); hours > 0)
    reading.out.expires_after = std::chrono::hours(hours);
  reading.out.title = ReadTexts(reading, survey, "title", true);
  ReadNamedLists(reading, survey);
  ReadQuestions(reading, survey);
  ReadEnds(reading, survey);
  ReadTriage(reading, survey);
  ReadControl(reading, survey);
  survey.Finish();
  CompileExpressions(reading);
  if (reading.problems.empty()) OrderComputations(reading);
  CheckRoles(reading);
}

core::Result<core::JsonDocument> ReadJson(std::string_view json) {
  if (json.size() > kMaxSurveyBytes)
    return core::Err(core::ErrorCode::kTooLarge, "the survey is over 4 MiB");
  return core::JsonDocument::Parse(json);
}

size_t LanguageIndex(const CompiledSurvey& survey, std::string_view language) {
  auto found = std::find(survey.languages.begin(), survey.languages.end(), language);
  return found == survey.languages.end() ? 0
                                         : static_cast<size_t>(found - survey.languages.begin());
}

}  // namespace

std::vector<SurveyProblem> FindProblems(std::string_view json) {
  const auto document = ReadJson(json);
  if (!document) return {{"", ProblemKind::kStructure, document.error().message, "", {}}};
  CompiledSurvey compiled;
  core::Problems problems;
  Reading reading{compiled, problems};
  ReadAll(reading, document->root());
  std::vector<SurveyProblem> out;
  for (size_t i = 0; i < problems.size(); ++i) {
    const auto known = reading.known.find(i);
    SurveyProblem& one =
        out.emplace_back(known == reading.known.end() ? SurveyProblem{} : known->second);
    one.path = problems[i].where;
    if (one.kind != ProblemKind::kExpression) one.words = problems[i].what;
  }
  return out;
}

core::Result<std::unique_ptr<CompiledSurvey>> Survey::Compile(std::string_view json) {
  ASSIGN_OR_RETURN(auto document, ReadJson(json));
  auto compiled = std::make_unique<CompiledSurvey>();
  core::Problems problems;
  Reading reading{*compiled, problems};
  ReadAll(reading, document.root());
  if (!problems.empty()) return core::Err(core::ErrorCode::kInvalid, core::Describe(problems));
  compiled->canonical = document.root().Dump();
  compiled->hash = core::Blake2b(core::AsBytes(compiled->canonical));
  return compiled;
}

core::Result<std::shared_ptr<const Survey>> Survey::Parse(std::string_view json) {
  ASSIGN_OR_RETURN(auto compiled, Compile(json));
  return std::shared_ptr<const Survey>(new Survey(std::move(compiled)));
}

core::Result<std::shared_ptr<const Survey>> Survey::ParseStored(std::string_view json,
                                                                const core::Digest& hash) {
  ASSIGN_OR_RETURN(auto compiled, Compile(json));
  compiled->hash = hash;
  return std::shared_ptr<const Survey>(new Survey(std::move(compiled)));
}

Survey::Survey(std::unique_ptr<CompiledSurvey> compiled) : compiled_(std::move(compiled)) {}
Survey::~Survey() = default;

const std::string& Survey::id() const { return compiled_->id; }
const core::Digest& Survey::hash() const { return compiled_->hash; }
const std::string& Survey::canonical_json() const { return compiled_->canonical; }
const std::vector<std::string>& Survey::languages() const { return compiled_->languages; }
std::string Survey::title(std::string_view language) const {
  return compiled_->title[LanguageIndex(*compiled_, language)];
}
bool Survey::has_danger_rule() const { return compiled_->has_danger_rule; }
bool Survey::takes_free_text() const { return compiled_->takes_free_text; }

std::string Survey::reason(std::string_view indicator, std::string_view language) const {
  for (const Indicator& i : compiled_->triage.indicators) {
    if (i.id == indicator) return i.reason[LanguageIndex(*compiled_, language)];
  }
  return {};
}

std::string Survey::topic_title(std::string_view topic, std::string_view language) const {
  for (const Topic& t : compiled_->triage.topics) {
    if (t.id == topic) return t.title[LanguageIndex(*compiled_, language)];
  }
  return {};
}

}  // namespace dialogs
