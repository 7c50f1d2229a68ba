// SPDX-License-Identifier: Apache-2.0
// An officer asks or says something through a ticket: shown when no survey is open and it is day,
// answered as a person answers a person. The bot is quiet while the worker writes, then says that
// it was kept.
#include <algorithm>

#include "core/limits.h"
#include "core/utf8.h"
#include "dialogs/engine/turn.h"
#include "dialogs/phrase_keys.h"
#include "dialogs/phrases.h"

namespace dialogs {
namespace {

using namespace std::chrono_literals;

constexpr auto kQuiet = 1min;  // after the last words, before "it was kept"
constexpr auto kMessageOpen =
    72h;  // what comes within this time of an officer's message answers it
constexpr auto kAfterAnswer = 30min;
constexpr auto kUnanswered = 24h;         // then the next question takes its place
constexpr size_t kWordsRemembered = 200;  // as own_data.cpp

}  // namespace

StepResult Ask(const Survey& survey, const Deployment& deployment, Session session,
               OfficerNote note, core::Timestamp now) {
  return Turn(survey, deployment, std::move(session), nullptr, now).Ask(std::move(note));
}

StepResult Turn::Ask(OfficerNote note) {
  CHECK(HasThread(session_, note.thread));
  session_.talk.notes.push_back(std::move(note));
  // Nothing more is said about the open one: the next takes its place.
  const bool said = session_.talk.heard && session_.talk.kept;
  if (Talking() && session_.talk.notes.size() > 1 && (said || Superseded())) EndNote();
  return Finish();
}

void Turn::OfferNotes() {
  Talk& talk = session_.talk;
  const bool free = Ended() || session_.stage == Stage::kExpired;
  if (!free || talk.notes.empty()) return;
  if (input_ == nullptr && InDaytime(now_) > now_) return;  // NextTalk() comes back
  session_.question = kNoQuestion;
  const bool silent = after_silence_ || Silent(core::limits::kSilenceHides);
  if (!talk.lock && !(session_.secret && silent)) return ShowNote();
  FlushSaid();
  AskSecret();
  FlushSaid();
  result_.messages.back().purpose = core::Purpose::kThread;
}

void Turn::ShowNote() {
  if (session_.talk.notes.empty()) {  // a damaged session
    session_.stage = Stage::kDone;
    return;
  }
  if (ShowRemoval()) return;
  const OfficerNote& note = session_.talk.notes.front();
  if (note.phrase == kClosingPhrase) return AskClosing();
  const auto key = KeyOfPhrase(note.phrase);
  const Phrase* phrase = FindPhrase(note.phrase);
  const bool message = phrase != nullptr && phrase->expects == Expects::kNothing;
  const bool first = session_.stage != Stage::kThread;
  if (first) FlushSaid();  // the question is a message of its own
  Say(catalog_->Format(message ? TextKey::kThreadNote : TextKey::kThreadQuestion,
                       {{"word", Word(TextKey::kWordStop)}}));
  const std::string& text = key ? Word(*key) : note.words;
  if (phrase != nullptr && phrase->expects == Expects::kYesNo) {
    AskMenu(kThreadMenu, text, {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
  } else {
    Say(text);
    FlushSaid();
  }
  session_.stage = Stage::kThread;
  if (!first) return;
  MarkShown();
  session_.talk.heard = session_.talk.kept = message;  // needs no answer
}

// The newest message shows the open note for the first time.
void Turn::MarkShown() {
  session_.talk.shown_at = now_;
  session_.talk.heard = session_.talk.kept = false;
  core::OutboundMessage& message = result_.messages.back();
  message.purpose = core::Purpose::kThread;
  message.about = session_.talk.notes.front().entry.Text();
}

void Turn::AnswerNote() {
  Talk& talk = session_.talk;
  if (talk.notes.empty()) return ShowNote();
  if (ControlInTalk()) return;
  if (input_->unseen) return;  // it leaves now
  if (input_->kind != core::InboundKind::kText && input_->kind != core::InboundKind::kTap)
    return Say(TextKey::kMediaNotSupported);
  const OfficerNote& note = talk.notes.front();
  std::string code = talk.heard ? std::string() : CodeOfAnswer(note);
  if (code.empty() && input_->kind == core::InboundKind::kTap) {
    Say(TextKey::kStale);
    return talk.heard ? void() : ShowNote();
  }
  if (code.empty()) return AnsweredInWords();
  Answered(note.phrase, std::move(code));
  Say(TextKey::kThreadKept);
  talk.kept = true;
  if (talk.notes.size() > 1) EndNote();
}

// STOP, HELP ...: true if the message was one of these.
bool Turn::ControlInTalk() {
  const auto control = ControlTyped();
  if (!control) return false;
  switch (*control) {
    case Meaning::kStop:
      Stop();
      return true;
    case Meaning::kSkip:
      if (!session_.talk.heard) Answered(session_.talk.notes.front().phrase, "(skipped)");
      Say(TextKey::kWordOk);
      EndNote();
      return true;
    case Meaning::kStart:  // the next survey; what waits is shown behind it
      session_.talk.notes.erase(session_.talk.notes.begin());
      Erase(Stage::kAsking);
      session_.started_at = now_;
      Reopen();
      return true;
    case Meaning::kHelp:
      SayHelp();
      return true;
    case Meaning::kReal:
      SayReal();
      return true;
    default:
      ShowNote();
      return true;
  }
}

// "" if it is not a clear answer of the expected kind: then it is kept as words, for a person reads
// it.
std::string Turn::CodeOfAnswer(const OfficerNote& note) const {
  const Phrase* phrase = FindPhrase(note.phrase);
  const Expects expects = phrase == nullptr ? Expects::kWords : phrase->expects;
  if (expects == Expects::kYesNo) {
    const auto chosen = ReadMenu(kThreadMenu, {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
    if (chosen) return *chosen == 0 ? "yes" : "no";
  }
  if (input_->kind != core::InboundKind::kText) return {};
  locales::Question question;
  question.language = session_.language;
  question.country = deployment_.country;
  question.type =
      expects == Expects::kNumber ? locales::AnswerType::kInteger : locales::AnswerType::kYesNo;
  const auto understood = locales::Understand(question, input_->text);
  if (understood.meaning == Meaning::kRefused) return "(refused)";
  if (understood.meaning == Meaning::kDontKnow) return "(dont_know)";
  const bool number = expects == Expects::kNumber && understood.meaning == Meaning::kValue &&
                      understood.number >= 0;
  return number ? FormatNumber(understood.number) : std::string();
}

void Turn::Answered(std::string question, std::string code) {
  const OfficerNote& note = session_.talk.notes.front();
  Do(AnswerOfficer{Draw<core::EntryId>(), note.entry, note.ticket, std::move(question),
                   std::move(code), std::nullopt});
  session_.talk.heard = true;
  result_.advanced = true;
}

void Turn::AnsweredInWords() {
  if (core::Trim(input_->text).empty()) return;
  const OfficerNote& note = session_.talk.notes.front();
  Do(KeepWords{input_->words, "thread"});
  Do(AnswerOfficer{Draw<core::EntryId>(), note.entry, note.ticket, note.phrase, "", input_->words});
  auto& words = session_.left.words;
  words.push_back(input_->words);
  if (words.size() > kWordsRemembered) words.erase(words.begin());
  if (input_->text_was_cut) Say(TextKey::kTextTooLong);
  session_.talk.heard = true;
  session_.talk.kept = false;
  result_.advanced = true;
  LookForIdentity(0);
  static_cast<void>(ShowRemoval());
}

void Turn::EndNote() {
  Talk& talk = session_.talk;
  DropRemoval();
  if (!talk.notes.empty()) talk.notes.erase(talk.notes.begin());
  session_.stage = Stage::kDone;
  session_.misses = 0;
  // Whoever answered a moment ago is still the one who may see the next.
  const bool day = input_ != nullptr || InDaytime(now_) <= now_;
  const bool here = day && !after_silence_ && !Silent(core::limits::kSilenceHides);
  if (here && !talk.notes.empty()) ShowNote();
}

core::Millis Turn::TalkStaysOpen() const {
  const Phrase* phrase =
      session_.talk.notes.empty() ? nullptr : FindPhrase(session_.talk.notes.front().phrase);
  return phrase != nullptr && phrase->expects == Expects::kNothing ? core::Millis(kMessageOpen)
                                                                   : core::Millis(kAfterAnswer);
}

bool Turn::Superseded() const {
  const Talk& talk = session_.talk;
  const bool waits = !talk.heard || session_.stage == Stage::kClosing;
  return talk.notes.size() > 1 && waits &&
         now_ - std::max(session_.last_at, talk.shown_at) >= kUnanswered;
}

void Turn::WakeTalk() {
  Talk& talk = session_.talk;
  if (Superseded()) return EndNote();
  if (!talk.heard || session_.stage != Stage::kThread) return;
  if (RemovalLies() && !Silent(core::limits::kSilenceHides)) return;
  DropRemoval();
  if (!talk.kept && Silent(kQuiet)) {
    talk.kept = true;
    if (!Silent(kAfterAnswer))
      Say(TextKey::kThreadKept);  // the service was away: too late for that
    if (talk.notes.size() > 1) return EndNote();
  }
  if (now_ - std::max(session_.last_at, talk.shown_at) >= TalkStaysOpen()) EndNote();
}

std::optional<core::Timestamp> Turn::NextTalk() const {
  const Talk& talk = session_.talk;
  if (talk.notes.empty()) return std::nullopt;
  if (!Talking()) {
    const core::Timestamp day = InDaytime(now_);
    return day > now_ ? std::optional(day) : std::nullopt;
  }
  const core::Timestamp newest = std::max(session_.last_at, talk.shown_at);
  const bool waits = !talk.heard || session_.stage != Stage::kThread;
  if (waits) return talk.notes.size() > 1 ? std::optional(newest + kUnanswered) : std::nullopt;
  if (RemovalLies()) return session_.last_at + core::limits::kSilenceHides;
  if (!talk.kept) return session_.last_at + kQuiet;
  return newest + TalkStaysOpen();
}

void Turn::CloseThreads() {
  for (const core::ThreadId& thread : ThreadsOf(session_)) Do(CloseThread{thread});
  session_.thread.reset();
  session_.left.threads.clear();
  if (session_.follow_up) session_.follow_up = false;
  session_.talk.notes.clear();
  session_.talk.code_ticket.reset();
}

}  // namespace dialogs
