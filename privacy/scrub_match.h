// SPDX-License-Identifier: Apache-2.0
// Inside privacy/ only: walking over the matches of a pattern. re2 keeps each pattern linear; what
// look-around would say is asked in code.
#pragma once

#include <re2/re2.h>

#include <array>
#include <string_view>

namespace privacy {

inline constexpr int kMaxRefused = 64;

// Calls each(whole, group) for every match that does not overlap an earlier one; `group` is the
// first group, or empty. Both lie inside `text`.
template <class Each>
void EachMatch(const re2::RE2& pattern, std::string_view text, Each each) {
  const re2::StringPiece piece(text.data(), text.size());
  std::array<re2::StringPiece, 2> groups;
  const int wanted = pattern.NumberOfCapturingGroups() > 0 ? 2 : 1;
  int refused = 0;
  for (size_t at = 0; at < text.size();) {
    if (!pattern.Match(piece, at, text.size(), re2::RE2::UNANCHORED, groups.data(), wanted)) return;
    const auto view = [](const re2::StringPiece& p) {
      return std::string_view(p.data(), p.size());
    };
    if (groups[0].empty()) return;
    const auto begin = static_cast<size_t>(groups[0].data() - text.data());
    // A match that its caller refuses may hide one that begins inside it: go on one character later
    // then. Not for ever: that would be quadratic.
    const bool taken = each(view(groups[0]), wanted > 1 ? view(groups[1]) : std::string_view());
    at = taken || ++refused > kMaxRefused ? begin + groups[0].size() : begin + 1;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  }
}

inline size_t OffsetIn(std::string_view text, std::string_view part) {
  return static_cast<size_t>(part.data() - text.data());
}

}  // namespace privacy
