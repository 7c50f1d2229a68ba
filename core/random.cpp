// SPDX-License-Identifier: Apache-2.0
#include "core/random.h"

#include <sodium.h>

#include <cstring>

#include "core/result.h"

namespace core {

uint64_t RandomSource::Below(uint64_t bound) {
  CHECK(bound > 0);
  const uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  uint64_t value = 0;
  do {
    std::array<uint8_t, 8> raw;
    Fill(raw);
    std::memcpy(&value, raw.data(), sizeof value);
  } while (value >= limit);
  return value % bound;
}

Seed RandomSource::NewSeed() {
  Seed seed;
  Fill(seed);
  return seed;
}

void SystemRandom::Fill(std::span<uint8_t> out) { randombytes_buf(out.data(), out.size()); }

SeededRandom::SeededRandom(uint64_t small_seed) {
  std::memcpy(seed_.data(), &small_seed, sizeof small_seed);
}

void SeededRandom::Fill(std::span<uint8_t> out) {
  uint8_t nonce[crypto_stream_chacha20_ietf_NONCEBYTES] = {};
  std::memcpy(nonce, &stream_, sizeof stream_);
  std::memset(out.data(), 0, out.size());
  // Each call starts at a fresh block, so the stream does not depend on how earlier reads were cut.
  crypto_stream_chacha20_ietf_xor_ic(out.data(), out.data(), out.size(), nonce, block_,
                                     seed_.data());
  block_ += static_cast<uint32_t>((out.size() + 63) / 64);
}

}  // namespace core
