// SPDX-License-Identifier: Apache-2.0
#include "authoring/lint/context.h"

#include <fmt/format.h>

#include "core/utf8.h"

namespace authoring::lint {
namespace {

constexpr std::string_view kIgnoreKey = "chat_lint_ignore";

std::string TextOf(core::JsonValue object, std::string_view key) {
  if (object.kind() != core::JsonKind::kObject) return {};
  const auto value = object.Find(key);
  return value && value->kind() == core::JsonKind::kString ? value->String() : std::string();
}

}  // namespace

Context::Context(SurveyFile& file, const Levels& levels, const locales::Catalogs& all,
                 core::JsonValue root)
    : survey(file.survey->compiled()),
      whole(*file.survey),
      catalogs(all),
      asks_identity(survey.questions.size(), false),
      file_(file),
      levels_(levels),
      root_(root),
      paths_(survey.questions.size()) {
  deployment_.catalogs = &all;
  deployment_.time_zone = "UTC";
  deployment_.office = "the labour inspectorate";
  deployment_.check = "the inspectorate's own page";
  ReadIgnores(root, "");
  if (const auto lists = root.Find("choices"); lists && lists->kind() == core::JsonKind::kObject) {
    for (const std::string& name : lists->Keys()) {
      const core::JsonValue list = *lists->Find(name);
      for (size_t i = 0; i < list.size(); ++i)
        ReadIgnores(list.At(i), fmt::format("choices.{}[{}]", name, i));
    }
  }
  if (const auto rows = root.Find("questions")) FindPaths(*rows, "questions");
}

void Context::FindPaths(core::JsonValue rows, const std::string& path) {
  for (size_t i = 0; i < rows.size(); ++i) {
    const core::JsonValue row = rows.At(i);
    const std::string at = fmt::format("{}[{}]", path, i);
    ReadIgnores(row, at);
    const std::string name = TextOf(row, "name");
    const auto found = survey.index.find(name);
    if (found != survey.index.end()) paths_[found->second] = at;
    // The survey's conditions stand in this order.
    if (row.Find("relevant")) condition_paths_.push_back(at + ".relevant");
    if (const auto other = row.Find("or_other");
        other && other->kind() == core::JsonKind::kBool && other->Bool())
      condition_paths_.push_back(at + ".or_other");
    const auto other = survey.index.find(name + "_other");
    if (row.Find("or_other") && other != survey.index.end()) paths_[other->second] = at;
    if (const auto choices = row.Find("choices")) {
      const bool named = choices->kind() == core::JsonKind::kString;
      list_paths_[name] = named ? "choices." + choices->String() : at + ".choices";
      for (size_t c = 0; !named && c < choices->size(); ++c)
        ReadIgnores(choices->At(c), fmt::format("{}.choices[{}]", at, c));
    }
    if (const auto inner = row.Find("questions")) FindPaths(*inner, at + ".questions");
  }
}

// "SMS-SEG: the law wants these words; READ: so do lawyers"
void Context::ReadIgnores(core::JsonValue row, const std::string& path) {
  const auto extra = row.Find("extra");
  if (!extra) return;
  const std::string value = TextOf(*extra, kIgnoreKey);
  const std::string at = fmt::format("{}{}extra.{}", path, path.empty() ? "" : ".", kIgnoreKey);
  for (std::string_view rest = value; !core::Trim(rest).empty();) {
    const std::string_view one = core::Trim(rest.substr(0, rest.find(';')));
    rest.remove_prefix(std::min(rest.find(';'), rest.size() - 1) + 1);
    if (one.empty()) continue;
    const size_t colon = std::min(one.find(':'), one.size());
    const std::string_view rule = core::Trim(one.substr(0, colon));
    const std::string_view reason =
        colon == one.size() ? std::string_view() : core::Trim(one.substr(colon + 1));
    if (FindRule(rule) == nullptr) {
      Say("LINT-IGNORE", at, fmt::format("There is no rule \"{}\" to ignore.", rule),
          "Write the rule as it stands in the finding, a colon, and why: SMS-SEG: reason");
    } else if (reason.size() < 3) {
      Say("LINT-IGNORE", at, fmt::format("{} is ignored without a reason, so it is not.", rule),
          fmt::format("Say why: {}: reason", rule));
    } else {
      ignores_[path].emplace(rule, reason);
    }
  }
}

bool Context::Ignored(std::string_view rule, std::string_view path) const {
  for (const auto& [prefix, rules] : ignores_) {
    const bool inside =
        prefix.empty() ||
        (path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '.' ||
                                      path[prefix.size()] == '['));
    if (inside && rules.contains(rule)) return true;
  }
  return false;
}

bool Context::OneCell(const std::string& path, const std::string& other) const {
  const Place a = PlaceAt(path), b = PlaceAt(other);
  return !a.sheet.empty() && a.sheet == b.sheet && a.row == b.row && a.column == b.column;
}

Place Context::PlaceAt(const std::string& path) const { return PlaceOf(file_, path); }

void Context::Say(std::string_view rule, const std::string& path, std::string message,
                  std::string change) {
  Say(rule, FindRule(rule)->level, path, std::move(message), std::move(change));
}

void Context::Say(std::string_view rule, Severity level, const std::string& path,
                  std::string message, std::string change) {
  if (Ignored(rule, path) || !said_.insert(fmt::format("{} {} {}", rule, path, message)).second)
    return;
  const auto severity = levels_.Of(rule, level);
  if (!severity) return;
  file_.diagnostics.Add(rule, *severity, PlaceAt(path), std::move(message), std::move(change));
}

std::string Context::ListPath(size_t question) const {
  const auto found = list_paths_.find(survey.questions[question].name);
  return found == list_paths_.end() ? paths_[question] : found->second;
}

}  // namespace authoring::lint
