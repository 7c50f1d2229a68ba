// SPDX-License-Identifier: Apache-2.0
// Surveys outlive the program that published them: a stored version of an older format is brought
// to today's when it is read, step by step. It keeps the hash that it was published under.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace dialogs {

// NOTE: persistent. The "format" of canonical JSON. Whoever raises it adds a migration from the
// number before.
inline constexpr int kSurveyFormat = 1;

struct SurveyMigration {
  int from = 0;  // makes canonical JSON of format from + 1
  core::Result<std::string> (*apply)(std::string_view json) = nullptr;
};
// By `from`. Never edited once shipped. None so far: format 1 is the first.
[[nodiscard]] std::span<const SurveyMigration> SurveyMigrations();

// `json` of `format` in format `to`. kInvalid: a newer format, or one that no migration leads on
// from.
[[nodiscard]] core::Result<std::string> MigrateSurvey(
    std::string_view json, int format, int to = kSurveyFormat,
    std::span<const SurveyMigration> migrations = SurveyMigrations());

}  // namespace dialogs
