// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/effects.h"

#include <algorithm>

#include "bot/thread/thread_row.h"
#include "dialogs/phrases.h"
#include "ecms/filing.h"
#include "ecms/quality.h"
#include "locales/understand.h"

namespace bot {
namespace {

// "kind|<16 bytes>": binds a blob to its row.
template <class Tag>
std::string Context(std::string_view kind, const core::Id<Tag>& id) {
  std::string context(kind);
  context += '|';
  context.append(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
  return context;
}

// The code of the workplace that the conversation is about, known to the register or not; "" =
// none. Of words only the site question's carry a code.
std::string SiteOf(const dialogs::Session& session) {
  if (!session.site.empty()) return session.site;
  for (const dialogs::Answer& answer : session.answers) {
    if (answer.kind == dialogs::Answer::Kind::kWords && !answer.text.empty()) return answer.text;
  }
  return {};
}

class Appender {
 public:
  Appender(const Workshop& shop, const Live& live, const StepContext& context,
           const dialogs::Session& session, const privacy::Key& day_key, store::CommandGroup& group)
      : shop_(shop),
        live_(live),
        context_(context),
        site_(SiteOf(session)),
        language_(session.language),
        pace_(LooksFor(store::quality::kSpeed)
                  ? ecms::PaceOf(context.now - session.started_at, session.asked.size())
                  : ecms::Pace::kUnknown),
        day_key_(day_key),
        group_(group) {}

  void operator()(const dialogs::KeepWords& keep) {
    const PreparedTurn* turn = context_.turn;
    if (turn == nullptr) return;
    const SealedWords* sealed = turn->sealed ? &*turn->sealed : nullptr;
    SealedWords made;
    if (sealed == nullptr) {
      // A short text that turned out to be an answer in own words. Its author's address is the only
      // identity known here.
      if (!shop_.sealer.ready()) {  // the channel was opened for surveys without own words only
        status = core::Err(core::ErrorCode::kUnavailable,
                           "there is no office key yet to seal own words to");
        return;
      }
      made = shop_.sealer.Seal(keep.record, language_, turn->text.Reveal(),
                               {turn->lookup.address.Reveal()});
      sealed = &made;
    }
    shop_.copies.Note(live_.id, keep.record, turn->text.Reveal(), context_.now);
    const bool removed = context_.without_original && !sealed->original.empty();
    group_.push_back(store::PutSealed{
        {keep.record, "scrubbed", keep.question, sealed->scrubbed, false, removed}});
    if (!sealed->original.empty() && !removed) {
      group_.push_back(store::PutSealed{{keep.record, "words", keep.question, sealed->original}});
    }
  }
  void operator()(const dialogs::DropWords& drop) {
    wishes.words_removed = true;
    group_.push_back(store::DropSealed{drop.record});
  }
  void operator()(const dialogs::RemoveOriginal& removal) {
    wishes.words_removed = true;
    group_.push_back(store::RemoveOriginal{removal.record});
    group_.push_back(store::AddCount{"original_removed", Week()});
  }
  void operator()(dialogs::FileTicket filed) {
    std::string district;
    if (!filed.site.empty()) {
      // Only here is it looked at whether a site has the code: nothing that the worker sees can
      // depend on it.
      auto known = shop_.store.FindSite(filed.site);
      if (!known) status = tl::unexpected(known.error());
      if (!known || !*known) filed.site.clear();
      if (known && *known) district = (*known)->district;
    }
    const uint8_t quality = QualityOf(filed);
    for (auto& command : ecms::TicketCommands(filed, context_.survey, context_.kind, context_.now,
                                              Today(), quality))
      group_.push_back(std::move(command));
    if (!shop_.feed.signals) return;
    auto signal = ecms::SignalCommand(shop_.feed, shop_.keys, shop_.random, filed,
                                      context_.survey.id(), district, context_.now, Today());
    if (signal) {
      group_.push_back(std::move(*signal));
    } else {
      status = tl::unexpected(signal.error());
    }
  }
  void operator()(const dialogs::AllowFollowUp& allow) {
    group_.push_back(store::PutThread{
        SealThread(day_key_, live_.key_day, allow.thread, allow.ticket, live_.id)});
  }
  void operator()(const dialogs::GiveReceipt& receipt) {
    group_.push_back(store::PutReceipt{
        privacy::KeyedFingerprint(shop_.keys.ReceiptKey(), "receipt", receipt.code), receipt.ticket,
        Week()});
  }
  void operator()(const dialogs::FinishResponse& finished) {
    group_.push_back(
        ecms::ResponseCommand(finished, context_.survey, context_.kind, Today(), pace_));
    if (!finished.complete || finished.ticket || finished.answers.size() < ecms::kFewestForPace)
      return;
    if (auto counted = CountFine(finished); !counted) status = tl::unexpected(counted.error());
  }
  void operator()(const dialogs::CountRefusal&) {
    wishes.erase = true;
    group_.push_back(store::AddCount{"consent_refused." + context_.survey.id(), Week()});
  }
  void operator()(const dialogs::StopContact&) {
    wishes.stop = true;
    group_.push_back(store::CancelUnsent{live_.id, live_.version});
  }
  void operator()(const dialogs::ResumeContact&) { wishes.unstop = true; }
  // Step (1) of an erasure; bot/erasure.h does the others.
  void operator()(const dialogs::ClearChat&) { wishes.clear_chat = true; }
  void operator()(const dialogs::EraseAll& all) {
    wishes.erase = true;
    wishes.clear_chat = true;
    for (const core::RecordId& id : all.words) group_.push_back(store::DropSealed{id});
    for (const core::ThreadId& id : all.threads) group_.push_back(store::DropThread{id});
    group_.push_back(store::CancelUnsent{live_.id, live_.version});
    group_.push_back(store::AddCount{"erased", Week()});
  }

  void operator()(const dialogs::AnswerOfficer& answer) {
    group_.push_back(store::PutThreadEntry{{answer.id, answer.ticket, 0, store::EntryKind::kAnswer,
                                            answer.question, answer.code, answer.words,
                                            store::EntryState::kNone, Week(), ""}});
    group_.push_back(store::SetEntryState{answer.about, store::EntryState::kAnswered});
    // Somebody took it out on the worker: the ticket is open again, nobody looks at closed ones.
    if (answer.question != dialogs::kClosingTrouble || answer.code != "yes") return;
    group_.push_back(store::SetTicketState{answer.ticket, "new"});
    // The audit stays: by the hour, so that it does not lead to the worker's message.
    const core::Timestamp hour{context_.now.ms -
                               context_.now.ms % core::Millis(std::chrono::hours(1)).count()};
    group_.push_back(
        store::AppendAudit{{0, hour, "system", "ticket.reopen", answer.ticket.Text(), "", {}}});
  }
  void operator()(const dialogs::CloseThread& close) {
    group_.push_back(store::DropThread{close.thread});
  }
  void operator()(const dialogs::ReopenThread& reopen) {
    auto old = shop_.store.FindThreads(reopen.ticket);
    if (!old) status = tl::unexpected(old.error());
    if (!old) return;
    for (const store::ThreadRow& row : *old) group_.push_back(store::DropThread{row.id});
    group_.push_back(store::PutThread{
        SealThread(day_key_, live_.key_day, reopen.thread, reopen.ticket, live_.id)});
  }
  void operator()(const dialogs::NewsTold& told) {
    group_.push_back(store::SetEntryState{told.entry, store::EntryState::kSent});
  }

  void Enqueue(const std::vector<core::OutboundMessage>& messages) {
    int32_t part = 0;
    for (const core::OutboundMessage& message : messages) {
      store::OutboxRow row;
      row.id = core::MessageId::Random(shop_.random);
      row.conversation = live_.id;
      row.turn = live_.version;
      row.part = part++;
      row.channel = context_.channel;
      row.lane =
          message.purpose == core::Purpose::kReply ? store::Lane::kReply : store::Lane::kBulk;
      row.key_day = live_.key_day;
      row.due_at = context_.now;
      row.free_until = context_.free_until;
      // What may have to wait until the worker writes expires with the conversation.
      bool may_wait =
          context_.free_until != core::Timestamp{} || message.purpose == core::Purpose::kThread;
      row.expires_at =
          may_wait ? core::StartOf(live_.key_day) : context_.now + std::chrono::hours(72);
      row.sealed = Sealed(row.id, message);
      group_.push_back(store::Enqueue{std::move(row)});
    }
  }

  VaultWishes wishes;
  core::Status status;  // the first thing that could not be read

 private:
  [[nodiscard]] core::Day Today() const {
    return locales::LocalDay(shop_.time_zone, context_.now).value_or(core::DayOf(context_.now));
  }
  [[nodiscard]] std::string Week() const { return core::IsoWeek(Today()); }
  [[nodiscard]] bool LooksFor(uint8_t mark) const { return (shop_.marks & mark) != 0; }
  [[nodiscard]] uint8_t QualityOf(const dialogs::FileTicket& filed) {
    uint8_t bits = pace_ == ecms::Pace::kUnder5 ? store::quality::kSpeed : 0;
    const auto copied = [&](const core::RecordId& id) { return shop_.copies.IsCopy(id); };
    if (LooksFor(store::quality::kCopied) &&
        std::any_of(filed.words.begin(), filed.words.end(), copied))
      bits |= store::quality::kCopied;
    auto burst = LooksFor(store::quality::kBurst) ? CountDay(filed) : false;
    if (!burst) status = tl::unexpected(burst.error());
    if (burst && *burst) bits |= store::quality::kBurst;
    auto alike = filed.site.empty() || !LooksFor(store::quality::kAllFine)
                     ? std::vector<store::SiteDayRow>{}
                     : shop_.store.ListSiteDays(filed.site, ecms::kAlike);
    if (!alike) status = tl::unexpected(alike.error());
    if (alike && !alike->empty()) bits |= store::quality::kAllFine;
    return bits;
  }
  // Somebody has nothing to report about a workplace of the register. When such answers come in a
  // burst and nearly all alike, that workplace's tickets are marked: those that are open, and for
  // two weeks those that come.
  [[nodiscard]] core::Status CountFine(const dialogs::FinishResponse& finished) {
    if (site_.empty() || !LooksFor(store::quality::kAllFine)) return {};
    ASSIGN_OR_RETURN(const auto known, shop_.store.FindSite(site_));
    if (!known) return {};
    const core::Day today = Today();
    const store::SiteDayRow day{site_, std::string(ecms::kFine), today, 1};
    ASSIGN_OR_RETURN(auto days, shop_.store.ListSiteDays(site_, ecms::kFine));
    group_.push_back(store::AddSiteDay{day});
    days.push_back(day);
    if (!shop_.fine.Note(live_.id, site_, finished.answers, context_.now) ||
        !ecms::IsBurst(days, today))
      return {};
    group_.push_back(store::AddSiteDay{{site_, std::string(ecms::kAlike), today, 1}});
    group_.push_back(store::FlagTickets{site_, "", today + -(ecms::kDayCountDays - 1),
                                        store::quality::kAllFine});
    return {};
  }
  // Counts the ticket once for its site and topic. True: it is one of a burst; then the others of
  // it are marked too.
  [[nodiscard]] core::Result<bool> CountDay(const dialogs::FileTicket& filed) {
    if (filed.site.empty() || filed.topic.empty()) return false;
    if (!filed.is_new) {
      ASSIGN_OR_RETURN(const auto known, shop_.store.FindTicket(filed.ticket));
      // One that this batch made is not there yet: it was counted when it was made.
      if (!known || (known->site == filed.site && known->topic == filed.topic)) return false;
    }
    const core::Day today = Today();
    const store::SiteDayRow day{filed.site, filed.topic, today, 1};
    ASSIGN_OR_RETURN(auto days, shop_.store.ListSiteDays(filed.site, filed.topic));
    group_.push_back(store::AddSiteDay{day});
    days.push_back(day);
    if (!ecms::IsBurst(days, today)) return false;
    group_.push_back(store::FlagTickets{filed.site, filed.topic, today + -(ecms::kBurstDays - 1),
                                        store::quality::kBurst});
    return true;
  }
  [[nodiscard]] core::Bytes Sealed(const core::MessageId& id,
                                   const core::OutboundMessage& message) const {
    if (!wishes.stop) return SealOutbound(day_key_, id, message);
    // The one confirmation that a stopped contact still gets (Vault::Resolve with even_if_stopped).
    core::OutboundMessage notice = message;
    notice.purpose = core::Purpose::kNotice;
    return SealOutbound(day_key_, id, notice);
  }

  const Workshop& shop_;
  const Live& live_;
  const StepContext& context_;
  const std::string site_;
  std::string_view language_;
  const ecms::Pace pace_;
  const privacy::Key& day_key_;
  store::CommandGroup& group_;
};

}  // namespace

core::Result<VaultWishes> AppendCommands(const Workshop& shop, const Live& live,
                                         const StepContext& context,
                                         const dialogs::StepResult& result,
                                         store::CommandGroup& group) {
  ASSIGN_OR_RETURN(const privacy::Key* day_key, shop.keys.DayKeyForSealing(live.key_day));
  store::PutConversation put;
  put.expected_version = live.version - 1;
  put.row = {live.id, live.version, live.key_day, SealSession(*day_key, live.id, result.session),
             live.wake_at};
  group.push_back(std::move(put));
  Appender appender(shop, live, context, result.session, *day_key, group);
  for (const dialogs::Effect& effect : result.effects) std::visit(appender, effect);
  RETURN_IF_ERROR(appender.status);
  appender.Enqueue(result.messages);
  return appender.wishes;
}

core::Bytes SealSession(const privacy::Key& key, const core::ConversationId& id,
                        const dialogs::Session& session) {
  return privacy::SealWithKey(key, Context("session", id), dialogs::Encode(session));
}

std::optional<dialogs::Session> OpenSession(const privacy::Key& key, const core::ConversationId& id,
                                            core::ByteSpan sealed) {
  auto opened = privacy::OpenWithKey(key, Context("session", id), sealed);
  if (!opened) return std::nullopt;
  return dialogs::DecodeSession(*opened);
}

core::Bytes SealOutbound(const privacy::Key& key, const core::MessageId& id,
                         const core::OutboundMessage& message) {
  return privacy::SealWithKey(key, Context("outbox", id), core::Encode(message));
}

std::optional<core::OutboundMessage> OpenOutbound(const privacy::Key& key,
                                                  const core::MessageId& id,
                                                  core::ByteSpan sealed) {
  auto opened = privacy::OpenWithKey(key, Context("outbox", id), sealed);
  if (!opened) return std::nullopt;
  return core::DecodeOutbound(*opened);
}

}  // namespace bot
