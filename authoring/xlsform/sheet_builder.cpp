// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsform/sheet_builder.h"

#include <algorithm>

namespace authoring {
namespace {

size_t Rank(const std::string& header, const std::vector<std::string_view>& order) {
  size_t best = order.size(), longest = 0;
  for (size_t i = 0; i < order.size(); ++i) {
    const bool same = header == order[i];
    const bool begins = header.starts_with(order[i]) && header.size() > order[i].size() &&
                        (header[order[i].size()] == ':' || header[order[i].size()] == '_');
    if ((same || begins) && order[i].size() > longest) {
      best = i;
      longest = order[i].size();
    }
  }
  return best;
}

}  // namespace

void SheetBuilder::Put(std::string header, std::string text) {
  if (!text.empty()) rows_.back().emplace_back(std::move(header), std::move(text));
}

Sheet SheetBuilder::Finish(const std::vector<std::string_view>& order) const {
  std::vector<std::string> headers;
  for (const auto& row : rows_) {
    for (const auto& [header, text] : row) {
      if (std::find(headers.begin(), headers.end(), header) == headers.end())
        headers.push_back(header);
    }
  }
  std::stable_sort(headers.begin(), headers.end(), [&](const std::string& a, const std::string& b) {
    return Rank(a, order) < Rank(b, order);
  });
  Sheet out{name_, {}, {}};
  for (uint32_t i = 0; i < headers.size(); ++i)
    out.cells.push_back({1, i, CellKind::kText, headers[i]});
  uint32_t number = 1;
  for (const auto& row : rows_) {
    ++number;
    std::vector<Cell> cells;
    for (const auto& [header, text] : row) {
      const auto column = static_cast<uint32_t>(std::find(headers.begin(), headers.end(), header) -
                                                headers.begin());
      cells.push_back({number, column, CellKind::kText, text});
    }
    std::sort(cells.begin(), cells.end(),
              [](const Cell& a, const Cell& b) { return a.column < b.column; });
    out.cells.insert(out.cells.end(), cells.begin(), cells.end());
  }
  return out;
}

}  // namespace authoring
