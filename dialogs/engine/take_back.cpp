// SPDX-License-Identifier: Apache-2.0
// What was written is taken back: a message that the worker edits or deletes, and the whole chat at
// its end.
#include <algorithm>

#include "core/utf8.h"
#include "dialogs/engine/turn.h"
#include "locales/fold.h"

namespace dialogs {

// Nothing is said: whoever edits sees the result, and an answer could be read by somebody else.
// What an officer has opened stays with the store (DropWords), but the ticket names the new words.
void Turn::ReplaceWords() {
  Do(DropWords{*input_->replaces});
  // What was asked about them is still open, about the new ones.
  if (session_.removal.record == input_->replaces) session_.removal.record = input_->words;
  auto answer =
      std::find_if(session_.answers.begin(), session_.answers.end(), [&](const Answer& a) {
        return a.kind == Answer::Kind::kWords && a.words == *input_->replaces;
      });
  if (answer == session_.answers.end()) return;  // of a conversation before this one
  const auto slot = static_cast<uint16_t>(answer - session_.answers.begin());
  // A command is no answer: what it would do is not what an edit is for.
  const bool gone = input_->kind == core::InboundKind::kRevoked ||
                    core::Trim(input_->text).empty() || ControlTyped().has_value();
  *answer = {};
  answer->kind = Answer::Kind::kSkipped;
  if (!gone) {
    const Place place = PlaceOf(survey_, session_.rounds, slot);
    answer->kind = Answer::Kind::kWords;
    answer->words = input_->words;
    answer->words_chars = CodePoints(input_->text);
    if (survey_.questions[place.question].coded && deployment_.places != nullptr)
      answer->text = deployment_.places->CodeOf(input_->text, session_.language);
    Do(KeepWords{answer->words, NameAt(place)});
  }
  Recompute();
  if (session_.ticket) FileAll();
}

// Telegram can take everything out of the chat, ours and the worker's; SMS and WhatsApp leave it to
// the worker.
void Turn::OfferClear() {
  if (input_ == nullptr) return;
  if (Channel() == core::ChannelKind::kTelegram) {
    session_.stage = Stage::kClearOffer;
    AskMenu(kClearMenu, Word(TextKey::kClearChatOffer),
            {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
  } else if (Channel() == core::ChannelKind::kSms || Channel() == core::ChannelKind::kWhatsApp) {
    Say(TextKey::kClearPhone);
  }
}

// It cannot be undone, and the code stands in the same message: "ok thanks" may be for that. A tap,
// the number or the word.
std::optional<size_t> Turn::ClearAnswer() const {
  const auto chosen = ReadMenu(kClearMenu, {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
  if (chosen != size_t{0} || input_->kind == core::InboundKind::kTap) return chosen;
  const std::u32string typed = locales::FoldKey(input_->text);
  const bool plain =
      typed == U"1" || typed == U"yes" || typed == locales::FoldKey(Word(TextKey::kWordYes));
  return plain ? chosen : std::nullopt;
}

bool Turn::AnswersClearOffer() const {
  return session_.stage == Stage::kClearOffer && input_ != nullptr && ClearAnswer().has_value();
}

void Turn::AnswerClearOffer() {
  session_.stage = Stage::kDone;
  session_.last_at = now_;
  if (ClearAnswer() == size_t{0}) return Do(ClearChat{});  // the empty chat is the answer
  Say(TextKey::kWordOk);
}

}  // namespace dialogs
