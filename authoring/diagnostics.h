// SPDX-License-Identifier: Apache-2.0
// What is wrong with a survey, said to the person who wrote it: which cell, what stands there, why
// it cannot stay, what to write instead. Rules are stable codes: E- cannot run, W- runs but is
// likely wrong, N- was done or left out for you.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace authoring {

enum class Severity : uint8_t { kError = 1, kWarning = 2, kNote = 3 };
[[nodiscard]] std::string_view Name(Severity severity);  // "error"

// Where in the author's file. A survey in JSON has a path instead of a cell.
struct Place {
  std::string sheet;
  uint32_t row = 0;                // 0: the sheet or the file as a whole
  std::optional<uint32_t> column;  // 0 is A
  std::string header;              // as typed: "label::English (en)"
  std::string text;                // of the cell, as it was understood
  std::string path;                // in canonical JSON
};

struct Diagnostic {
  Severity severity = Severity::kError;
  std::string rule;  // "E-REF-UNKNOWN"
  Place place;
  size_t caret = 0;  // byte in place.text; with caret_length 0 no caret is drawn
  size_t caret_length = 0;
  std::string message;  // what is wrong, then why
  std::string change;   // what to write instead; may be empty
  std::string group;    // "in list lga_list": many of one rule and group are told as one
};

class Diagnostics {
 public:
  // At most 5,000 are kept: nobody reads more, and the memory stays bounded. The reference lives
  // until the next call.
  Diagnostic& Add(std::string_view rule, Place place, std::string message, std::string change = {},
                  std::string group = {});
  // The same for rules whose names do not tell their severity (the lint's).
  Diagnostic& Add(std::string_view rule, Severity severity, Place place, std::string message,
                  std::string change = {});
  [[nodiscard]] bool HasErrors() const;
  // Is there an error for this cell already?
  [[nodiscard]] bool HasErrorAt(const Place& place) const;
  // By sheet in the order given, row, column; of one cell errors first.
  void Sort(const std::vector<std::string>& sheets);
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return all_; }

 private:
  std::vector<Diagnostic> all_;
  Diagnostic beyond_;  // what is said after the limit
  std::set<std::string> error_cells_;
  bool errors_ = false;
};

// "survey!F14 (relevant)"; "" for the file as a whole.
[[nodiscard]] std::string Where(const Place& place);
// For a terminal; repeats of one rule and group become one entry with "and 11 more in list x". ""
// for none.
[[nodiscard]] std::string ToText(const Diagnostics& diagnostics, std::string_view file);
// Objects {file,sheet?,row?,column?,path?,severity,rule,message,...} joined by commas, without
// brackets.
[[nodiscard]] std::string ToJsonItems(const Diagnostics& diagnostics, std::string_view file);

}  // namespace authoring
