// SPDX-License-Identifier: Apache-2.0
// A secret word, where the survey offers it: set behind consent, asked for after a long silence.
// Only a keyed digest of it is kept, in the session, under the day key.
#include "core/utf8.h"
#include "dialogs/engine/turn.h"
#include "locales/fold.h"

namespace dialogs {
namespace {

constexpr size_t kMaxWordBytes = 120;

}  // namespace

core::Digest Turn::DigestOf(std::string_view word, const core::Seed& seed) {
  std::string folded;
  for (char32_t c : locales::FoldKey(word)) core::AppendUtf8(folded, c);
  return core::HmacSha256(seed, core::AsBytes(folded));
}

// The word of this conversation; of an earlier one where an officer's question about that waits.
bool Turn::IsSecret(std::string_view word) const {
  const bool for_officer = !HasCurrent() && !session_.talk.notes.empty() && session_.talk.lock;
  const auto& wanted = for_officer ? std::optional(session_.talk.lock->secret) : session_.secret;
  if (!wanted || word.size() > kMaxWordBytes) return false;
  const core::Digest given = DigestOf(word, for_officer ? session_.talk.lock->seed : session_.seed);
  return core::ConstantTimeEqual(core::ByteSpan(given), core::ByteSpan(*wanted));
}

bool Turn::OfferSecret() {
  const bool due =
      survey_.secret_word && !session_.secret_offered && Current().role == Role::kConsent;
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
  const bool fits = input_->kind == core::InboundKind::kText && !control &&
                    said.meaning != Meaning::kValue && input_->text.size() <= kMaxWordBytes &&
                    !locales::FoldKey(input_->text).empty();
  if (!none && !fits) {
    if (control == Meaning::kHelp) SayHelp();
    return Say(catalog_->Format(TextKey::kSecretAsk, {{"word", Word(TextKey::kWordSkip)}}));
  }
  if (!none) {
    session_.secret = DigestOf(input_->text, session_.seed);
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
  if (input_->kind == core::InboundKind::kText && IsSecret(input_->text)) return Reopen();
  Say(catalog_->Format(TextKey::kSecretWrong, {{"word", Word(TextKey::kWordStart)}}));
}

}  // namespace dialogs
