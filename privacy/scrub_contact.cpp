// SPDX-License-Identifier: Apache-2.0
// E-mail addresses, links and account names.
#include <algorithm>
#include <cctype>
#include <string>

#include "privacy/scrub_internal.h"
#include "privacy/scrub_match.h"

namespace privacy {
namespace {

using re2::RE2;

constexpr char kLocal[] = R"([a-z0-9._%+\-]+)";  // accents are folded away; what stands before may be glued to it in other scripts
constexpr char kDomain[] = R"([a-z0-9\-]+)";
// Endings that a bare "word.ending" is taken for a link with. Short ones that are words ("me",
// "in", "to") are not here.
constexpr char kEndings[] =
    "(?:com|net|org|info|edu|gov|biz|xyz|online|site|app|link|page|blog|ws|fj|ck|nz|au|bd|pk|np|lk|kh|vn|mm|th|mx|br|co|"
    "cn|tr|et|ke|tz|za|eg|jo|sa|ae|qa|ph|io|tv|ly|gl)";

constexpr size_t kShortestHost = 6;  // "sl.no/3" is a list's number, not a link

// The words, folded; '-' stands for a space.
std::string SpokenSigns(std::string_view words) {
  std::vector<std::string> list;
  for (size_t at = 0; at < words.size();) {
    const size_t end = std::min(words.find(' ', at), words.size());
    std::string word = FoldedLower(words.substr(at, end - at));
    std::replace(word.begin(), word.end(), '-', ' ');
    list.push_back(std::move(word));
    at = end + 1;
  }
  return Alternation(list);
}

void Take(const RE2& pattern, const Folded& folded, Label label, bool whole_words, Spans& spans) {
  EachMatch(pattern, folded.lower, [&](std::string_view whole, std::string_view) {
    const size_t begin = OffsetIn(folded.lower, whole);
    const size_t end = begin + whole.size();
    if (whole_words && (LetterBefore(folded.lower, begin) || LetterAt(folded.lower, end)))
      return false;
    spans.push_back({begin, end, label});
    return true;
  });
}

void FindEmails(const Folded& folded, Spans& spans) {
  // "at" and "dot" as people say them in other languages.
  static const std::string at =
      "(?:@|\\(\\s*at\\s*\\)|\\[\\s*at\\s*\\]|\\{\\s*at\\s*\\})";
  static const std::string dot = "(?:\\.|\\(\\s*dot\\s*\\)|\\[\\s*dot\\s*\\]|\\{\\s*dot\\s*\\})";
  // Words that are nothing else, so that behind them any ending of a domain will do.
  static const std::string sure_at = "(?:" + SpokenSigns("arroba arobase arobas a-cong a-con isimareti kuyruklu-a "
                                                         "آت ات ایٹ एट ऐट एट् এট অ্যাট แอท แอด 艾特 အက် අට් අඩ් அட் ஏட் ኣት አት អ៊ែត") + ")";
  static const std::string said_at = "(?:" + SpokenSigns("at et ät") + "|" + sure_at + ")";
  static const std::string said_dot = "(?:" + SpokenSigns("dot punto point ponto nokta cham titik nukta tuldok komu "
                                                          "دوت نقطة ڈاٹ डॉट डाट डट ডট จุด ดอท 点 ဒေါ့ ඩොට් තිත டாட் புள்ளி ዶት ነጥብ ចុច ដត") + ")";
  static const RE2 plain(std::string(kLocal) + "@" + kDomain + R"((?:\.[a-z0-9\-]+)*)");
  static const RE2 spaced(std::string(kLocal) + R"(\s*)" + at + R"(\s*)" + kDomain + R"(\s*(?:)" + dot + R"(|\s)" + said_dot +
                          R"(\s)\s*(?:[a-z]{2,3}\.)?)" + kEndings);
  static const RE2 spoken(std::string(kLocal) + R"(\s)" + said_at + R"(\s)" + kDomain + R"((?:\.|\s)" + said_dot + R"(\s))" +
                          kEndings + R"((?:(?:\.|\s)" + said_dot + R"(\s)[a-z]{2})?)");
  static const RE2 surely(std::string(kLocal) + R"(\s)" + sure_at + R"(\s)" + kDomain + R"((?:\.|\s)" + said_dot + R"(\s)[a-z]{2,})");
  if (folded.lower.find('@') != std::string::npos) Take(plain, folded, Label::kEmail, false, spans);
  Take(spaced, folded, Label::kEmail, true, spans);
  Take(spoken, folded, Label::kEmail, true, spans);
  Take(surely, folded, Label::kEmail, true, spans);
}

void FindLinks(const Folded& folded, Spans& spans) {
  static const RE2 scheme(R"((?:https?|hxxps?|ftp|tg|viber|whatsapp|fb|zalo|line)://[^\s\x1e]+|www\.[^\s\x1e]+)");
  static const RE2 known(
      R"((?:t\s?\.\s?me|wa\s?\.\s?me|m\.me|fb\.me|fb\.watch|bit\.ly|youtu\.be|goo\.gl|is\.gd|telegram\.(?:me|dog)|zalo\.me|lin\.ee|line\.me|vm\.tiktok\.com|signal\.me)\s?/\s?[^\s\x1e]+)");
  static const RE2 bare(R"((?:[\pL\pN\-]+\.)+)" + std::string(kEndings) +
                        R"((?:\.[a-z]{2})?(?:[/?:][^\s\x1e]*)?)");
  static const RE2 with_path(R"(((?:[a-z0-9\-]+\.)+[a-z]{2,})/[^\s\x1e]*)");  // whatever it ends with
  static const RE2 ip(R"((?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?)");
  if (folded.lower.find('.') == std::string::npos && folded.lower.find("://") == std::string::npos)
    return;
  Take(scheme, folded, Label::kLink, false, spans);
  Take(known, folded, Label::kLink, false, spans);
  Take(bare, folded, Label::kLink, true, spans);
  EachMatch(with_path, folded.lower, [&](std::string_view whole, std::string_view host) {
    const size_t begin = OffsetIn(folded.lower, whole);
    if (host.size() < kShortestHost) return false;
    spans.push_back({begin, begin + whole.size(), Label::kLink});
    return true;
  });
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

void FindHandles(const Folded& folded, Spans& spans) {
  static const RE2 at_sign(R"(@[\pL\pM\pN_.]+)");
  static const RE2 named(
      R"((?:telegram|instagram|insta|facebook|fb|messenger|imo|snapchat|tiktok|skype|wechat|weixin|wx|qq|signal|zalo|viber|line|user\s?name|login|)" +
      SpokenSigns("টেলিগ্রাম ফেসবুক ইমো टेलीग्राम टेलिग्राम फेसबुक इंस्टा ٹیلیگرام فیسبوک فيسبوك تيليجرام تليجرام تلغرام انستا انستغرام سناب "
                  "微信 微信号 抖音 ไลน์ ไลน์ไอดี เฟซบุ๊ก ติ๊กต็อก ហ្វេសប៊ុក តេឡេក្រាម ဖေ့ဘွတ်ခ် တယ်လီဂရမ် ቴሌግራም ፌስቡክ டெலிகிராம் பேஸ்புக் ෆේස්බුක්") +
      R"()(?:[\s:=\-]|id|is|name|account|handle|my|user|ไอดี|号|是|আইডি|आईडी|آئی ڈی|ni|hesabim|o)*[\s:=]?([a-z0-9._\-]{3,}))");
  EachMatch(at_sign, folded.lower, [&](std::string_view whole, std::string_view) {
    const size_t begin = OffsetIn(folded.lower, whole);
    const bool amount = whole.find_first_not_of("@0123456789._") == std::string_view::npos;  // "@500" is a price
    const bool address = begin > 0 && std::isalnum(static_cast<unsigned char>(folded.lower[begin - 1])) != 0;
    if (address || whole.size() < 4 || amount) return false;
    spans.push_back({begin, begin + whole.size(), Label::kAccount});
    return true;
  });
  EachMatch(named, folded.lower, [&](std::string_view whole, std::string_view name) {
    const bool glued = OffsetIn(folded.lower, name) > 0 && !BeginsUnspaced(whole) &&
                       LetterBefore(folded.lower, OffsetIn(folded.lower, name));
    if (glued || (!BeginsUnspaced(whole) && LetterBefore(folded.lower, OffsetIn(folded.lower, whole)))) return false;
    while (!name.empty() && (name.back() == '.' || name.back() == '-')) name.remove_suffix(1);
    // A plain word behind "facebook" is most likely a word; an account name shows itself by a digit
    // or a mark inside.
    if (name.find_first_of("0123456789._") == std::string_view::npos ||
        name.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos)
      return false;
    const size_t begin = OffsetIn(folded.lower, name);
    spans.push_back({begin, begin + name.size(), Label::kAccount});
    return true;
  });
}

}  // namespace

void FindContacts(const Folded& folded, Spans& spans) {
  const size_t first = spans.size();
  FindEmails(folded, spans);
  FindLinks(folded, spans);
  for (size_t i = first; i < spans.size();
       ++i) {  // the full stop behind a link belongs to the sentence
    auto& span = spans[i];
    while (span.end > span.begin + 1 &&
           std::string_view(".,;:!?)'\"-").find(folded.lower[span.end - 1]) !=
               std::string_view::npos)
      --span.end;
  }
  FindHandles(folded, spans);
}

}  // namespace privacy
