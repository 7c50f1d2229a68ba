// SPDX-License-Identifier: Apache-2.0
// How a label sounds, roughly, to recognise "malik" in "মালিক": the consonants of Devanagari,
// Bengali, Tamil, Sinhala, Arabic and Ethiopic as the Latin letters that people type for them.
// Vowels, "h" and "y" are left out: everybody spells them differently.
#pragma once

#include <string>
#include <string_view>

namespace locales {

// Of folded text in one of these scripts. "" if too little is left to be sure (fewer than three
// consonants; in Devanagari and Bengali two and a vowel do) or a letter is of another script.
[[nodiscard]] std::string SoundOf(std::u32string_view name);
// Of folded text typed in Latin letters, to be compared with the sound of `name`. "" likewise.
[[nodiscard]] std::string SoundOfLatin(std::u32string_view typed, std::u32string_view name);
// English words keep their spelling where they are spoken with other sounds: "agent" is एजेन्ट,
// "supervisor" सुपरभाइजर. The text spelled as such words sound.
[[nodiscard]] std::u32string SpokenAsEnglish(std::u32string_view typed);

}  // namespace locales
