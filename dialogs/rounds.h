// SPDX-License-Identifier: Apache-2.0
// Where the answers of repeats are. Answers lie in one vector of slots: slot i < number of
// questions is question i (in a repeat: of its first round); the later rounds follow as blocks, in
// the order in which they were begun. So a slot names question and round, and never changes its
// meaning.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dialogs {

struct SurveyTree;

struct Rounds {
  struct Block {
    uint16_t repeat = 0;
    uint16_t round = 0;  // 1 is the second
  };
  std::vector<uint16_t> counts;  // by repeat: rounds that there are now
  std::vector<Block> blocks;

  [[nodiscard]] uint16_t Count(uint16_t repeat) const {
    return repeat < counts.size() ? counts[repeat] : uint16_t{0};
  }
};

struct Place {
  uint16_t question = 0;
  uint16_t round = 0;
};

// kNoIndex if that round was never begun.
[[nodiscard]] uint16_t SlotOf(const SurveyTree& tree, const Rounds& rounds, Place place);
// question kNoIndex for a slot that there is not.
[[nodiscard]] Place PlaceOf(const SurveyTree& tree, const Rounds& rounds, uint16_t slot);
[[nodiscard]] size_t SlotCount(const SurveyTree& tree, const Rounds& rounds);

}  // namespace dialogs
