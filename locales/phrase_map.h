// SPDX-License-Identifier: Apache-2.0
// Folded phrases to what they mean. Cutting a text that is written without spaces asks for every
// run of its letters, and nearly all are no phrase: a sieve by length, first, middle and last
// letter answers those without hashing them, another by the first three letters ends the asking.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace locales {

struct PhraseHash {
  using is_transparent = void;
  size_t operator()(std::u32string_view text) const {
    uint64_t hash = text.size();
    for (const char32_t c : text) hash = (hash ^ c) * 0x9E3779B97F4A7C15ULL;
    return static_cast<size_t>(hash ^ (hash >> 32U));
  }
};

template <class T>
class PhraseMap {
 public:
  using Map = std::unordered_map<std::u32string, T, PhraseHash, std::equal_to<>>;

  // nullptr if unknown.
  [[nodiscard]] const T* Find(std::u32string_view phrase) const {
    const size_t bit = Bit(phrase);
    if ((sieve_[bit / 64] >> (bit % 64) & 1U) == 0) return nullptr;
    const auto found = map_.find(phrase);
    return found == map_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] bool Has(std::u32string_view phrase) const { return Find(phrase) != nullptr; }
  // A phrase that is there keeps its meaning; second is whether it was new.
  std::pair<T*, bool> Add(std::u32string phrase, T meaning) {
    const size_t bit = Bit(phrase);
    sieve_[bit / 64] |= uint64_t{1} << (bit % 64);
    AddBeginning(phrase);
    const auto [at, added] = map_.emplace(std::move(phrase), std::move(meaning));
    return {&at->second, added};
  }
  // Whether a phrase of three characters or more may begin with these three: no is certain.
  [[nodiscard]] bool MayBegin(std::u32string_view three) const {
    const size_t bit = Bit(three);
    return (beginnings_[bit / 64] >> (bit % 64) & 1U) != 0;
  }
  // For what is no phrase here, and is known all the same.
  void AddBeginning(std::u32string_view phrase) {
    if (phrase.size() < kBeginning) return;
    const size_t bit = Bit(phrase.substr(0, kBeginning));
    beginnings_[bit / 64] |= uint64_t{1} << (bit % 64);
  }
  [[nodiscard]] typename Map::const_iterator begin() const { return map_.begin(); }
  [[nodiscard]] typename Map::const_iterator end() const { return map_.end(); }

 private:
  static constexpr size_t kBits = size_t{1} << 14U;
  static constexpr size_t kBeginning = 3;

  static size_t Bit(std::u32string_view phrase) {
    if (phrase.empty()) return 0;
    uint64_t mixed = phrase.front();
    mixed = mixed * 0x9E3779B97F4A7C15ULL + phrase.back();
    mixed = mixed * 0x9E3779B97F4A7C15ULL + phrase[phrase.size() / 2];
    mixed = (mixed + phrase.size()) * 0x9E3779B97F4A7C15ULL;
    return static_cast<size_t>(mixed >> 50U);
  }

  Map map_;
  std::vector<uint64_t> sieve_ = std::vector<uint64_t>(kBits / 64);
  std::vector<uint64_t> beginnings_ = std::vector<uint64_t>(kBits / 64);
};

}  // namespace locales
