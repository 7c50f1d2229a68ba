// SPDX-License-Identifier: Apache-2.0
// Links: with a scheme, with "www", with a path, of a well-known house; with gaps, in brackets,
// said in words.
#include "privacy/scrub_said.h"

namespace privacy {
namespace {

using re2::RE2;

constexpr size_t kShortestHost = 6;  // "sl.no/3" is a list's number, not a link
constexpr char kHouses[] =
    "(?:facebook|fb|instagram|tiktok|youtube|youtu|whatsapp|telegram|twitter|linkedin|messenger|"
    "snapchat|discord)";

void FindIpAddresses(const Folded& folded, Spans& spans) {
  static const RE2 ip(R"((?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?)");
  EachMatch(ip, folded.lower, [&](std::string_view whole, std::string_view) {
    const size_t begin = OffsetIn(folded.lower, whole);
    // 1.500.000.000 is money; an address has parts up to 255 and seldom three zeros.
    bool good = !LetterBefore(folded.lower, begin) &&
                !LetterAt(folded.lower, begin + whole.size()) && !whole.ends_with("000");
    int part = 0;
    for (const char c : whole.substr(0, whole.find(':'))) {
      part = c == '.' ? 0 : part * 10 + (c - '0');
      good = good && part <= 255;
    }
    if (good) spans.push_back({begin, begin + whole.size(), Label::kLink});
    return good;
  });
}

// "facebook dot com slash me", "bit . ly / abc", "www facebook com"
void FindSpelledLinks(const Folded& folded, Spans& spans) {
  static const std::string run(kUrlRun);
  static const std::string domain(kDomain);
  static const std::string said_dot = R"([\s_]+)" + SaidDot() + R"([\s_]+)";
  static const std::string dot =
      R"((?:\s?\.\s?|,|\s?)" + Bracketed(R"(\.|dot)") + R"(\s?|)" + said_dot + ")";
  static const std::string slash =
      R"((?:\s?[/\\]\s?|\s)" + SpokenSigns("slash barra eslash bolu garis-miring") + R"(\s))";
  static const RE2 www(R"(www(?:)" + dot + R"(|\s))" + R"([a-z0-9\-]{2,}(?:)" + dot +
                       R"(|\s)[a-z]{2,}(?:)" + slash + run + ")*");
  static const RE2 path("(?:" + domain + dot +
                        ")+(?:com|net|org|info|me|ly|be|gl|gg|ee|link|app)(?:" + slash + run +
                        ")+");
  static const RE2 said(R"((?:https?\s[a-z]+(?:\sslash){2}\s)?)" + domain + "(?:" + said_dot +
                        domain + ")+(?:" + slash + run + ")+");
  static const RE2 house(kHouses + dot + "com");
  for (const RE2* pattern : {&www, &path, &said})
    Take(*pattern, folded, Label::kLink, Ends::kAnywhere, spans);
  Take(house, folded, Label::kLink, Ends::kAtWords, spans);
}

}  // namespace

void FindLinks(const Folded& folded, Spans& spans) {
  static const std::string run(kUrlRun);
  static const RE2 scheme("(?:https?|hxxps?|ftp|tg|viber|whatsapp|fb|zalo|line)://" + run +
                          R"(|www\.)" + run);
  static const RE2 broken(R"((?:https?|hxxps?)\s?[:;]?\s?[/\\]\s?[/\\]\s?)" +
                          run);  // "https : // a.b", "http;//", "https//"
  static const RE2 known(
      R"((?:t\s?\.\s?me|wa\s?\.\s?me|m\.me|fb\.me|fb\.watch|bit\.ly|youtu\.be|goo\.gl|is\.gd|telegram\.(?:me|dog)|zalo\.me|lin\.ee|line\.me|vm\.tiktok\.com|signal\.me)\s?/\s?)" +
      run);
  static const RE2 bare(R"((?:[a-z0-9\-\x{370}-\x{52f}]+\.)+)" + std::string(kEndings) +
                        R"((?:\.[a-z]{2})?(?:[/?:])" + run + ")?");
  static const RE2 with_path(R"(((?:[a-z0-9\-]+\.)+[a-z]{2,})/)" + run);  // whatever it ends with
  const bool any = folded.lower.find_first_of("./\\") != std::string::npos ||
                   folded.lower.find("www") != std::string::npos ||
                   folded.lower.find("com") != std::string::npos ||
                   folded.lower.find("slash") != std::string::npos;
  if (!any) return;
  Take(scheme, folded, Label::kLink, Ends::kAnywhere, spans);
  Take(broken, folded, Label::kLink, Ends::kAnywhere, spans);
  Take(known, folded, Label::kLink, Ends::kAnywhere, spans);
  Take(bare, folded, Label::kLink, Ends::kAtWords, spans);
  EachMatch(with_path, folded.lower, [&](std::string_view whole, std::string_view host) {
    const size_t begin = OffsetIn(folded.lower, whole);
    if (host.size() < kShortestHost) return false;
    spans.push_back({begin, begin + whole.size(), Label::kLink});
    return true;
  });
  FindSpelledLinks(folded, spans);
  FindIpAddresses(folded, spans);
}

}  // namespace privacy
