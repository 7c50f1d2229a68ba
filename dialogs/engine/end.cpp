// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "dialogs/engine/turn.h"
#include "dialogs/receipt.h"

namespace dialogs {

// An end whose condition holds but whose last question is still to come.
bool Turn::EndIsNear() const {
  const Facts facts = FactsNow();
  return std::any_of(survey_.ends.begin(), survey_.ends.end(),
                     [&](const EndRule& rule) { return !rule.self && IsTrue(rule.when, facts); });
}

bool Turn::EndByRule() {
  const Place here = Here();
  const Facts facts = FactsNow(&session_.answers[session_.question]);
  for (const EndRule& rule : survey_.ends) {
    if (rule.after && here.question < *rule.after) continue;
    if (rule.self && here.question != *rule.self) continue;
    if (!IsTrue(rule.when, facts)) continue;
    FinishSurvey(true);
    if (!rule.help.empty()) SayHelpNumbers({rule.help});
    session_.question = kNoQuestion;
    if (rule.child) {
      // No follow-up and no code for a child: the help line is who goes on.
      Say(TextKey::kChildEnd);
      session_.stage = Stage::kDone;
      OfferClear();
      return true;
    }
    Say(rule.text[language_]);
    EndSurvey();
    return true;
  }
  return false;
}

// Everything that is known is filed and counted. The conversation may go on with what is not
// counted.
void Turn::FinishSurvey(bool complete) {
  FileAll();
  if (session_.counted || !Consented()) return;
  session_.counted = true;
  FinishResponse response;
  response.response = Draw<core::ResponseId>();
  response.answers = CodedAnswers(Precision::kCount);
  response.ticket = session_.ticket;
  response.language = session_.language;
  response.complete = complete;
  Do(std::move(response));
}

void Turn::EndSurvey() {
  FinishSurvey(true);
  if (session_.ticket && !session_.follow_up_asked) return AskFollowUp();
  GiveReceiptOrThanks();
}

void Turn::AskFollowUp() {
  session_.stage = Stage::kFollowUp;
  session_.follow_up_asked = true;
  AskMenu(kFollowUpMenu, Word(TextKey::kFollowUpAsk),
          {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
}

void Turn::AnswerFollowUp() {
  const YesNo answer = ReadYesNo(kFollowUpMenu);
  if (answer == YesNo::kHandled) return;
  // What is not a clear yes is a no.
  if (answer != YesNo::kUnclear || ++session_.misses >= kMissesBeforeWayOut)
    return DecideFollowUp(answer == YesNo::kYes);
  Say(TextKey::kNotUnderstoodChoice);
  AskFollowUp();
}

void Turn::DecideFollowUp(bool yes) {
  session_.misses = 0;
  session_.follow_up = yes;
  result_.advanced = true;
  Say(yes ? TextKey::kFollowUpYes : TextKey::kFollowUpNo);
  if (yes && session_.ticket) {
    session_.thread = Draw<core::ThreadId>();
    Do(AllowFollowUp{*session_.ticket, *session_.thread});
  }
  if (!HasCurrent()) return GiveReceiptOrThanks();  // asked at the end: all is filed and counted
  GoOn();
}

void Turn::GiveReceiptOrThanks() {
  session_.stage = Stage::kDone;
  if (!session_.ticket) {
    Say(TextKey::kFinished);
    return OfferClear();
  }
  if (session_.receipt.empty()) {
    core::SeededRandom random(session_.seed, ++session_.draws);
    session_.receipt = NewReceipt(random);
    Do(GiveReceipt{session_.ticket, session_.receipt});
  }
  Say(catalog_->Format(TextKey::kReceipt, {{"code", session_.receipt}}));
  OfferClear();
}

void Turn::Decline() {
  CloseThreads();  // of earlier conversations
  Say(TextKey::kConsentDeclined);
  for (const Answer& answer : session_.answers) {
    if (answer.kind == Answer::Kind::kWords) Do(DropWords{answer.words});
  }
  Do(CountRefusal{});
  Erase(Stage::kDeclined);
}

void Turn::Expire() {
  if (!session_.asked.empty()) FinishSurvey(false);
  Erase(session_.stage == Stage::kStopped ? Stage::kStopped : Stage::kExpired);
}

void Turn::Erase(Stage stage) {
  Session empty;
  empty.survey = session_.survey;
  core::SeededRandom random(session_.seed, ++session_.draws);
  empty.seed = random.NewSeed();  // buttons of what was erased must not fit what begins after it
  empty.language = session_.language;
  empty.stage = stage;
  empty.started_at = session_.started_at;
  empty.last_at = session_.last_at;
  empty.answers.resize(survey_.questions.size());
  empty.rounds.counts.resize(survey_.repeats.size());
  // Refused or erased: nothing stays. Else only what is needed to erase it later.
  if (stage != Stage::kDeclined && stage != Stage::kDone) CarryOver(session_, empty);
  session_ = std::move(empty);
  relevant_.clear();
  Recompute();
}

}  // namespace dialogs
