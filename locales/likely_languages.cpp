// SPDX-License-Identifier: Apache-2.0
#include "locales/likely_languages.h"

#include <algorithm>

namespace locales {
namespace {

struct Row {
  std::string_view country;
  std::string_view languages;
};
constexpr Row kRows[] = {
    {"AE", "ar en hi ur bn ne fil ta si am"},
    {"BD", "bn en"},
    {"BH", "ar en hi bn ur ne fil"},
    {"BR", "pt es"},
    {"CK", "rar en fil"},
    {"CN", "zh en"},
    {"CO", "es en"},
    {"ET", "am en"},
    {"FJ", "en hi"},
    {"GT", "es"},
    {"HK", "zh fil id en"},
    {"HN", "es"},
    {"HT", "fr es"},
    {"ID", "id en"},
    {"IN", "hi en bn ta ur ne"},
    {"JO", "ar en bn si ne hi ur"},
    {"KE", "sw en"},
    {"KH", "km en vi zh"},
    {"KW", "ar en hi bn fil am si"},
    {"LB", "ar en fr am bn fil"},
    {"LK", "si ta en"},
    {"MM", "my en"},
    {"MU", "fr en bn zh hi"},
    {"MV", "en bn hi si ta"},
    {"MX", "es en"},
    {"MY", "en bn ne id my zh ta hi vi"},
    {"MZ", "pt en"},
    {"NP", "ne hi en"},
    {"NZ", "en sm rar fil hi zh"},
    {"OM", "ar en bn hi ur"},
    {"PE", "es"},
    {"PH", "fil ceb en"},
    {"PK", "ur en"},
    {"PT", "pt en hi ne bn"},
    {"QA", "ar en hi ne bn ur ta si fil"},
    {"SA", "ar en ur hi bn ne fil am"},
    {"SG", "en zh ta bn my"},
    {"SN", "fr en"},
    {"SV", "es"},
    {"SY", "ar"},
    {"TH", "th my km en"},
    {"TN", "ar fr"},
    {"TR", "tr ar en"},
    {"TW", "zh id vi fil th en"},
    {"TZ", "sw en"},
    {"UG", "en sw"},
    {"US", "en es zh fil vi"},
    {"VN", "vi en"},
    {"WS", "sm en"},
};

}  // namespace

std::vector<std::string_view> LikelyLanguages(std::string_view country) {
  const auto* row = std::find_if(std::begin(kRows), std::end(kRows),
                                 [&](const Row& each) { return each.country == country; });
  std::vector<std::string_view> out;
  if (row == std::end(kRows)) return out;
  for (std::string_view rest = row->languages; !rest.empty();) {
    const size_t end = std::min(rest.find(' '), rest.size());
    out.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

}  // namespace locales
