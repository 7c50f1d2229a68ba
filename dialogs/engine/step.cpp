// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/limits.h"
#include "dialogs/engine/turn.h"

namespace dialogs {
namespace {

constexpr uint16_t kMaxRounds = 50;  // of one repeat (reading/questions.cpp)

}  // namespace

Turn::Turn(const Survey& survey, const Deployment& deployment, Session session, const Input* input,
           core::Timestamp now)
    : survey_(survey.compiled()),
      deployment_(deployment),
      input_(input),
      now_(now),
      session_(result_.session) {
  CHECK(deployment.catalogs != nullptr);
  session_ = std::move(session);
  // Slots and answers go together; a session that was damaged is made to fit again.
  auto& blocks = session_.rounds.blocks;
  std::erase_if(blocks, [&](const Rounds::Block& b) { return b.repeat >= survey_.repeats.size(); });
  if (blocks.size() > survey_.repeats.size() * kMaxRounds) blocks.clear();
  session_.rounds.counts.resize(survey_.repeats.size());
  for (uint16_t& count : session_.rounds.counts) count = std::min(count, kMaxRounds);
  session_.answers.resize(SlotCount(survey_, session_.rounds));
  auto found = std::find(survey_.languages.begin(), survey_.languages.end(), session_.language);
  language_ =
      found == survey_.languages.end() ? 0 : static_cast<size_t>(found - survey_.languages.begin());
  if (found == survey_.languages.end()) session_.language.clear();  // of an earlier survey
  catalog_ = &deployment_.catalogs->Closest(survey_.languages[language_]);
  const bool dates =
      survey_.uses_clock || (HasCurrent() && (Current().type == QuestionType::kDate ||
                                              Current().type == QuestionType::kDateTime));
  if (dates) LookAtClock();
  Recompute();
}

StepResult Turn::Step() {
  const bool over = NeedsNewSession(session_);
  if (input_->kind == core::InboundKind::kUnblocked) return Finish();
  if (input_->replaces || input_->kind == core::InboundKind::kRevoked) {
    if (input_->replaces) ReplaceWords();
    return Finish();
  }
  if (input_->kind == core::InboundKind::kBlocked) {
    if (over && ThreadsOf(session_).empty()) return Finish();
    if (session_.stage != Stage::kStopped) Do(StopContact{});
    const bool talking = over || Talking() || session_.stage == Stage::kDone;
    CloseThreads();
    if (talking) Erase(Stage::kStopped);
    session_.stage = Stage::kStopped;
    return Finish();
  }
  if (CanExpire() && Silent(ExpiresAfter())) Expire();  // time ran out before Wake() was called
  after_silence_ = Silent(core::limits::kSilenceHides);
  if (AnswersClearOffer()) {
    AnswerClearOffer();
    return Finish();
  }
  if (TakeOwnData() || TakeStatus()) return Finish();
  if (over) {
    AnswerAfterEnd();
    return Finish();
  }
  if (session_.stage == Stage::kExpired) {
    SayExpired();
    return Finish();
  }
  if (input_->standing != Standing::kOpen && AsksTheSurvey()) {
    const auto control =
        session_.language.empty() ? ControlInAny(AllowedLanguages()) : ControlTyped();
    if (control != Meaning::kStop) {
      session_.last_at = now_;
      Withdraw(input_->standing);
      return Finish();
    }
  }
  if (session_.stage == Stage::kStopped) {
    InStopped();
  } else {
    session_.last_at = now_;
    if (!HideEarlier()) Dispatch();
  }
  return Finish();
}

void Turn::Dispatch() {
  if (Ended())
    return ControlTyped() == Meaning::kStop ? Stop() : OfferNotes();  // one waited for day
  if (RemovalLies()) return AnswerRemoval();
  if (Talking()) return session_.stage == Stage::kThread ? AnswerNote() : AnswerClosing();
  if (session_.stage == Stage::kStatusCode) return AnswerStatusCode();
  if (session_.stage == Stage::kReopen) return AnswerReopen();
  const bool nothing_asked = session_.presented.empty() &&
                             (session_.stage == Stage::kLanguage || session_.language.empty());
  if (nothing_asked || session_.stage == Stage::kCode) return Open();
  switch (session_.stage) {
    case Stage::kLanguage:
      return AnswerLanguageMenu();
    case Stage::kAsking:
      return HasCurrent() ? AnswerQuestion() : EndSurvey();
    case Stage::kLater:
      return AnswerLater();
    case Stage::kWaiting:
      if (input_->kind == core::InboundKind::kText) {
        auto control = locales::ControlWord(session_.language, input_->text);
        if (control == Meaning::kStop) return Stop();
      }
      session_.stage = Stage::kAsking;
      session_.remind_at.reset();
      Say(TextKey::kResumed);
      return Reopen();
    case Stage::kFollowUp:
      return AnswerFollowUp();
    case Stage::kMore:
      return HasCurrent() ? AnswerMore() : EndSurvey();
    case Stage::kConfirm:
      return HasCurrent() ? AnswerConfirm() : EndSurvey();
    case Stage::kErasing:
      return AnswerErase();
    case Stage::kNeutral:
      return AnswerNeutral();
    case Stage::kSecretOffer:
      return AnswerSecretOffer();
    case Stage::kSecretNeeded:
      return AnswerSecret();
    default:
      return;
  }
}

// After STOP silence is promised: only START ends it.
void Turn::InStopped() {
  if (input_->kind != core::InboundKind::kText ||
      ControlInAny(AllowedLanguages()) != Meaning::kStart)
    return;
  session_.last_at = now_;
  Do(ResumeContact{});
  if (input_->standing != Standing::kOpen) return Withdraw(input_->standing);
  if (session_.language.empty()) {
    session_.stage = Stage::kLanguage;
    return Open();
  }
  if (!session_.asked.empty()) Say(TextKey::kResumed);
  Reopen();
}

void Turn::SayExpired() {
  session_.stage = Stage::kDone;  // told: whoever writes now begins anew
  Say(catalog_->Format(TextKey::kExpired, {{"word", Word(TextKey::kWordStart)}}));
}

StepResult Turn::Finish() {
  FlushSaid();
  OfferNotes();
  FlushSaid();
  result_.wake_at = NextWake();
  return std::move(result_);
}

Session NewSession(const Survey& survey, const core::Seed& seed, core::Timestamp now) {
  Session session;
  session.survey = survey.hash();
  session.seed = seed;
  session.answers.resize(survey.compiled().questions.size());
  session.rounds.counts.resize(survey.compiled().repeats.size());
  session.started_at = now;
  session.last_at = now;
  return session;
}

bool NeedsNewSession(const Session& session) {
  const bool over = session.stage == Stage::kDone || session.stage == Stage::kDeclined ||
                    session.stage == Stage::kClearOffer;
  return over && session.talk.notes.empty();
}

StepResult Step(const Survey& survey, const Deployment& deployment, Session session,
                const Input& input, core::Timestamp now) {
  return Turn(survey, deployment, std::move(session), &input, now).Step();
}

StepResult Wake(const Survey& survey, const Deployment& deployment, Session session,
                core::Timestamp now, Standing standing) {
  return Turn(survey, deployment, std::move(session), nullptr, now).Wake(standing);
}

}  // namespace dialogs
