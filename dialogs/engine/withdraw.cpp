// SPDX-License-Identifier: Apache-2.0
#include "dialogs/engine/turn.h"

namespace dialogs {

// What belongs to the person and the office (STOP, erasing, follow-up) goes on as it is.
bool Turn::AsksTheSurvey() const {
  switch (session_.stage) {
    case Stage::kLanguage:
    case Stage::kAsking:
    case Stage::kLater:
    case Stage::kWaiting:
    case Stage::kCode:
    case Stage::kMore:
    case Stage::kConfirm:
    case Stage::kNeutral:
    case Stage::kSecretOffer:
    case Stage::kSecretNeeded:
      return true;
    default:
      return false;
  }
}

// What is known is filed as after silence; the answers go.
void Turn::Withdraw(Standing standing) {
  const bool opening = session_.asked.empty();
  if (session_.language.empty()) {
    const auto allowed = AllowedLanguages();
    auto language = LanguageOfHint(allowed);
    if (!language) language = LanguageOfFirstWords(allowed);
    if (!language && !allowed.empty()) language = allowed.front();
    if (language) SetLanguage(*language);
  }
  if (!opening) FinishSurvey(false);
  if (standing == Standing::kClosed) {
    Say(TextKey::kClosed);
    // Whoever came for help shall not go without a number.
    if (opening && survey_.has_danger_rule) SayHelpNumbers({"danger"});
  } else {
    Say(catalog_->Format(TextKey::kWithdrawn, {{"word", Word(TextKey::kWordStart)}}));
  }
  if (session_.ticket && !after_silence_) GiveReceiptOrThanks();
  Erase(Stage::kExpired);  // a later DELETE still finds what was filed
  session_.stage = Stage::kDone;
}

void Turn::WithdrawSilently(Standing standing) {
  if (!session_.asked.empty()) FinishSurvey(false);
  if (!session_.language.empty()) {
    core::OutboundMessage message;
    message.text =
        standing == Standing::kClosed
            ? Word(TextKey::kClosed)
            : catalog_->Format(TextKey::kWithdrawn, {{"word", Word(TextKey::kWordStart)}});
    message.body = message.text;
    message.purpose = core::Purpose::kNotice;
    Send(std::move(message));
  }
  Erase(Stage::kExpired);
  session_.stage = Stage::kDone;
}

}  // namespace dialogs
