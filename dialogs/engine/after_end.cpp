// SPDX-License-Identifier: Apache-2.0
// What comes behind the end. A thank-you or a late answer is answered once, then not at all;
// whoever wants something begins anew, and is not asked for the language again.
#include "dialogs/engine/own_data.h"
#include "dialogs/engine/status_words.h"
#include "dialogs/engine/turn.h"
#include "locales/small_talk.h"

namespace dialogs {
namespace {

constexpr auto kStillAboutTheEnd = std::chrono::hours(12);

bool ComesBehindTheEnd(const Session& session, const Input& input, core::Timestamp now) {
  // With nothing to begin, no line can say how.
  if (!NeedsNewSession(session) || session.language.empty() || input.standing == Standing::kClosed)
    return false;
  if (now - session.last_at >= kStillAboutTheEnd) return false;
  if (input.kind == core::InboundKind::kTap) return true;  // a button of what is over
  return input.kind == core::InboundKind::kText &&
         locales::IsSmallTalk(session.language, input.text);
}

}  // namespace

bool ConcernsWhatEnded(const Survey& survey, const Deployment& deployment, const Session& session,
                       const Input& input, core::Timestamp now) {
  if (session.stage == Stage::kClearOffer &&
      Turn(survey, deployment, session, &input, now).AnswersClearOffer())
    return true;
  if (ConcernsOwnData(survey, session, input, now) || ComesBehindTheEnd(session, input, now))
    return true;
  return input.kind == core::InboundKind::kText &&
         ReadStatus(survey.compiled(), session.language, input.text);
}

// Session::misses of a conversation that is over: whether the line was said.
void Turn::AnswerAfterEnd() {
  if (!ComesBehindTheEnd(session_, *input_, now_) || session_.misses > 0) return;
  session_.misses = 1;
  // After a silence nothing tells that there was a code: somebody else may hold the phone.
  const bool receipt = !session_.receipt.empty() && !after_silence_;
  Say(catalog_->Format(TextKey::kAfterEnd,
                       {{locales::kByReceipt.argument, receipt ? locales::kByReceipt.value : ""},
                        {"start", Word(TextKey::kWordStart)},
                        {"status", Word(TextKey::kWordStatus)}}));
}

}  // namespace dialogs
