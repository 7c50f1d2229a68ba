// SPDX-License-Identifier: Apache-2.0
// Keys for words, made before there are words. A text's own key, and that key wrapped to the office
// key, depend on no text, and wrapping is nearly all the time that sealing takes (two products on
// the curve): a thread that has time makes some ready, SealWords() takes one. Each seals one text.
// Any thread.
#pragma once

#include <array>
#include <cstddef>

#include "privacy/sealing.h"

namespace privacy {

inline constexpr size_t kWrappedSize = 80;
inline constexpr size_t kReadyKeys = 64;  // that wait at most: the own words of a batch

struct WordsKey {
  Key fresh;
  std::array<uint8_t, kWrappedSize> wrapped{};  // crypto_box_seal of `fresh`
};

// One that is ready, or made now. From then on keys are made ready for this office key.
[[nodiscard]] WordsKey TakeWordsKey(const PublicKey& office);
// Makes one more ready, unless enough of them wait or nothing was sealed yet.
void MakeWordsKeyReady();
[[nodiscard]] size_t CountReadyWordsKeys();

}  // namespace privacy
