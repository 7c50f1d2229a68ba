// SPDX-License-Identifier: Apache-2.0
#include "locales/sounds.h"

#include <cstddef>

namespace locales {
namespace {

constexpr size_t kShortest = 3;
constexpr char kSilent = ' ';
constexpr char kUnknown = '?';

using Script = Hearing::Script;

Script ScriptOf(char32_t c) {
  if (c >= 0x0900 && c <= 0x097F) return Script::kDevanagari;
  if (c >= 0x0980 && c <= 0x09FF) return Script::kBengali;
  if (c >= 0x0B80 && c <= 0x0BFF) return Script::kTamil;
  if (c >= 0x0D80 && c <= 0x0DFF) return Script::kSinhala;
  if (c >= 0x0600 && c <= 0x06FF) return Script::kArabic;
  return c >= 0x1200 && c <= 0x1357 ? Script::kEthiopic : Script::kOther;
}

char At(std::string_view table, size_t index) {
  return index < table.size() ? table[index] : kSilent;
}

// The blocks of Devanagari, Bengali and Tamil have their letters at the same places.
char IndianSound(char32_t c) {
  constexpr size_t kFirst = 0x15;
  const size_t at = c % 0x80;
  if (at == 0x01 || at == 0x02) return 'n';
  return at < kFirst ? kSilent : At("kkggnccjjnttddnttddnnppbbm rrlllvsss", at - kFirst);
}

char SinhalaSound(char32_t c) {
  constexpr char32_t kFirst = 0x0D9A;
  if (c == 0x0D82) return 'n';
  return c < kFirst ? kSilent : At("kkggngccjjnnjttddndttddn dppbbmb r l  vsss lp", c - kFirst);
}

// A row of eight syllables for each consonant.
char EthiopicSound(char32_t c) {
  return At(" l msrsskkkkbvtc  nn kk  v jj ddjgggtcpsspp", (c - 0x1200) / 8);
}

char ArabicSound(char32_t c) {
  constexpr std::u32string_view kLetters = U"بتثجحخدذرزسشصطظعغفقكلمنهوياءئؤپٹچڈڑژگںھ";
  constexpr std::string_view kSounds = "btsj kdjrjssstj gpkklmn       ptcdrjgn ";
  const size_t at = kLetters.find(c);
  return at == std::u32string_view::npos ? kUnknown : kSounds[at];
}

char SoundOfLetter(char32_t c) {
  switch (ScriptOf(c)) {
    case Script::kDevanagari:
    case Script::kBengali:
    case Script::kTamil:
      return IndianSound(c);
    case Script::kSinhala:
      return SinhalaSound(c);
    case Script::kArabic:
      return ArabicSound(c);
    case Script::kEthiopic:
      return EthiopicSound(c);
    case Script::kOther:
      break;
  }
  return kUnknown;
}

// The vowels that spelling tells apart; "a" is written, spoken and typed in too many ways, and so
// is the Bengali "o". Letters and signs stand in the same order.
char IndianVowel(char32_t c) {
  constexpr size_t kFirst = 0x07;
  constexpr size_t kFirstConsonant = 0x15;
  constexpr size_t kFirstSign = 0x3F;
  const size_t at = c % 0x80;
  if (at < kFirst || (at >= kFirstConsonant && at < kFirstSign)) return kSilent;
  const char vowel = At("iiuu    ee  oo", at - (at < kFirstSign ? kFirst : kFirstSign));
  return vowel == 'o' && ScriptOf(c) == Script::kBengali ? kSilent : vowel;
}

// "oo" and "ee" are one sound.
char LatinVowel(std::u32string_view typed, size_t at) {
  const bool twice = at + 1 < typed.size() && typed[at + 1] == typed[at];
  switch (typed[at]) {
    case U'i':
      return 'i';
    case U'u':
      return 'u';
    case U'e':
      return twice ? 'i' : 'e';
    case U'o':
      return twice ? 'u' : 'o';
    default:
      return kSilent;
  }
}

bool IsVirama(char32_t c) { return c == 0x094D || c == 0x09CD || c == 0x0BCD || c == 0x0DCA; }
bool IsNukta(char32_t c) { return c == 0x093C || c == 0x09BC; }

// Sinhala letters with a nasal in front of them.
bool IsNasalised(char32_t c) {
  return c == 0x0D9F || c == 0x0DA6 || c == 0x0DAC || c == 0x0DB3 || c == 0x0DB9;
}

char LatinSound(std::u32string_view typed, size_t at, Script like) {
  const char32_t c = typed[at];
  const bool h = at + 1 < typed.size() && typed[at + 1] == U'h';
  constexpr std::string_view kSounds = " bkd pg  jklmn pkrst vvk j";  // of a to z
  if (c < U'a' || c > U'z') return c == U' ' ? kSilent : kUnknown;
  if (c == U'c' && h) return 'c';
  const char32_t next = at + 1 < typed.size() ? typed[at + 1] : 0;
  if (c == U'c' && (next == U'e' || next == U'i' || next == U'y')) return 's';
  if (c == U'z' && h && like == Script::kTamil) return 'l';
  return kSounds[c - U'a'];
}

// What a script does not tell apart is one sound on both sides.
std::string Compared(std::string sound, Script script) {
  std::string out;
  for (size_t i = 0; i < sound.size(); ++i) {
    char c = sound[i];
    if (c == kUnknown) return {};
    const char next = i + 1 < sound.size() ? sound[i + 1] : kSilent;
    if (c == 'm' && (next == 'b' || next == 'p')) c = 'n';
    if (c == 'v' && script == Script::kArabic) continue;
    if (script == Script::kTamil) {
      constexpr std::string_view kVoiced = "gdbjc";
      constexpr std::string_view kVoiceless = "ktpss";
      if (const size_t at = kVoiced.find(c); at != std::string_view::npos) c = kVoiceless[at];
    } else if (c == 'v') {
      c = 'b';
    }
    out += c;
  }
  return out.size() < kShortest ? std::string() : out;
}

std::string NativeSound(std::u32string_view name, bool vowels) {
  std::string out;
  for (size_t i = 0; i < name.size(); ++i) {
    const char32_t c = name[i];
    if (c == U' ' || IsVirama(c)) continue;
    if (IsNukta(c)) {
      if (!out.empty() && out.back() == 'd') out.back() = 'r';
      continue;
    }
    const bool bound = i > 0 && IsVirama(name[i - 1]);
    const bool bengali_y = c == 0x09AF && (i == 0 || name[i - 1] == U' ');
    char sound = bengali_y ? 'j' : SoundOfLetter(c);
    if (vowels && sound == kSilent) sound = IndianVowel(c);
    if (sound == kSilent || (bound && !out.empty() && out.back() == sound)) continue;
    if (IsNasalised(c)) out += 'n';
    out += sound;
  }
  return out;
}

std::string LatinSounds(std::u32string_view typed, Hearing hearing) {
  std::string out;
  for (size_t i = 0; i < typed.size(); ++i) {
    if (i > 0 && typed[i] == typed[i - 1]) continue;
    char sound = LatinSound(typed, i, hearing.script);
    if (hearing.vowels && sound == kSilent) sound = LatinVowel(typed, i);
    if (sound == kSilent || (sound == 'o' && hearing.script == Script::kBengali)) continue;
    out += sound;
    if (typed[i] == U'x') out += 's';
  }
  return out;
}

// Of a name with two consonants the vowels count too: "धूल" and "dhool".
bool NeedsVowels(std::u32string_view name, Script script) {
  const bool told_apart = script == Script::kDevanagari || script == Script::kBengali;
  return told_apart && NativeSound(name, false).size() + 1 == kShortest;
}

}  // namespace

Sound SoundOf(std::u32string_view name) {
  Sound out;
  if (name.empty()) return out;
  out.hearing.script = ScriptOf(name[0]);
  if (out.hearing.script == Script::kOther) return out;
  out.hearing.vowels = NeedsVowels(name, out.hearing.script);
  out.text = Compared(NativeSound(name, out.hearing.vowels), out.hearing.script);
  return out;
}

std::string SoundOfLatin(std::u32string_view typed, Hearing hearing) {
  return hearing.script == Script::kOther ? std::string()
                                          : Compared(LatinSounds(typed, hearing), hearing.script);
}

std::u32string SpokenAsEnglish(std::u32string_view typed) {
  constexpr std::u32string_view kVowels = U"aeiou";
  const auto vowel = [&](size_t at) {
    return at < typed.size() && kVowels.find(typed[at]) != std::u32string_view::npos;
  };
  std::u32string out(typed);
  for (size_t i = 1; i < typed.size(); ++i) {
    const bool soft = i + 1 < typed.size() && (typed[i + 1] == U'e' || typed[i + 1] == U'i');
    if (typed[i] == U'g' && soft) out[i] = U'j';
    if (typed[i] == U's' && vowel(i - 1) && vowel(i + 1)) out[i] = U'z';
  }
  return out;
}

}  // namespace locales
