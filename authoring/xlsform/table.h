// SPDX-License-Identifier: Apache-2.0
// A sheet seen through its header row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "authoring/cell.h"
#include "authoring/diagnostics.h"

namespace authoring {

enum class SheetKind : uint8_t { kSurvey, kChoices, kSettings, kTriage };
[[nodiscard]] std::string_view Name(SheetKind kind);

inline constexpr std::string_view kLintIgnore = "chat_lint_ignore";  // of any sheet

struct Header {
  std::string typed;     // "Label::English (en)"
  std::string key;       // "label"; a column nobody knows keeps its own name
  std::string language;  // "English (en)"; "" without
  uint32_t column = 0;
  bool known = false;
};

// A cell's value after cleaning. `place` says where; `text` is empty for an empty cell.
struct Value {
  std::string text;
  Place place;
  CellKind kind = CellKind::kText;
  explicit operator bool() const { return !text.empty(); }
};

class Table {
 public:
  // Reads row 1 and reports what is wrong with it. Stops at limits.h's rows and empty runs.
  Table(const Sheet& sheet, SheetKind kind, Diagnostics& diagnostics);

  [[nodiscard]] const std::string& name() const { return sheet_->name; }
  [[nodiscard]] SheetKind kind() const { return kind_; }
  [[nodiscard]] const std::vector<Header>& headers() const { return headers_; }
  [[nodiscard]] bool Has(std::string_view key) const;
  // Rows below the header that hold something, in order.
  [[nodiscard]] const std::vector<uint32_t>& rows() const { return rows_; }
  // False where a column is missing without which nothing can be read; that was reported.
  [[nodiscard]] bool usable() const { return usable_; }
  void KeepSpaces() { collapse_ = false; }

  // The value under the first header of that key (and language). Cells that show an error and
  // formulas without a value were reported and read as empty.
  [[nodiscard]] Value Get(uint32_t row, std::string_view key, std::string_view language = {}) const;
  [[nodiscard]] Value Get(uint32_t row, const Header& header) const;
  [[nodiscard]] Place At(uint32_t row,
                         std::string_view key) const;  // also for an empty cell or an absent column
  [[nodiscard]] Place At(uint32_t row, uint32_t column) const;

 private:
  void ReadHeaders();
  void ReportHeaders();
  void FindRows();
  void ReportMerged();
  void ReportCells();
  void ReportQuotes();
  void MissingHeader();
  bool OneColon(const Header& header, const Place& place);

  const Sheet* sheet_;
  SheetKind kind_;
  Diagnostics& diagnostics_;
  std::vector<Header> headers_;
  std::vector<uint32_t> rows_;
  bool collapse_ = true;
  bool usable_ = true;
};

// A header's text split into column and language, with the aliases that occur in the wild
// (pyxform's aliases.py and 214 public forms). `double_colon`: the sheet uses "::", so a single
// colon is part of the name.
[[nodiscard]] Header ParseHeader(std::string_view typed, SheetKind kind, bool double_colon);
// The columns that a sheet may have, for "did you mean".
[[nodiscard]] std::vector<std::string_view> KnownColumns(SheetKind kind);

}  // namespace authoring
