// SPDX-License-Identifier: Apache-2.0
// One turn of one conversation: a message, or time that passed. Made on the stack for the turn and
// gone after it.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/compiled.h"
#include "dialogs/engine.h"
#include "dialogs/engine/menus.h"
#include "dialogs/expressions/evaluate.h"
#include "dialogs/triage/assess.h"
#include "locales/catalog.h"
#include "locales/understand.h"

namespace dialogs {

inline constexpr uint8_t kMissesBeforeWayOut =
    3;  // then a question that can be skipped says so, a menu decides

[[nodiscard]] uint32_t CodePoints(std::string_view text);  // take.cpp

// What is said, where numbers stand before the answers (SMS, long lists) and where the answers are
// buttons. The channel shows one of them: OutboundMessage::text or ::body.
struct Said {
  std::string numbered;
  std::string buttons;

  Said() = default;
  Said(std::string_view both)
      : numbered(both), buttons(both) {}  // NOLINT(google-explicit-constructor)
  Said(const std::string& both)
      : Said(std::string_view(both)) {}  // NOLINT(google-explicit-constructor)
  Said(std::string n, std::string b) : numbered(std::move(n)), buttons(std::move(b)) {}
};

class Turn {
 public:
  Turn(const Survey& survey, const Deployment& deployment, Session session, const Input* input,
       core::Timestamp now);

  [[nodiscard]] StepResult Step();                   // step.cpp
  [[nodiscard]] StepResult Wake(Standing standing);  // wake.cpp
  [[nodiscard]] StepResult Ask(OfficerNote note);    // thread.cpp
  [[nodiscard]] bool AnswersClearOffer() const;      // take_back.cpp
  // preview.cpp: `question` as it is asked when all before it applies
  [[nodiscard]] core::OutboundMessage Preview(uint16_t question);
  [[nodiscard]] Facts Outside();  // compute.cpp: as an expression outside repeats sees it all

 private:
  // Nothing is open but, perhaps, whether the chat shall be emptied.
  [[nodiscard]] bool Ended() const {
    return session_.stage == Stage::kDone || session_.stage == Stage::kClearOffer;
  }

  using TextKey = locales::TextKey;
  using Meaning = locales::Meaning;

  // step.cpp
  void Dispatch();
  void InStopped();
  void SayExpired();
  StepResult Finish();

  // after_end.cpp: a thank-you behind the end
  void AnswerAfterEnd();

  // opening.cpp: language, then the safety check
  [[nodiscard]] std::vector<size_t> AllowedLanguages() const;
  [[nodiscard]] std::optional<size_t> LanguageOfFirstWords(
      const std::vector<size_t>& allowed) const;
  [[nodiscard]] std::optional<size_t> LanguageOfHint(const std::vector<size_t>& allowed) const;
  [[nodiscard]] std::optional<Meaning> ControlInAny(const std::vector<size_t>& allowed) const;
  void Open();
  [[nodiscard]] bool TakeStartCode();
  [[nodiscard]] std::vector<size_t> LanguagesByLikelihood(std::optional<size_t> first = {}) const;
  void ShowLanguageMenu(size_t from = 0, std::optional<size_t> first = {});
  [[nodiscard]] bool OfferLanguageOfAnswer();
  void ShowOtherLanguages();
  void AnswerLanguageMenu();
  [[nodiscard]] std::optional<size_t> TappedLanguage(const std::vector<size_t>& allowed);
  [[nodiscard]] std::optional<size_t> ChosenLanguage(const std::vector<size_t>& allowed);
  void SetLanguage(size_t index);
  void Reopen();  // what is open now, once more

