// SPDX-License-Identifier: Apache-2.0
// Repeats: how many rounds there are, and the way from one to the next.
#include <algorithm>
#include <cmath>

#include "dialogs/engine/turn.h"

namespace dialogs {

void Turn::MakeRounds(uint16_t repeat, uint16_t count) {
  for (uint16_t round = 1; round < count; ++round) {
    if (SlotOf(survey_, session_.rounds, {survey_.repeats[repeat].first, round}) == kNoIndex)
      session_.rounds.blocks.push_back({repeat, round});
  }
  session_.answers.resize(SlotCount(survey_, session_.rounds));
  session_.rounds.counts[repeat] = count;
  Recompute();
}

// False if it is not asked at all.
bool Turn::BeginRepeat(uint16_t repeat) {
  const ContainerText& texts = survey_.container_texts[survey_.repeats[repeat].container];
  const Facts facts = FactsIn(0);
  const bool relevant = std::all_of(texts.relevant.begin(), texts.relevant.end(), [&](uint16_t c) {
    return IsTrue(survey_.conditions[c].when, facts);
  });
  uint16_t count = std::max<uint16_t>(1, session_.rounds.Count(repeat));
  if (!texts.count.empty()) {
    const double wanted = ToNumber(Evaluate(texts.count, facts));
    count =
        wanted >= 1
            ? static_cast<uint16_t>(std::min(std::floor(wanted), static_cast<double>(texts.max)))
            : uint16_t{0};
  }
  if (!relevant) count = 0;
  if (count != session_.rounds.Count(repeat)) MakeRounds(repeat, count);
  return count > 0;
}

bool Turn::AskedAnything(uint16_t repeat, uint16_t round) const {
  return std::any_of(session_.asked.begin(), session_.asked.end(), [&](uint16_t slot) {
    const Place place = PlaceOf(survey_, session_.rounds, slot);
    return place.question != kNoIndex && place.round == round &&
           survey_.questions[place.question].repeat == repeat;
  });
}

std::optional<Place> Turn::After(Place place) {
  const uint16_t repeat = survey_.questions[place.question].repeat;
  ++place.question;
  if (repeat == kNoIndex || place.question < survey_.repeats[repeat].last) return place;
  const RepeatInfo& info = survey_.repeats[repeat];
  const auto next = static_cast<uint16_t>(place.round + 1);
  if (next < session_.rounds.Count(repeat)) return Place{info.first, next};
  const ContainerText& texts = survey_.container_texts[info.container];
  if (texts.count.empty() && next < texts.max && AskedAnything(repeat, place.round)) {
    AskMore();
    return std::nullopt;
  }
  return Place{info.last, 0};
}

void Turn::GoOn() {
  if (!HasCurrent()) return EndSurvey();
  const Place here = Here();
  if (session_.asked.empty() || session_.asked.back() != session_.question) return AskFrom(here);
  if (auto next = After(here)) AskFrom(*next);
}

void Turn::AskMore() {
  session_.stage = Stage::kMore;
  const uint16_t repeat = survey_.questions[Here().question].repeat;
  const ContainerText& texts = survey_.container_texts[survey_.repeats[repeat].container];
  const std::string& own = texts.more[language_];
  AskMenu(kMoreMenu, own.empty() ? Word(TextKey::kRepeatMore) : own,
          {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
}

void Turn::AnswerMore() {
  const YesNo answer = ReadYesNo(kMoreMenu);
  if (answer == YesNo::kHandled) return;
  if (answer == YesNo::kUnclear && ++session_.misses < kMissesBeforeWayOut) {
    Say(TextKey::kNotUnderstoodChoice);
    return AskMore();
  }
  DecideMore(answer == YesNo::kYes);
}

void Turn::DecideMore(bool yes) {
  session_.misses = 0;
  result_.advanced = true;
  const Place here = Here();
  const uint16_t repeat = survey_.questions[here.question].repeat;
  if (repeat == kNoIndex) return AskFrom(here);
  if (!yes) return AskFrom({survey_.repeats[repeat].last, 0});
  MakeRounds(repeat, static_cast<uint16_t>(here.round + 2));
  AskFrom({survey_.repeats[repeat].first, static_cast<uint16_t>(here.round + 1)});
}

}  // namespace dialogs
