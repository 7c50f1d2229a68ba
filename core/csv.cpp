// SPDX-License-Identifier: Apache-2.0
#include "core/csv.h"

#include <algorithm>

#include "core/utf8.h"

namespace core {
namespace {

char SeparatorOf(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('\n'));
  char best = ',';
  for (char c : {';', '\t'}) {
    if (std::count(first.begin(), first.end(), c) > std::count(first.begin(), first.end(), best))
      best = c;
  }
  return best;
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text), separator_(SeparatorOf(text)) {}

  Result<std::vector<CsvRow>> Read() {
    while (at_ < text_.size()) {
      row_.line = line_;
      RETURN_IF_ERROR(ReadRow());
      const bool empty = row_.fields.size() == 1 && row_.fields[0].empty();
      if (!empty) rows_.push_back(std::move(row_));
      row_ = {};
    }
    return std::move(rows_);
  }

 private:
  Status ReadRow() {
    for (;;) {
      std::string field;
      if (at_ < text_.size() && text_[at_] == '"') RETURN_IF_ERROR(ReadQuoted(field));
      while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n')
        field += text_[at_++];
      const bool ends = at_ >= text_.size() || text_[at_] == '\n';
      if (ends && field.ends_with('\r')) field.pop_back();
      row_.fields.push_back(std::move(field));
      if (at_ < text_.size()) ++at_;
      if (!ends) continue;
      ++line_;
      return {};
    }
  }

  Status ReadQuoted(std::string& field) {
    const size_t began = line_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        field += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field += text_[++at_];
      } else {
        ++at_;
        return {};
      }
    }
    return Err(ErrorCode::kInvalid,
               "line " + std::to_string(began) + ": a quote is opened and never closed");
  }

  std::string_view text_;
  char separator_;
  size_t at_ = 0;
  size_t line_ = 1;
  CsvRow row_;
  std::vector<CsvRow> rows_;
};

}  // namespace

Result<std::vector<CsvRow>> ParseCsv(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  if (!IsUtf8(text))
    return Err(ErrorCode::kInvalid, "is not UTF-8: save it from the spreadsheet as \"CSV UTF-8\"");
  return CsvReader(text).Read();
}

std::string CsvLine(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    if (!line.empty() || &field != &fields.front()) line += ',';
    if (field.find_first_of(",;\"\t\r\n") == std::string::npos) {
      line += field;
      continue;
    }
    line += '"';
    for (char c : field) line += c == '"' ? std::string("\"\"") : std::string(1, c);
    line += '"';
  }
  return line + "\n";
}

}  // namespace core
