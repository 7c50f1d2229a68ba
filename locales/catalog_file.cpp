// SPDX-License-Identifier: Apache-2.0
#include "locales/catalog_file.h"

#include <unicode/uloc.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "core/base64.h"
#include "core/crypto.h"
#include "core/json.h"
#include "core/time.h"
#include "core/utf8.h"
#include "locales/fold.h"
#include "locales/isolates.h"

namespace locales {
namespace {

constexpr size_t kMaxButtonChars =
    20;  // WhatsApp reply button and list button titles (facts: worker-voice 3.5)

bool IsButtonWord(TextKey key) {
  return key == TextKey::kWordOpenList || key == TextKey::kWordDone || key == TextKey::kWordMore ||
         key == TextKey::kWordGoOn || key == TextKey::kWordStartNew ||
         key == TextKey::kWordPreferNot || key == TextKey::kWordDontKnow || key == TextKey::kWordOk;
}

// What is shown in a right-to-left language isolates its Latin words.
void Isolate(Pattern& pattern) {
  pattern.text = WithIsolatedLatin(pattern.text);
  for (auto& piece : pattern.pieces) piece.literal = WithIsolatedLatin(piece.literal);
  for (auto& one : pattern.cases) Isolate(one.pattern);
}

// Two wordings where the key has two, one where it has one.
bool ChoosesAs(const Pattern& pattern, const Choosing& chooses) {
  if (pattern.chooses != chooses.argument || pattern.complex) return false;
  return std::all_of(pattern.cases.begin(), pattern.cases.end(),
                     [&](const PatternCase& one) {
                       return (one.value == chooses.value || one.value == "other") &&
                              !one.pattern.complex && one.pattern.cases.empty();
                     }) &&
         pattern.cases.size() == (chooses.argument.empty() ? 0U : 2U);
}

std::string Wanted(const Choosing& chooses) {
  if (chooses.argument.empty()) return "only takes plain {name} placeholders";
  return "must have two wordings: {" + std::string(chooses.argument) + ", select, " +
         std::string(chooses.value) + " {...} other {...}}";
}

std::set<std::string> Expected(TextKey key) {
  std::set<std::string> out;
  std::istringstream names{std::string(Placeholders(key))};
  for (std::string name; std::getline(names, name, ',');) out.insert(name);
  return out;
}

std::string Braced(const std::set<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "{" : ", {") + name + "}";
  return out.empty() ? "none" : out;
}

Pattern ReadMessage(core::ObjectReader& messages, TextKey key) {
  const std::string source = messages.String(Name(key));
  if (source.empty()) {
    if (messages.Has(Name(key))) messages.Report(Name(key), "is empty; write the text");
    return {};
  }
  auto pattern = CompilePattern(source);
  if (!pattern) {
    messages.Report(Name(key), pattern.error().message);
    return {};
  }
  const auto expected = Expected(key);
  if (pattern->arguments != expected) {
    messages.Report(Name(key), "has the placeholders " + Braced(pattern->arguments) +
                                   "; it must have " + Braced(expected));
  }
  if (key != TextKey::kLaterInHours && !ChoosesAs(*pattern, Chooses(key)))
    messages.Report(Name(key), Wanted(Chooses(key)));
  if (IsButtonWord(key) && core::Utf16Length(source) > kMaxButtonChars) {
    messages.Report(Name(key),
                    "is a button: at most " + std::to_string(kMaxButtonChars) + " characters");
  }
  return std::move(*pattern);
}

struct ShownWord {
  TextKey key;
  uint32_t bit;
  std::string_view list;
};
constexpr ShownWord kShownWords[] = {
    {TextKey::kWordStop, kIsStop, "stop"},
    {TextKey::kWordHelp, kIsHelp, "help"},
    {TextKey::kWordBack, kIsBack, "back"},
    {TextKey::kWordSkip, kIsSkip, "skip"},
    {TextKey::kWordLanguage, kIsLanguage, "language"},
    {TextKey::kWordResume, kIsResume, "resume"},
    {TextKey::kWordReal, kIsReal, "real"},
    {TextKey::kWordDelete, kIsDelete, "delete"},
    {TextKey::kWordMyData, kIsMyData, "my_data"},
    {TextKey::kWordStatus, kIsStatus, "status"},
    {TextKey::kWordStart, kIsStart, "start"},
    {TextKey::kWordYes, kIsYes, "yes"},
    {TextKey::kWordNo, kIsNo, "no"},
};
constexpr uint32_t kControlBits = kIsStop | kIsStopUnlessOption | kIsHelp | kIsBack | kIsSkip |
                                  kIsLanguage | kIsResume | kIsReal | kIsStart | kIsDelete |
                                  kIsMyData | kIsStatus;

// A word that the worker is told to send must be understood, and as nothing else.
void CheckShownWords(const CatalogFile& file, core::ObjectReader& messages) {
  for (const auto& row : kShownWords) {
    const auto& text = file.messages[static_cast<size_t>(row.key)].text;
    if (text.empty()) continue;
    const uint32_t mask = WholeMask(*file.lexicon, FoldKey(text));
    if ((mask & row.bit) == 0) {
      messages.Report(Name(row.key),
                      "is shown to workers, so words." + std::string(row.list) + " must list it");
    } else if ((mask & (kControlBits | kIsYes | kIsNo)) != row.bit) {
      messages.Report(Name(row.key), "is listed under another meaning too; remove it there");
    }
  }
}

void CheckControlWords(const CatalogFile& file, core::ObjectReader& root) {
  for (const auto& [key, mask] : file.lexicon->whole) {
    const uint32_t control = mask & kControlBits;
    const bool answer = (mask & (kIsYes | kIsNo | kIsDontKnow | kIsRefused)) != 0;
    const bool two_answers = (mask & (kIsYes | kIsNo)) == (kIsYes | kIsNo);
    if ((control & (control - 1)) == 0 && !(control != 0 && answer) && !two_answers) continue;
    std::string word;
    for (const char32_t c : key) core::AppendUtf8(word, c);
    root.Report("words", "lists \"" + word + "\" under two meanings; keep one");
  }
}

// A reader's name counts only for the texts that were read.
void ReadReviewed(core::ObjectReader& root, CatalogFile& out) {
  const auto value = root.Value("reviewed");
  const std::string hash = TextsHash(out);
  if (!value || value->kind() != core::JsonKind::kObject) {
    if (!value || value->kind() != core::JsonKind::kBool || value->Bool()) {
      root.Report("reviewed",
                  "must be false, or {\"name\": ..., \"date\": \"YYYY-MM-DD\", \"texts\": \"" +
                      hash + "\"} of the native reader of these texts");
    }
    return;
  }
  auto who = root.Object("reviewed");
  static_cast<void>(who.String("name"));
  if (!core::DayFromText(who.String("date"))) who.Report("date", "must be a day like 2026-11-21");
  out.changed_since_review = who.String("texts") != hash;
  out.reviewed = !out.changed_since_review;
  who.Finish();
}

}  // namespace

