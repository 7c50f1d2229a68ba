// SPDX-License-Identifier: Apache-2.0
// Texts in several languages, and how easily they are read.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "authoring/lint/context.h"
#include "authoring/lint/languages.h"
#include "authoring/lint/vocabulary.h"
#include "core/utf8.h"

namespace authoring::lint {
namespace {

constexpr size_t kMaxSentenceWords = 15;
constexpr size_t kMaxSentences = 3;  // a question, what it means, and "no names, please"

std::set<std::string> Placeholders(std::string_view text) {
  std::set<std::string> out;
  for (size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1))
    out.emplace(text.substr(at, text.find('}', at) - at + 1));
  return out;
}

// Without ${...} and {...}: names, in Latin letters in every language.
std::string WithoutPlaceholders(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t open = std::min(text.find('{', at), text.size());
    out += text.substr(at, open - at);
    if (out.ends_with('$')) out.pop_back();
    at = open == text.size() ? open : std::min(text.find('}', open), text.size() - 1) + 1;
  }
  return out;
}

class TextRules {
 public:
  explicit TextRules(Context& context)
      : c_(context),
        s_(context.survey),
        vocabulary_(context.catalogs),
        others_(context.survey.languages) {
    // What authors translate from.
    for (const char* common : {"en", "fr", "es"}) {
      if (std::find(others_.begin(), others_.end(), common) == others_.end())
        others_.emplace_back(common);
    }
  }

  void Run() {
    for (size_t q = 0; q < s_.questions.size(); ++q) {
      const dialogs::Question& row = s_.questions[q];
      if (row.silent() || row.label.empty()) continue;
      Same(row.label, c_.PathOf(q, "label"));
      if (!row.hint.empty()) Same(row.hint, c_.PathOf(q, "hint"));
      for (size_t language = 0; language < s_.languages.size(); ++language) {
        Links(q, language);
        if (row.role != dialogs::Role::kConsent) Reading(q, language);
      }
    }
    std::set<const dialogs::ChoiceList*> seen;
    for (size_t q = 0; q < s_.questions.size(); ++q) {
      if (!s_.questions[q].list || !seen.insert(&s_.lists[*s_.questions[q].list]).second) continue;
      const auto& choices = s_.lists[*s_.questions[q].list].choices;
      for (size_t i = 0; i < choices.size(); ++i)
        Same(choices[i].label, fmt::format("{}[{}].label", c_.ListPath(q), i));
    }
  }

 private:
  // One text in all languages: are they translations of one another?
  void Same(const dialogs::Texts& texts, const std::string& path) {
    for (size_t language = 0; language < texts.size(); ++language) {
      const std::string at = path + "." + c_.language(language);
      const std::string& text = texts[language];
      const Letters letters = CountLetters(WithoutPlaceholders(text), c_.language(language));
      constexpr size_t kEnoughLetters = 12;
      if (letters.foreign >= kEnoughLetters && letters.foreign > 2 * letters.own) {
        c_.Say(
            "I18N-MISS", at,
            fmt::format("This is hardly written in the letters of \"{}\".", c_.language(language)),
            "Translate it.");
        continue;
      }
      if (Borrowed(texts, language, path)) continue;
      if (const std::string like =
              vocabulary_.ReadsLike(WithoutPlaceholders(text), c_.language(language), others_);
          !like.empty()) {
        c_.Say("I18N-MISS", at,
               fmt::format("This reads like \"{}\", not like \"{}\".", like, c_.language(language)),
               "Translate it, or name its language in the header.");
        continue;
      }
      if (HasLooseBidi(text)) {
        c_.Say("I18N-MISS", at, "It has a mark of writing direction that is not closed.",
               "Type the text again without copying it.");
      }
      if (language > 0) Compare(texts, language, path);
    }
  }

  // Is it another language's text, because this one has none? The import told that.
  bool Borrowed(const dialogs::Texts& texts, size_t language, const std::string& path) const {
    for (size_t other = 0; other < texts.size(); ++other) {
      if (other != language && texts[other] == texts[language] &&
          c_.OneCell(path + "." + c_.language(language), path + "." + c_.language(other)))
        return true;
    }
    return false;
  }

