// SPDX-License-Identifier: Apache-2.0
// Is a survey good to be asked over chat? Rules over the messages as workers will see them, per
// language and channel. docs/lint.md lists the rules.
#pragma once

#include <string>
#include <vector>

#include "authoring/lint/rules.h"
#include "authoring/survey_file.h"
#include "core/model.h"

namespace locales {
class Catalogs;
}

namespace authoring::lint {

// What one question costs in one language on one channel.
struct Cost {
  std::string question, language;
  core::ChannelKind channel = core::ChannelKind::kSms;
  std::string encoding;  // of SMS: "GSM-7" or "UCS-2"
  size_t units = 0;      // characters as the channel counts them
  size_t messages = 0;   // SMS parts, or messages
};

// Adds what it finds to `file.diagnostics`, each at its cell or path; nothing without a survey.
// Returns the costs by question, language, channel.
std::vector<Cost> Lint(SurveyFile& file, const Levels& levels, const locales::Catalogs& catalogs);

// "question  sms: en es fr  whatsapp: ..." with sums; for a terminal.
[[nodiscard]] std::string CostTable(const std::vector<Cost>& costs);

}  // namespace authoring::lint
