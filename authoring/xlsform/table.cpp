// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsform/table.h"

#include <fmt/format.h>

#include <algorithm>

#include "authoring/limits.h"
#include "authoring/xlsform/text.h"
#include "dialogs/nearest.h"

namespace authoring {
namespace {

// What a sheet cannot do without.
std::vector<std::string_view> Needed(SheetKind kind) {
  if (kind == SheetKind::kSurvey) return {"type", "name"};
  if (kind == SheetKind::kChoices) return {"list_name", "name", "label"};
  if (kind == SheetKind::kTriage) return {"type", "id"};
  return {};
}

}  // namespace

std::string_view Name(SheetKind kind) {
  switch (kind) {
    case SheetKind::kSurvey:
      return "survey";
    case SheetKind::kChoices:
      return "choices";
    case SheetKind::kSettings:
      return "settings";
    default:
      return "triage";
  }
}

Table::Table(const Sheet& sheet, SheetKind kind, Diagnostics& diagnostics)
    : sheet_(&sheet), kind_(kind), diagnostics_(diagnostics) {
  ReadHeaders();
  ReportHeaders();
  FindRows();
  ReportMerged();
  ReportCells();
  ReportQuotes();
}

void Table::ReadHeaders() {
  bool double_colon = false;
  for (const Cell& c : sheet_->cells)
    double_colon = double_colon || (c.row == 1 && c.text.find("::") != std::string::npos);
  uint32_t expected = 0;
  for (const Cell& c : sheet_->cells) {
    if (c.row != 1 || c.column >= expected + limits::kEmptyHeadersEnd) break;
    expected = c.column + 1;
    Header header = ParseHeader(c.text, kind_, double_colon);
    header.column = c.column;
    if (!header.key.empty()) headers_.push_back(std::move(header));
  }
}

void Table::ReportHeaders() {
  for (size_t i = 0; i < headers_.size(); ++i) {
    const Header& h = headers_[i];
    const Place place{name(), 1, h.column, "", h.typed, ""};
    auto same = std::find_if(
        headers_.begin(), headers_.begin() + static_cast<std::ptrdiff_t>(i),
        [&](const Header& o) { return o.key == h.key && Lower(o.language) == Lower(h.language); });
    if (h.known && same != headers_.begin() + static_cast<std::ptrdiff_t>(i)) {
      diagnostics_.Add(
          "E-HEADER-DUP", place,
          fmt::format("The column {} (\"{}\") says the same as column {} (\"{}\"), so it is not "
                      "clear which one counts.",
                      ColumnLetters(h.column), h.typed, ColumnLetters(same->column), same->typed),
          "Delete one of the two columns.");
    }
    if (h.known || OneColon(h, place) || kind_ == SheetKind::kChoices) continue;
    const std::string near = dialogs::Nearest(Slug(h.key), KnownColumns(kind_));
    if (near.empty() || Has(near)) continue;
    diagnostics_.Add(
        "W-HEADER-UNKNOWN", place,
        fmt::format(
            "There is no column \"{}\" in a {} sheet, so it is not read. Did you mean \"{}\"?",
            h.typed, authoring::Name(kind_), near),
        fmt::format("Change {} to: {}", CellName(1, h.column), near));
  }
  if (sheet_->wide) {
    diagnostics_.Add(
        "E-COLUMNS-MANY", {name(), 1, std::nullopt, "", "", ""},
        fmt::format(
            "The sheet \"{}\" has more than {} columns; what stands behind column {} was not read.",
            name(), limits::kMaxColumns, ColumnLetters(limits::kMaxColumns - 1)),
        "Delete the columns that the survey does not need.");
  }
  MissingHeader();
}

// "hint:English (en)" beside "label::English (en)": where two colons stand, one is part of the
// name.
bool Table::OneColon(const Header& h, const Place& place) {
  const Header split = ParseHeader(h.typed, kind_, false);
  if (!split.known || split.language.empty() || h.typed.find("::") != std::string::npos)
    return false;
  diagnostics_.Add(
      "W-HEADER-COLON", place,
      fmt::format(
          "With one colon the column \"{}\" is not read, because others of this sheet have two.",
          h.typed),
      fmt::format("Change {} to: {}::{}", CellName(1, h.column), split.key, split.language));
  return true;
}

void Table::MissingHeader() {
  for (std::string_view key : Needed(kind_)) {
    if (Has(key)) continue;
    usable_ = false;
    // A title above the header is the usual reason: say in which row the header stands.
    for (const Cell& c : sheet_->cells) {
      if (c.row > 1 && c.row <= 20 && ParseHeader(c.text, kind_, true).key == key) {
        diagnostics_.Add(
            "E-HEADER-ROW", {name(), c.row, c.column, "", c.text, ""},
            fmt::format(
                "The column names of the sheet \"{}\" must stand in row 1; they stand in row {}.",
                name(), c.row),
            c.row == 2 ? "Delete row 1." : fmt::format("Delete the rows 1 to {}.", c.row - 1));
        return;
      }
    }
    diagnostics_.Add("E-HEADER-MISSING", {name(), 1, std::nullopt, "", "", ""},
                     fmt::format("The sheet \"{}\" has no column \"{}\".", name(), key),
                     fmt::format("Write {} into row 1 of a column of its own.", key));
  }
}

bool Table::Has(std::string_view key) const {
  return std::any_of(headers_.begin(), headers_.end(),
                     [&](const Header& h) { return h.known && h.key == key; });
}

void Table::FindRows() {
  const uint32_t max =
      kind_ == SheetKind::kChoices ? limits::kMaxChoiceRows : limits::kMaxSurveyRows;
  uint32_t last = 1;
  for (const Cell& c : sheet_->cells) {
    if (c.row <= 1 || (!rows_.empty() && rows_.back() == c.row)) continue;
    if (CleanCell(c.text, true).text.empty() && c.kind != CellKind::kUncalculated) continue;
    if (c.row > last + limits::kEmptyRowsEnd + 1) {
      diagnostics_.Add("W-ROWS-GAP", {name(), c.row, std::nullopt, "", "", ""},
                       fmt::format("More than {} empty rows stand before row {}; what stands from "
                                   "there on was not read.",
                                   limits::kEmptyRowsEnd, c.row),
                       "Delete the empty rows, or what stands below them.");
      return;
    }
    if (rows_.size() >= max) {
      diagnostics_.Add(
          "E-ROWS-MANY", {name(), c.row, std::nullopt, "", "", ""},
          fmt::format(
              "The sheet \"{}\" has more than {} rows; row {} and all below it were not read.",
              name(), max, c.row),
          "Delete the rows that the survey does not need.");
      return;
    }
    rows_.push_back(c.row);
    last = c.row;
  }
}

void Table::ReportMerged() {
  if (kind_ == SheetKind::kSettings || rows_.empty()) return;
  for (const CellRange& range : sheet_->merged) {
    const bool touches = std::any_of(headers_.begin(), headers_.end(), [&](const Header& h) {
      return h.known && h.column >= range.first_column && h.column <= range.last_column;
    });
    if (!touches || range.first_row > rows_.back()) continue;
    const Cell* cell = sheet_->At(range.first_row, range.first_column);
    diagnostics_.Add(
        "W-MERGED",
        {name(), range.first_row, range.first_column, "", cell == nullptr ? "" : cell->text, ""},
        fmt::format(
            "The cells {}:{} are merged; the value counts for {} alone, the others are empty.",
            CellName(range.first_row, range.first_column),
            CellName(range.last_row, range.last_column),
            CellName(range.first_row, range.first_column)),
        "Unmerge them, and write the value into each cell that needs it.",
        fmt::format("on sheet {}", name()));
  }
}

void Table::ReportQuotes() {
  constexpr std::string_view kExpressions[] = {"relevant",      "constraint", "calculation",
                                               "choice_filter", "default",    "repeat_count",
                                               "chat_confirm",  "chat_stop",  "when"};
  for (const Header& h : headers_) {
    if (!h.known || std::find(std::begin(kExpressions), std::end(kExpressions), h.key) ==
                        std::end(kExpressions))
      continue;
    for (uint32_t row : rows_) {
      const Cell* cell = sheet_->At(row, h.column);
      if (cell == nullptr || !CleanCell(cell->text, true).curly_quotes) continue;
      diagnostics_.Add("N-QUOTES", {name(), row, h.column, h.typed, cell->text, ""},
                       "Curly quotes were read as straight ones. Nothing to do; the spreadsheet "
                       "program makes them while you type.",
                       "", "on this sheet");
    }
  }
}

void Table::ReportCells() {
  for (const Cell& cell : sheet_->cells) {
    if (cell.kind == CellKind::kText || cell.kind == CellKind::kNumber ||
        cell.kind == CellKind::kBoolean)
      continue;
    if (cell.row <= 1 || rows_.empty() || cell.row > rows_.back()) continue;
    auto header = std::find_if(headers_.begin(), headers_.end(),
                               [&](const Header& h) { return h.column == cell.column; });
    if (header == headers_.end() || (!header->known && kind_ != SheetKind::kChoices)) continue;
    const Place place{name(), cell.row, cell.column, header->typed, cell.text, ""};
    if (cell.kind == CellKind::kError) {
      diagnostics_.Add("E-CELL-ERROR", place,
                       fmt::format("The cell shows {}: its formula does not work.", cell.text),
                       "Mend the formula, or write the text itself.", "on this sheet");
    } else if (cell.kind == CellKind::kUncalculated) {
      diagnostics_.Add(
          "E-CELL-FORMULA", place, "This cell has a formula that was never calculated.",
          "Open the file in Excel or LibreOffice and save it, or write the text itself.",
          "on this sheet");
    } else if (kind_ != SheetKind::kSettings) {
      diagnostics_.Add(
          "W-CELL-DATE", place,
          fmt::format("The program made a date of this cell; it was read as {}.", cell.text),
          "Format the cell as Text and write it again.", "on this sheet");
    }
  }
}

Value Table::Get(uint32_t row, const Header& header) const {
  Value value;
  value.place = {name(), row, header.column, header.typed, "", ""};
  const Cell* cell = sheet_->At(row, header.column);
  if (cell == nullptr) return value;
  value.kind = cell->kind;
  if (cell->kind == CellKind::kUncalculated || cell->kind == CellKind::kError) return value;
  value.text = CleanCell(cell->text, collapse_ && kind_ == SheetKind::kSurvey).text;
  value.place.text = value.text;
  return value;
}

Value Table::Get(uint32_t row, std::string_view key, std::string_view language) const {
  for (const Header& h : headers_) {
    if (h.known && h.key == key && h.language == language) return Get(row, h);
  }
  Value value;
  value.place = At(row, key);
  return value;
}

Place Table::At(uint32_t row, std::string_view key) const {
  for (const Header& h : headers_) {
    if (h.known && h.key == key) return At(row, h.column);
  }
  return {name(), row, std::nullopt, "", "", ""};
}

Place Table::At(uint32_t row, uint32_t column) const {
  Place place{name(), row, column, "", "", ""};
  for (const Header& h : headers_) {
    if (h.column == column) place.header = h.typed;
  }
  const Cell* cell = sheet_->At(row, column);
  if (cell != nullptr)
    place.text = CleanCell(cell->text, collapse_ && kind_ == SheetKind::kSurvey).text;
  return place;
}

}  // namespace authoring
