// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace authoring {

struct CleanedText {
  std::string text;
  bool curly_quotes = false;  // there were some
};
// As pyxform reads cells: trimmed, no-break spaces as spaces, curly quotes as straight ones;
// `collapse` makes runs of spaces one. Zero-width spaces and control characters go; joiners that
// scripts need stay.
[[nodiscard]] CleanedText CleanCell(std::string_view raw, bool collapse);

// A chat message has no mark-up: **bold**, _it_, # headings, [text](address), <span>, <b>, <br>
// become plain text. `unknown` (if given) is set when another HTML tag stays in.
[[nodiscard]] std::string StripMarkup(const std::string& text, bool* unknown = nullptr);

// "Constraint  Message" -> "constraint_message".
[[nodiscard]] std::string Slug(std::string_view text);
[[nodiscard]] std::string Lower(std::string_view text);
[[nodiscard]] std::vector<std::string> Words(std::string_view text);
// yes, true, true(), 1, TRUE -> true; no, false, false(), 0, "" -> false; anything else: nothing.
// "a, b, c and 188 more"
[[nodiscard]] std::string Listed(const std::vector<std::string>& names);
enum class Truth : unsigned char { kYes, kNo, kOther };
[[nodiscard]] Truth TruthOf(std::string_view text);

}  // namespace authoring
