// SPDX-License-Identifier: Apache-2.0
// Labelled texts, a file a language: templates with slots, values for the slots, and texts that
// must stay as they are.
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

#include "core/base64.h"
#include "core/json.h"
#include "core/result.h"
#include "privacy/scrub.h"
#include "privacy/scrub_internal.h"

namespace privacy {
namespace {

struct Labelled {
  std::string text;
  struct Mark {
    size_t begin, end;
    std::string kind;
  };
  std::vector<Mark> marks;
};

struct Count {
  size_t hits = 0;
  size_t all = 0;
};

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The template with its n-th value in every slot.
Labelled Fill(const std::string& pattern,
              const std::map<std::string, std::vector<std::string>>& values, size_t n) {
  Labelled out;
  for (size_t at = 0; at < pattern.size();) {
    const size_t close = pattern[at] == '{' ? pattern.find('}', at) : std::string::npos;
    if (close == std::string::npos) {
      out.text.push_back(pattern[at++]);
      continue;
    }
    const std::string kind = pattern.substr(at + 1, close - at - 1);
    const auto& list = values.at(kind);
    const size_t begin = out.text.size();
    out.text += list[n % list.size()];
    out.marks.push_back({begin, out.text.size(), kind});
    at = close + 1;
  }
  return out;
}

// Which bytes of `text` are gone in `scrubbed`: everything between the parts that were kept, in
// order.
std::vector<bool> Removed(const std::string& text, const std::string& scrubbed) {
  std::vector<bool> removed(text.size(), false);
  size_t at = 0;
  size_t in = 0;
  while (in < scrubbed.size()) {
    size_t skip = 0;
    for (const Label label : {Label::kEmail, Label::kLink, Label::kAccount, Label::kPhone,
                              Label::kId, Label::kDate, Label::kName}) {
      if (scrubbed.compare(in, Placeholder(label).size(), Placeholder(label)) == 0)
        skip = Placeholder(label).size();
    }
    if (skip == 0) {
      EXPECT_EQ(text[at], scrubbed[in]);
      ++at;
      ++in;
      continue;
    }
    in += skip;
    const size_t next = scrubbed.find('[', in);
    const std::string kept = scrubbed.substr(in, next == std::string::npos ? next : next - in);
    const size_t resume = kept.empty() ? (next == std::string::npos ? text.size() : at + 1)
                          : next == std::string::npos ? text.size() - kept.size()
                                                      : text.find(kept, at + 1);
    CHECK(resume <= text.size());
    for (; at < resume; ++at) removed[at] = true;
  }
  return removed;
}

class Corpus {
 public:
  explicit Corpus(const std::filesystem::path& file) {
    auto document = core::JsonDocument::Parse(ReadFile(file));
    CHECK(document);
    core::Problems problems;
    core::ObjectReader reader(document->root(), "", problems);
    language_ = reader.String("language");
    country_ = reader.String("country");
    reader.Members("values",
                   [&](const std::string& name, core::JsonValue list, const std::string&) {
                     for (size_t i = 0; i < list.size(); ++i)
                       values_[name].push_back(list.At(i).String());
                   });
    templates_ = reader.Strings("templates");
    negatives_ = reader.Strings("negatives");
    reader.Finish();
    EXPECT_EQ(core::Describe(problems), "");
    EXPECT_GE(templates_.size(), 20u);
    EXPECT_GE(negatives_.size(), 20u);
  }

  void Run() {
    size_t most = 0;
    for (const auto& [kind, list] : values_) most = std::max(most, list.size());
    for (const auto& pattern : templates_) {
      for (size_t n = 0; n < most; ++n) Measure(Fill(pattern, values_, n));
    }
    for (const auto& text : negatives_) {
      Measure({text, {}});
      EXPECT_EQ(Scrub({country_, language_, {}}, text).text, text);
    }
  }

