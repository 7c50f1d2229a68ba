// SPDX-License-Identifier: Apache-2.0
#include <re2/re2.h>

#include <algorithm>
#include <span>

#include "core/embedded.h"
#include "core/json.h"
#include "core/result.h"
#include "privacy/scrub_internal.h"

namespace privacy {

std::span<const core::EmbeddedFile> WordFiles();  // generated from words/*.json

namespace {

// The files are compiled in and tests/privacy reads every one of them: a broken one is a broken
// build, not input.
class Loader {
 public:
  explicit Loader(WordTable& table) : table_(&table) {}

  void Load(std::string_view json) {
    auto document = core::JsonDocument::Parse(json);
    CHECK(document);
    core::Problems problems;
    core::ObjectReader reader(document->root(), "", problems);
    static_cast<void>(reader.String("language"));
    Append(reader, "name_is", table_->name_is);
    Append(reader, "i_am", table_->i_am);
    Append(reader, "titles", table_->titles);
    Append(reader, "id", table_->id);
    Append(reader, "code", table_->code);
    Append(reader, "fillers", table_->fillers);
    Append(reader, "digits", table_->digits);
    Insert(reader, "not_names", table_->not_names);
    Insert(reader, "particles", table_->particles);
    Insert(reader, "phone", table_->phone);
    Insert(reader, "quantities", table_->quantities);
    Insert(reader, "earnings", table_->earnings);
    reader.Finish();
    CHECK(problems.empty());
  }

 private:
  static void Append(core::ObjectReader& reader, std::string_view key,
                     std::vector<std::string>& out) {
    for (const std::string& phrase : reader.Strings(key)) out.push_back(FoldedLower(phrase));
  }
  static void Insert(core::ObjectReader& reader, std::string_view key, WordSet& out) {
    for (const std::string& word : reader.Strings(key)) out.insert(FoldedLower(word));
  }
  WordTable* table_;
};

bool AnyWord(const Folded& folded, size_t first, size_t last, const WordSet& set) {
  for (size_t i = first; i < last; ++i) {
    const auto& word = folded.words[i];
    if (set.contains(folded.lower.substr(word.begin, word.end - word.begin))) return true;
  }
  return false;
}

}  // namespace

const WordTable& Words() {
  static const WordTable table = [] {
    WordTable made;
    Loader loader(made);
    for (const auto& file : WordFiles()) loader.Load(file.Text());
    return made;
  }();
  return table;
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
  return AnyWord(folded, last - std::min(last, static_cast<size_t>(count)), last, set);
}

bool WordAfter(const Folded& folded, size_t end, int count, const WordSet& set) {
  const auto at = std::partition_point(folded.words.begin(), folded.words.end(),
                                       [&](const Folded::Word& word) { return word.begin < end; });
  const auto first = static_cast<size_t>(at - folded.words.begin());
  return AnyWord(folded, first, std::min(folded.words.size(), first + static_cast<size_t>(count)),
                 set);
}

}  // namespace privacy
