// SPDX-License-Identifier: Apache-2.0
// Inside privacy/ only: the signs of addresses as people type, bracket and say them ("(at)", "
// punto ", "[.]"), as parts of RE2 patterns.
#pragma once

#include <string>
#include <string_view>

#include "privacy/scrub_internal.h"
#include "privacy/scrub_match.h"

namespace privacy {

// Endings that a bare "word.ending" is taken for a link with. Short ones that are words somewhere
// ("me", "in", "eu", "ng") are not here.
inline constexpr char kEndings[] =
    "(?:com|net|org|info|edu|gov|biz|xyz|online|site|app|link|page|blog|ws|fj|ck|nz|au|bd|pk|np|lk|"
    "kh|vn|mm|th|mx|br|co|"
    "cn|tr|et|ke|tz|za|eg|jo|sa|ae|qa|ph|io|tv|ly|gl|fr|ru|uk|jp|kr|hk|sg|tw|gh|sn|cm|ec|gt|hn|cl|"
    "mz|tn|dz|"
    "example|test|club|shop|store|dev|cloud|mobi|africa|asia)";
inline constexpr char kDomain[] = R"([a-z0-9\-]+)";
// What an address goes on with: in Chinese, Thai, Khmer ... the next word follows without a space.
inline constexpr char kUrlRun[] =
    R"([^\s\x1e\x{e00}-\x{eff}\x{1000}-\x{109f}\x{1780}-\x{17ff}\x{2e80}-\x{9fff}\x{ac00}-\x{d7af}\x{ff00}-\x{ffef}]+)";

// Words, folded, as an alternation; '-' stands for a space.
[[nodiscard]] std::string SpokenSigns(std::string_view words);
[[nodiscard]] const std::string& SureAt();   // words that mean "@" and nothing else
[[nodiscard]] const std::string& SaidDot();  // "dot", "punto" ...
[[nodiscard]] std::string Bracketed(const std::string& inside);

enum class Ends : uint8_t {
  kAnywhere,
  kAtWords
};  // kAtWords: no Latin letter or digit directly before or behind it
void Take(const re2::RE2& pattern, const Folded& folded, Label label, Ends ends, Spans& spans);

void FindEmails(const Folded& folded, Spans& spans);
void FindLinks(const Folded& folded, Spans& spans);

}  // namespace privacy
