// SPDX-License-Identifier: Apache-2.0
// Every system text that a worker can see. A catalog (locales/messages/<bcp47>.json) has exactly
// these keys, with exactly these placeholders; tests/locales holds all of them to it. The text of a
// survey is not here but in the survey.
#pragma once

#include <cstdint>
#include <string_view>

namespace locales {

enum class TextKey : uint8_t {
  // Opening and language
  kChooseLanguage,   // "Choose your language" (no placeholders; the menu lists each language in its
                     // own name)
  kLanguageChanged,  // confirmation in the new language, before the question is repeated
  // Hints behind a question
  kHintChooseSeveral,  // "Reply with the numbers, for example 1 3"
  kHintSkip,           // "(or SKIP)": shown when a question is not required; {word}
  // Answers that cannot be taken; the question follows again
  kNotUnderstoodChoice,  // please answer with one of the numbers shown
  kNotUnderstoodNumber,  // please answer with a number, for example {example}
  kNotUnderstoodDate,    // please answer with a date, for example {example}
  kNotUnderstoodText,    // please write it in words
  kOutOfRange,           // a number from {min} to {max}, please
  kNotWhole,             // a whole number, please
  kRangeGiven,           // you wrote a range; one number, please
  kChooseOnlyOne,        // one answer only, please
  kAmbiguous,            // did you mean {options}? (already joined labels with their numbers)
  kConstraintFailed,  // generic: that answer does not fit; used when the survey has no message of
                      // its own
  kRequired,          // this question cannot be skipped; HELP and STOP work
  kOfferSkip,  // after the third miss of a question that can be skipped: send {word} to go on
  kMediaNotSupported,  // pictures and voice cannot be read here; please write
  kTextTooLong,        // only the first 4,000 characters were kept
  // Control words
  kHelp,  // what can be sent: {stop} {back} {skip} {language} {real} are the words of this language
  kBackAtStart,  // there is nothing before this question
  kStopped,      // the one confirmation: no more messages; {word} (the start word) begins anew
  kReal,         // who runs this and where it can be checked: {office} {check}
  kResumed,      // going on where we were (then the question)
  kNothingToResume,
  kLaterWhich,      // when shall we write again? (options are kLaterHours texts)
  kLaterInHours,    // {hours} plural: "in 3 hours"
  kLaterTomorrow,   // "tomorrow"
  kLaterConfirmed,  // we will write once; neutral
  kReminder,        // neutral, once; {word} to go on
  kExpired,         // after a long silence; says nothing of what was there; {word} begins anew
  kStale,           // a tap on an old question: here is the current one
  kLeadIn,  // before a text that tells at its beginning what this is about: fills a lock screen
  // Help first
  kHelpNumbers,  // "Help now: {numbers}" (already joined lines of number and hours)
  // Ends
  kConsentDeclined,  // thanks; nothing was kept
  kFinished,         // thanks, the end, when no ticket was opened
  kFollowUpAsk,      // may an officer ask you more, here in this chat? yes / no
  kFollowUpYes,      // thanks; an officer may write here
  kFollowUpNo,       // understood; nobody will write
  kReceipt,          // your code: {code}; keep it; what happens next
  kChildEnd,         // for under 15s: thanks, the end; help number came before
  // Words of this language that other texts and channels show
  kWordStop,
  kWordHelp,
  kWordBack,
  kWordSkip,
  kWordLanguage,
  kWordResume,
  kWordReal,
  kWordStart,
  kWordYes,
  kWordNo,
  kWordOpenList,  // at most 20 characters
  kWordDone,      // at most 20 characters
  kWordMore,      // at most 20 characters
  kWordOther,
  // Codes
  kCodeMistyped,  // a start or site code with a typing error
  // More kinds of questions
  kRepeatMore,         // after each round of an open repeat; yes / no
  kConfirmValue,       // echo of a number, date or choice, never of words; yes / no
  kNotUnderstoodTime,  // please send a time
  kSendLocation,       // asks for the phone's location where the channel has it
  kOtherSpecify,       // after the choice 'other'
  kWithdrawn,          // the survey was withdrawn in the middle of a conversation
  kClosed,             // the same, or to a first message, while there is nothing to begin here
  kLanguageOffer,      // in the language that the worker seems to write; yes / no
  // The worker's control over what is kept
  kEraseAsk,        // before erasing; yes / no
  kErased,          // what goes, and what stays: the same words whether anything was there
  kMyData,          // what is held
  kClearPhone,      // SMS, WhatsApp: the chat on the phone itself
  kClearChatOffer,  // Telegram, at the end; yes / no
  kPanicEnd,        // after the panic word: an innocent message
  kNeutralOpening,  // after a long silence; nothing earlier is named; the three words below are its
                    // choices
  kWordGoOn,        // button
  kWordStartNew,    // button
  kSecretAsk,       // offered at consent
  kSecretSet,
  kSecretNeeded,
  kSecretWrong,
  kIdentityPhone,  // what a worker wrote holds something that identifies; yes / no
  kIdentityEmail,
  kIdentityName,
  kIdentityNumber,  // an id, card, account or badge number
  kIdentityOther,   // several kinds, or another
  kIdentityRemoved,
  kIdentityKept,
  // News by code, and talking with an officer
  kStatusAskCode,
  kStatusNoNews,  // unknown, wrong, too many tries or nothing new: the same words
  kStatusReceived,
  kStatusInProgress,
  kStatusQuestion,  // an officer has a question; {word} opens it
  kStatusClosedActed,
  kStatusClosedPassed,
  kStatusClosedNoAction,
  kReopenAsk,       // the code came from another phone; yes / no
  kThreadQuestion,  // before an officer's question: neutral, with a way out
  kThreadNote,      // before an officer's message that asks nothing; neutral, with a way out
  kThreadKept,
  kThreadEnded,
  kHumanTakeover,   // the bot is quiet while a person talks
  kClosingBetter,   // asked at closing; yes / no
  kClosingTrouble,  // yes / no
  kClosingAgain,    // yes / no
  // Fixed questions and replies of an officer: officer and worker need not share a language
  kAskPlace,
  kAskSince,
  kAskHowMany,
  kAskSafeHours,
  kAskStill,
  kAskDanger,
  kAskPaidUntil,
  kAskPapers,
  kAskChildren,
  kAskBossKnows,
  kAskVisitOk,
  kAskMore,
  kAskComplaint,  // may the office make a complaint of it; yes / no
  kReplyReceived,
  kReplyNext,
  kReplyVisit,
  kReplySafe,
  kReplyPassed,
  kReplyCannot,
  kReplyDone,
  kReplyRights,
  // More words of this language
  kWordPreferNot,  // button on sensitive questions
  kWordDontKnow,   // button
  kWordOk,         // button
  kWordDelete,
  kWordMyData,
  kWordStatus,
  kAfterEnd,  // to a thank-you behind the end: how to begin again ({start}), with a receipt how to
              // hear news ({status})
  kCount      // not a text
};

inline constexpr size_t kTextKeyCount = static_cast<size_t>(TextKey::kCount);

// The key as it stands in the catalog's JSON: "choose_language" for kChooseLanguage.
[[nodiscard]] std::string_view Name(TextKey key);
// The placeholders that this text must use, each exactly once or more, e.g. {"min", "max"};
// comma-separated, "" if none.
[[nodiscard]] std::string_view Placeholders(TextKey key);

// Some texts have two wordings, {argument, select, value {...} other {...}}, because the same
// sentence would not be true everywhere. Which they are is fixed here; a catalog must write both.
struct Choosing {
  std::string_view argument;  // "" if the text has one wording
  std::string_view value;     // the case beside "other"
};
inline constexpr Choosing kByAnswers{
    "answers", "numbers"};  // numbers stand before the answers; other: they are buttons
inline constexpr Choosing kByAddress{
    "address", "number"};  // people are reached by a phone number; other: by something else
inline constexpr Choosing kByReceipt{"receipt", "yes"};  // a receipt code was given
[[nodiscard]] Choosing Chooses(TextKey key);

}  // namespace locales
