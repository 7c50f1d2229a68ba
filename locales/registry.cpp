// SPDX-License-Identifier: Apache-2.0
#include "locales/registry.h"

#include <atomic>
#include <map>
#include <mutex>

#include "core/result.h"
#include "locales/catalog_file.h"

namespace locales {
namespace {

using Table = std::map<std::string, const Lexicon*, std::less<>>;

class Registry {
 public:
  Registry() {
    core::Problems problems;
    std::vector<std::unique_ptr<const Lexicon>> lexicons;
    for (auto& file : ReadEmbeddedCatalogs(problems)) lexicons.push_back(std::move(file.lexicon));
    // Broken shipped files are reported by Catalogs::Load, which the program calls at start.
    Add(std::move(lexicons));
  }

  [[nodiscard]] const Table& table() const { return *table_.load(std::memory_order_acquire); }

  void Add(std::vector<std::unique_ptr<const Lexicon>> lexicons) {
    const std::lock_guard lock(mutex_);
    const Table* old = table_.load(std::memory_order_relaxed);
    auto next = old == nullptr ? std::make_unique<Table>() : std::make_unique<Table>(*old);
    for (auto& lexicon : lexicons) {
      (*next)[lexicon->language] = lexicon.get();
      owned_.push_back(std::move(lexicon));
    }
    table_.store(next.get(), std::memory_order_release);
    tables_.push_back(std::move(next));
  }

 private:
  std::atomic<const Table*> table_{nullptr};
  std::mutex mutex_;  // guards what follows; only Add takes it
  std::vector<std::unique_ptr<const Lexicon>> owned_;
  std::vector<std::unique_ptr<const Table>> tables_;
};

Registry& TheRegistry() {
  static Registry registry;
  return registry;
}

}  // namespace

std::string_view BaseLanguage(std::string_view language) {
  return language.substr(0, language.find_first_of("-_"));
}

const Lexicon* FindLexicon(std::string_view language) {
  const Table& table = TheRegistry().table();
  auto found = table.find(language);
  if (found == table.end()) found = table.find(BaseLanguage(language));
  return found == table.end() ? nullptr : found->second;
}

Words WordsFor(std::string_view language) {
  Words words;
  words.english = FindLexicon("en");
  words.local = language == "en" ? nullptr : FindLexicon(language);
  return words;
}

std::vector<const Lexicon*> AllLexicons() {
  std::vector<const Lexicon*> out;
  for (const auto& [tag, lexicon] : TheRegistry().table()) out.push_back(lexicon);
  return out;
}

void RegisterLexicons(std::vector<std::unique_ptr<const Lexicon>> lexicons) {
  TheRegistry().Add(std::move(lexicons));
}

}  // namespace locales
