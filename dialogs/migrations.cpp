// SPDX-License-Identifier: Apache-2.0
#include "dialogs/migrations.h"

#include <fmt/format.h>

#include <algorithm>

namespace dialogs {

std::span<const SurveyMigration> SurveyMigrations() { return {}; }

core::Result<std::string> MigrateSurvey(std::string_view json, int format, int to,
                                        std::span<const SurveyMigration> migrations) {
  if (format > to) {
    return core::Err(
        core::ErrorCode::kInvalid,
        fmt::format(
            "is of format {}; this program knows formats up to {}: a newer one published it",
            format, to));
  }
  std::string out(json);
  for (; format < to; ++format) {
    const auto step = std::find_if(migrations.begin(), migrations.end(),
                                   [&](const SurveyMigration& m) { return m.from == format; });
    if (step == migrations.end())
      return core::Err(core::ErrorCode::kInvalid,
                       fmt::format("is of format {}, which this program cannot read", format));
    ASSIGN_OR_RETURN(out, step->apply(out));
  }
  return out;
}

}  // namespace dialogs
