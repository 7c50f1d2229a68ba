// SPDX-License-Identifier: Apache-2.0
// What a worker's message means as an answer. A wrong value taken is worse than a question
// repeated: whatever could mean two things is kAmbiguous, whatever is unsure is kNotUnderstood.
// Pure, thread-safe; at most 1 ms of CPU for any input, after the process's first call has built
// the tables of words (about 40 ms).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace locales {

enum class AnswerType : uint8_t {
  kInteger,
  kDecimal,
  kYesNo,
  kDate,
  kSelectOne,
  kSelectMultiple,
  kText,
  kTime,
};

struct AnswerOption {
  std::string value;
  std::string label;                  // as shown in this language
  std::vector<std::string> synonyms;  // in this language
};

// NOTE: kinds of `dwbot understand`; the words of control are whole messages only (channels.md
// section 6).
enum class Meaning : uint8_t {
  kValue,
  kRefused,
  kDontKnow,
  kAmbiguous,
  kNotUnderstood,
  kStop,
  kHelp,
  kBack,
  kSkip,
  kLanguage,
  kResume,
  kReal,
  kStart,
  kDelete,
  kMyData,
};
[[nodiscard]] std::string_view Name(Meaning meaning);

struct Question {
  AnswerType type = AnswerType::kText;
  // As presented: option i has the number i + 1. For kYesNo none: the values are "yes" and "no".
  const std::vector<AnswerOption>* options = nullptr;
  std::string_view language = "en";
  std::string_view country;  // ISO 3166, for date order and grouping marks; "" = unknown
  core::Day today;           // for "yesterday"
};

struct Understood {
  Meaning meaning = Meaning::kNotUnderstood;
  double number = 0;                // kInteger, kDecimal
  core::Day day;                    // kDate
  std::vector<std::string> values;  // kYesNo, kSelectOne, kTime ("HH:MM") one; kSelectMultiple;
                                    // with kAmbiguous the candidates
  // Why a number or choice was not taken, for the right kind request.
  enum class Why : uint8_t { kNone, kRange, kNotWhole, kSeveral } why = Why::kNone;
};

// `text` is valid UTF-8 of any length. Control words win over any question (STOP always; the others
// unless the text is a valid answer to the question). An answer is sought first in `language`, then
// in English (a "yes" or "STOP" in Latin letters works everywhere).
[[nodiscard]] Understood Understand(const Question& question, std::string_view text);

// The control word that the whole message is, in `language` or English, if any: kStop, kHelp,
// kBack, kSkip, kLanguage, kResume, kReal, kStart, kDelete or kMyData. Case, accents, punctuation
// and invisible characters do not matter; Telegram's "/stop" too.
[[nodiscard]] std::optional<Meaning> ControlWord(std::string_view language, std::string_view text);

// Whether the whole message asks for news ("STATUS"), in `language` or English.
[[nodiscard]] bool AsksForNews(std::string_view language, std::string_view text);

// Trimmed, NFC, control and bidi-control characters removed, at most limits::kMaxWorkerTextChars
// characters (then
// `*cut` is true). This is the form that is scrubbed, sealed and understood.
[[nodiscard]] std::string Normalise(std::string_view text, bool* cut);

// The languages a message might be written in, by script and by words, best first; empty if nothing
// tells. Where nothing tells `spoken` from another (Urdu letters are Arabic's too), `spoken` comes
// first.
[[nodiscard]] std::vector<std::string> GuessLanguages(std::string_view text,
                                                      std::string_view spoken = {});

// The time zone that a country's workers live in (ICU; the one with most people where there are
// several), and hours there.
[[nodiscard]] std::string DefaultTimeZone(std::string_view country);
// Local hour 0..23 of an instant; nullopt for an unknown zone.
[[nodiscard]] std::optional<int> LocalHour(std::string_view time_zone, core::Timestamp at);
// The calendar day there; nullopt for an unknown zone.
[[nodiscard]] std::optional<core::Day> LocalDay(std::string_view time_zone, core::Timestamp at);

// The offset of that zone's clocks to UTC at an instant; nullopt for an unknown zone.
[[nodiscard]] std::optional<int> OffsetMinutes(std::string_view time_zone, core::Timestamp at);

}  // namespace locales
