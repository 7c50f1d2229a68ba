// SPDX-License-Identifier: Apache-2.0
#include "web/table_file.h"

#include "authoring/xlsx/write.h"
#include "core/csv.h"
#include "web/api.h"

namespace web {
namespace {

// A spreadsheet takes a cell that begins so for a formula, in a CSV file as in a workbook that is
// saved as one.
std::string Guarded(const std::string& cell) {
  const bool risky = !cell.empty() &&
                     std::string_view("=+-@\t\r\n|%").find(cell.front()) != std::string_view::npos;
  return risky ? "'" + cell : cell;
}

std::string AsCsv(const ecms::Table& table) {
  std::string out = "\xEF\xBB\xBF";  // or Excel takes it for Latin-1
  for (const auto& row : table) {
    std::vector<std::string> fields;
    for (const std::string& cell : row) fields.push_back(Guarded(cell));
    out += core::CsvLine(fields);
  }
  return out;
}

core::Result<std::string> AsXlsx(const ecms::Table& table, const std::string& name) {
  authoring::Workbook book;
  authoring::Sheet& sheet = book.sheets.emplace_back();
  sheet.name = name;
  for (size_t r = 0; r < table.size(); ++r) {
    for (size_t c = 0; c < table[r].size(); ++c) {
      authoring::Cell& cell = sheet.cells.emplace_back();
      cell.row = static_cast<uint32_t>(r + 1);
      cell.column = static_cast<uint32_t>(c);
      cell.text = Guarded(table[r][c]);
    }
  }
  return authoring::XlsxBytes(book);
}

core::HttpResponse File(std::string body, std::string_view type, const std::string& name) {
  core::HttpResponse response;
  response.headers = {{"Content-Type", std::string(type)},
                      {"Content-Disposition", "attachment; filename=\"" + name + "\""}};
  response.body = std::move(body);
  return response;
}

}  // namespace

std::optional<std::string> FormatOf(const Call& call) {
  const std::string* found = core::FindParameter(call.query, "format");
  if (found == nullptr) return "csv";
  if (*found != "csv" && *found != "xlsx") return std::nullopt;
  return *found;
}

core::HttpResponse TableFile(const ecms::Table& table, std::string_view format,
                             const std::string& name) {
  if (format == "csv") return File(AsCsv(table), "text/csv; charset=utf-8", name + ".csv");
  auto bytes = AsXlsx(table, name);
  if (!bytes) return ErrorResponse(bytes.error());
  return File(std::move(*bytes),
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
}

}  // namespace web
