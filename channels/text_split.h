// SPDX-License-Identifier: Apache-2.0
// Cutting text for channels that limit its length. Lengths are UTF-16 code units, which is how
// Telegram and Meta count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace channels {

// At most `max_units`; what is longer is cut between two characters as a reader sees them (grapheme
// clusters) and ends with an ellipsis. max_units >= 2.
[[nodiscard]] std::string Shorten(std::string_view text, size_t max_units);

// Pieces of at most `max_units`, cut at the last paragraph, line, sentence or word border in the
// second half of the room, else between two characters. White space at a cut goes; no piece is
// blank. max_units >= 2.
[[nodiscard]] std::vector<std::string> SplitText(std::string_view text, size_t max_units);

}  // namespace channels
