// SPDX-License-Identifier: Apache-2.0
#include "dialogs/nearest.h"

#include <algorithm>
#include <numeric>

namespace dialogs {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string Nearest(std::string_view name, const std::vector<std::string_view>& candidates) {
  constexpr size_t kLongest = 64;  // longer names are not worth the work
  if (name.size() > kLongest) return {};
  std::string best;
  size_t best_distance = std::min<size_t>(3, (name.size() + 1) / 2);
  bool tie = false;
  for (std::string_view candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    const bool same = candidate.size() == name.size() &&
                      std::equal(name.begin(), name.end(), candidate.begin(),
                                 [](char x, char y) { return Lower(x) == Lower(y); });
    const size_t distance = same ? 0 : EditDistance(name, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
      tie = false;
    } else if (distance == best_distance && !best.empty() && best != candidate) {
      tie = true;
    }
  }
  return tie ? std::string() : best;
}

}  // namespace dialogs
