// SPDX-License-Identifier: Apache-2.0
#include "authoring/markdown/read.h"

#include <algorithm>
#include <vector>

#include "authoring/limits.h"
#include "core/utf8.h"

namespace authoring {
namespace {

constexpr std::string_view kBreak = "<br>";

std::string Unescape(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '|') continue;
    if (text.substr(i).starts_with(kBreak)) {
      out += '\n';
      i += kBreak.size() - 1;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<std::string> Cells(std::string_view line) {
  std::vector<std::string> out;
  size_t start = 1;  // behind the first |
  for (size_t i = 1; i <= line.size(); ++i) {
    const bool border = i < line.size() && line[i] == '|' && line[i - 1] != '\\';
    if (!border && i < line.size()) continue;
    if (border || !core::Trim(line.substr(start)).empty())
      out.push_back(Unescape(core::Trim(line.substr(start, i - start))));
    start = i + 1;
  }
  return out;
}

bool IsRule(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [](const std::string& c) {
                       return c.find_first_not_of("-: ") == std::string::npos;
                     }) &&
         std::any_of(cells.begin(), cells.end(), [](const std::string& c) {
           return c.starts_with("-") || c.starts_with(":-");
         });
}

class TableReader {
 public:
  void Line(std::string_view line) {
    line = core::Trim(line);
    if (line.starts_with('#')) {
      heading_ = core::Trim(line.substr(std::min(line.find_first_not_of('#'), line.size())));
      in_table_ = false;
    } else if (line.starts_with('|')) {
      Row(Cells(line));
    } else {
      in_table_ = false;
    }
  }
  Workbook Take() { return std::move(book_); }

 private:
  void Row(std::vector<std::string> cells) {
    if (IsRule(cells) || cells.empty()) return;
    if (!in_table_) {
      in_table_ = true;
      // The first column names sheets when the table's first row holds nothing but a name.
      named_ = std::all_of(cells.begin() + 1, cells.end(),
                           [](const std::string& c) { return c.empty(); }) &&
               heading_.empty();
      if (!named_) Start(heading_.empty() ? "survey" : heading_);
    }
    if (named_ && !cells[0].empty()) {
      Start(cells[0]);
      if (std::all_of(cells.begin() + 1, cells.end(),
                      [](const std::string& c) { return c.empty(); }))
        return;
    }
    if (named_) cells.erase(cells.begin());
    ++row_;
    for (uint32_t i = 0; i < cells.size() && i < limits::kMaxColumns; ++i) {
      if (!cells[i].empty() && !book_.sheets.empty())
        book_.sheets.back().cells.push_back({row_, i, CellKind::kText, core::RepairUtf8(cells[i])});
    }
  }
  void Start(std::string_view name) {
    book_.sheets.push_back({std::string(name), {}, {}});
    row_ = 0;
  }

  Workbook book_;
  std::string heading_;
  bool in_table_ = false;
  bool named_ = false;
  uint32_t row_ = 0;
};

}  // namespace

core::Result<Workbook> ReadMarkdown(std::string_view text) {
  if (text.size() > limits::kMaxFileBytes)
    return core::Err(core::ErrorCode::kTooLarge, "The file is over 10 MB.");
  TableReader reader;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    reader.Line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  Workbook book = reader.Take();
  if (book.sheets.empty())
    return core::Err(core::ErrorCode::kInvalid,
                     "There is no table in this file. Write \"## survey\" and a table below it.");
  return book;
}

std::string WriteMarkdown(const Workbook& workbook) {
  std::string out;
  for (const Sheet& sheet : workbook.sheets) {
    out += (out.empty() ? "## " : "\n## ") + sheet.name + "\n\n";
    uint32_t width = 0, last = 0;
    for (const Cell& c : sheet.cells) {
      width = std::max(width, c.column + 1);
      last = std::max(last, c.row);
    }
    for (uint32_t row = 1; row <= last; ++row) {
      for (uint32_t column = 0; column < width; ++column) {
        const Cell* cell = sheet.At(row, column);
        out += "| ";
        for (char c : cell == nullptr ? std::string() : cell->text) {
          if (c == '|') out += '\\';
          out += c == '\n' ? std::string(kBreak) : std::string(1, c);
        }
        out += ' ';
      }
      out += "|\n";
      if (row != 1) continue;
      for (uint32_t column = 0; column < width; ++column) out += "| --- ";
      out += "|\n";
    }
  }
  return out;
}

}  // namespace authoring
