// SPDX-License-Identifier: Apache-2.0
#include "locales/text_keys.h"

#include "core/result.h"

namespace locales {
namespace {

struct Row {
  TextKey key;
  std::string_view name;
  std::string_view placeholders;
  Choosing chooses = {};
};

// In the order of the enum; the static_assert below holds it.
constexpr Row kRows[] = {
    {TextKey::kChooseLanguage, "choose_language", ""},
    {TextKey::kLanguageChanged, "language_changed", ""},
    {TextKey::kHintChooseSeveral, "hint_choose_several", ""},
    {TextKey::kHintSkip, "hint_skip", "word"},
    {TextKey::kNotUnderstoodChoice, "not_understood_choice", "", kByAnswers},
    {TextKey::kNotUnderstoodNumber, "not_understood_number", "example"},
    {TextKey::kNotUnderstoodDate, "not_understood_date", "example"},
    {TextKey::kNotUnderstoodText, "not_understood_text", ""},
    {TextKey::kOutOfRange, "out_of_range", "min,max"},
    {TextKey::kNotWhole, "not_whole", ""},
    {TextKey::kRangeGiven, "range_given", ""},
    {TextKey::kChooseOnlyOne, "choose_only_one", ""},
    {TextKey::kAmbiguous, "ambiguous", "options", kByAnswers},
    {TextKey::kConstraintFailed, "constraint_failed", ""},
    {TextKey::kRequired, "required", ""},
    {TextKey::kOfferSkip, "offer_skip", "word"},
    {TextKey::kMediaNotSupported, "media_not_supported", ""},
    {TextKey::kTextTooLong, "text_too_long", ""},
    {TextKey::kHelp, "help", "stop,back,skip,language,real"},
    {TextKey::kBackAtStart, "back_at_start", ""},
    {TextKey::kStopped, "stopped", "word"},
    {TextKey::kReal, "real", "office,check", kByAddress},
    {TextKey::kResumed, "resumed", ""},
    {TextKey::kNothingToResume, "nothing_to_resume", ""},
    {TextKey::kLaterWhich, "later_which", ""},
    {TextKey::kLaterInHours, "later_in_hours", "hours"},
    {TextKey::kLaterTomorrow, "later_tomorrow", ""},
    {TextKey::kLaterConfirmed, "later_confirmed", ""},
    {TextKey::kReminder, "reminder", "word"},
    {TextKey::kExpired, "expired", "word"},
    {TextKey::kStale, "stale", ""},
    {TextKey::kLeadIn, "lead_in", ""},
    {TextKey::kHelpNumbers, "help_numbers", "numbers"},
    {TextKey::kConsentDeclined, "consent_declined", ""},
    {TextKey::kFinished, "finished", ""},
    {TextKey::kFollowUpAsk, "follow_up_ask", ""},
    {TextKey::kFollowUpYes, "follow_up_yes", ""},
    {TextKey::kFollowUpNo, "follow_up_no", ""},
    {TextKey::kReceipt, "receipt", "code"},
    {TextKey::kChildEnd, "child_end", ""},
    {TextKey::kWordStop, "word_stop", ""},
    {TextKey::kWordHelp, "word_help", ""},
    {TextKey::kWordBack, "word_back", ""},
    {TextKey::kWordSkip, "word_skip", ""},
    {TextKey::kWordLanguage, "word_language", ""},
    {TextKey::kWordResume, "word_resume", ""},
    {TextKey::kWordReal, "word_real", ""},
    {TextKey::kWordStart, "word_start", ""},
    {TextKey::kWordYes, "word_yes", ""},
    {TextKey::kWordNo, "word_no", ""},
    {TextKey::kWordOpenList, "word_open_list", ""},
    {TextKey::kWordDone, "word_done", ""},
    {TextKey::kWordMore, "word_more", ""},
    {TextKey::kWordOther, "word_other", ""},
    {TextKey::kCodeMistyped, "code_mistyped", "word"},
    {TextKey::kRepeatMore, "repeat_more", ""},
    {TextKey::kConfirmValue, "confirm_value", "value"},
    {TextKey::kNotUnderstoodTime, "not_understood_time", "example"},
    {TextKey::kSendLocation, "send_location", ""},
    {TextKey::kOtherSpecify, "other_specify", ""},
    {TextKey::kWithdrawn, "withdrawn", "word"},
    {TextKey::kClosed, "closed", ""},
    {TextKey::kLanguageOffer, "language_offer", ""},
    {TextKey::kEraseAsk, "erase_ask", ""},
    {TextKey::kErased, "erased", "word", kByAddress},
    {TextKey::kMyData, "my_data", "count,days,word"},
    {TextKey::kClearPhone, "clear_phone", ""},
    {TextKey::kClearChatOffer, "clear_chat_offer", ""},
    {TextKey::kPanicEnd, "panic_end", ""},
    {TextKey::kNeutralOpening, "neutral_opening", ""},
    {TextKey::kWordGoOn, "word_go_on", ""},
    {TextKey::kWordStartNew, "word_start_new", ""},
    {TextKey::kSecretAsk, "secret_ask", "word"},
    {TextKey::kSecretSet, "secret_set", ""},
    {TextKey::kSecretNeeded, "secret_needed", ""},
    {TextKey::kSecretWrong, "secret_wrong", "word"},
    {TextKey::kIdentityPhone, "identity_phone", ""},
    {TextKey::kIdentityEmail, "identity_email", ""},
    {TextKey::kIdentityName, "identity_name", ""},
    {TextKey::kIdentityNumber, "identity_number", ""},
    {TextKey::kIdentityOther, "identity_other", ""},
    {TextKey::kIdentityRemoved, "identity_removed", ""},
    {TextKey::kIdentityKept, "identity_kept", ""},
    {TextKey::kStatusAskCode, "status_ask_code", ""},
    {TextKey::kStatusNoNews, "status_no_news", ""},
    {TextKey::kStatusReceived, "status_received", ""},
    {TextKey::kStatusInProgress, "status_in_progress", ""},
    {TextKey::kStatusQuestion, "status_question", "word"},
    {TextKey::kStatusClosedActed, "status_closed_acted", ""},
    {TextKey::kStatusClosedPassed, "status_closed_passed", ""},
    {TextKey::kStatusClosedNoAction, "status_closed_no_action", ""},
    {TextKey::kReopenAsk, "reopen_ask", ""},
    {TextKey::kThreadQuestion, "thread_question", "word"},
    {TextKey::kThreadNote, "thread_note", "word"},
    {TextKey::kThreadKept, "thread_kept", ""},
    {TextKey::kThreadEnded, "thread_ended", ""},
    {TextKey::kHumanTakeover, "human_takeover", ""},
    {TextKey::kClosingBetter, "closing_better", ""},
    {TextKey::kClosingTrouble, "closing_trouble", ""},
    {TextKey::kClosingAgain, "closing_again", ""},
    {TextKey::kAskPlace, "ask_place", ""},
    {TextKey::kAskSince, "ask_since", ""},
    {TextKey::kAskHowMany, "ask_how_many", ""},
    {TextKey::kAskSafeHours, "ask_safe_hours", ""},
    {TextKey::kAskStill, "ask_still", ""},
    {TextKey::kAskDanger, "ask_danger", ""},
    {TextKey::kAskPaidUntil, "ask_paid_until", ""},
    {TextKey::kAskPapers, "ask_papers", ""},
    {TextKey::kAskChildren, "ask_children", ""},
    {TextKey::kAskBossKnows, "ask_boss_knows", ""},
    {TextKey::kAskVisitOk, "ask_visit_ok", ""},
    {TextKey::kAskMore, "ask_more", ""},
    {TextKey::kAskComplaint, "ask_complaint", ""},
    {TextKey::kReplyReceived, "reply_received", ""},
    {TextKey::kReplyNext, "reply_next", ""},
    {TextKey::kReplyVisit, "reply_visit", ""},
    {TextKey::kReplySafe, "reply_safe", ""},
    {TextKey::kReplyPassed, "reply_passed", ""},
    {TextKey::kReplyCannot, "reply_cannot", ""},
    {TextKey::kReplyDone, "reply_done", ""},
    {TextKey::kReplyRights, "reply_rights", ""},
    {TextKey::kWordPreferNot, "word_prefer_not", ""},
    {TextKey::kWordDontKnow, "word_dont_know", ""},
    {TextKey::kWordOk, "word_ok", ""},
    {TextKey::kWordDelete, "word_delete", ""},
    {TextKey::kWordMyData, "word_my_data", ""},
    {TextKey::kWordStatus, "word_status", ""},
    {TextKey::kAfterEnd, "after_end", "start,status", kByReceipt},
};

constexpr bool InOrder() {
  for (size_t i = 0; i < std::size(kRows); ++i) {
    if (static_cast<size_t>(kRows[i].key) != i) return false;
  }
  return std::size(kRows) == kTextKeyCount;
}
static_assert(InOrder(), "kRows must have one row per TextKey, in the order of the enum");

}  // namespace

std::string_view Name(TextKey key) {
  CHECK(key < TextKey::kCount);
  return kRows[static_cast<size_t>(key)].name;
}

std::string_view Placeholders(TextKey key) {
  CHECK(key < TextKey::kCount);
  return kRows[static_cast<size_t>(key)].placeholders;
}

Choosing Chooses(TextKey key) {
  CHECK(key < TextKey::kCount);
  return kRows[static_cast<size_t>(key)].chooses;
}

}  // namespace locales
