// SPDX-License-Identifier: Apache-2.0
#include "authoring/lint/lint.h"

#include <fmt/format.h>

#include <map>

#include "authoring/lint/context.h"

namespace authoring::lint {

std::vector<Cost> Lint(SurveyFile& file, const Levels& levels, const locales::Catalogs& catalogs) {
  if (!file.survey) return {};
  const auto document = core::JsonDocument::Parse(file.survey->canonical_json());
  if (!document) return {};
  Context context(file, levels, catalogs, document->root());
  LintMessages(context);
  LintChoices(context);
  LintTexts(context);
  LintFlow(context);
  LintExpressions(context);
  LintPrivacy(context);
  LintWhole(context);
  std::vector<std::string> sheets;
  for (const Sheet& sheet : file.workbook.sheets) sheets.push_back(sheet.name);
  if (!sheets.empty()) file.diagnostics.Sort(sheets);
  return std::move(context.costs);
}

namespace {

struct Column {
  core::ChannelKind channel;
  std::string language;
  friend auto operator<=>(const Column&, const Column&) = default;
};

}  // namespace

std::string CostTable(const std::vector<Cost>& costs) {
  std::vector<std::string> questions;
  std::vector<Column> columns;
  std::map<std::pair<std::string, Column>, const Cost*> cells;
  for (const Cost& cost : costs) {
    const Column column{cost.channel, cost.language};
    if (std::find(questions.begin(), questions.end(), cost.question) == questions.end())
      questions.push_back(cost.question);
    if (cost.channel == core::ChannelKind::kSms &&
        std::find(columns.begin(), columns.end(), column) == columns.end())
      columns.push_back(column);
    cells[{cost.question, column}] = &cost;
  }
  size_t width = 8;
  for (const std::string& question : questions) width = std::max(width, question.size());
  std::string out =
      fmt::format("SMS parts of each question as it leaves (U: UCS-2)\n{:{}}", "", width);
  for (const Column& column : columns) out += fmt::format(" {:>5}", column.language);
  out += "  whatsapp telegram (characters, longest language)\n";
  std::map<std::string, size_t> sums;
  for (const std::string& question : questions) {
    out += fmt::format("{:{}}", question, width);
    for (const Column& column : columns) {
      const auto found = cells.find({question, column});
      const Cost* cost = found == cells.end() ? nullptr : found->second;
      out += fmt::format(" {:>5}", cost == nullptr
                                       ? "-"
                                       : fmt::format("{}{}", cost->messages,
                                                     cost->encoding == "UCS-2" ? "U" : ""));
      if (cost != nullptr) sums[column.language] += cost->messages;
    }
    for (core::ChannelKind channel : {core::ChannelKind::kWhatsApp, core::ChannelKind::kTelegram}) {
      size_t most = 0;
      for (const Cost& cost : costs) {
        if (cost.question == question && cost.channel == channel) most = std::max(most, cost.units);
      }
      out += fmt::format(" {:>9}", most);
    }
    out += '\n';
  }
  out += fmt::format("{:{}}", "all", width);
  for (const Column& column : columns) out += fmt::format(" {:>5}", sums[column.language]);
  return out + "\n";
}

}  // namespace authoring::lint