  // ask.cpp: what the worker sees
  void Say(const Said& paragraph);  // joins this turn's next message
  void Say(TextKey key) { Say(Wording(key)); }
  [[nodiscard]] const std::string& Word(TextKey key) const { return catalog_->Text(key); }
  [[nodiscard]] Said Wording(TextKey key) const {
    return {catalog_->Text(key, locales::kByAnswers.value), catalog_->Text(key)};
  }
  [[nodiscard]] core::OutboundMessage Begun();  // a message that begins with what was said
  void AskFrom(Place place);  // the first that applies from here on, notes said on the way
  void AskCurrent();
  void AskMenu(uint16_t menu, std::string_view label, const std::vector<std::string>& options);
  void Send(core::OutboundMessage message);
  void LeadIn(std::string_view language,
              std::string& text) const;  // a lock screen shows nothing that tells
  void FlushSaid();
  [[nodiscard]] const Presented& Present(uint16_t question, std::vector<uint16_t> options);
  [[nodiscard]] std::string Token(uint16_t nonce, size_t option) const;
  [[nodiscard]] std::string Filled(const std::string& text) const;
  [[nodiscard]] const std::string& WordingOf(const Question& question) const;
  void SayLabelsOfGroups(Place place);
  void SayRights(uint16_t next);  // rights.cpp: of topics that end before question `next`
  [[nodiscard]] std::string QuestionText(const Question& question);
  void AddOptions(const Question& question, core::OutboundMessage& message);
  [[nodiscard]] bool Required(const Question& question) const;

  // shown.cpp: lists of which not all is shown, or more
  [[nodiscard]] bool Passes(const Question& question, uint16_t slot, const Choice& choice) const;
  [[nodiscard]] std::vector<uint16_t> ShownOptions(const Question& question, uint16_t slot) const;
  [[nodiscard]] std::vector<locales::AnswerOption> AnswerOptions(const Question& question) const;
  [[nodiscard]] std::string OptionLabel(const Question& question, uint16_t option,
                                        bool button) const;
  [[nodiscard]] std::string Echo(const Question& question, const Answer& answer) const;
  [[nodiscard]] std::string EchoOf(std::string_view name) const;

  // rounds.cpp: repeats
  [[nodiscard]] Place Here() const { return PlaceOf(survey_, session_.rounds, session_.question); }
  void GoOn();  // behind the last answer, or at the open question
  [[nodiscard]] std::optional<Place> After(Place place);  // nullopt: "another one?" was asked
  [[nodiscard]] bool BeginRepeat(uint16_t repeat);
  void MakeRounds(uint16_t repeat, uint16_t count);
  [[nodiscard]] bool AskedAnything(uint16_t repeat, uint16_t round) const;
  void AskMore();
  void AnswerMore();
  void DecideMore(bool yes);

  // yes_no.cpp
  enum class YesNo : uint8_t { kYes, kNo, kUnclear, kHandled };
  [[nodiscard]] YesNo ReadYesNo(uint16_t menu);
  void AskConfirm();
  void AnswerConfirm();

  // answer.cpp: what the worker said
  enum class TapKind : uint8_t { kAnswer, kStale };
  [[nodiscard]] TapKind ReadTap(uint16_t expected, std::vector<uint16_t>& options) const;
  void AnswerQuestion();
  void AnswerByTap(const Question& question);
  void AnswerByText(const Question& question);
  [[nodiscard]] locales::Understood UnderstandText(const Question& question) const;
  void TakeUnderstood(const Question& question, const locales::Understood& understood);
  void TakeOptions(const Question& question, std::vector<uint16_t> options);
  void TakeNumber(const Question& question, double number);
  void TakeText(const Question& question, std::string text);
  void TakeMedia();
  void TakeDateTime(const Question& question);
  void Offer(Answer answer);  // a value that was understood: rules, then perhaps an echo
  void TakeWords(const Question& question);
  [[nodiscard]] bool TakeSiteCode(const Question& question);
  [[nodiscard]] bool FitsConstraint(const Question& question, const Answer& answer);
  void Take(Answer answer);
  [[nodiscard]] bool TakeOpening(const Question& question, const Answer& answer);
  void AfterAnswer();
  void LeaveAnswer(bool may_ask_follow_up);

  // miss.cpp: what could not be taken
  void Missed(const Question& question, const Said& note);
  [[nodiscard]] Said WhyNot(const Question& question, const locales::Understood& understood) const;
  [[nodiscard]] Said Candidates(const Question& question,
                                const std::vector<std::string>& values) const;

