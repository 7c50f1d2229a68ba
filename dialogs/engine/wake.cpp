// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/limits.h"
#include "dialogs/engine/turn.h"

namespace dialogs {

StepResult Turn::Wake(Standing standing) {
  if (NeedsNewSession(session_) || session_.stage == Stage::kExpired) return Finish();
  if (Silent(ExpiresAfter())) {
    Expire();
    return Finish();
  }
  if (standing != Standing::kOpen && AsksTheSurvey()) {
    const core::Timestamp allowed = InDaytime(now_);
    if (allowed <= now_) WithdrawSilently(standing);
    StepResult result = Finish();
    if (allowed > now_) result.wake_at = allowed;  // a message at night may be read by somebody else
    return result;
  }
  if (session_.stage == Stage::kWaiting && session_.remind_at && now_ >= *session_.remind_at)
    Remind();
  if (Silent(core::limits::kSilenceFilesTicket)) FileAll();
  return Finish();
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
  if (NeedsNewSession(session_) || session_.stage == Stage::kExpired) return std::nullopt;
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
