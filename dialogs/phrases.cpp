// SPDX-License-Identifier: Apache-2.0
#include "dialogs/phrases.h"

#include <algorithm>
#include <array>

#include "dialogs/phrase_keys.h"
#include "locales/catalog.h"

namespace dialogs {
namespace {

constexpr std::array kPhrases = {
    Phrase{"ask_place", Expects::kWords},      Phrase{"ask_since", Expects::kWords},
    Phrase{"ask_how_many", Expects::kNumber},  Phrase{"ask_safe_hours", Expects::kWords},
    Phrase{"ask_still", Expects::kYesNo},      Phrase{"ask_danger", Expects::kYesNo},
    Phrase{"ask_paid_until", Expects::kWords}, Phrase{"ask_papers", Expects::kYesNo},
    Phrase{"ask_children", Expects::kYesNo},   Phrase{"ask_boss_knows", Expects::kYesNo},
    Phrase{"ask_visit_ok", Expects::kYesNo},   Phrase{"ask_more", Expects::kWords},
    Phrase{kAskComplaint, Expects::kYesNo},    Phrase{"reply_received", Expects::kNothing},
    Phrase{"reply_next", Expects::kNothing},   Phrase{"reply_visit", Expects::kNothing},
    Phrase{"reply_safe", Expects::kNothing},   Phrase{"reply_passed", Expects::kNothing},
    Phrase{"reply_cannot", Expects::kNothing}, Phrase{"reply_done", Expects::kNothing},
    Phrase{"reply_rights", Expects::kNothing},
};

constexpr std::array kClosing = {
    Phrase{"closing_better", Expects::kYesNo},
    Phrase{kClosingTrouble, Expects::kYesNo},
    Phrase{"closing_again", Expects::kYesNo},
};

// What STATUS may answer beside a phrase.
constexpr std::array<std::string_view, 6> kNews = {
    "status_no_news",      "status_received",      "status_in_progress",
    "status_closed_acted", "status_closed_passed", "status_closed_no_action"};

bool Known(std::string_view code) {
  auto is = [&](const Phrase& phrase) { return phrase.code == code; };
  return std::any_of(kPhrases.begin(), kPhrases.end(), is) ||
         std::any_of(kClosing.begin(), kClosing.end(), is) ||
         std::find(kNews.begin(), kNews.end(), code) != kNews.end();
}

}  // namespace

std::span<const Phrase> OfficerPhrases() { return kPhrases; }
std::span<const Phrase> ClosingQuestions() { return kClosing; }

const Phrase* FindPhrase(std::string_view code) {
  const auto found = std::find_if(kPhrases.begin(), kPhrases.end(),
                                  [&](const Phrase& phrase) { return phrase.code == code; });
  return found == kPhrases.end() ? nullptr : &*found;
}

std::optional<locales::TextKey> KeyOfPhrase(std::string_view code) {
  if (!Known(code)) return std::nullopt;
  for (size_t i = 0; i < locales::kTextKeyCount; ++i) {
    const auto key = static_cast<locales::TextKey>(i);
    if (locales::Name(key) == code) return key;
  }
  return std::nullopt;
}

std::string PhraseText(const locales::Catalogs& catalogs, std::string_view code,
                       std::string_view language) {
  const auto key = KeyOfPhrase(code);
  return key ? catalogs.Closest(language).Text(*key) : std::string();
}

}  // namespace dialogs
