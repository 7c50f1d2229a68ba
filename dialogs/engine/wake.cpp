// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/limits.h"
#include "dialogs/engine/turn.h"

namespace dialogs {

StepResult Turn::Wake(Standing standing) {
  const bool silent = Silent(ExpiresAfter());
  if (silent) CloseForgotten();
  if (Talking()) WakeTalk();
  if (silent && CanExpire()) Expire();
  if (!CanExpire()) return Finish();
  if (standing != Standing::kOpen && AsksTheSurvey()) {
    const core::Timestamp allowed = InDaytime(now_);
    if (allowed <= now_) WithdrawSilently(standing);
    StepResult result = Finish();
    if (allowed > now_)
      result.wake_at = allowed;  // a message at night may be read by somebody else
    return result;
  }
  if (session_.stage == Stage::kWaiting && session_.remind_at && now_ >= *session_.remind_at)
    Remind();
  if (Silent(core::limits::kSilenceFilesTicket)) FileAll();
  return Finish();
}

// A survey that silence ends: not one that is over, with an officer's question open or behind a
// secret word.
bool Turn::CanExpire() const {
  Stage stage = session_.stage == Stage::kErasing ? session_.under : session_.stage;
  if (stage == Stage::kStatusCode || stage == Stage::kReopen) stage = session_.talk.status_under;
  const bool waits = stage == Stage::kSecretNeeded && !HasCurrent() && !session_.talk.notes.empty();
  return stage != Stage::kDone && stage != Stage::kClearOffer && stage != Stage::kDeclined &&
         stage != Stage::kExpired && stage != Stage::kThread && stage != Stage::kClosing && !waits;
}

// Nobody answered what lies over something that does not expire.
void Turn::CloseForgotten() {
  if (CanExpire()) return;
  if (session_.stage == Stage::kErasing) session_.stage = session_.under;
  if (session_.stage == Stage::kStatusCode || session_.stage == Stage::kReopen)
    session_.stage = session_.talk.status_under;
}

void Turn::Remind() {
  const core::Timestamp allowed = InDaytime(now_);
  if (allowed > now_) {  // the service was away; a message at night may be read by somebody else
    session_.remind_at = allowed;
    return;
  }
  session_.remind_at.reset();
  session_.reminded = true;
  core::OutboundMessage message;
  message.text = catalog_->Format(TextKey::kReminder, {{"word", Word(TextKey::kWordResume)}});
  message.body = message.text;
  message.purpose = core::Purpose::kReminder;
  Send(std::move(message));
}

std::optional<core::Timestamp> Turn::NextWake() const {
  if (Ended() || session_.stage == Stage::kDeclined || session_.stage == Stage::kExpired ||
      Talking())
    return NextTalk();
  core::Timestamp next = session_.last_at + ExpiresAfter();
  // A stopped conversation that has been emptied has nothing left to wait for.
  if (next <= now_) return std::nullopt;
  if (session_.stage == Stage::kWaiting && session_.remind_at)
    next = std::min(next, *session_.remind_at);
  const bool may_file = !survey_.triage.indicators.empty() && !session_.asked.empty();
  const core::Timestamp silence = session_.last_at + core::limits::kSilenceFilesTicket;
  if (may_file && now_ < silence) next = std::min(next, silence);
  return next;
}

}  // namespace dialogs
