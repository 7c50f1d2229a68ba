// SPDX-License-Identifier: Apache-2.0
#include "locales/control_words.h"

#include "locales/fold.h"
#include "locales/registry.h"

namespace locales {
namespace {

struct Row {
  uint32_t bits;
  Meaning meaning;
};
constexpr Row kRows[] = {
    {kIsStop | kIsStopUnlessOption, Meaning::kStop},
    {kIsHelp, Meaning::kHelp},
    {kIsBack, Meaning::kBack},
    {kIsSkip, Meaning::kSkip},
    {kIsLanguage, Meaning::kLanguage},
    {kIsResume, Meaning::kResume},
    {kIsReal, Meaning::kReal},
    {kIsStart, Meaning::kStart},
    {kIsDelete, Meaning::kDelete},
    {kIsMyData, Meaning::kMyData},
};

}  // namespace

std::optional<Meaning> ControlMeaning(uint32_t mask) {
  for (const auto& row : kRows) {
    if ((mask & row.bits) != 0) return row.meaning;
  }
  return std::nullopt;
}

std::optional<Meaning> NoAnswerMeaning(uint32_t mask) {
  if ((mask & kIsRefused) != 0) return Meaning::kRefused;
  if ((mask & kIsDontKnow) != 0) return Meaning::kDontKnow;
  return std::nullopt;
}

std::optional<Meaning> ControlWord(std::string_view language, std::string_view text) {
  if (text.size() > kMaxFoldBytes) return std::nullopt;
  // Telegram adds the bot's name in groups: "/stop@SomeBot"
  // (core.telegram.org/bots/features#commands).
  if (text.starts_with('/')) text = text.substr(0, text.find('@'));
  const Words words = WordsFor(language);
  if (words.StopsByAccents(text)) return Meaning::kStop;
  return ControlMeaning(words.Whole(FoldKey(text)));
}

bool AsksForNews(std::string_view language, std::string_view text) {
  if (text.size() > kMaxFoldBytes) return false;
  if (text.starts_with('/')) text = text.substr(0, text.find('@'));
  return (WordsFor(language).Whole(FoldKey(text)) & kIsStatus) != 0;
}

}  // namespace locales
