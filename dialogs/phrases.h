// SPDX-License-Identifier: Apache-2.0
// The questions and messages of an officer that exist in every language, so that officer and worker
// need not share one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace locales {
class Catalogs;
}

namespace dialogs {

// What is taken as a coded answer; anything else that the worker writes is kept as words.
enum class Expects : uint8_t { kNothing, kWords, kYesNo, kNumber };

struct Phrase {
  std::string_view code;  // NOTE: persistent; the key of its text in the catalogs
  Expects expects = Expects::kWords;
};
inline constexpr std::string_view kAskComplaint =
    "ask_complaint";  // its yes is the consent that makes a complaint of a signal
inline constexpr std::string_view kClosingTrouble =
    "closing_trouble";  // its yes opens the closed ticket again
// Those that an officer may send, in the order shown.
[[nodiscard]] std::span<const Phrase> OfficerPhrases();
[[nodiscard]] const Phrase* FindPhrase(std::string_view code);  // nullptr: no such phrase

// Asked when a ticket is closed, one after another, each answered yes or no.
inline constexpr std::string_view kClosingPhrase = "closing";
[[nodiscard]] std::span<const Phrase> ClosingQuestions();

// The text of a phrase, a closing question or an answer to STATUS, in `language` or English; "" if
// there is none of that code.
[[nodiscard]] std::string PhraseText(const locales::Catalogs& catalogs, std::string_view code,
                                     std::string_view language);

}  // namespace dialogs
