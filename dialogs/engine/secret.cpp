// SPDX-License-Identifier: Apache-2.0
// A secret word, where the survey offers it: set behind consent, asked for after a long silence. Only a keyed digest of it is
// kept, in the session, under the day key.
#include "core/utf8.h"
#include "dialogs/engine/turn.h"
#include "locales/fold.h"

namespace dialogs {
namespace {

constexpr size_t kMaxWordBytes = 120;

}  // namespace

core::Digest Turn::DigestOf(std::string_view word) const {
  std::string folded;
  for (char32_t c : locales::FoldKey(word)) core::AppendUtf8(folded, c);
  return core::HmacSha256(session_.seed, core::AsBytes(folded));
}

bool Turn::OfferSecret() {
  const bool due = survey_.secret_word && !session_.secret_offered && Current().role == Role::kConsent;
  if (!due) return false;
  session_.secret_offered = true;
  session_.stage = Stage::kSecretOffer;
  Say(catalog_->Format(TextKey::kSecretAsk, {{"word", Word(TextKey::kWordSkip)}}));
  return true;
}

void Turn::AnswerSecretOffer() {
  const auto control = ControlTyped();
  if (control == Meaning::kStop) return Stop();
  locales::Question question;
  question.type = locales::AnswerType::kYesNo;
  question.language = session_.language;
  const auto said = locales::Understand(question, input_->text);
  const bool none = control == Meaning::kSkip || said.meaning == Meaning::kRefused ||
                    (said.meaning == Meaning::kValue && said.values[0] == "no");
  const bool fits = input_->kind == core::InboundKind::kText && !control && said.meaning != Meaning::kValue &&
                    input_->text.size() <= kMaxWordBytes && !locales::FoldKey(input_->text).empty();
  if (!none && !fits) {
    if (control == Meaning::kHelp) SayHelp();
    return Say(catalog_->Format(TextKey::kSecretAsk, {{"word", Word(TextKey::kWordSkip)}}));
  }
  if (!none) {
    session_.secret = DigestOf(input_->text);
    Say(TextKey::kSecretSet);
  }
  GoOn();
}

void Turn::AskSecret() {
  session_.stage = Stage::kSecretNeeded;
  Say(TextKey::kSecretNeeded);
}

void Turn::AnswerSecret() {
  const auto control = ControlTyped();
  if (control == Meaning::kStop) return Stop();
  if (control == Meaning::kStart) return StartNew();
  const bool right = input_->kind == core::InboundKind::kText && input_->text.size() <= kMaxWordBytes && session_.secret &&
                     core::ConstantTimeEqual(core::ByteSpan(DigestOf(input_->text)), core::ByteSpan(*session_.secret));
  if (right) return Reopen();
  Say(catalog_->Format(TextKey::kSecretWrong, {{"word", Word(TextKey::kWordStart)}}));
}

}  // namespace dialogs
