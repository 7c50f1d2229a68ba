// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace core {

using Seed = std::array<uint8_t, 32>;

// Where randomness comes from; passed in, so that tests and the pure engine are repeatable.
class RandomSource {
 public:
  virtual ~RandomSource() = default;
  virtual void Fill(std::span<uint8_t> out) = 0;
  // Uniform in [0, bound); bound > 0.
  [[nodiscard]] uint64_t Below(uint64_t bound);
  [[nodiscard]] Seed NewSeed();
};

// The operating system's generator (libsodium). Thread-safe.
class SystemRandom final : public RandomSource {
 public:
  void Fill(std::span<uint8_t> out) override;
};

// A stream fixed by its seed (ChaCha20); `stream` separates uses of one seed. Not thread-safe.
class SeededRandom final : public RandomSource {
 public:
  explicit SeededRandom(const Seed& seed, uint64_t stream = 0) : seed_(seed), stream_(stream) {}
  explicit SeededRandom(uint64_t small_seed);
  void Fill(std::span<uint8_t> out) override;

 private:
  Seed seed_{};
  uint64_t stream_ = 0;
  uint32_t block_ = 0;
};

}  // namespace core
