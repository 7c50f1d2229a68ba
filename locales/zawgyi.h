// SPDX-License-Identifier: Apache-2.0
// Burmese in the old Zawgyi encoding, which puts the same letters under other code points. Many
// phones still type it. Converted by ICU's transliterator "Zawgyi-my" (CLDR my-t-my-s0-zawgyi).
#pragma once

#include <string>
#include <string_view>

namespace locales {

// Whether the text has what cannot occur in Unicode's order of Burmese letters: a vowel sign E or a
// medial before its consonant, a virama that stacks nothing. A short Zawgyi word may lack such
// signs.
[[nodiscard]] bool IsZawgyi(std::string_view utf8);
// Whether the text has what no Zawgyi text has: U+103A, Unicode's sign for a closed syllable,
// behind a letter that never takes the medial ya, which is what U+103A means in Zawgyi; a vowel
// sign E with no consonant behind it. Nearly every Unicode sentence has one; of a text without,
// both encodings are possible.
[[nodiscard]] bool IsUnicodeBurmese(std::string_view utf8);
// Whether there is any Burmese letter.
[[nodiscard]] bool HasBurmese(std::string_view utf8);
[[nodiscard]] std::string FromZawgyi(std::string_view utf8);

}  // namespace locales