  // Prints what a reader of docs wants to know, and returns the numbers to hold to a bar.
  void Report() const {
    for (const auto& [kind, count] : recall_) {
      std::cout << language_ << " " << kind << ": recall " << count.hits << "/" << count.all
                << "\n";
    }
    std::cout << language_ << ": innocent characters removed " << innocent_.hits << "/"
              << innocent_.all << "\n";
  }
  [[nodiscard]] double Recall(const std::string& kind) const {
    const Count count = recall_.at(kind);
    return static_cast<double>(count.hits) / static_cast<double>(count.all);
  }
  [[nodiscard]] double InnocentRate() const {
    return static_cast<double>(innocent_.hits) / static_cast<double>(innocent_.all);
  }
  [[nodiscard]] std::vector<std::string> Kinds() const {
    std::vector<std::string> kinds;
    for (const auto& [kind, count] : recall_) kinds.push_back(kind);
    return kinds;
  }

 private:
  void Measure(const Labelled& labelled) {
    const ScrubContext context{country_, language_, {}};
    const std::string scrubbed = Scrub(context, labelled.text).text;
    EXPECT_EQ(Scrub(context, scrubbed).text, scrubbed) << labelled.text;
    const auto removed = Removed(labelled.text, scrubbed);
    std::vector<bool> marked(removed.size(), false);
    for (const auto& mark : labelled.marks) {
      size_t gone = 0;
      for (size_t i = mark.begin; i < mark.end; ++i) {
        gone += removed[i] ? 1 : 0;
        marked[i] = true;
      }
      auto& count = recall_[mark.kind];
      ++count.all;
      const bool hit = gone * 10 >= (mark.end - mark.begin) * 9;
      count.hits += hit ? 1 : 0;
      if (!hit) std::cout << "missed " << mark.kind << ": " << scrubbed << "\n";
    }
    const size_t before = innocent_.hits;
    for (size_t i = 0; i < removed.size(); ++i) {
      if (marked[i]) continue;
      ++innocent_.all;
      innocent_.hits += removed[i] ? 1 : 0;
    }
    if (innocent_.hits > before + 2) std::cout << "too much: " << scrubbed << "\n";
  }

  std::string language_;
  std::string country_;
  std::map<std::string, std::vector<std::string>> values_;
  std::vector<std::string> templates_;
  std::vector<std::string> negatives_;
  std::map<std::string, Count> recall_;
  Count innocent_;
};

TEST(ScrubData, FindsWhatIsLabelledAndKeepsTheRest) {
  size_t files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(DWBOT_SOURCE_DIR "/tests/privacy/scrub")) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    SCOPED_TRACE(entry.path().filename().string());
    Corpus corpus(entry.path());
    corpus.Run();
    corpus.Report();
    // The bars of docs: what has a form or a checksum is found; names are announced ones only.
    for (const auto& kind : corpus.Kinds()) EXPECT_GE(corpus.Recall(kind), 0.99) << kind;
    EXPECT_LE(corpus.InnocentRate(), 0.01);
  }
  EXPECT_EQ(files, 24u);
}

TEST(ScrubData, EveryLanguageOfTheWordTableIsComplete) {
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(DWBOT_SOURCE_DIR "/privacy/words")) {
    ++files;
    SCOPED_TRACE(entry.path().filename().string());
    auto document = core::JsonDocument::Parse(ReadFile(entry.path()));
    ASSERT_TRUE(document) << document.error().message;
    EXPECT_EQ(document->root().Find("language")->String() + ".json",
              entry.path().filename().string());
    for (const char* key : {"countries", "name_is", "not_names", "phone", "id", "birth", "code",
                            "fillers", "quantities", "earnings", "digits"}) {
      auto list = document->root().Find(key);
      EXPECT_TRUE(list && list->size() > 0) << key;
    }
  }
  EXPECT_EQ(files, 24u);
}

}  // namespace
}  // namespace privacy
