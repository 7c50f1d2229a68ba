// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "dialogs/reading/reader.h"
#include "locales/fold.h"
#include "locales/understand.h"

namespace dialogs {
namespace {

constexpr size_t kMinPanicLetters = 3;

// The bot must never send the word: whoever scrolls up would learn it.
std::string TextWith(const CompiledSurvey& survey, std::u32string_view folded) {
  auto holds = [&](const Texts& texts) {
    return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
      return (U" " + locales::FoldKey(text) + U" ").find(U" " + std::u32string(folded) + U" ") !=
             std::u32string::npos;
    });
  };
  for (const Question& q : survey.questions) {
    const bool spoken = holds(q.label) || holds(q.hint) || holds(q.required_message) ||
                        std::any_of(q.wording.begin(), q.wording.end(), holds);
    if (spoken) return q.name;
  }
  for (const ChoiceList& list : survey.lists) {
    for (const Choice& choice : list.choices) {
      if (holds(choice.label)) return choice.value;
    }
  }
  return holds(survey.panic_text) ? "panic.text" : "";
}

void CheckPanicWord(Reading& reading, const std::string& path, const std::string& word,
                    std::u32string_view folded) {
  if (folded.size() < kMinPanicLetters) {
    return reading.Report(
        path,
        fmt::format("must have at least {} letters, or it is sent by accident", kMinPanicLetters));
  }
  for (const std::string& language : reading.out.languages) {
    if (locales::ControlWord(language, word))
      return reading.Report(
          path,
          fmt::format("is a word that does something else in \"{}\"; choose another", language));
  }
  if (const std::string where = TextWith(reading.out, folded); !where.empty())
    reading.Report(
        path,
        fmt::format("stands in a text of this survey ({}): the bot would send it; choose another",
                    where));
}

}  // namespace

void ReadControl(Reading& reading, core::ObjectReader& survey) {
  CompiledSurvey& out = reading.out;
  out.secret_word = survey.Bool("secret_word", false);
  out.panic_text.resize(out.languages.size());
  if (!survey.Has("panic")) {
    survey.Value("panic");
    return;
  }
  core::ObjectReader panic = survey.Object("panic");
  if (panic.Has("text")) {
    out.panic_text = ReadTexts(reading, panic, "text", true);
  } else {
    panic.Value("text");
  }
  const auto words = panic.Strings("words");
  if (words.empty())
    panic.Report("words", "must list at least one word that wipes the conversation");
  for (size_t i = 0; i < words.size(); ++i) {
    out.panic_words.push_back(locales::FoldKey(words[i]));
    CheckPanicWord(reading, fmt::format("{}[{}]", panic.PathOf("words"), i), words[i],
                   out.panic_words.back());
  }
  panic.Finish();
}

}  // namespace dialogs
