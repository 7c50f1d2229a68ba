// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsx/write.h"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>

#include "core/utf8.h"

namespace authoring {
namespace {

// Excel: at most 31 characters, none of []:*?/\ and no ' at the ends.
std::string SheetName(std::string_view name, size_t number) {
  std::string out;
  size_t characters = 0;
  for (size_t at = 0; at < name.size() && characters < 28;) {
    const size_t before = at;
    const char32_t c = core::NextCodePoint(name, at);
    const bool refused =
        c < 0x20 || (c < 0x80 && std::string_view("[]:*?/\\'").find(static_cast<char>(c)) !=
                                     std::string_view::npos);
    out += refused ? "_" : std::string(name.substr(before, at - before));
    characters += c > 0xFFFF ? 2 : 1;
  }
  return out.empty() ? "sheet" + std::to_string(number) : out;
}

constexpr size_t kShort = 20;  // bytes of the longest text in a narrow column

std::map<uint32_t, size_t> Longest(const Sheet& sheet) {
  std::map<uint32_t, size_t> out;
  for (const Cell& c : sheet.cells) out[c.column] = std::max(out[c.column], c.text.size());
  return out;
}

}  // namespace

XlsxWriter::XlsxWriter(const std::string& path)
    : book_(workbook_new(path.c_str())), failed_(book_ == nullptr) {
  if (failed_) return;
  // The same workbook has the same bytes: files under version control change only when they
  // changed.
  lxw_doc_properties properties = {};
  properties.created = 946684800;  // 2000-01-01
  workbook_set_properties(book_, &properties);
}

XlsxWriter::~XlsxWriter() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

void XlsxWriter::BeginSheet(const std::string& name) {
  if (failed_) return;
  std::string fit = SheetName(name, names_.size() + 1);
  const bool taken =
      std::any_of(names_.begin(), names_.end(), [&](const auto& n) { return n.second == fit; });
  if (taken) fit += "_" + std::to_string(names_.size() + 1);
  names_[name] = fit;
  sheet_ = workbook_add_worksheet(book_, fit.c_str());
  failed_ = sheet_ == nullptr;
}

lxw_format* XlsxWriter::Format(std::optional<Severity> mark, bool header) {
  const int key = (mark ? static_cast<int>(*mark) : 0) * 2 + (header ? 1 : 0);
  auto [found, fresh] = formats_.try_emplace(key, nullptr);
  if (!fresh) return found->second;
  lxw_format* format = workbook_add_format(book_);
  format_set_num_format_index(format, 49);  // "Text"
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  format_set_text_wrap(format);
  if (header) format_set_bold(format);
  if (mark)
    format_set_bg_color(format, *mark == Severity::kError     ? 0xFFC7CE
                                : *mark == Severity::kWarning ? 0xFFEB9C
                                                              : 0xDDEBF7);
  return found->second = format;
}

void XlsxWriter::Text(uint32_t row, uint32_t column, const std::string& text,
                      std::optional<Severity> mark, bool header) {
  if (failed_) return;
  lxw_format* format = Format(mark, header);
  const auto at = static_cast<lxw_col_t>(column);
  if (text.empty()) {
    worksheet_write_blank(sheet_, row - 1, at, format);
  } else {
    worksheet_write_string(sheet_, row - 1, at, text.c_str(), format);
  }
}

void XlsxWriter::Comment(uint32_t row, uint32_t column, const std::string& text) {
  if (failed_) return;
  lxw_comment_options options = {};
  options.x_scale = 2.5;
  options.y_scale = 1.5;
  // libxlsxwriter refuses longer ones: LXW_STR_MAX is Excel's limit of a cell.
  worksheet_write_comment_opt(sheet_, row - 1, static_cast<lxw_col_t>(column),
                              std::string(core::Utf8Prefix(text, 2000)).c_str(), &options);
}

void XlsxWriter::Link(uint32_t row, uint32_t column, const std::string& sheet,
                      const std::string& cell, const std::string& text) {
  if (failed_) return;
  auto name = names_.find(sheet);
  const std::string url =
      "internal:'" + (name == names_.end() ? sheet : name->second) + "'!" + cell;
  worksheet_write_url_opt(sheet_, row - 1, static_cast<lxw_col_t>(column), url.c_str(), nullptr,
                          text.c_str(), nullptr);
}

void XlsxWriter::Width(uint32_t column, double characters) {
  if (!failed_)
    worksheet_set_column(sheet_, static_cast<lxw_col_t>(column), static_cast<lxw_col_t>(column),
                         characters, nullptr);
}

void XlsxWriter::Activate() {
  if (!failed_) worksheet_activate(sheet_);
}

void XlsxWriter::FreezeHeader() {
  if (!failed_) worksheet_freeze_panes(sheet_, 1, 0);
}

core::Status XlsxWriter::Finish() {
  const lxw_error error = book_ == nullptr ? LXW_ERROR_MEMORY_MALLOC_FAILED
                                           : workbook_close(book_);  // frees the book too
  book_ = nullptr;
  if (failed_ || error != LXW_NO_ERROR)
    return core::Err(core::ErrorCode::kStorage,
                     std::string("the workbook cannot be written: ") + lxw_strerror(error));
  return {};
}

core::Status WriteXlsx(const Workbook& workbook, const std::string& path) {
  XlsxWriter writer(path);
  for (const Sheet& sheet : workbook.sheets) {
    writer.BeginSheet(sheet.name);
    writer.FreezeHeader();
    for (const Cell& c : sheet.cells) {
      writer.Text(c.row, c.column, c.text, std::nullopt, c.row == 1);
    }
    for (const auto& [column, longest] : Longest(sheet))
      writer.Width(column, longest > kShort ? 40 : 16);
  }
  return writer.Finish();
}

// libxlsxwriter 1.1 writes to paths only: this one leads to memory.
core::Result<std::string> InMemory(
    const std::function<core::Status(const std::string& path)>& write) {
  const int file = memfd_create("xlsx", MFD_CLOEXEC);
  if (file < 0)
    return core::Err(core::ErrorCode::kStorage, "the workbook cannot be written: no memory");
  auto status = write("/proc/self/fd/" + std::to_string(file));
  std::string bytes;
  std::array<char, 65536> part{};
  lseek(file, 0, SEEK_SET);
  for (ssize_t n = 0; status && (n = read(file, part.data(), part.size())) > 0;)
    bytes.append(part.data(), static_cast<size_t>(n));
  close(file);
  if (!status) return tl::unexpected(status.error());
  return bytes;
}

core::Result<std::string> XlsxBytes(const Workbook& workbook) {
  return InMemory([&](const std::string& path) { return WriteXlsx(workbook, path); });
}

}  // namespace authoring
