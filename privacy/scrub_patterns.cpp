// SPDX-License-Identifier: Apache-2.0
#include "privacy/scrub_patterns.h"

#include <algorithm>
#include <iterator>

#include "core/result.h"

namespace privacy {
namespace {

using re2::RE2;

// Articles and prepositions that Arabic and Amharic write together with the word.
constexpr char kPrefix[] =
    R"((?:[\x{648}\x{641}\x{628}\x{643}]?\x{627}\x{644}|\x{644}\x{644}|[\x{648}\x{628}\x{644}]|[\x{12e8}\x{1260}\x{1208}\x{12a8}])?)";
// A letter, roughly: re2 makes hundreds of states of \pL and six of \x{80}-\x{10ffff}, for each
// time it stands in a pattern.
constexpr char kLetter[] = R"([a-z'\x{80}-\x{10ffff}])";
constexpr int64_t kMemory =
    16 << 20;  // bytes re2 may take for the states of one pattern; it makes them as texts need them
constexpr size_t kTakesEndings =
    5;  // characters; a shorter word with an ending is too often another word

std::string Either(const std::vector<std::string>& phrases) {
  return phrases.empty() ? R"([^\s\S])" : Alternation(phrases);
}

// The words, long ones with an ending: "pasaportum", "finger-printed" is not meant.
std::string WithEndings(const std::vector<std::string>& words) {
  std::vector<std::string> shorter;
  std::vector<std::string> longer;
  std::partition_copy(words.begin(), words.end(), std::back_inserter(shorter),
                      std::back_inserter(longer), [](const std::string& word) {
                        return BeginsUnspaced(word) || CountOfCharacters(word) < kTakesEndings;
                      });
  // Behind a short word only the case ending of an Indic script, which begins with a vowel sign.
  return std::string(kPrefix) + "(?:" + Either(longer) + std::string(kLetter) + "{0,6}?|" +
         Either(shorter) + "(?:\\pM" + kLetter + "{0,3})?)";
}

std::string Between(const std::vector<std::string>& fillers, const char* separators) {
  return std::string("(?:[") + separators + "]|" + Either(fillers) + ")*";
}

std::string Id(const WordTable& words) {
  return WithEndings(words.id) + Between(words.fillers, R"(\s:#.=\-()") +
         R"(([a-z]{0,4}[\-/]?\d[a-z0-9]*(?:[\-/][a-z0-9]+| \d{3,})*))";
}

// In figures, or with words between them: "3 May 1988", "May 3, 1988", "3 thang 5 nam 1988", "1988
// khunhit Mel 3".
std::string Date() {
  const std::string letter(kLetter);
  return std::string(
             R"((\d{4}\s?[-/. ]\s?\d{1,2}\s?[-/. ]\s?\d{1,2}|\d{1,2}\s?[-/. ]\s?\d{1,2}\s?[-/. ]\s?\d{2,4})") +
         R"(|\d{4}\s?\x{5e74}\s?\d{1,2}\s?\x{6708}\s?\d{1,2}\s?\x{65e5}?|\d{1,2}(?:[a-z]{2}|\.)?\s*(?:[a-z]{2,3}\s+)?)" +
         letter + R"({2,20}\.?[\s,]*(?:[a-z]{2,5}\s+)?\d{4}|)" + letter +
         R"({3,12}\s\d{1,2},?\s\d{4}|\d{1,2}\s)" + letter + R"({2,10}\s\d{1,2}\s)" + letter +
         R"({2,10}\s\d{4}|\d{4}\s)" + letter + R"({2,16}\s)" + letter + R"({2,12}\s\d{1,2}|\d{8}))";
}

std::string Birth(const WordTable& words) {
  return Either(words.birth) + R"([^\d\n\x1e]{0,24}?)" + Date();
}

std::string BirthAfter(const WordTable& words) {
  return Date() + R"([^\d\n\x1e]{0,8}?)" + Either(words.birth);
}

// Scripts without spaces need no separator before the code.
std::string Code(const WordTable& words) {
  std::vector<std::string> unspaced;
  std::copy_if(words.code.begin(), words.code.end(), std::back_inserter(unspaced), BeginsUnspaced);
  const std::string between = Between(words.fillers, R"(\s:#.\-)");
  return "(?:" + WithEndings(words.code) + between + R"([\s:#.\-]|)" + Either(unspaced) + between +
         ")" + R"(([a-z0-9]+(?:[\-/][a-z0-9]+)*))";
}

// One after another, with or without something between them.
std::string Spoken(const std::vector<std::string>& digits) {
  return "(?:" + Alternation(digits) + R"(|\d)(?:[\s,.\-/_]*(?:)" + Alternation(digits) +
         R"(|\d))+)";
}

RE2::Options Roomy() {
  RE2::Options options;
  options.set_max_mem(kMemory);
  return options;
}

}  // namespace

Patterns::Patterns(const WordTable& words)
    : name_is(Either(words.name_is), Roomy()),
      i_am(Either(words.i_am), Roomy()),
      titles(Either(words.titles), Roomy()),
      titles_after(Either(words.titles_after), Roomy()),
      id(Id(words), Roomy()),
      birth(Birth(words), Roomy()),
      birth_after(BirthAfter(words), Roomy()),
      code(Code(words), Roomy()),
      spoken(Spoken(words.digits), Roomy()),
      digit(Alternation(words.digits) + R"(|\d)", Roomy()) {
  for (const RE2* pattern :
       {&name_is, &i_am, &titles, &titles_after, &id, &birth, &birth_after, &code, &spoken, &digit})
    CHECK(pattern->ok());
}

}  // namespace privacy
