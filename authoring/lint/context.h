// SPDX-License-Identifier: Apache-2.0
// What the families of rules share. For authoring/lint/ only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "authoring/lint/lint.h"
#include "core/json.h"
#include "dialogs/compiled.h"
#include "dialogs/engine.h"
#include "locales/catalog.h"

namespace authoring::lint {

class Context {
 public:
  Context(SurveyFile& file, const Levels& levels, const locales::Catalogs& catalogs,
          core::JsonValue root);

  const dialogs::CompiledSurvey& survey;
  const dialogs::Survey& whole;
  const locales::Catalogs& catalogs;
  const dialogs::Deployment& deployment() const { return deployment_; }
  [[nodiscard]] const std::string& language(size_t index) const { return survey.languages[index]; }
  [[nodiscard]] const locales::Catalog& catalog(size_t index) const {
    return catalogs.Closest(language(index));
  }

  // A finding at a path of the canonical JSON, at the rule's own level or this one.
  void Say(std::string_view rule, const std::string& path, std::string message,
           std::string change = {});
  void Say(std::string_view rule, Severity level, const std::string& path, std::string message,
           std::string change = {});

  // "questions[3]" (+ ".label.en"): where a question stands.
  [[nodiscard]] std::string PathOf(size_t question) const { return paths_[question]; }
  [[nodiscard]] std::string PathOf(size_t question, std::string_view key) const {
    return paths_[question] + "." + std::string(key);
  }
  // Where the condition of that index is written: at a question or at the group around it.
  [[nodiscard]] std::string ConditionPath(size_t condition) const {
    return condition < condition_paths_.size() ? condition_paths_[condition] : "questions";
  }
  // Do two texts stand in one cell? Then one of them was not translated, which the import told.
  [[nodiscard]] bool OneCell(const std::string& path, const std::string& other) const;
  // Its choices, wherever they are written down.
  [[nodiscard]] std::string ListPath(size_t question) const;
  [[nodiscard]] const core::JsonValue& root() const { return root_; }
  // Did PII-ASK find that this question asks who somebody is?
  std::vector<bool> asks_identity;
  std::vector<Cost> costs;

 private:
  void FindPaths(core::JsonValue rows, const std::string& path);
  void ReadIgnores(core::JsonValue row, const std::string& path);
  [[nodiscard]] bool Ignored(std::string_view rule, std::string_view path) const;
  [[nodiscard]] Place PlaceAt(const std::string& path) const;

  SurveyFile& file_;
  const Levels& levels_;
  core::JsonValue root_;
  dialogs::Deployment deployment_;
  std::vector<std::string> paths_;
  std::vector<std::string> condition_paths_;
  std::set<std::string> said_;  // a list that three questions offer is told of once
  std::map<std::string, std::string> list_paths_;  // by name of a question
  std::map<std::string, std::map<std::string, std::string, std::less<>>> ignores_;  // by path
};

// The families; each file one.
void LintMessages(Context& context);     // SMS, WhatsApp, Telegram
void LintChoices(Context& context);      // OPT, KW, LIST
void LintTexts(Context& context);        // I18N, READ, SMS-LINK
void LintFlow(Context& context);         // FLOW, CON
void LintExpressions(Context& context);  // EXPR
void LintPrivacy(Context& context);      // PII, SENS, REFER, consent
void LintWhole(Context& context);        // LEN, OPEN, META

}  // namespace authoring::lint
