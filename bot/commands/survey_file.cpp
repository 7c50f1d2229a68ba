// SPDX-License-Identifier: Apache-2.0
#include "bot/commands/survey_file.h"

#include "authoring/survey_file.h"
#include "bot/commands/lines.h"

namespace bot::commands {

core::Result<std::shared_ptr<const dialogs::Survey>> LoadSurvey(const std::string& name) {
  if (const std::string_view* shipped = dialogs::ShippedSurvey(name))
    return dialogs::Survey::Parse(*shipped);
  const auto bytes = ReadFile(name);
  if (!bytes) {
    std::string known;
    for (const std::string& survey : dialogs::ShippedSurveyNames()) known += " " + survey;
    return core::Err(
        core::ErrorCode::kNotFound,
        name + ": is neither a file nor a survey that is shipped (these are:" + known + ")");
  }
  const authoring::SurveyFile read = authoring::ReadSurveyFile(name, *bytes);
  if (!read.survey)
    return core::Err(core::ErrorCode::kInvalid, authoring::ToText(read.diagnostics, name));
  return read.survey;
}

}  // namespace bot::commands