  void Compare(const dialogs::Texts& texts, size_t language, const std::string& path) {
    const std::string at = path + "." + c_.language(language);
    constexpr size_t kLong = 16;  // "No", "Internet" are one word in many languages
    const std::string& text = texts[language];
    for (size_t other = 0; other < language; ++other) {
      if (texts[other] != text || core::Utf16Length(WithoutPlaceholders(text)) < kLong) continue;
      c_.Say("I18N-MISS", at, fmt::format("The same text as in \"{}\".", c_.language(other)),
             "Translate it.");
      return;
    }
    if (Placeholders(text) != Placeholders(texts[0])) {
      c_.Say("I18N-MISS", at,
             fmt::format("The ${{...}} and {{...}} differ from those in \"{}\".", c_.language(0)),
             "Use the same ones in every language.");
    }
    const auto here = NumbersIn(text), there = NumbersIn(texts[0]);
    if (!here.empty() && !there.empty() && here != there) {
      c_.Say("I18N-MISS", at,
             fmt::format("The numbers differ from those in \"{}\".", c_.language(0)),
             "Use the same numbers in every language.");
    }
  }

  void Links(size_t q, size_t language) {
    const dialogs::Question& row = s_.questions[q];
    const std::string& text = row.wording[0][language];
    constexpr std::array<std::string_view, 6> kLinks{"http://", "https://", "www.",
                                                     "<b>",     "<span",    "**"};
    for (std::string_view mark : kLinks) {
      if (text.find(mark) == std::string::npos) continue;
      c_.Say("SMS-LINK", c_.PathOf(q, "label." + c_.language(language)),
             fmt::format("\"{}\": an SMS shows markup as it is, and a link invites to be opened on "
                         "a phone that others look at.",
                         mark),
             "Say it in plain words.");
      return;
    }
  }

  void Reading(size_t q, size_t language) {
    // Words are counted where spaces part them.
    static constexpr std::array<std::string_view, 8> kNoSpaces{"zh", "ja", "th",  "km",
                                                               "lo", "my", "yue", "bo"};
    const std::string& tag = c_.language(language);
    if (std::find(kNoSpaces.begin(), kNoSpaces.end(), tag.substr(0, tag.find('-'))) !=
        kNoSpaces.end())
      return;
    const std::string& text = s_.questions[q].label[language];
    const std::string path = c_.PathOf(q, "label." + tag);
    size_t words = 0, longest = 0, sentences = 0;
    const auto end = [&] {
      sentences += words > 0 ? 1 : 0;
      longest = std::max(longest, words);
      words = 0;
    };
    std::string_view rest = text;
    while (!rest.empty()) {
      const size_t space = std::min(rest.find_first_of(" \n"), rest.size());
      const std::string_view word = rest.substr(0, space);
      rest.remove_prefix(std::min(space + 1, rest.size()));
      if (!word.empty()) ++words;
      if (!word.empty() && std::string_view(".?!;:").find(word.back()) != std::string_view::npos)
        end();
    }
    end();
    if (longest > kMaxSentenceWords) {
      c_.Say("READ", path,
             fmt::format("A sentence of {} words; {} are the aim.", longest, kMaxSentenceWords),
             "Make two sentences of it.");
    }
    if (sentences > kMaxSentences)
      c_.Say("READ", path, fmt::format("{} sentences for one question.", sentences), "Say less.");
    Shouting(text, path);
  }

  void Shouting(const std::string& text, const std::string& path) {
    constexpr size_t kWords = 3;
    size_t row = 0;
    for (std::string_view rest = text; !rest.empty();) {
      const size_t space = std::min(rest.find(' '), rest.size());
      const std::string_view word = rest.substr(0, space);
      rest.remove_prefix(std::min(space + 1, rest.size()));
      const bool loud =
          word.size() > 1 && std::all_of(word.begin(), word.end(), [](char c) {
            return (c >= 'A' && c <= 'Z') || c == '.' || c == ',' || c == '?' || c == '!';
          });
      row = loud ? row + 1 : 0;
      if (row < kWords) continue;
      c_.Say("READ", path, "Capitals throughout are hard to read.", "Write it in small letters.");
      return;
    }
  }

  Context& c_;
  const dialogs::CompiledSurvey& s_;
  Vocabulary vocabulary_;
  std::vector<std::string> others_;
};

}  // namespace

void LintTexts(Context& context) { TextRules(context).Run(); }

}  // namespace authoring::lint
