// SPDX-License-Identifier: Apache-2.0
// A thief's tool: `thief PREFIX DIGITS FILE...` tries every number PREFIX + DIGITS digits in every
// spelling under the usual plain hashes, and looks for each result, whole or truncated to 8 bytes,
// at every place of the stolen files; and for each number itself. Prints how many it tried and
// which it found. It has no keys: with them this would be a lookup.
#include <sodium.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <unordered_set>
#include <vector>

namespace {

constexpr size_t kWindow = 8;
constexpr unsigned kFilterBits = 28;

// Every eight bytes of the loot that stand together: a bitmap first, then the exact set.
class Loot {
 public:
  void Add(const std::string& bytes) {
    for (size_t i = 0; i + kWindow <= bytes.size(); ++i) {
      const uint64_t window = Read(bytes.data() + i);
      if (!exact_.insert(window).second) continue;
      filter_[Slot(window) / 64] |= uint64_t{1} << (Slot(window) % 64);
    }
  }
  [[nodiscard]] bool Has(const void* at) const {
    const uint64_t window = Read(at);
    return (filter_[Slot(window) / 64] >> (Slot(window) % 64) & 1U) != 0 && exact_.contains(window);
  }
  [[nodiscard]] size_t size() const { return exact_.size(); }

 private:
  static uint64_t Read(const void* at) {
    uint64_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
  }
  static size_t Slot(uint64_t window) {
    return (window * 0x9E3779B97F4A7C15ULL) >> (64 - kFilterBits);
  }
  std::vector<uint64_t> filter_ = std::vector<uint64_t>((size_t{1} << kFilterBits) / 64);
  std::unordered_set<uint64_t> exact_;
};

// Does a plain hash of `spelled` stand in the loot, as bytes or as hex?
bool HashIsThere(const Loot& loot, const std::string& spelled) {
  const auto* data = reinterpret_cast<const unsigned char*>(spelled.data());
  std::array<unsigned char, 32> digest{};
  const auto there = [&] {
    if (loot.Has(digest.data())) return true;
    std::array<char, 2 * kWindow + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), kWindow);
    return loot.Has(hex.data()) &&
           loot.Has(hex.data() + kWindow);  // sixteen characters: eight are met by chance
  };
  crypto_hash_sha256(digest.data(), data, spelled.size());
  if (there()) return true;
  crypto_generichash(digest.data(), digest.size(), data, spelled.size(), nullptr, 0);
  return there();
}

bool Found(const Loot& loot, const std::string& prefix, const std::string& digits) {
  const std::string whole = prefix + digits;
  // As it is: its beginning and its end stand there.
  if (whole.size() > kWindow && loot.Has(whole.data()) &&
      loot.Has(whole.data() + whole.size() - kWindow))
    return true;
  return HashIsThere(loot, "+" + whole) || HashIsThere(loot, whole);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4 || sodium_init() < 0) {
    std::fprintf(stderr, "thief PREFIX DIGITS FILE...\n");
    return 2;
  }
  Loot loot;
  for (int i = 3; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    if (!in) return std::fprintf(stderr, "%s cannot be read\n", argv[i]), 2;
    loot.Add(std::string(std::istreambuf_iterator<char>(in), {}));
  }
  const std::string prefix = argv[1];
  const auto width = static_cast<size_t>(std::atoi(argv[2]));
  uint64_t count = 1;
  for (size_t i = 0; i < width; ++i) count *= 10;
  std::string found;
  for (uint64_t n = 0; n < count; ++n) {
    std::string digits = std::to_string(n);
    digits.insert(0, width - digits.size(), '0');
    if (Found(loot, prefix, digits)) found += (found.empty() ? "\"" : ",\"") + digits + "\"";
  }
  std::printf("{\"tried\":%llu,\"windows\":%zu,\"found\":[%s]}\n",
              static_cast<unsigned long long>(count), loot.size(), found.c_str());
  return 0;
}
