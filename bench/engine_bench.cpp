// SPDX-License-Identifier: Apache-2.0
// CPU of one turn of the engine: a digit as the answer, rendered for SMS. No store, no channel.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/random.h"
#include "dialogs/engine.h"
#include "locales/catalog.h"

namespace {

const locales::Catalogs& Catalogs() {
  static const auto* const catalogs = [] {
    auto loaded = locales::Catalogs::Load();
    if (!loaded) std::abort();
    return new locales::Catalogs(std::move(*loaded));
  }();
  return *catalogs;
}

// A hundred questions: choices, numbers, conditions over the one before, a group of ten each.
std::string HundredQuestions() {
  std::string rows;
  for (int i = 0; i < 100; ++i) {
    if (i > 0) rows += ",";
    const std::string name = "q" + std::to_string(i);
    const std::string before = "q" + std::to_string(i - 1);
    rows += R"({"type": ")" + std::string(i % 4 == 3 ? "integer" : "select_one") +
            R"(", "name": ")" + name + R"(", "label": {"en": "Question )" + std::to_string(i) +
            R"( about your work?"})";
    if (i % 4 != 3) rows += R"(, "choices": "yn")";
    if (i % 4 == 3) rows += R"(, "constraint": ". >= 0 and . <= 24")";
    if (i % 4 == 1) rows += R"(, "relevant": "${)" + before + R"(} = 'yes'")";
    if (i % 4 == 2) rows += R"(, "relevant": "not(${)" + before + R"(} = 'no') or ${q0} = 'yes'")";
    rows += "}";
  }
  return R"({"format": 1, "id": "hundred", "languages": ["en"], "title": {"en": "T"}, "choices": {"yn": [)"
         R"({"value": "yes", "label": {"en": "Yes"}}, {"value": "no", "label": {"en": "No"}}, {"value": "unsure", "label": {"en": "Not sure"}, "means": "dont_know"}]},)"
         R"("questions": [)" +
         rows + "]}";
}

void Run(benchmark::State& state, const std::string& json, int turns_before, const char* channel) {
  auto survey = dialogs::Survey::Parse(json);
  if (!survey) {
    std::fputs(survey.error().message.c_str(), stderr);
    return state.SkipWithError("the survey is broken");
  }
  dialogs::Deployment deployment;
  deployment.catalogs = &Catalogs();
  deployment.country = "WS";
  deployment.time_zone = "Pacific/Apia";
  const core::Timestamp now{1795381200000};
  dialogs::Input input;
  input.text = "1";
  input.language_hint = "en";
  input.channel = *core::ChannelKindFromName(channel);
  dialogs::Session session = dialogs::NewSession(**survey, core::SeededRandom(1).NewSeed(), now);
  for (int i = 0; i < turns_before; ++i)
    session = dialogs::Step(**survey, deployment, std::move(session), input, now).session;
  for (auto _ : state) {
    auto result = dialogs::Step(**survey, deployment, session, input, now);
    benchmark::DoNotOptimize(result.messages);
  }
}

void HundredQuestionTurn(benchmark::State& state) { Run(state, HundredQuestions(), 50, "sms"); }
void Core9Turn(benchmark::State& state) {
  Run(state, std::string(*dialogs::ShippedSurvey("core-9")), 3, "sms");
}

}  // namespace

BENCHMARK(HundredQuestionTurn);
BENCHMARK(Core9Turn);
BENCHMARK_MAIN();
