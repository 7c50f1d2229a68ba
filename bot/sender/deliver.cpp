// SPDX-License-Identifier: Apache-2.0
// One row on its way to the provider.
#include "bot/sender/sender.h"
#include "bot/turn/chat_log.h"
#include "bot/turn/effects.h"
#include "bot/turn/erase_row.h"

namespace bot {

using channels::Outcome;
using channels::SendOutcome;

namespace {
constexpr core::Millis kCallTimeout{20'000};
}  // namespace

void Sender::SendOne(Lane& lane, HttpClient& client, store::OutboxRow row) {
  SendOutcome outcome;
  outcome.outcome = Outcome::kGiveUp;
  const core::Timestamp now = parts_.clock.Now();
  const privacy::Key* key = parts_.keys.DayKeyForOpening(row.key_day);
  auto message = key != nullptr ? OpenOutbound(*key, row.id, row.sealed) : std::nullopt;
  if (!message || now >= row.expires_at) {
    outcome.code = "expired";
    Record(lane, row, std::move(outcome));
    return;
  }
  if (IsErase(*message)) return EraseOne(lane, client, row, *message);
  store::CommandGroup also;
  bool even_if_stopped = message->purpose == core::Purpose::kNotice;
  auto to = AddressFor(lane, row, even_if_stopped);
  if (!to) {
    outcome.outcome = Outcome::kRetry;
    outcome.code = "vault";
  } else if (!*to) {
    outcome.code = "no-address";
  } else if (core::Millis wait = lane.pair_rate->Take(row.conversation, now); wait.count() > 0) {
    Hold(lane, row, now + wait, "pair-rate");
    return;
  } else if (!lane.channel->traits().acknowledges_sends &&  // a page of our own costs nothing
             !parts_.budget.Admit(row.conversation, **to, row.lane == store::Lane::kReply, now)) {
    Hold(lane, row, OutboundBudget::NextTry(now, parts_.random), "budget");
    return;
  } else {
    outcome = DeliverInWindow(lane, client, **to, row, *message, also);
  }
  Record(lane, row, std::move(outcome), std::move(also), core::EntryId::FromText(message->about));
}

// An address lies in the vault once, with the channel that it first wrote on that day; what it
// wrote on another channel of the kind is answered there.
core::Result<std::optional<vault::Destination>> Sender::AddressFor(const Lane& lane,
                                                                   const store::OutboxRow& row,
                                                                   bool even_if_stopped) const {
  auto to = parts_.vault.Resolve(row.conversation, row.channel, even_if_stopped);
  if (!to || *to) return to;
  if (parts_.staff != nullptr && lane.channel->traits().kind == core::ChannelKind::kSms) {
    auto officer = parts_.staff->Find(vault::StaffId{row.conversation.bytes});
    if (!officer) return tl::unexpected(officer.error());
    if (*officer && (*officer)->route == vault::StaffRoute::kSms)
      return vault::Destination{row.channel, core::ChannelKind::kSms, (*officer)->address};
  }
  auto newest = parts_.vault.Resolve(row.conversation, "", even_if_stopped);
  return newest && *newest && (*newest)->kind == lane.channel->traits().kind ? newest : to;
}

void Sender::EraseOne(Lane& lane, HttpClient& client, const store::OutboxRow& row,
                      const core::OutboundMessage& job) {
  SendOutcome outcome;
  outcome.outcome = Outcome::kSent;
  if (auto call = lane.channel->EraseCall(core::SecretString(job.text))) {
    outcome = lane.channel->ReadEraseReply(client.SendBlocking(*call, kCallTimeout));
    if (outcome.outcome == Outcome::kSent)
      parts_.metrics.Counter("dwbot_copies_erased_total", "channel=\"" + row.channel + "\"") += 1;
  }
  if (outcome.outcome == Outcome::kRetry)
    outcome.retry_after = std::max(outcome.retry_after, EraseAgainAfter(lane));
  Record(lane, row, std::move(outcome), {}, std::nullopt, true);
}

// A chat can be emptied for two days only, a copy deleted for ever.
core::Millis Sender::EraseAgainAfter(const Lane& lane) {
  return lane.channel->traits().clears_chat ? kClearAgainAfter : kEraseAgainAfter;
}

SendOutcome Sender::DeliverInWindow(Lane& lane, HttpClient& client, const vault::Destination& to,
                                    const store::OutboxRow& row,
                                    const core::OutboundMessage& message,
                                    store::CommandGroup& also) {
  const bool has_window = row.free_until != core::Timestamp{};
  SendOutcome outcome;
  outcome.outcome = Outcome::kNeedsTemplate;
  outcome.code = store::kAwaitsWorker;
  if (!has_window || parts_.clock.Now() < row.free_until)
    outcome = Deliver(lane, client, to, row, message, also);
  if (outcome.outcome != Outcome::kNeedsTemplate) return outcome;
  if (!has_window) {
    outcome.outcome = Outcome::kGiveUp;  // nothing would wake it
    return outcome;
  }
  auto form = lane.channel->AsTemplate(message);
  if (!form) return outcome;
  SendOutcome asked = Deliver(lane, client, to, row, *form, also);
  // A reminder has said all with it; anything else is still to be read once the worker has written.
  if (asked.outcome == Outcome::kSent && message.purpose != core::Purpose::kReminder)
    return outcome;
  // A template that was paused or has other parameters: somebody must act, the row still waits.
  if (asked.outcome == Outcome::kGiveUp) asked.outcome = Outcome::kNeedsTemplate;
  return asked;
}

SendOutcome Sender::Deliver(Lane& lane, HttpClient& client, const vault::Destination& to,
                            const store::OutboxRow& row, const core::OutboundMessage& message,
                            store::CommandGroup& also) {
  SendOutcome outcome;
  auto calls = lane.channel->Render(to.address, row.id, message);
  if (!calls) {
    outcome.outcome = Outcome::kGiveUp;
    outcome.code = "cannot-render";
    return outcome;
  }
  for (const core::HttpCall& call : *calls) {
    core::HttpReply reply;
    if (lane.channel->traits().acknowledges_sends) {
      reply.status = parts_.mailbox(to.address.Reveal(), row.id, call.body) ? 200 : 404;
    } else {
      reply = client.SendBlocking(call, kCallTimeout);
    }
    outcome = lane.channel->ReadReply(reply);
    if (outcome.outcome != Outcome::kSent && outcome.outcome != Outcome::kParked) break;
    NoteSent(lane, row, outcome.provider_message_id, also);
  }
  return outcome;
}

// What must be known of a message that was sent, to delete it later. Without its key it cannot be:
// the day is over then.
void Sender::NoteSent(const Lane& lane, const store::OutboxRow& row, const core::SecretString& id,
                      store::CommandGroup& also) {
  if (id.empty()) return;
  const core::Timestamp now = parts_.clock.Now();
  if (lane.channel->traits().keeps_copies) {
    auto erase = EraseRow(parts_.keys, parts_.random,
                          {row.channel, id, now + kEraseSentAfter, kEraseCopies});
    if (erase) also.push_back(store::Enqueue{std::move(*erase)});
  }
  if (lane.channel->traits().clears_chat) {
    const ChatMessage message{row.channel, id, std::nullopt, true,
                              core::MessageId::Random(parts_.random)};
    auto sealed = SealChatMessage(parts_.keys, row.conversation, message, now);
    if (sealed) also.push_back(store::PutChatMessage{std::move(*sealed)});
  }
}

}  // namespace bot
