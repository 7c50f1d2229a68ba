// SPDX-License-Identifier: Apache-2.0
// What `dwbot check` costs on a large form, from the bytes of the workbook to the last finding of
// the lint: a form of 600 rows must stay under 0.1 s of CPU and 64 MB. Peak memory is the
// process's, catalogs included.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "authoring/lint/lint.h"
#include "authoring/survey_file.h"
#include "authoring/xlsx/write.h"
#include "locales/catalog.h"

namespace {

using Rows = std::vector<std::vector<std::string>>;

authoring::Sheet SheetOf(const std::string& name, const Rows& rows) {
  authoring::Sheet sheet;
  sheet.name = name;
  for (uint32_t row = 0; row < rows.size(); ++row) {
    for (uint32_t column = 0; column < rows[row].size(); ++column) {
      if (!rows[row][column].empty())
        sheet.cells.push_back({row + 1, column, authoring::CellKind::kText, rows[row][column]});
    }
  }
  return sheet;
}

// As long forms are: blocks of questions behind a yes, bounds on numbers, a list that an earlier
// answer filters, calculations over them, two languages.
std::string Form(int rows) {
  Rows survey{{"type", "name", "label::English (en)", "label::Français (fr)", "relevant",
               "constraint", "constraint_message::English (en)",
               "constraint_message::Français (fr)", "calculation", "choice_filter"}};
  for (int i = 0; i < rows; ++i) {
    const std::string name = fmt::format("q{}", i);
    const int block = i - i % 10;
    const std::string gate = i % 10 == 0 ? "" : fmt::format("${{q{}}} = 'yes'", block);
    const std::string en = fmt::format("Question {} about how your work is?", i),
                      fr = fmt::format("Question {} sur votre travail ?", i);
    const std::string narrow = fmt::format("{} and ${{q{}}} > 20", gate, block + 1);
    switch (i % 10) {
      case 0:
        survey.push_back({"select_one yn", name, en, fr,
                          i >= 10 ? fmt::format("${{q{}}} = 'yes'", i - 10) : ""});
        break;
      case 1:
        survey.push_back({"integer", name, en, fr, gate, ". >= 0 and . <= 120", "From 0 to 120.",
                          "De 0 à 120."});
        break;
      case 2:
        survey.push_back({"select_one yn", name, en, fr, narrow});
        break;
      case 3:
        survey.push_back({"select_multiple area", name, en, fr, gate});
        break;
      case 4:
        survey.push_back({"select_one area", name, en, fr, gate});
        break;
      case 5:
        survey.push_back({"select_one town", name, en, fr, gate, "", "", "", "",
                          fmt::format("area = ${{q{}}}", block + 4)});
        break;
      case 6:
        survey.push_back({"calculate", name, "", "", "", "", "", "",
                          fmt::format("${{q{}}} * 2 + 1", block + 1)});
        break;
      case 7:
        survey.push_back({"integer", name, en, fr,
                          fmt::format("selected(${{q{}}}, 'north') and {}", block + 3, gate),
                          ". > 0", "More than 0.", "Plus que 0."});
        break;
      default:
        survey.push_back({"select_one yn", name, en, fr, gate});
        break;
    }
  }
  const Rows choices{{"list_name", "name", "label::English (en)", "label::Français (fr)", "area"},
                     {"yn", "yes", "Yes", "Oui"},
                     {"yn", "no", "No", "Non"},
                     {"yn", "unsure", "Not sure", "Pas sûr"},
                     {"area", "north", "North", "Nord"},
                     {"area", "south", "South", "Sud"},
                     {"area", "sea", "At sea", "En mer"},
                     {"town", "hill", "Hill", "Colline", "north"},
                     {"town", "bay", "Bay", "Baie", "south"},
                     {"town", "ship", "Ship", "Bateau", "sea"}};
  authoring::Workbook book;
  book.sheets = {SheetOf("survey", survey), SheetOf("choices", choices),
                 SheetOf("settings", {{"form_title", "form_id", "version", "default_language"},
                                      {"Large", "large", "1", "English (en)"}})};
  const std::string path = fmt::format("/tmp/check_bench_{}.xlsx", getpid());
  if (!authoring::WriteXlsx(book, path)) std::abort();
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  std::remove(path.c_str());
  return bytes;
}

void Check(benchmark::State& state, bool lint) {
  static const locales::Catalogs catalogs = locales::Catalogs::Load().value();
  const std::string bytes = Form(static_cast<int>(state.range(0)));
  size_t findings = 0;
  for (auto _ : state) {
    auto file = authoring::ReadSurveyFile("large.xlsx", bytes);
    if (!file.survey) {
      std::fputs(authoring::ToText(file.diagnostics, "large.xlsx").c_str(), stderr);
      return state.SkipWithError("the form is broken");
    }
    if (lint) benchmark::DoNotOptimize(authoring::lint::Lint(file, {}, catalogs));
    findings = file.diagnostics.all().size();
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["findings"] = static_cast<double>(findings);
  state.counters["peak_MB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}
void ReadForm(benchmark::State& state) { Check(state, false); }
void CheckForm(benchmark::State& state) { Check(state, true); }

}  // namespace

BENCHMARK(ReadForm)->Arg(600)->Unit(benchmark::kMillisecond);
BENCHMARK(CheckForm)->Arg(600)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
