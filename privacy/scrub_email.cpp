// SPDX-License-Identifier: Apache-2.0
// E-mail addresses: as they are, with gaps and slips ("me @ gmail,com"), with signs in brackets,
// and said in words.
#include <algorithm>

#include "privacy/scrub_said.h"

namespace privacy {
namespace {

using re2::RE2;

// Accents are folded away. What stands before may be glued to it in scripts without spaces; Greek
// and Cyrillic letters belong to it. "jael . otieno @ ..." is spaced all through.
constexpr char kLocal[] = R"((?:[a-z0-9_\-]+\s\.\s)?[a-z0-9._%+\-\x{370}-\x{52f}]+)";
constexpr char kAnyDomain[] = R"([a-z0-9\-\x{a1}-\x{10ffff}]+)";
// Behind an "@" with a gap also endings that are words elsewhere.
const std::string& MailEndings() {
  static const std::string endings =
      "(?:" + std::string(kEndings) +
      "|me|in|ru|fr|de|uk|it|es|eu|us|ca|id|my|sg|hk|tw|jp|sn|ci|ma|pt|pe|gt|hn|ec|cl|gh|ng|ug)";
  return endings;
}
// Mail houses whose name alone, behind "at", is an address; and those that need an ending.
constexpr char kMailHouses[] = "(?:gmail|hotmail|yahoo|ymail|icloud|protonmail|rediffmail)";
constexpr char kOtherHouses[] = "(?:outlook|live|yandex|aol|proton|gmx|mail|qq|163)";

std::string Dot() {
  return R"((?:\.|\s*)" + Bracketed(R"(\.|)" + SaidDot()) + R"(\s*|[\s_\-]+)" + SaidDot() +
         R"([\s_\-]+))";
}

}  // namespace

void FindEmails(const Folded& folded, Spans& spans) {
  static const std::string said_at = "(?:" + SpokenSigns("at et ät") + "|" + SureAt() + ")";
  static const std::string in_brackets = R"(\s*)" + Bracketed("@|a|" + said_at) + R"(\s*)";
  static const std::string sign = R"((?:\s*@\s*|)" + in_brackets + ")";
  static const std::string local(kLocal);
  static const std::string domain(kDomain);
  static const RE2 plain(local + "@" + domain + R"((?:\.[a-z0-9\-]+)*)");
  static const RE2 foreign(local + "@" + kAnyDomain + R"((?:\.[a-z0-9\-]+)*\.[a-z]{2,})");
  // "me@gmail,com", "me@gmail com"
  static const RE2 slipped(local + R"(\s?@\s?)" + domain + R"((?:[,;])" + MailEndings() +
                           R"(|\s?(?:[,;]\s?|\s)(?:com|net|org|co))(?:\s?[.,]\s?[a-z]{2})?)");
  static const RE2 spaced(local + sign + domain + "(?:" + Dot() + R"((?:[a-z]{2,3}\.)?)" +
                          MailEndings() + R"(|\s*\.\s*(?:[a-z]{2,3}\.)?)" + kEndings + ")");
  static const RE2 bracketed(local + in_brackets + domain + "(?:" + Dot() + "[a-z]{2,10}){1,3}");
  static const RE2 spoken(local + R"([\s_\-]+)" + said_at + R"([\s_\-]+)" + domain + Dot() +
                          kEndings + "(?:" + Dot() + "[a-z]{2})?");
  static const RE2 surely(local + R"([\s_\-]+)" + SureAt() + R"([\s_\-]+)" + domain + Dot() +
                          "[a-z]{2,}");
  // "me at gmail", "me at outlook com", "meatgmaildotcom"
  static const RE2 house(local + R"((?:[\s_\-]+(?:at|)" + SureAt() + R"()[\s_\-]+|)" + sign +
                         ")(?:" + kMailHouses + "|" + kOtherHouses +
                         R"(\s(?:com|co|ru|net))(?:[\s,]+(?:com|co|net|ru))?)");
  static const RE2 glued(R"([a-z0-9._]+(?:at|arroba))" + std::string(kMailHouses) +
                         R"((?:dot|punto|ponto|\.)com)");
  if (folded.lower.find('@') != std::string::npos) {
    Take(plain, folded, Label::kEmail, Ends::kAnywhere, spans);
    Take(foreign, folded, Label::kEmail, Ends::kAtWords, spans);
    Take(slipped, folded, Label::kEmail, Ends::kAtWords, spans);
  }
  for (const RE2* pattern : {&spaced, &bracketed, &spoken, &surely, &house, &glued})
    Take(*pattern, folded, Label::kEmail, Ends::kAtWords, spans);
}

}  // namespace privacy
