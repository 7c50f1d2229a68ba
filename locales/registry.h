// SPDX-License-Identifier: Apache-2.0
// The answer words of every language of this process: those compiled in, and those that
// Catalogs::Load added. Lookups take no lock. Lexicons live as long as the process, so a pointer
// never dangles; load overlays before threads start, or a running Understand() may still use the
// words from before.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "locales/lexicon.h"

namespace locales {

// Exact tag, else the base language ("pt-BR" -> "pt"), else nullptr.
[[nodiscard]] const Lexicon* FindLexicon(std::string_view language);
[[nodiscard]] Words WordsFor(std::string_view language);
[[nodiscard]] std::vector<const Lexicon*> AllLexicons();  // by tag
// Adds or replaces languages.
void RegisterLexicons(std::vector<std::unique_ptr<const Lexicon>> lexicons);

// The part of a tag before its first '-' or '_'.
[[nodiscard]] std::string_view BaseLanguage(std::string_view language);

}  // namespace locales
