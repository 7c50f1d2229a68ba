// SPDX-License-Identifier: Apache-2.0
// Writer of .xlsx on libxlsxwriter.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "authoring/cell.h"
#include "authoring/diagnostics.h"
#include "core/result.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace authoring {

// Cells are written as text, so that a program that opens the file neither calculates nor reformats
// them: a value that begins with = stays a text.
class XlsxWriter {
 public:
  // A file there is replaced.
  explicit XlsxWriter(const std::string& path);
  ~XlsxWriter();
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;

  // The next sheet; names that Excel refuses are made to fit. Later calls are about it.
  void BeginSheet(const std::string& name);
  void Text(uint32_t row, uint32_t column, const std::string& text,
            std::optional<Severity> mark = std::nullopt, bool header = false);
  void Comment(uint32_t row, uint32_t column, const std::string& text);
  // A text that leads to a cell of another sheet.
  void Link(uint32_t row, uint32_t column, const std::string& sheet, const std::string& cell,
            const std::string& text);
  void Width(uint32_t column, double characters);
  void FreezeHeader();
  void Activate();  // the sheet that is seen first
  // Writes the file; kStorage if it could not be written. Nothing can be added afterwards.
  [[nodiscard]] core::Status Finish();

 private:
  lxw_format* Format(std::optional<Severity> mark, bool header);
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  std::map<int, lxw_format*> formats_;
  std::map<std::string, std::string> names_;  // as given -> as written
  bool failed_ = false;
};

// A workbook as it is, each sheet with its header fixed.
[[nodiscard]] core::Status WriteXlsx(const Workbook& workbook, const std::string& path);
// What `write` writes to the path that it is given, as bytes; nothing comes to the disk.
[[nodiscard]] core::Result<std::string> InMemory(
    const std::function<core::Status(const std::string& path)>& write);
// A workbook as the bytes of its file.
[[nodiscard]] core::Result<std::string> XlsxBytes(const Workbook& workbook);

}  // namespace authoring
