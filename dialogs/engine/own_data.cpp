// SPDX-License-Identifier: Apache-2.0
// The worker's control over what is kept: DELETE, MY DATA, and the panic word of a survey.
#include <algorithm>

#include "core/limits.h"
#include "dialogs/engine/own_data.h"
#include "dialogs/engine/turn.h"
#include "locales/fold.h"

namespace dialogs {
namespace {

using locales::Meaning;

// Of many conversations in one chat the oldest are forgotten here; what they left expires by
// itself.
constexpr size_t kLeftKept = 200;

bool IsPanicWord(const CompiledSurvey& survey, std::string_view text) {
  if (survey.panic_words.empty() || text.size() > locales::kMaxFoldBytes) return false;
  const std::u32string folded = locales::FoldKey(text);
  return std::find(survey.panic_words.begin(), survey.panic_words.end(), folded) !=
         survey.panic_words.end();
}

std::optional<Meaning> OwnData(const CompiledSurvey& survey, std::string_view language,
                               std::string_view text) {
  auto own = [&](std::string_view tag) -> std::optional<Meaning> {
    const auto meaning = locales::ControlWord(tag, text);
    return meaning == Meaning::kDelete || meaning == Meaning::kMyData ? meaning : std::nullopt;
  };
  if (!language.empty()) return own(language);
  for (const std::string& tag : survey.languages) {
    if (auto meaning = own(tag)) return meaning;
  }
  return std::nullopt;
}

template <class T>
void Append(std::vector<T>& list, const std::vector<T>& more) {
  list.insert(list.end(), more.begin(), more.end());
  if (list.size() > kLeftKept) list.erase(list.begin(), list.end() - kLeftKept);
}

std::vector<core::RecordId> WordsIn(const Session& session) {
  std::vector<core::RecordId> words;
  for (const Answer& answer : session.answers) {
    if (answer.kind == Answer::Kind::kWords) words.push_back(answer.words);
  }
  return words;
}

}  // namespace

bool ConcernsOwnData(const Survey& survey, const Session& session, const Input& input,
                     core::Timestamp now) {
  if (input.kind != core::InboundKind::kText) return false;
  if (IsPanicWord(survey.compiled(), input.text)) return true;
  const auto meaning = OwnData(survey.compiled(), session.language, input.text);
  return meaning == Meaning::kDelete ||
         (meaning == Meaning::kMyData && now - session.last_at < core::limits::kSilenceHides);
}

void CarryOver(const Session& old, Session& next) {
  next.language = old.language;
  Append(next.left.words, old.left.words);
  Append(next.left.words, WordsIn(old));
  Append(next.left.threads, old.left.threads);
  if (old.thread) Append(next.left.threads, {*old.thread});
  next.talk.notes = old.talk.notes;
  next.talk.lock = old.secret ? std::optional(Talk::Lock{*old.secret, old.seed}) : old.talk.lock;
  next.talk.wrong_codes = old.talk.wrong_codes;
  next.talk.wrong_since = old.talk.wrong_since;
}

std::vector<core::ThreadId> ThreadsOf(const Session& session) {
  std::vector<core::ThreadId> threads = session.left.threads;
  if (session.thread) threads.push_back(*session.thread);
  return threads;
}

bool HasThread(const Session& session, const core::ThreadId& thread) {
  const auto threads = ThreadsOf(session);
  return std::find(threads.begin(), threads.end(), thread) != threads.end();
}

bool Turn::TakeOwnData() {
  if (input_->kind != core::InboundKind::kText) return false;
  if (IsPanicWord(survey_, input_->text)) {
    const bool silent = session_.stage == Stage::kStopped;
    EraseEverything();
    const std::string& own = survey_.panic_text[language_];
    if (!silent) Say(own.empty() ? Word(TextKey::kPanicEnd) : own);
    session_.misses = 1;  // nothing was ever here: a thank-you gets no line (after_end.cpp)
    return true;
  }
  const auto meaning = OwnData(survey_, session_.language, input_->text);
  if (!meaning) return false;
  if (*meaning == Meaning::kDelete) {
    AskErase();
    return true;
  }
  const bool hidden = after_silence_ || session_.stage == Stage::kSecretNeeded ||
                      session_.stage == Stage::kStopped || session_.stage == Stage::kExpired;
  if (hidden) return false;  // whoever holds the phone learns nothing; going on comes first
  SayMyData();
  return true;
}

void Turn::AskErase() {
  if (session_.stage ==
      Stage::kStopped) {  // silence was promised: done at once, with the one confirmation
    EraseEverything();
    Do(StopContact{});
    return Say(
        catalog_->Format(TextKey::kErased, {ReachedBy(), {"word", Word(TextKey::kWordStart)}}));
  }
  if (session_.stage != Stage::kErasing) session_.under = session_.stage;
  session_.last_at = now_;
  session_.stage = Stage::kErasing;
  session_.misses = 0;
  AskMenu(kEraseMenu, Word(TextKey::kEraseAsk), {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
}

void Turn::AnswerErase() {
  const auto chosen = ReadMenu(kEraseMenu, {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
  if (chosen == size_t{0}) {
    EraseEverything();
    Say(catalog_->Format(TextKey::kErased, {ReachedBy(), {"word", Word(TextKey::kWordStart)}}));
    if (input_->channel == core::ChannelKind::kSms ||
        input_->channel == core::ChannelKind::kWhatsApp)
      Say(TextKey::kClearPhone);
    return;
  }
  if (ControlTyped() == Meaning::kStop) return Stop();
  // What is not a clear yes erases nothing.
  if (!chosen && ++session_.misses < kMissesBeforeWayOut) return AskErase();
  CloseOverlay();
}

void Turn::CloseOverlay() {
  session_.misses = 0;
  session_.stage = session_.under;
  if (NeedsNewSession(session_) || session_.stage == Stage::kWaiting ||
      session_.stage == Stage::kExpired)
    return Say(TextKey::kWordOk);
  if (session_.stage == Stage::kSecretNeeded) return AskSecret();
  if (after_silence_ && !session_.asked.empty())
    return session_.secret ? AskSecret() : AskNeutral();
  if (session_.stage == Stage::kStatusCode) return Say(TextKey::kStatusAskCode);
  if (session_.stage == Stage::kReopen) return AskReopen();
  if (Talking()) return ShowNote();
  if (session_.language.empty()) return ShowLanguageMenu();
  if (session_.stage == Stage::kSecretOffer)
    return Say(catalog_->Format(TextKey::kSecretAsk, {{"word", Word(TextKey::kWordSkip)}}));
  Reopen();
}

void Turn::SayMyData() {
  const auto answered =
      std::count_if(session_.answers.begin(), session_.answers.end(),
                    [](const Answer& a) { return a.kind != Answer::Kind::kNone; });
  const int days = core::limits::kAddressDays +
                   (session_.follow_up.value_or(false) || !ThreadsOf(session_).empty()
                        ? core::limits::kFollowUpDays
                        : 0);
  Say(catalog_->Format(TextKey::kMyData, {{"count", std::to_string(answered)},
                                          {"days", std::to_string(days)},
                                          {"word", Word(TextKey::kWordDelete)}}));
  session_.last_at = now_;
  if (NeedsNewSession(session_) || session_.stage == Stage::kWaiting) return;
  if (session_.stage != Stage::kErasing) session_.under = session_.stage;
  CloseOverlay();
}

void Turn::EraseEverything() {
  Session whole;
  CarryOver(session_, whole);
  Do(EraseAll{std::move(whole.left.words), std::move(whole.left.threads)});
  Erase(Stage::kDone);
  session_.last_at = now_;
}

}  // namespace dialogs
