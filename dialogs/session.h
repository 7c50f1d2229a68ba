// SPDX-License-Identifier: Apache-2.0
// Where one conversation stands. Plain data; sealed under the day key at rest (bot/, privacy/).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/bytes.h"
#include "core/crypto.h"
#include "core/ids.h"
#include "core/random.h"
#include "core/time.h"
#include "dialogs/rounds.h"

namespace dialogs {

// NOTE: persistent values.
enum class Stage : uint8_t {
  kLanguage = 1,  // the language menu is open
  kAsking = 2,    // `question` is open
  kLater = 3,     // asked at what hour to write again
  kWaiting = 4,   // waits for that hour, or for the worker
  kFollowUp = 5,  // "may an officer ask you more here?"
  kDone = 6,      // receipt given; whoever writes again begins anew
  kDeclined = 7,  // consent refused, nothing kept
  kStopped = 8,   // STOP; only START goes on
  kExpired = 9,
  kCode = 10,     // the first message had a site code with a typing error: asked back
  kMore = 11,     // "add another one?" after a round of an open repeat; `question` is its first row
  kConfirm = 12,  // an answer was echoed: is it right?
  kErasing = 13,  // "erase everything?"; Session::under lies beneath
  kNeutral = 14,  // after a long silence: go on, start new, stop
  kSecretOffer = 15,   // behind consent: a secret word, or none
  kSecretNeeded = 16,  // after a long silence, where a secret word was set
  kThread = 17,        // an officer's question or message is open: the first of Talk::notes
  kClosing = 18,       // one of the three closing questions is open
  kStatusCode = 19,    // STATUS was sent: which code?
  kReopen = 20,        // the code was right: may a person write here about it?
  kClearOffer = 21,    // as kDone; "shall this chat be emptied?" is open
};

// One answer. A worker's words are never here: only that they were given, and their sealed record.
struct Answer {
  enum class Kind : uint8_t {
    kNone = 0,
    kNumber = 1,
    kValues = 2,
    kDay = 3,
    kWords = 4,
    kRefused = 5,
    kDontKnow = 6,
    kSkipped = 7,
    kCode = 8,    // a site code: Session::site
    kText = 9,    // a calculated value, a time ("08:30"), "OK"; never a worker's words
    kMedia = 10,  // a picture, a voice message, a place was sent: that, and no more
  };
  Kind kind = Kind::kNone;
  double number = 0;
  std::vector<uint16_t> values;  // indices of options, ascending
  core::Day day;
  core::RecordId words;  // kWords
  uint32_t words_chars = 0;
  std::string text;  // kText; of kWords the code that the register of sites has for them, or ""
};

// What the worker was shown last, so that a late or numeric reply means what the worker saw.
struct Presented {
  uint16_t question = 0;          // its slot (rounds.h), or one of the menus
  uint16_t nonce = 0;             // part of the choice tokens
  std::vector<uint16_t> options;  // in the order shown; kPreferNot: "I'd rather not say"
};
inline constexpr uint16_t kPreferNot = 0xFFFE;
inline constexpr uint16_t kNoQuestion = 0xFFEF;  // `question` when all have been asked

// What earlier conversations of this chat left behind: DELETE must still find it. Ids only.
struct Left {
  std::vector<core::RecordId> words;
  std::vector<core::ThreadId> threads;
};

// What an officer asks or says through a ticket.
struct OfficerNote {
  core::EntryId entry;
  core::ThreadId thread;
  core::TicketId ticket;
  std::string
      phrase;         // code of phrases.h; kClosingPhrase: the three closing questions; "": `words`
  std::string words;  // as the officer wrote them
};

// Between officer and worker, and news by code.
struct Talk {
  std::vector<OfficerNote>
      notes;                 // to be shown, oldest first; in kThread and kClosing the first is open
  core::Timestamp shown_at;  // the open one
  bool heard = false;        // the worker has answered it; what comes now belongs to it too
  bool kept = false;         // ... and was told that it was kept
  uint8_t closing = 0;       // kClosing: which of the three is open
  Stage status_under = Stage::kLanguage;      // kStatusCode, kReopen: what lies beneath
  std::optional<core::TicketId> code_ticket;  // kReopen
  // An earlier conversation's secret word: what its officer says is shown to whoever knows it.
  struct Lock {
    core::Digest secret;
    core::Seed seed;
  };
  std::optional<Lock> lock;
  uint8_t wrong_codes = 0;  // within the hour that began at `wrong_since`
  core::Timestamp wrong_since;
};

// What in a text may show who somebody is. Bits. NOTE: persistent values.
enum Identity : uint8_t {
  kIdentityPhone = 1,
  kIdentityContact = 2,
  kIdentityName = 4,
  kIdentityNumber = 8
};

// "You wrote a phone number. Shall I remove it?"
struct Removal {
  std::optional<core::RecordId> record;  // the words that the open question is about
  uint8_t what = 0;                      // bits of Identity; 0: open, and not named any more
  uint8_t asked = 0;                     // how often in this conversation
};

struct Session {
  core::Digest survey{};  // hash of the version that it began with (promise 4)
  core::Seed seed{};      // all randomness of this conversation
  uint32_t draws = 0;     // how many times the seed was used
  Stage stage = Stage::kLanguage;
  std::string language;              // BCP 47; "" until known
  uint16_t question = 0;             // the slot of the open one (rounds.h)
  uint8_t misses = 0;                // answers to it that could not be taken
  std::vector<Answer> answers;       // by slot
  Rounds rounds;                     // of repeats: what the slots behind the questions are
  Answer pending;                    // kConfirm: what was echoed
  std::vector<uint16_t> asked;       // slots in the order asked, for BACK
  std::vector<Presented> presented;  // newest last, at most 4
  core::Timestamp started_at;
  core::Timestamp last_at;  // the worker's last message
  std::optional<core::Timestamp> remind_at;
  bool reminded = false;
  std::optional<core::TicketId> ticket;  // the ticket that this conversation filed
  std::vector<std::string> fired;        // indicators already filed
  std::vector<std::string> helped;       // rules whose help text was given
  bool follow_up_asked = false;
  std::optional<bool> follow_up;   // consent; silence is no
  std::string receipt;             // given at the end; lives and expires with the session
  bool counted = false;            // response stored
  std::string site;                // a well-formed site code, known or not; "" = none given
  Stage under = Stage::kLanguage;  // kErasing: where "no" goes back to
  bool secret_offered = false;
  std::optional<core::Digest> secret;    // of the secret word, keyed with the seed
  std::optional<core::ThreadId> thread;  // made with consent to follow-up
  Left left;
  Talk talk;
  Removal removal;
};

[[nodiscard]] core::Bytes Encode(const Session& session);
// nullopt for a format that this program does not know, or a damaged blob.
[[nodiscard]] std::optional<Session> DecodeSession(core::ByteSpan bytes);

}  // namespace dialogs
