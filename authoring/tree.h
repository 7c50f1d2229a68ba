// SPDX-License-Identifier: Apache-2.0
// Canonical JSON as it is built from a workbook: every value remembers its cell, so that what
// Survey::Parse says of a path can be said of a cell.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace authoring {

// A cell without its texts. Rows count from 1; row 0 is none.
struct CellRef {
  uint8_t sheet = 0;  // a SheetKind
  uint32_t row = 0;
  uint32_t column = kNoColumn;
  static constexpr uint32_t kNoColumn = UINT32_MAX;
};

class Tree {
 public:
  enum class Kind : uint8_t { kObject, kArray, kText, kRaw };
  static Tree Object(CellRef at = {}) { return Tree(Kind::kObject, {}, at); }
  static Tree Array(CellRef at = {}) { return Tree(Kind::kArray, {}, at); }
  static Tree Text(std::string text, CellRef at = {}) {
    return Tree(Kind::kText, std::move(text), at);
  }
  // A number or true, false: already JSON.
  static Tree Raw(std::string json, CellRef at = {}) {
    return Tree(Kind::kRaw, std::move(json), at);
  }

  Tree& Set(std::string key, Tree value);  // of an object; returns the value
  Tree& Push(Tree value);                  // of an array; returns the value
  [[nodiscard]] const Tree* Find(std::string_view key) const;
  [[nodiscard]] bool empty() const { return children_.empty(); }
  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::vector<std::pair<std::string, Tree>>& children() const {
    return children_;
  }
  [[nodiscard]] CellRef at() const { return at_; }

  // The cell of "questions[3].label.en", or of the nearest value above it. `text` (if given)
  // becomes the text found there.
  [[nodiscard]] CellRef Locate(std::string_view path, std::string* text = nullptr) const;
  // Replaces the text at a path; false if no text is there.
  bool SetText(std::string_view path, std::string text);
  // Indented; what fits into 120 characters stands on one line.
  [[nodiscard]] std::string Write() const;

 private:
  Tree(Kind kind, std::string text, CellRef at) : kind_(kind), at_(at), text_(std::move(text)) {}
  // The node at a path, or nullptr; `best` becomes the last cell passed.
  [[nodiscard]] const Tree* At(std::string_view path, CellRef& best) const;
  void WriteCompact(std::string& out, size_t limit) const;
  void Write(std::string& out, size_t indent, size_t used) const;
  Kind kind_;
  CellRef at_;
  std::string text_;
  std::vector<std::pair<std::string, Tree>> children_;  // keys are empty in an array
};

}  // namespace authoring
