// SPDX-License-Identifier: Apache-2.0
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "core/utf8.h"
#include "locales/fold.h"
#include "locales/registry.h"
#include "locales/understand.h"

namespace locales {
namespace {

// The script of most letters.
int32_t MainScript(std::string_view text) {
  std::map<int32_t, int> counts;
  for (size_t at = 0; at < text.size();) {
    const auto c = static_cast<UChar32>(core::NextCodePoint(text, at));
    UErrorCode status = U_ZERO_ERROR;
    if (u_isalpha(c) != 0) ++counts[uscript_getScript(c, &status)];
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? USCRIPT_COMMON : most->first;
}

// A script that only few languages use says much, a known word more, a known message most.
constexpr int kScriptScore = 3;
constexpr int kWordScore = 2;
constexpr int kMessageScore = 6;

int Score(const Lexicon& lexicon, const Folded& text, int32_t script) {
  int score = 0;
  if (script != USCRIPT_LATIN && script != USCRIPT_COMMON && script == lexicon.script)
    score += kScriptScore;
  constexpr uint32_t kTelling = (kIsStart << 1) - 1;
  if ((WholeMask(lexicon, text.key) & (kTelling | kIsGreeting)) != 0) score += kMessageScore;
  for (const Token& token : text.tokens) {
    const auto word = text.Text(token);
    // A letter, or one drawn out ("qqqq"), is a short form in too many languages.
    if (token.kind != Token::Kind::kWord || CollapseRuns(word).size() < 2) continue;
    const bool known = (WholeMask(lexicon, word) & (kTelling | kIsGreeting | kIsFiller)) != 0 ||
                       lexicon.parts.Has(word);
    if (known) score += kWordScore;
  }
  return score;
}

}  // namespace

std::vector<std::string> GuessLanguages(std::string_view text, std::string_view spoken) {
  const std::string_view head = core::Utf8Prefix(text, kMaxFoldBytes);
  const Folded folded = Fold(head);
  const int32_t script = MainScript(head);
  std::vector<std::tuple<int, bool, std::string>> scores;
  for (const Lexicon* lexicon : AllLexicons()) {
    const int score = Score(*lexicon, folded, script);
    if (score > 0) scores.emplace_back(-score, lexicon->language != spoken, lexicon->language);
  }
  std::sort(scores.begin(), scores.end());
  std::vector<std::string> out;
  for (auto& [score, other, language] : scores) out.push_back(std::move(language));
  return out;
}

}  // namespace locales
