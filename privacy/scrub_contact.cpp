// SPDX-License-Identifier: Apache-2.0
// E-mail addresses, links and account names.
#include <string>

#include "privacy/scrub_internal.h"
#include "privacy/scrub_match.h"

namespace privacy {
namespace {

using re2::RE2;

constexpr char kLocal[] = R"([\pL\pN._%+\-]+)";
constexpr char kDomain[] = R"([\pL\pN\-]+)";
// Endings that a bare "word.ending" is taken for a link with. Short ones that are words ("me",
// "in", "to") are not here.
constexpr char kEndings[] =
    "(?:com|net|org|info|edu|gov|biz|xyz|online|site|app|link|ws|fj|bd|pk|np|kh|vn|mx)";

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
  static const RE2 plain(std::string(kLocal) + "@" + kDomain + R"((?:\.[\pL\pN\-]+)*)");
  static const RE2 spaced(
      std::string(kLocal) + R"(\s*(?:@|\(\s*at\s*\)|\[\s*at\s*\])\s*)" + kDomain +
      R"(\s*(?:\.|\(\s*dot\s*\)|\[\s*dot\s*\]|\sdot\s)\s*(?:[a-z]{2,3}\.)?)" + kEndings);
  static const RE2 spoken(std::string(kLocal) + R"(\sat\s)" + kDomain + R"((?:\.|\sdot\s))" +
                          kEndings);
  const bool sign = folded.lower.find('@') != std::string::npos;
  if (sign) Take(plain, folded, Label::kEmail, false, spans);
  if (sign || folded.lower.find("at") != std::string::npos) {
    Take(spaced, folded, Label::kEmail, true, spans);
    Take(spoken, folded, Label::kEmail, true, spans);
  }
}

void FindLinks(const Folded& folded, Spans& spans) {
  static const RE2 scheme(R"((?:https?|ftp|tg|viber|whatsapp|fb)://[^\s\x1e]+|www\.[^\s\x1e]+)");
  static const RE2 known(
      R"((?:t\s?\.\s?me|wa\s?\.\s?me|m\.me|fb\.me|bit\.ly|youtu\.be|goo\.gl|is\.gd|telegram\.me)\s?/\s?[^\s\x1e]+)");
  static const RE2 bare(R"((?:[\pL\pN\-]+\.)+)" + std::string(kEndings) +
                        R"((?:\.[a-z]{2})?(?:[/?:][^\s\x1e]*)?)");
  static const RE2 ip(R"((?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?)");
  if (folded.lower.find('.') == std::string::npos && folded.lower.find("://") == std::string::npos)
    return;
  Take(scheme, folded, Label::kLink, false, spans);
  Take(known, folded, Label::kLink, false, spans);
  Take(bare, folded, Label::kLink, true, spans);
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
  static const RE2 at_sign(R"(@[\pL\pN_][\pL\pN_.]{2,})");
  static const RE2 named(
      R"((?:telegram|instagram|insta|facebook|fb|messenger|imo|snapchat|tiktok|skype|wechat|signal|user\s?name|login)(?:[\s:=\-]|id|is|name|account|handle|my)*[\s:=]([a-z0-9._\-]{3,}))");
  EachMatch(at_sign, folded.lower, [&](std::string_view whole, std::string_view) {
    const size_t begin = OffsetIn(folded.lower, whole);
    if (LetterBefore(folded.lower, begin)) return false;
    spans.push_back({begin, begin + whole.size(), Label::kAccount});
    return true;
  });
  EachMatch(named, folded.lower, [&](std::string_view whole, std::string_view name) {
    if (LetterBefore(folded.lower, OffsetIn(folded.lower, whole))) return false;
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
