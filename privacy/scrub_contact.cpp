// SPDX-License-Identifier: Apache-2.0
// What reaches a person elsewhere: e-mail and links (their own files), account names; and the signs
// of addresses in words.
#include <algorithm>
#include <cctype>
#include <string>

#include "privacy/scrub_said.h"

namespace privacy {

using re2::RE2;

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

const std::string& SureAt() {
  static const std::string words = SpokenSigns(
      "arroba arobase arobas a-cong a-con isimareti kuyruklu-a "
      "آت ات ایٹ एट ऐट एट् এট অ্যাট แอท แอด 艾特 အက် අට් ඇට් අඩ් அட் ஏட் ኣት አት អ៊ែត");
  return words;
}

const std::string& SaidDot() {
  static const std::string words = SpokenSigns(
      "dot punto point ponto nokta cham titik nukta tuldok komu "
      "دوت نقطة ڈاٹ डॉट डाट डट ডট จุด ดอท 点 ဒေါ့ ඩොට් තිත டாட் புள்ளி ዶት ነጥብ ចុច ដត");
  return words;
}

std::string Bracketed(const std::string& inside) {
  return R"([(\[{<]\s*(?:)" + inside + R"()\s*[)\]}>])";
}

void Take(const RE2& pattern, const Folded& folded, Label label, Ends ends, Spans& spans) {
  EachMatch(pattern, folded.lower, [&](std::string_view whole, std::string_view) {
    const size_t begin = OffsetIn(folded.lower, whole);
    const size_t end = begin + whole.size();
    // Letters of another script may be glued to it: an article before, a case ending behind.
    const auto latin = [&](size_t at) {
      return at < folded.lower.size() &&
             std::isalnum(static_cast<unsigned char>(folded.lower[at])) != 0;
    };
    if (ends == Ends::kAtWords && ((begin > 0 && latin(begin - 1)) || latin(end))) return false;
    spans.push_back({begin, end, label});
    return true;
  });
}

namespace {

void FindHandles(const Folded& folded, Spans& spans) {
  static const RE2 at_sign(R"(@[\pL\pM\pN_.]+)");
  static const RE2 named(
      R"((?:telegram|tg|instagram|insta|ig|facebook|fb|messenger|imo|snapchat|snap|tiktok|twitter|skype|wechat|weixin|wx|qq|signal|zalo|viber|line|user\s?name|login|)" +
      SpokenSigns("টেলিগ্রাম ফেসবুক ইমো टेलीग्राम टेलिग्राम फेसबुक इंस्टा ٹیلیگرام فیسبوک فيسبوك تيليجرام "
                  "تليجرام تلغرام انستا انستغرام سناب "
                  "微信 微信号 抖音 ไลน์ ไลน์ไอดี เฟซบุ๊ก ติ๊กต็อก ហ្វេសប៊ុក តេឡេក្រាម ဖေ့ဘွတ်ခ် တယ်လီဂရမ် ቴሌግራም ፌስቡክ "
                  "டெலிகிராம் பேஸ்புக் ෆේස්බුක්") +
      R"()(?:[\s:=\-]|id|is|name|account|handle|my|user|ไอดี|号|是|আইডি|आईडी|آئی ڈی|ni|hesabim|o)*[\s:=]?([a-z0-9._\-]{3,}))");
  EachMatch(at_sign, folded.lower, [&](std::string_view whole, std::string_view) {
    const size_t begin = OffsetIn(folded.lower, whole);
    const bool amount =
        whole.find_first_not_of("@0123456789._") == std::string_view::npos;  // "@500" is a price
    const bool address =
        begin > 0 && std::isalnum(static_cast<unsigned char>(folded.lower[begin - 1])) != 0;
    if (address || whole.size() < 4 || amount) return false;
    spans.push_back({begin, begin + whole.size(), Label::kAccount});
    return true;
  });
  EachMatch(named, folded.lower, [&](std::string_view whole, std::string_view name) {
    const bool glued = OffsetIn(folded.lower, name) > 0 && !BeginsUnspaced(whole) &&
                       LetterBefore(folded.lower, OffsetIn(folded.lower, name));
    if (glued ||
        (!BeginsUnspaced(whole) && LetterBefore(folded.lower, OffsetIn(folded.lower, whole))))
      return false;
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