  // control.cpp: HELP STOP BACK SKIP LANGUAGE RESUME REAL START
  [[nodiscard]] bool Control(Meaning meaning);  // false if it is none
  void SayHelp();
  void SayReal();
  void Back();
  void Skip();
  void Stop();

  // tickets.cpp
  [[nodiscard]] Facts FactsNow(const Answer* self = nullptr) const;  // compute.cpp
  [[nodiscard]] Facts FactsIn(uint16_t round, const Answer* self = nullptr) const;
  void Recompute();  // relevance and calculations
  void ComputeCondition(uint16_t index);
  void ComputeFilter(uint16_t question, uint16_t round);
  void ComputeValue(uint16_t question, uint16_t round);
  [[nodiscard]] std::string FillOf(Fill fill) const;
  void SetIrrelevant(uint16_t question, uint16_t round);
  [[nodiscard]] bool Applies(Place place) const;
  [[nodiscard]] bool Consented() const;
  void FireRules();  // gates and help, at the answer
  void FileAll();    // everything, at the end or after silence
  void File(const Assessment& assessment);
  [[nodiscard]] std::vector<std::string> HelpLines(std::string_view purpose) const;
  void SayHelpNumbers(const std::vector<std::string_view>& purposes);
  // kTicket: as an officer needs it. kCount: for whatever outlives the case: no place, no day finer
  // than the week.
  enum class Precision : uint8_t { kTicket, kCount };
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> CodedAnswers(
      Precision precision) const;
  [[nodiscard]] std::string NameAt(Place place) const;
  [[nodiscard]] std::string SiteCode() const;

  // end.cpp
  [[nodiscard]] bool EndByRule();
  [[nodiscard]] bool EndIsNear() const;
  void FinishSurvey(bool complete);
  void AskFollowUp();
  void AnswerFollowUp();
  void DecideFollowUp(bool yes);
  void GiveReceiptOrThanks();
  void EndSurvey();  // after the last question: follow-up if due, then the receipt
  void Decline();
  void Expire();
  void Erase(Stage stage);  // empties the session but for what the stage needs

  // withdraw.cpp: the office withdrew the version that this conversation is on
  [[nodiscard]] bool AsksTheSurvey() const;
  void Withdraw(Standing standing);
  void WithdrawSilently(Standing standing);  // when time passed

  // later.cpp
  void AskLater();
  void AnswerLater();
  [[nodiscard]] core::Timestamp InDaytime(core::Timestamp at) const;
  [[nodiscard]] std::string TimeZone() const;
  void LookAtClock();

  // own_data.cpp: DELETE, MY DATA, the panic word
  [[nodiscard]] bool TakeOwnData();  // true if the message was one of these
  void AskErase();
  void AnswerErase();
  void SayMyData();
  void EraseEverything();
  void CloseOverlay();  // back to what was open

  // take_back.cpp: messages that are edited, deleted, or shall go from the chat
  void ReplaceWords();
  void OfferClear();
  void AnswerClearOffer();
  [[nodiscard]] std::optional<size_t> ClearAnswer() const;

  // removal.cpp: "you wrote a phone number; shall I remove it?" lies over the question, or the
  // officer's, that it came behind
  void LookForIdentity(uint8_t except);  // in the words that this input keeps
  [[nodiscard]] bool RemovalLies() const;
  [[nodiscard]] bool ShowRemoval();  // true: it lies over what is open, and was asked (again)
  void AskRemoval();
  void ReopenRemoval();
  void AnswerRemoval();
  void HideRemoval() {
    session_.removal.what = 0;
  }  // not named any more: somebody else may hold the phone
  void DropRemoval() { session_.removal.record.reset(); }
  [[nodiscard]] std::optional<size_t> ReadRemoval() const;
  [[nodiscard]] bool Refuses() const;

