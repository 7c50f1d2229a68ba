// SPDX-License-Identifier: Apache-2.0
// STATUS: news by receipt code, from any phone. A wrong code, an unknown one and one too many are
// answered with the same words.
#include <algorithm>

#include "dialogs/engine/status_words.h"
#include "dialogs/engine/turn.h"
#include "dialogs/phrase_keys.h"
#include "dialogs/receipt.h"
#include "locales/fold.h"

namespace dialogs {
namespace {

constexpr uint8_t kWrongCodesAnHour = 5;
constexpr size_t kLongestStatus = 80;  // bytes
constexpr size_t kCodeLength = 10;     // characters of a receipt code without its dash

bool IsLetterOrDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// A code, or what somebody took for one: "news tomorrow" is none.
bool LooksLikeCode(std::string_view text) {
  if (ReadReceipt(text)) return true;
  size_t count = 0;
  bool digit = false;
  for (const char c : text) {
    if (c == ' ' || c == '-') continue;
    if (!IsLetterOrDigit(c)) return false;
    digit = digit || (c >= '0' && c <= '9');
    ++count;
  }
  return digit && count + 1 >= kCodeLength && count <= kCodeLength + 1;
}

std::optional<StatusWords> ReadStatusIn(std::string_view language, std::string_view text) {
  if (locales::AsksForNews(language, text)) return StatusWords{"", language};
  for (size_t at = 1; at < text.size(); ++at) {
    const bool border =
        text[at - 1] == ' ' || (!IsLetterOrDigit(text[at - 1]) && IsLetterOrDigit(text[at]));
    if (border && LooksLikeCode(text.substr(at)) &&
        locales::AsksForNews(language, text.substr(0, at)))
      return StatusWords{text.substr(at), language};
  }
  return std::nullopt;
}

}  // namespace

std::optional<StatusWords> ReadStatus(const CompiledSurvey& survey, std::string_view language,
                                      std::string_view text) {
  if (text.empty() || text.size() > kLongestStatus) return std::nullopt;
  if (!language.empty()) return ReadStatusIn(language, text);
  for (const std::string& tag : survey.languages) {
    if (auto found = ReadStatusIn(tag, text)) return found;
  }
  return std::nullopt;
}

std::optional<std::string> CodeIn(const Survey& survey, const Session& session,
                                  std::string_view text) {
  if (const auto asked = ReadStatus(survey.compiled(), session.language, text))
    return ReadReceipt(asked->code);
  return session.stage == Stage::kStatusCode ? ReadReceipt(text) : std::nullopt;
}

bool Turn::TakeStatus() {
  const bool shut = session_.stage == Stage::kStopped || session_.stage == Stage::kErasing ||
                    session_.stage == Stage::kSecretNeeded || session_.stage == Stage::kSecretOffer;
  if (shut || input_->kind != core::InboundKind::kText) return false;
  const auto asked = ReadStatus(survey_, session_.language, input_->text);
  if (!asked) return false;
  if (session_.language.empty()) {
    const std::vector<size_t> allowed = AllowedLanguages();
    std::optional<size_t> chosen = LanguageOfHint(allowed);
    for (size_t i : allowed) {
      if (!chosen && survey_.languages[i] == asked->language) chosen = i;
    }
    SetLanguage(chosen.value_or(allowed[0]));
  }
  session_.last_at = now_;
  const bool open = session_.stage == Stage::kStatusCode || session_.stage == Stage::kReopen;
  if (!open) session_.talk.status_under = session_.stage;
  // Whoever asks may be another: what was open before is not shown behind the news.
  if (!open && after_silence_ && !session_.asked.empty() && CanExpire())
    session_.talk.status_under = session_.secret ? Stage::kSecretNeeded : Stage::kNeutral;
  if (asked->code.empty()) {
    session_.stage = Stage::kStatusCode;
    Say(TextKey::kStatusAskCode);
  } else {
    TellNews();
  }
  return true;
}

void Turn::AnswerStatusCode() {
  const auto control = ControlTyped();
  if (control == Meaning::kStop) return Stop();
  if (control == Meaning::kHelp) return SayHelp();
  if (control || input_->kind != core::InboundKind::kText) return LeaveStatus();
  TellNews();
}

void Turn::TellNews() {
  Talk& talk = session_.talk;
  const bool fresh = now_ - talk.wrong_since >= std::chrono::hours(1);
  if (fresh) talk.wrong_codes = 0;
  const CodeNews* news = talk.wrong_codes < kWrongCodesAnHour ? input_->news : nullptr;
  if (input_->news == nullptr && talk.wrong_codes < kWrongCodesAnHour) {
    if (talk.wrong_codes++ == 0) talk.wrong_since = now_;
  }
  const auto key = news != nullptr ? KeyOfPhrase(news->phrase) : std::nullopt;
  Say(key.value_or(TextKey::kStatusNoNews));
  if (key && news->tells) Do(NewsTold{*news->tells});
  if (!key || !news->may_reopen) return LeaveStatus();
  talk.code_ticket = news->ticket;
  AskReopen();
}

void Turn::AskReopen() {
  session_.stage = Stage::kReopen;
  AskMenu(kReopenMenu, Word(TextKey::kReopenAsk),
          {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
}

void Turn::AnswerReopen() {
  if (ControlTyped() == Meaning::kStop) return Stop();
  const auto chosen = ReadMenu(kReopenMenu, {Word(TextKey::kWordYes), Word(TextKey::kWordNo)});
  const auto ticket = std::exchange(session_.talk.code_ticket, std::nullopt);
  // What is not a clear yes is a no.
  if (chosen != size_t{0} || !ticket) {
    Say(TextKey::kFollowUpNo);
    return LeaveStatus();
  }
  if (session_.thread) session_.left.threads.push_back(*session_.thread);
  session_.thread = Draw<core::ThreadId>();
  Do(ReopenThread{*ticket, *session_.thread});
  Say(TextKey::kFollowUpYes);
  LeaveStatus();
}

// Back to what was open; a conversation that only asked for news is over.
void Turn::LeaveStatus() {
  session_.misses = 0;
  const Stage under = session_.talk.status_under;
  const bool only_news =
      session_.asked.empty() && (under == Stage::kLanguage || under == Stage::kCode);
  session_.stage = only_news ? Stage::kDone : under;
  if (only_news) session_.question = kNoQuestion;
  if (Ended() || session_.stage == Stage::kDeclined || session_.stage == Stage::kExpired ||
      session_.stage == Stage::kWaiting)
    return;
  if (Talking()) return ShowNote();
  if (session_.stage == Stage::kSecretNeeded) return AskSecret();
  if (session_.stage == Stage::kNeutral) return AskNeutral();
  Reopen();
}

}  // namespace dialogs
