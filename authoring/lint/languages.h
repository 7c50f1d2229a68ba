// SPDX-License-Identifier: Apache-2.0
// What the rules know of scripts. ICU does the work.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace authoring::lint {

[[nodiscard]] bool IsLatin(std::string_view language);  // is it written in Latin letters?
[[nodiscard]] bool IsLetter(char32_t character);
// Letters of the text in the script(s) of its language, and others.
struct Letters {
  size_t own = 0, foreign = 0;
};
[[nodiscard]] Letters CountLetters(std::string_view text, std::string_view language);
// The whole numbers that stand in a text, in digits of any script, sorted.
[[nodiscard]] std::vector<long> NumbersIn(std::string_view text);
// Embedding or override marks that are opened and not closed.
[[nodiscard]] bool HasLooseBidi(std::string_view text);
// Folded to lower case without accents, words parted by one space, with one at each end.
[[nodiscard]] std::string Folded(std::string_view text);

}  // namespace authoring::lint
