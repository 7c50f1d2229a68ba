// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "authoring/cell.h"

namespace authoring {

// A sheet row by row; its columns are those that some row fills, in the order of KnownColumns() and
// then of appearance.
class SheetBuilder {
 public:
  explicit SheetBuilder(std::string name) : name_(std::move(name)) {}
  void BeginRow() { rows_.emplace_back(); }
  // Empty texts are left out.
  void Put(std::string header, std::string text);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  // `order`: columns that always come first, by the part before "::" or a language's code.
  [[nodiscard]] Sheet Finish(const std::vector<std::string_view>& order) const;

 private:
  std::string name_;
  std::vector<std::vector<std::pair<std::string, std::string>>> rows_;
};

}  // namespace authoring
