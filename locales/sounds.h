// SPDX-License-Identifier: Apache-2.0
// How a label sounds, roughly, to recognise "malik" in "মালিক": the consonants of Devanagari,
// Bengali, Tamil, Sinhala, Arabic and Ethiopic as the Latin letters that people type for them.
// Vowels, "h" and "y" are left out: everybody spells them differently.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace locales {

// In which way a text is heard: sounds of different ways have nothing in common.
struct Hearing {
  enum class Script : uint8_t {
    kOther,
    kDevanagari,
    kBengali,
    kTamil,
    kSinhala,
    kArabic,
    kEthiopic
  };
  Script script = Script::kOther;
  bool vowels = false;  // those that spelling tells apart count too

  auto operator<=>(const Hearing&) const = default;
};

struct Sound {
  Hearing hearing;
  // "" if too little is left to be sure (fewer than three consonants; in Devanagari and Bengali two
  // and a vowel do) or a letter is of another script.
  std::string text;
};

// Of folded text in one of these scripts.
[[nodiscard]] Sound SoundOf(std::u32string_view name);
// Of folded text typed in Latin letters, as it compares with Sound::text of that hearing. ""
// likewise.
[[nodiscard]] std::string SoundOfLatin(std::u32string_view typed, Hearing hearing);
// English words keep their spelling where they are spoken with other sounds: "agent" is एजेन्ट,
// "supervisor" सुपरभाइजर. The text spelled as such words sound.
[[nodiscard]] std::u32string SpokenAsEnglish(std::u32string_view typed);

}  // namespace locales
