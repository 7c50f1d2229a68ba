// SPDX-License-Identifier: Apache-2.0
#include "dialogs/rounds.h"

#include "dialogs/expressions/scope.h"

namespace dialogs {
namespace {

size_t Length(const SurveyTree& tree, const Rounds::Block& block) {
  const RepeatInfo& repeat = tree.repeats[block.repeat];
  return size_t{repeat.last} - repeat.first;
}

}  // namespace

uint16_t SlotOf(const SurveyTree& tree, const Rounds& rounds, Place place) {
  if (place.round == 0) return place.question;
  size_t at = tree.infos.size();
  for (const Rounds::Block& block : rounds.blocks) {
    if (block.round == place.round && block.repeat == tree.infos[place.question].repeat)
      return static_cast<uint16_t>(at + place.question - tree.repeats[block.repeat].first);
    at += Length(tree, block);
  }
  return kNoIndex;
}

Place PlaceOf(const SurveyTree& tree, const Rounds& rounds, uint16_t slot) {
  if (slot < tree.infos.size()) return {slot, 0};
  size_t at = tree.infos.size();
  for (const Rounds::Block& block : rounds.blocks) {
    const size_t length = Length(tree, block);
    if (slot < at + length) {
      return {static_cast<uint16_t>(slot - at + tree.repeats[block.repeat].first), block.round};
    }
    at += length;
  }
  return {kNoIndex, 0};
}

size_t SlotCount(const SurveyTree& tree, const Rounds& rounds) {
  size_t count = tree.infos.size();
  for (const Rounds::Block& block : rounds.blocks) count += Length(tree, block);
  return count;
}

}  // namespace dialogs
