// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/start_words.h"

#include <algorithm>

#include "core/utf8.h"
#include "dialogs/compiled.h"
#include "dialogs/site_code.h"
#include "locales/fold.h"
#include "locales/understand.h"

namespace bot {
namespace {

constexpr std::string_view kStart = "/start";
constexpr std::string_view kSpaces = " \t\n";

std::string_view TrimFront(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kSpaces), text.size()));
  return text;
}

bool IsAnswer(const dialogs::Survey& survey, const std::u32string& folded) {
  for (const dialogs::ChoiceList& list : survey.compiled().lists) {
    for (const auto& options : list.options) {
      for (const locales::AnswerOption& option : options) {
        const bool synonym =
            std::any_of(option.synonyms.begin(), option.synonyms.end(),
                        [&](const std::string& s) { return locales::FoldKey(s) == folded; });
        if (synonym || locales::FoldKey(option.label) == folded) return true;
      }
    }
  }
  return false;
}

}  // namespace

core::SecretString WithoutStartCommand(std::string_view text) {
  if (!text.starts_with(kStart)) return core::SecretString(std::string(text));
  std::string_view rest = text.substr(kStart.size());
  if (rest.starts_with('@')) rest.remove_prefix(std::min(rest.find_first_of(kSpaces), rest.size()));
  const std::string_view payload = TrimFront(rest);
  if (payload.empty() || payload.size() == rest.size())
    return core::SecretString(std::string(text));
  std::string out(payload);
  std::replace(out.begin(), out.end(), '_', ' ');
  return core::SecretString(std::move(out));
}

FirstMessage ReadFirstMessage(const Door& door, std::string_view text) {
  FirstMessage first{door.survey.get(), WithoutStartCommand(text)};
  const std::string_view said = TrimFront(first.text.Reveal());
  const size_t end = std::min(said.find_first_of(kSpaces), said.size());
  if (door.start_words.empty() || end == 0) return first;
  const std::u32string word = locales::FoldKey(said.substr(0, end));
  for (const Door::StartWord& start : door.start_words) {
    if (start.folded != word || !start.open) continue;
    first.survey = start.survey.get();
    first.text = core::SecretString(std::string(TrimFront(said.substr(end))));
    break;
  }
  return first;
}

std::string StartWordProblem(std::string_view word, const locales::Catalogs& catalogs,
                             const dialogs::Survey& survey) {
  constexpr size_t kShortest = 2, kLongest = 32;  // characters
  const std::u32string folded = locales::FoldKey(word);
  const bool digits =
      std::all_of(folded.begin(), folded.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
  if (word.find_first_of(kSpaces) != std::string_view::npos || folded.size() < kShortest ||
      word.size() > 4 * kLongest || folded.size() > kLongest || digits)
    return "must be one word of 2 to 32 characters with a letter in it";
  if (dialogs::ReadSiteCode(word).kind != dialogs::SiteCodeReading::Kind::kNone)
    return "looks like a site code, which would be asked back; take another word";
  for (const std::string& language : catalogs.languages()) {
    if (locales::ControlWord(language, word))
      return "is a control word (" + language + "), like STOP or HELP; take another word";
    locales::Question yes_no;
    yes_no.type = locales::AnswerType::kYesNo;
    yes_no.language = language;
    if (locales::Understand(yes_no, word).meaning != locales::Meaning::kNotUnderstood)
      return "is an answer (" + language + "), like yes, no or don't know; take another word";
  }
  if (IsAnswer(survey, folded))
    return "is an answer of survey \"" + survey.id() + "\"; take another word";
  return "";
}

}  // namespace bot