std::string TextsHash(const CatalogFile& file) {
  std::string all;
  for (size_t i = 0; i < kTextKeyCount; ++i) {
    all += Name(static_cast<TextKey>(i));
    all += '\n';
    all += file.messages[i].source;
    all += '\n';
  }
  constexpr size_t kBytes = 8;
  const core::Digest digest = core::Blake2b(core::AsBytes(all));
  return core::HexEncode(core::ByteSpan(digest).first(kBytes));
}

CatalogFile ReadCatalog(std::string_view name, std::string_view json, core::Problems& problems) {
  CatalogFile out;
  out.lexicon = std::make_unique<const Lexicon>();
  auto document = core::JsonDocument::Parse(json);
  if (!document) {
    problems.push_back({std::string(name), document.error().message});
    return out;
  }
  core::Problems found;
  core::ObjectReader root(document->root(), "", found);
  out.language = root.String("language");
  char canonical[ULOC_FULLNAME_CAPACITY] = {};
  UErrorCode status = U_ZERO_ERROR;
  uloc_toLanguageTag(out.language.c_str(), canonical, sizeof canonical, 1, &status);
  if (U_FAILURE(status) || out.language != canonical)
    root.Report("language", "must be a BCP 47 tag such as \"bn\"");
  out.own_name = root.String("own_name");
  out.right_to_left = root.OneOf("direction", {"ltr", "rtl"}) == "rtl";
  core::ObjectReader messages = root.Object("messages");
  for (size_t i = 0; i < kTextKeyCount; ++i)
    out.messages[i] = ReadMessage(messages, static_cast<TextKey>(i));
  messages.Finish();
  ReadReviewed(root, out);
  out.lexicon = std::make_unique<const Lexicon>(ReadLexicon(out.language, out.own_name, root));
  CheckShownWords(out, messages);
  CheckControlWords(out, root);
  root.Finish();
  for (Pattern& pattern : out.messages) {
    if (out.right_to_left) Isolate(pattern);
  }
  for (auto& problem : found)
    problems.push_back({std::string(name) + ": " + problem.where, std::move(problem.what)});
  return out;
}

}  // namespace locales
