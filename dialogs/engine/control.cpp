// SPDX-License-Identifier: Apache-2.0
#include "dialogs/engine/turn.h"

namespace dialogs {

// Called with a question, the follow-up question or the "later" menu open; the language menu has
// its own reading.
bool Turn::Control(Meaning meaning) {
  switch (meaning) {
    case Meaning::kStop:
      Stop();
      return true;
    case Meaning::kBack:
      Back();
      return true;
    case Meaning::kSkip:
      Skip();
      return true;
    case Meaning::kHelp:
      SayHelp();
      Reopen();
      return true;
    case Meaning::kReal:
      SayReal();
      Reopen();
      return true;
    case Meaning::kResume:
      Say(TextKey::kResumed);
      Reopen();
      return true;
    case Meaning::kStart:
      Reopen();
      return true;
    case Meaning::kLanguage:
      session_.misses = 0;
      if (AllowedLanguages().size() > 1) {
        ShowLanguageMenu();
      } else {
        Reopen();
      }
      return true;
    default:
      return false;
  }
}

void Turn::SayHelp() {
  Say(catalog_->Format(TextKey::kHelp, {{"stop", Word(TextKey::kWordStop)},
                                        {"back", Word(TextKey::kWordBack)},
                                        {"skip", Word(TextKey::kWordSkip)},
                                        {"language", Word(TextKey::kWordLanguage)},
                                        {"real", Word(TextKey::kWordReal)}}));
}

// Returns to what was asked before and takes its answer back.
void Turn::Back() {
  session_.misses = 0;
  if (session_.stage == Stage::kLater) return Reopen();
  if (session_.stage == Stage::kFollowUp) session_.follow_up_asked = false;
  if (session_.stage == Stage::kConfirm) {  // what was echoed was not taken yet
    session_.pending = {};
    return Reopen();
  }
  if (session_.asked.empty()) {
    Say(TextKey::kBackAtStart);
    return Reopen();
  }
  const uint16_t previous = session_.asked.back();
  session_.asked.pop_back();
  if (previous >= session_.answers.size()) return Reopen();
  Answer& answer = session_.answers[previous];
  if (answer.kind == Answer::Kind::kWords) Do(DropWords{answer.words});
  if (answer.kind == Answer::Kind::kCode) session_.site.clear();
  answer = {};
  session_.question = previous;
  // Back in an earlier round: the later ones of an open repeat have not begun.
  const Place place = Here();
  const uint16_t repeat = survey_.questions[place.question].repeat;
  if (repeat != kNoIndex &&
      survey_.container_texts[survey_.repeats[repeat].container].count.empty())
    session_.rounds.counts[repeat] = static_cast<uint16_t>(place.round + 1);
  for (uint16_t other = 0; other < survey_.repeats.size(); ++other) {
    if (survey_.repeats[other].first > place.question) session_.rounds.counts[other] = 0;
  }
  Recompute();
  Reopen();
}

void Turn::Skip() {
  if (session_.stage == Stage::kFollowUp) return DecideFollowUp(false);
  if (session_.stage == Stage::kLater) return Reopen();
  if (session_.stage == Stage::kMore) return DecideMore(false);
  session_.pending = {};
  session_.stage = Stage::kAsking;
  const Question& question = Current();
  if (Required(question)) {
    const std::string& own = question.required_message[language_];
    Say(own.empty() ? Word(TextKey::kRequired) : Filled(own));
    return AskCurrent();
  }
  Answer answer;
  answer.kind = Answer::Kind::kSkipped;
  Take(std::move(answer));
}

void Turn::Stop() {
  Do(StopContact{});
  const bool talking = Talking() || Ended();
  CloseThreads();
  if (talking) Erase(Stage::kStopped);  // START begins anew then
  session_.stage = Stage::kStopped;
  HideRemoval();
  session_.remind_at.reset();
  Say(catalog_->Format(TextKey::kStopped, {{"word", Word(TextKey::kWordStart)}}));
}

void Turn::SayReal() {
  Say(catalog_->Format(
      TextKey::kReal, {ReachedBy(), {"office", deployment_.office}, {"check", deployment_.check}}));
}

}  // namespace dialogs
