// SPDX-License-Identifier: Apache-2.0
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <span>

#include "core/embedded.h"
#include "core/json.h"
#include "core/result.h"
#include "core/utf8.h"
#include "privacy/scrub_internal.h"
#include "privacy/scrub_patterns.h"

namespace privacy {

std::span<const core::EmbeddedFile> WordFiles();  // generated from words/*.json

namespace {

// Bytes of a word or phrase of a foreign language in Latin letters that is taken all the same.
constexpr size_t kUnmistakable = 6;
constexpr char32_t kFirstOtherLetter = 0x370;  // Latin and its accents lie before it

bool InLatinLetters(std::string_view word) {
  for (size_t at = 0; at < word.size();) {
    if (core::NextCodePoint(word, at) >= kFirstOtherLetter) return false;
  }
  return true;
}

// The files are compiled in and tests/privacy reads every one of them: a broken one is a broken
// build, not input.
class Loader {
 public:
  Loader(WordTable& table, const std::set<std::string>& languages)
      : table_(&table), languages_(&languages) {}

  void Load(std::string_view json) {
    auto document = core::JsonDocument::Parse(json);
    CHECK(document);
    core::Problems problems;
    core::ObjectReader reader(document->root(), "", problems);
    whole_ = languages_->contains(reader.String("language"));
    static_cast<void>(reader.Strings("countries"));
    Append(reader, "name_is", table_->name_is);
    Append(reader, "i_am", table_->i_am);
    Append(reader, "titles", table_->titles);
    Append(reader, "titles_after", table_->titles_after);
    Append(reader, "id", table_->id);
    Append(reader, "birth", table_->birth);
    Append(reader, "code", table_->code);
    Append(reader, "fillers", table_->fillers);
    Append(reader, "digits", table_->digits);
    Insert(reader, "names", table_->names);
    Insert(reader, "not_names", table_->not_names);
    Insert(reader, "particles", table_->particles);
    Insert(reader, "phone", table_->phone);
    Insert(reader, "quantities", table_->quantities);
    Insert(reader, "earnings", table_->earnings);
    reader.Finish();
    CHECK(problems.empty());
  }

 private:
  [[nodiscard]] bool Wanted(const std::string& word) const {
    return whole_ || word.size() >= kUnmistakable || !InLatinLetters(word);
  }
  void Append(core::ObjectReader& reader, std::string_view key,
              std::vector<std::string>& out) const {
    for (const std::string& phrase : reader.Strings(key)) {
      if (std::string word = FoldedLower(phrase); Wanted(word)) out.push_back(std::move(word));
    }
  }
  void Insert(core::ObjectReader& reader, std::string_view key, WordSet& out) const {
    for (const std::string& phrase : reader.Strings(key)) {
      if (std::string word = FoldedLower(phrase); Wanted(word)) out.Insert(std::move(word));
    }
  }
  WordTable* table_;
  const std::set<std::string>* languages_;
  bool whole_ = false;
};

struct FileHead {
  std::string language;
  std::vector<std::string> countries;
};

const std::vector<FileHead>& Heads() {
  static const std::vector<FileHead> heads = [] {
    std::vector<FileHead> made;
    for (const auto& file : WordFiles()) {
      auto document = core::JsonDocument::Parse(file.Text());
      CHECK(document);
      FileHead head{document->root().Find("language")->String(), {}};
      const auto countries = document->root().Find("countries");
      for (size_t i = 0; countries && i < countries->size(); ++i)
        head.countries.push_back(countries->At(i).String());
      made.push_back(std::move(head));
    }
    return made;
  }();
  return heads;
}

// English, the worker's language, and those that the country's workers speak.
std::set<std::string> LanguagesOf(std::string_view language, std::string_view country) {
  std::set<std::string> out{"en"};
  for (const FileHead& head : Heads()) {
    const bool spoken =
        std::find(head.countries.begin(), head.countries.end(), country) != head.countries.end();
    if (spoken || head.language == language.substr(0, language.find('-')))
      out.insert(head.language);
  }
  return out;
}

bool AnyWord(const Folded& folded, size_t first, size_t last, const WordSet& set) {
  for (size_t i = first; i < last; ++i) {
    const auto& word = folded.words[i];
    if (set.ContainsForm(std::string_view(folded.lower).substr(word.begin, word.end - word.begin)))
      return true;
  }
  return false;
}

// How far one "word" reaches in a script without spaces.
constexpr size_t kReach = 18;  // bytes: six characters

}  // namespace

WordTable::WordTable() = default;
WordTable::~WordTable() = default;

const WordTable& Words(std::string_view language, std::string_view country) {
  static std::mutex mutex;
  static std::map<std::set<std::string>, std::unique_ptr<WordTable>> tables;
  const auto languages = LanguagesOf(language, country);
  const std::lock_guard lock(mutex);
  auto& table = tables[languages];
  if (!table) {
    table = std::make_unique<WordTable>();
    Loader loader(*table, languages);
    for (const auto& file : WordFiles()) loader.Load(file.Text());
    table->patterns = std::make_unique<const Patterns>(*table);
  }
  return *table;
}

std::string Alternation(const std::vector<std::string>& phrases) {
  std::vector<std::string> sorted = phrases;
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  std::string out = "(?:";
  for (const std::string& phrase : sorted) {
    if (out.size() > 3) out += '|';
    std::string quoted = re2::RE2::QuoteMeta(phrase);
    RE2::GlobalReplace(&quoted, R"(\\ )", R"(\\s+)");
    out += quoted;
  }
  return out + ")";
}

bool WordBefore(const Folded& folded, size_t begin, int count, const WordSet& set) {
  const auto after =
      std::partition_point(folded.words.begin(), folded.words.end(),
                           [&](const Folded::Word& word) { return word.end <= begin; });
  const auto last = static_cast<size_t>(after - folded.words.begin());
  if (last > 0) {
    const auto& word = folded.words[last - 1];
    const auto run = std::string_view(folded.lower).substr(word.begin, word.end - word.begin);
    const size_t reach = std::min(run.size(), kReach * static_cast<size_t>(count));
    if (set.Ends(run) ||
        (count > 1 && set.FirstIn(run, run.size() - reach).at != std::string_view::npos))
      return true;
  }
  return AnyWord(folded, last - std::min(last, static_cast<size_t>(count)), last, set);
}

bool WordAfter(const Folded& folded, size_t end, int count, const WordSet& set) {
  const auto at = std::partition_point(folded.words.begin(), folded.words.end(),
                                       [&](const Folded::Word& word) { return word.begin < end; });
  const auto first = static_cast<size_t>(at - folded.words.begin());
  if (first < folded.words.size()) {
    const auto run = std::string_view(folded.lower).substr(at->begin, at->end - at->begin);
    if (set.Begins(run) ||
        (count > 1 && set.FirstIn(run.substr(0, kReach * static_cast<size_t>(count)), 0).at !=
                          std::string_view::npos))
      return true;
  }
  return AnyWord(folded, first, std::min(folded.words.size(), first + static_cast<size_t>(count)),
                 set);
}

}  // namespace privacy
