// SPDX-License-Identifier: Apache-2.0
// Any text as a survey in JSON: read; if it can be used, also linted, explained, written in every
// form, and talked to.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "authoring/explain.h"
#include "authoring/lint/lint.h"
#include "authoring/survey_file.h"
#include "authoring/xform/export.h"
#include "authoring/xlsform/export.h"
#include "dialogs/engine.h"
#include "locales/catalog.h"

namespace {

const locales::Catalogs& Catalogs() {
  static const auto* const catalogs = new locales::Catalogs(locales::Catalogs::Load().value());
  return *catalogs;
}

void Talk(const dialogs::Survey& survey) {
  constexpr std::array<std::string_view, 10> kSaid{"hi", "1",    "2", "yes",        "1 2",
                                                   "3",  "BACK", "?", "2026-11-20", "skip"};
  constexpr int kTurns = 40;
  dialogs::Deployment deployment;
  deployment.catalogs = &Catalogs();
  deployment.country = "WS";
  deployment.time_zone = "Pacific/Apia";
  core::Timestamp now{1795381200000};
  dialogs::Session session = dialogs::NewSession(survey, core::Seed{}, now);
  for (int turn = 0; turn < kTurns && !dialogs::NeedsNewSession(session); ++turn) {
    dialogs::Input input;
    input.text = kSaid[static_cast<size_t>(turn) % kSaid.size()];
    input.language_hint = "en";
    session = dialogs::Step(survey, deployment, std::move(session), input, now).session;
    session = dialogs::DecodeSession(dialogs::Encode(session)).value();
    now = now + core::Millis(60'000);
  }
}

}  // namespace

// Reading all catalogs is no part of the first input's time.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  Catalogs();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto file = authoring::ReadSurveyFile("x.json", {reinterpret_cast<const char*>(data), size});
  if (file.survey) {
    authoring::lint::Lint(file, {}, Catalogs());
    for (size_t i = 0; i < file.survey->languages().size(); ++i)
      static_cast<void>(authoring::Explain(*file.survey, i));
    static_cast<void>(authoring::ExportXlsForm(file.json));
    static_cast<void>(authoring::ExportXForm(file.json, Catalogs()));
    Talk(*file.survey);
  }
  static_cast<void>(authoring::ToText(file.diagnostics, "x"));
  static_cast<void>(authoring::ToJsonItems(file.diagnostics, "x"));
  return 0;
}