  // silence.cpp: after half an hour somebody else may hold the phone
  [[nodiscard]] bool HideEarlier();  // true: the message was answered with a neutral opening
  [[nodiscard]] bool AnswersWhatIsOpen() const;
  void AskNeutral();
  void AnswerNeutral();
  void StartNew();
  // The option that was chosen; nothing is said.
  [[nodiscard]] std::optional<size_t> ReadMenu(uint16_t menu,
                                               const std::vector<std::string>& labels) const;

  // secret.cpp
  [[nodiscard]] bool OfferSecret();
  void AnswerSecretOffer();
  void AskSecret();
  void AnswerSecret();
  [[nodiscard]] static core::Digest DigestOf(std::string_view word, const core::Seed& seed);
  [[nodiscard]] bool IsSecret(std::string_view word) const;
  [[nodiscard]] std::optional<Meaning> ControlTyped() const;

  // thread.cpp: an officer's question
  [[nodiscard]] bool Talking() const {
    return session_.stage == Stage::kThread || session_.stage == Stage::kClosing;
  }
  void OfferNotes();  // the next, if nothing else is open
  void ShowNote();
  void AnswerNote();
  [[nodiscard]] bool ControlInTalk();
  [[nodiscard]] std::string CodeOfAnswer(const OfficerNote& note) const;
  void Answered(std::string question, std::string code);
  void AnsweredInWords();
  void EndNote();                         // the open one is done
  [[nodiscard]] bool Superseded() const;  // unanswered for a day, and another waits
  void WakeTalk();
  [[nodiscard]] std::optional<core::Timestamp> NextTalk() const;
  [[nodiscard]] core::Millis TalkStaysOpen() const;
  void CloseThreads();

  // thread_closing.cpp
  void AskClosing();
  void AnswerClosing();
  void MarkShown();

  // thread_status.cpp: news by code
  [[nodiscard]] bool TakeStatus();
  void AnswerStatusCode();
  void TellNews();
  void AskReopen();
  void AnswerReopen();
  void LeaveStatus();

  // wake.cpp
  [[nodiscard]] core::Millis ExpiresAfter() const {
    return std::min(deployment_.expires_after,
                    survey_.expires_after.value_or(deployment_.expires_after));
  }
  [[nodiscard]] bool CanExpire() const;
  void CloseForgotten();
  [[nodiscard]] bool Silent(core::Millis span) const { return now_ - session_.last_at >= span; }
  void Remind();
  [[nodiscard]] std::optional<core::Timestamp> NextWake() const;

  template <class E>
  void Do(E effect) {
    result_.effects.emplace_back(std::move(effect));
  }
  template <class Id>
  [[nodiscard]] Id Draw() {
    core::SeededRandom random(session_.seed, ++session_.draws);
    return Id::Random(random);
  }
  [[nodiscard]] const Question& Current() const { return survey_.questions[Here().question]; }
  [[nodiscard]] bool HasCurrent() const { return session_.question < session_.answers.size(); }
  [[nodiscard]] core::ChannelKind Channel() const {
    return input_ == nullptr ? core::ChannelKind::kSms : input_->channel;
  }
  [[nodiscard]] bool IsSms() const {
    return input_ == nullptr || input_->channel == core::ChannelKind::kSms;
  }
  // How the worker is reached, as texts name it: never "your number" to somebody who gave none.
  [[nodiscard]] locales::Catalog::Argument ReachedBy() const {
    const bool number = IsSms() || input_->channel == core::ChannelKind::kWhatsApp;
    return {locales::kByAddress.argument, number ? locales::kByAddress.value : ""};
  }

  const CompiledSurvey& survey_;
  const Deployment& deployment_;
  const Input* input_;  // nullptr when time passed
  const core::Timestamp now_;
  StepResult result_;
  Session& session_;
  const locales::Catalog* catalog_ = nullptr;
  size_t language_ = 0;                 // index into the survey's languages
  Said said_;                           // goes before this turn's next message
  std::vector<std::string> help_said_;  // lines of help numbers that this turn shows
  std::vector<uint8_t> relevant_;       // by slot; empty when everything always is
  core::Day today_;
  int offset_minutes_ = 0;
  bool after_silence_ = false;  // nothing earlier is repeated, named or counted
};

}  // namespace dialogs
