// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsx/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <tuple>

#include "authoring/limits.h"
#include "authoring/xlsx/formats.h"

namespace authoring {
namespace {

std::optional<uint32_t> ToUnsigned(std::string_view text, int base = 10) {
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "_x000D_" stands for the character U+000D (ECMA-376 part 1, 22.4.2.4, ST_Xstring).
std::string DecodeEscapes(std::string text) {
  for (size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
    if (at + 7 > text.size() || text[at + 6] != '_') continue;
    auto code = ToUnsigned(std::string_view(text).substr(at + 2, 4), 16);
    if (!code) continue;
    std::string decoded;
    if (*code == '\n' || *code == '\t' || *code >= 0x20) core::AppendUtf8(decoded, *code);
    text.replace(at, 7, decoded);
  }
  return text;
}

std::string Text(pugi::xml_node t) {
  std::string out;
  for (pugi::xml_node part : t.children()) out += part.value();
  return out;
}

class SheetReader {
 public:
  SheetReader(SheetContext& context, Sheet& out) : context_(context), out_(out) {}

  core::Status Run(pugi::xml_node worksheet) {
    uint32_t row = 0;
    for (pugi::xml_node r : ChildNamed(worksheet, "sheetData").children()) {
      if (!IsNamed(r, "row")) continue;
      row = ToUnsigned(Attribute(r, "r")).value_or(row + 1);
      if (row == 0) row = 1;
      RETURN_IF_ERROR(Row(r, row));
    }
    std::stable_sort(out_.cells.begin(), out_.cells.end(), [](const Cell& a, const Cell& b) {
      return std::tie(a.row, a.column) < std::tie(b.row, b.column);
    });
    Merged(ChildNamed(worksheet, "mergeCells"));
    return {};
  }

 private:
  core::Status Row(pugi::xml_node node, uint32_t row) {
    uint32_t column = 0;
    for (pugi::xml_node c : node.children()) {
      if (!IsNamed(c, "c")) continue;
      uint32_t named_row = 0;
      const std::string_view name = Attribute(c, "r");
      if (!name.empty()) static_cast<void>(ParseCellName(name, named_row, column));
      Cell cell{row, column++, CellKind::kText, {}};
      Value(c, cell);
      const bool empty = cell.text.empty() && cell.kind != CellKind::kUncalculated;
      if (!empty && cell.column >= limits::kMaxColumns && row == 1) out_.wide = true;
      if (empty || cell.column >= limits::kMaxColumns) continue;
      if (auto status = Admit(cell); !status) return status;
      out_.cells.push_back(std::move(cell));
    }
    return {};
  }

  core::Status Admit(Cell& cell) {
    if (cell.text.size() > limits::kMaxCellChars &&
        core::Utf16Length(cell.text) > limits::kMaxCellChars) {
      return core::Err(
          core::ErrorCode::kTooLarge,
          fmt::format("The cell {} of sheet \"{}\" holds more than {} characters.",
                      CellName(cell.row, cell.column), out_.name, limits::kMaxCellChars));
    }
    context_.text_bytes += cell.text.size() + sizeof(Cell);
    if (context_.text_bytes > limits::kMaxCellTextBytes) {
      return core::Err(core::ErrorCode::kTooLarge,
                       fmt::format("The cells of the workbook hold over {} MB of text. Delete what "
                                   "does not belong there.",
                                   limits::kMaxCellTextBytes >> 20));
    }
    return {};
  }

  void Value(pugi::xml_node c, Cell& cell) {
    const std::string_view type = Attribute(c, "t");
    if (type == "inlineStr") {
      cell.text = RichText(ChildNamed(c, "is"));
      return;
    }
    pugi::xml_node v = ChildNamed(c, "v");
    const std::string stored = Text(v);
    if (stored.empty()) {
      // An empty text is a result too; a formula with no value, or one of no type, was never
      // calculated.
      if (ChildNamed(c, "f") && (!v || type != "str")) cell.kind = CellKind::kUncalculated;
      return;
    }
    if (type == "s") {
      auto index = ToUnsigned(stored);
      if (index && *index < context_.strings.size()) cell.text = context_.strings[*index];
    } else if (type == "str") {
      cell.text = core::RepairUtf8(DecodeEscapes(stored));
    } else if (type == "b") {
      cell.kind = CellKind::kBoolean;
      cell.text = stored == "1" || stored == "true" ? "TRUE" : "FALSE";
    } else if (type == "e") {
      cell.kind = CellKind::kError;
      cell.text = core::RepairUtf8(stored);
    } else if (type == "d") {
      cell.kind = CellKind::kDate;
      cell.text = core::RepairUtf8(stored);
    } else {
      Number(c, stored, cell);
    }
  }

  void Number(pugi::xml_node c, const std::string& stored, Cell& cell) {
    const auto style = ToUnsigned(Attribute(c, "s")).value_or(0);
    cell.kind = CellKind::kNumber;
    cell.text = core::RepairUtf8(NumberText(stored));
    if (style >= context_.date_styles.size() || !context_.date_styles[style]) return;
    double serial = -1;
    std::from_chars(stored.data(), stored.data() + stored.size(), serial);
    std::string date = SerialDate(serial, context_.date1904);
    if (date.empty()) return;
    cell.kind = CellKind::kDate;
    cell.text = std::move(date);
  }

  void Merged(pugi::xml_node list) {
    for (pugi::xml_node m : list.children()) {
      const std::string_view ref = Attribute(m, "ref");
      const size_t colon = ref.find(':');
      CellRange range;
      if (colon == std::string_view::npos ||
          !ParseCellName(ref.substr(0, colon), range.first_row, range.first_column) ||
          !ParseCellName(ref.substr(colon + 1), range.last_row, range.last_column))
        continue;
      out_.merged.push_back(range);
    }
  }

  SheetContext& context_;
  Sheet& out_;
};

}  // namespace

std::string RichText(pugi::xml_node item) {
  std::string out;
  for (pugi::xml_node child : item.children()) {
    if (IsNamed(child, "t")) out += Text(child);
    if (IsNamed(child, "r")) out += Text(ChildNamed(child, "t"));
  }
  return core::RepairUtf8(DecodeEscapes(std::move(out)));
}

core::Status ReadSheet(pugi::xml_node worksheet, SheetContext& context, Sheet& out) {
  return SheetReader(context, out).Run(worksheet);
}

}  // namespace authoring
