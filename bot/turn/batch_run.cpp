// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/batch_run.h"

#include <algorithm>

#include "bot/http/answers_together.h"
#include "bot/turn/start_words.h"
#include "core/limits.h"
#include "core/log.h"

namespace bot {

using core::ErrorCode;

namespace {

bool RemovesWords(const store::CommandGroup& group) {
  return std::any_of(group.begin(), group.end(), [](const store::Command& command) {
    return std::holds_alternative<store::DropSealed>(command) ||
           std::holds_alternative<store::RemoveOriginal>(command);
  });
}

}  // namespace

BatchRun::BatchRun(const TurnParts& parts, const Workshop& workshop,
                   std::set<core::ConversationId>& erasing, const TurnCounters& counters,
                   RateBucket& new_conversations)
    : parts_(parts),
      workshop_(workshop),
      erasing_(erasing),
      counters_(counters),
      new_conversations_(new_conversations),
      now_(parts.clock.Now()),
      today_(core::DayOf(now_)) {}

void BatchRun::Add(WriteItem& item) {
  if (auto* turn = std::get_if<TurnItem>(&item)) turns_.push_back(turn->get());
  if (auto* wake = std::get_if<WakeItem>(&item)) wakes_.push_back(wake);
  if (auto* ask = std::get_if<AskItem>(&item)) asks_.push_back(ask);
  if (auto* blocked = std::get_if<BlockedItem>(&item)) blocked_.push_back(blocked);
  if (auto* command = std::get_if<CommandItem>(&item)) commands_.push_back(command);
  if (auto* lease = std::get_if<LeaseItem>(&item)) leases_.push_back(lease);
}

void BatchRun::Execute() {
  if (turns_.empty() && wakes_.empty() && asks_.empty() && blocked_.empty() && commands_.empty() &&
      leases_.empty())
    return;
  if (auto loaded = LoadEverything(); !loaded) {
    RefuseAll(loaded.error());
    return;
  }
  BindCopies();
  // Results of sends first: the next row of a conversation becomes ready in the same transaction
  // that may lease it.
  for (CommandItem* command : commands_) {
    AskAtClosing(command->group);
    words_removed_ = words_removed_ || RemovesWords(command->group);
    Close(std::move(command->group), [command](const core::Status& status) {
      if (command->done) command->done(status);
    });
  }
  for (size_t i = 0; i < turns_.size(); ++i) RunTurn(*turns_[i], i);
  for (const WakeItem* wake : wakes_) RunWake(*wake);
  for (const BlockedItem* blocked : blocked_) RunBlocked(*blocked);
  for (size_t i = 0; i < asks_.size(); ++i) RunAsk(*asks_[i], ask_targets_[i]);
  for (const LeaseItem* lease : leases_) batch_.leases.push_back(lease->lease);
  Commit();
}

core::Status BatchRun::LoadEverything() {
  std::vector<const vault::Lookup*> lookups;
  lookups.reserve(turns_.size());
  for (const PreparedTurn* turn : turns_) lookups.push_back(&turn->lookup);
  for (const PreparedTurn* turn : turns_) {
    if (turn->also) lookups.push_back(&*turn->also);
  }
  if (!lookups.empty()) {
    ASSIGN_OR_RETURN(contacts_, parts_.vault.Find(lookups));
    TakeOtherAddresses();
  }
  store::LoadRequest request;
  std::unordered_set<core::ConversationId> wanted;
  for (size_t i = 0; i < turns_.size(); ++i) {
    for (const auto& id : turns_[i]->provider_ids) request.provider_ids.push_back(id.hash);
    if (contacts_[i] && erasing_.count(contacts_[i]->conversation) != 0) contacts_[i].reset();
    if (contacts_[i]) wanted.insert(contacts_[i]->conversation);
  }
  for (const WakeItem* wake : wakes_) wanted.insert(wake->conversation);
  for (const BlockedItem* blocked : blocked_) wanted.insert(blocked->conversation);
  for (const CommandItem* command : commands_) {
    for (const core::TicketId& ticket : ClosedIn(command->group)) {
      closing_targets_[ticket] = TargetOf(ticket);
      if (!closing_targets_[ticket].conversation.IsZero())
        wanted.insert(closing_targets_[ticket].conversation);
    }
  }
  for (const AskItem* ask : asks_) {
    ask_targets_.push_back(TargetOf(ask->message.entry.ticket));
    if (!ask_targets_.back().conversation.IsZero()) wanted.insert(ask_targets_.back().conversation);
  }
  request.conversations.assign(wanted.begin(), wanted.end());
  if (request.provider_ids.empty() && request.conversations.empty()) return {};
  ASSIGN_OR_RETURN(store::Loaded loaded, parts_.store.Load(request));
  size_t at = 0;
  for (const PreparedTurn* turn : turns_) {
    bool seen = false;
    for (size_t k = 0; k < turn->provider_ids.size(); ++k) seen = loaded.seen[at++] || seen;
    seen_.push_back(seen);
  }
  for (size_t i = 0; i < request.conversations.size(); ++i) {
    Live live;
    live.id = request.conversations[i];
    if (auto& row = loaded.conversations[i]) {
      live.version = row->version;
      live.key_day = row->key_day;
      live.wake_at = row->wake_at;
      // No key: what it sealed has expired, the conversation begins anew.
      if (const privacy::Key* key = parts_.keys.DayKeyForOpening(row->key_day)) {
        live.session = OpenSession(*key, live.id, row->state);
      }
    }
    live_.emplace(live.id, std::move(live));
  }
  return {};
}

Live* BatchRun::LiveById(const core::ConversationId& id) {
  auto it = live_.find(id);
  return it == live_.end() ? nullptr : &it->second;
}

void BatchRun::EnsureSession(Live& live, PreparedTurn& turn) {
  if (live.session && !dialogs::NeedsNewSession(*live.session) &&
      parts_.surveys.ByHash(live.session->survey)) {
    if (turn.text.Reveal().starts_with('/')) turn.text = WithoutStartCommand(turn.text.Reveal());
    return;
  }
  const auto ended = live.session ? parts_.surveys.ByHash(live.session->survey) : nullptr;
  if (ended && dialogs::ConcernsWhatEnded(*ended, parts_.deployment, *live.session,
                                          InputOf(turn, *ended), now_))
    return;
  FirstMessage first = ReadFirstMessage(*turn.door, turn.text.Reveal());
  dialogs::Session next = dialogs::NewSession(*first.survey, workshop_.random.NewSeed(), now_);
  if (live.session) dialogs::CarryOver(*live.session, next);
  live.session = std::move(next);
  if (live.stopped) live.session->stage = dialogs::Stage::kStopped;
  turn.text = std::move(first.text);
}

dialogs::Input BatchRun::InputOf(const PreparedTurn& turn, const dialogs::Survey& survey) const {
  dialogs::Input input;
  input.kind = turn.kind;
  input.text = turn.text.Reveal();
  input.tap = turn.tap;
  input.text_was_cut = turn.text_was_cut;
  input.channel = turn.door->kind;
  input.language_hint = turn.language_hint;
  input.languages = &turn.door->LanguagesOf(survey);
  input.words = turn.words;
  input.standing = StandingOf(survey, turn.door);
  return input;
}

dialogs::Standing BatchRun::StandingOf(const dialogs::Survey& survey, const Door* door) const {
  if (!parts_.surveys.IsWithdrawn(survey.hash())) return dialogs::Standing::kOpen;
  return door != nullptr && door->open ? dialogs::Standing::kWithdrawn : dialogs::Standing::kClosed;
}

// Two copies of one message may stand in one batch: the second is answered as the first is, when
// that is stored or refused.
void BatchRun::BindCopies() {
  std::unordered_map<store::Hash16, size_t, HashOfHash> firsts;
  is_copy_.assign(turns_.size(), false);
  for (size_t i = 0; i < turns_.size(); ++i) {
    const auto [it, is_first] = firsts.try_emplace(turns_[i]->provider_ids.front().hash, i);
    if (is_first || seen_[i]) continue;
    is_copy_[i] = true;
    PreparedTurn& first = *turns_[it->second];
    first.delivery = std::make_shared<Delivery>(
        1, [one = first.delivery, other = turns_[i]->delivery](const core::Status& status) {
          one->Finish(status);
          other->Finish(status);
        });
  }
}

void BatchRun::RunTurn(PreparedTurn& turn, size_t index) {
  counters_.turns += 1;
  auto delivery = turn.delivery;
  if (seen_[index]) {
    counters_.duplicates += 1;
    delivery->Finish({});
    return;
  }
  if (is_copy_[index]) {
    counters_.duplicates += 1;
    return;  // answered with the first one
  }
  if (turn.kind == core::InboundKind::kMoved) {
    RunMove(turn, index);
    return;
  }
  if (turn.kind == core::InboundKind::kRevoked || turn.is_edit) {
    RunTakenBack(turn, index);
    return;
  }
  if (RefuseNew(index)) {
    delivery->Finish(core::Err(ErrorCode::kUnavailable, "too many new conversations"));
    return;
  }
  Live& live = LiveOf(turn, index);
  EnsureSession(live, turn);
  auto survey = parts_.surveys.ByHash(live.session->survey);
  CHECK(survey != nullptr);
  dialogs::Input input = InputOf(turn, *survey);
  const auto news =
      turn.kind == core::InboundKind::kText ? NewsFor(*survey, live, turn) : std::nullopt;
  input.news = news ? &*news : nullptr;
  input.unseen = NoteIsUnseen(*live.session);
  const TurnWords words(workshop_.sealer, turn);
  input.identity = &words;
  DropClosedNotes(*live.session);
  dialogs::StepResult result =
      dialogs::Step(*survey, parts_.deployment, std::move(*live.session), input, now_);
  if (result.advanced) counters_.advanced += 1;
  std::optional<dialogs::ReopenThread> reopened;
  for (const dialogs::Effect& effect : result.effects) {
    if (const auto* found = std::get_if<dialogs::ReopenThread>(&effect)) reopened = *found;
  }
  store::CommandGroup group;
  group.push_back(Remember(turn));
  StepContext context{*survey, turn.door->channel, turn.door->kind, &turn, now_, {}};
  if (turn.door->window_24h) {
    context.free_until = now_ + kWindow;
    if (live.version > 0) group.push_back(store::OpenWindow{live.id, now_, context.free_until});
  }
  core::Status applied = Apply(live, context, std::move(result), group);
  if (applied && reopened) {
    applied = DeliverWaiting(live, *survey, *reopened,
                             {context.channel, context.kind, context.free_until}, group);
  }
  if (!applied) {
    live.session.reset();
    delivery->Finish(applied);
    return;
  }
  if (turn.erase) group.push_back(store::Enqueue{std::move(*turn.erase)});
  Close(std::move(group), [delivery](const core::Status& status) { delivery->Finish(status); });
}

void BatchRun::RunWake(const WakeItem& wake) {
  Live* live = LiveById(wake.conversation);
  if (live == nullptr || live->version == 0 || !live->wake_at || *live->wake_at > now_) return;
  auto survey = live->session ? parts_.surveys.ByHash(live->session->survey) : nullptr;
  if (!survey || erasing_.count(wake.conversation) != 0) {
    // Nothing can be read any more: the row goes.
    Close({store::DeleteConversation{wake.conversation}}, [](const core::Status&) {});
    return;
  }
  DropClosedNotes(*live->session);
  const Reach reach = ReachOf(wake.conversation, live->session->last_at);
  const auto door = parts_.doors.find(reach.channel);
  dialogs::StepResult result =
      dialogs::Wake(*survey, parts_.deployment, std::move(*live->session), now_,
                    StandingOf(*survey, door == parts_.doors.end() ? nullptr : &door->second));
  if (reach.channel.empty())
    result.messages.clear();  // nobody to write to: the vault row is gone or stopped
  live->wake_at.reset();
  StepContext context{*survey, reach.channel, reach.kind, nullptr, now_, reach.free_until};
  store::CommandGroup group;
  if (Apply(*live, context, std::move(result), group)) {
    Close(std::move(group), [](const core::Status&) {});
  }
}

void BatchRun::RunBlocked(const BlockedItem& blocked) {
  Live* live = LiveById(blocked.conversation);
  Close({store::SendGaveUp{blocked.message, blocked.error}}, [](const core::Status&) {});
  store::CommandGroup group;
  if (live != nullptr && live->version > 0 && live->session) {
    if (auto survey = parts_.surveys.ByHash(live->session->survey)) {
      dialogs::Input input;
      input.kind = core::InboundKind::kBlocked;
      auto result =
          dialogs::Step(*survey, parts_.deployment, std::move(*live->session), input, now_);
      result.messages.clear();  // whoever cannot be reached is told nothing
      const std::string nowhere;
      if (Apply(*live, {*survey, nowhere, core::ChannelKind::kSms, nullptr, now_, {}},
                std::move(result), group)) {
        Close(std::move(group), [](const core::Status&) {});
      }
    }
  }
}

core::Status BatchRun::Apply(Live& live, const StepContext& context, dialogs::StepResult result,
                             store::CommandGroup& group) {
  const PreparedTurn* turn = context.turn;
  // A wake earlier than wished does nothing but look: so a turn rarely touches the index of times.
  if (!live.wake_at || (result.wake_at && *result.wake_at < *live.wake_at))
    live.wake_at = result.wake_at;
  const bool follow_up =
      result.session.follow_up.value_or(false) || !dialogs::ThreadsOf(result.session).empty();
  const int days = core::limits::kAddressDays + (follow_up ? core::limits::kFollowUpDays : 0);
  const bool moves =
      turn != nullptr && (!live.in_vault || live.half_known || live.last_contact != today_ ||
                          live.key_day < today_ + days);
  if (moves) live.key_day = today_ + days;
  if (moves) RETURN_IF_ERROR(MoveThreads(live, result.session, group));
  live.version += 1;
  ASSIGN_OR_RETURN(VaultWishes wishes, AppendCommands(workshop_, live, context, result, group));
  if (turn != nullptr) RETURN_IF_ERROR(NoteTurn(live, *turn, KeepsWords(result), group));
  words_removed_ = words_removed_ || wishes.words_removed;
  if (wishes.clear_chat) RETURN_IF_ERROR(ClearChat(live, group));
  if (!result.messages.empty()) touched_channels_.insert(context.channel);
  live.session = std::move(result.session);
  if (moves) {
    vault_writes_.push_back(
        {vault::VaultWrite::Kind::kPut, live.id, &turn->lookup, live.key_day, today_, 0});
    // Behind it, for the newest address is the one that is written to: a number rather than a user
    // id.
    if (turn->also)
      vault_writes_.insert(vault_writes_.end() - 1, {vault::VaultWrite::Kind::kPut, live.id,
                                                     &*turn->also, live.key_day, today_, 0});
    live.in_vault = true;
    live.half_known = false;
    live.last_contact = today_;
  }
  if (wishes.stop)
    vault_writes_.push_back({vault::VaultWrite::Kind::kStop, live.id, nullptr, {}, today_, 0});
  if (wishes.unstop)
    vault_writes_.push_back({vault::VaultWrite::Kind::kUnstop, live.id, nullptr, {}, today_, 0});
  if (wishes.stop || wishes.unstop) live.stopped = wishes.stop;
  if (wishes.erase) BeginErasure(live, group);
  return {};
}

void BatchRun::BeginErasure(const Live& live, store::CommandGroup& group) {
  begun_erasures_.push_back({live.id, 1, now_});
  group.push_back(store::PutErasure{begun_erasures_.back()});
}

void BatchRun::Close(store::CommandGroup group, std::function<void(const core::Status&)> done) {
  batch_.groups.push_back(std::move(group));
  done_.push_back(std::move(done));
}

// Before anything was run.
void BatchRun::RefuseAll(const core::Error& error) {
  core::Status failed = core::Err(error.code, error.message);
  for (PreparedTurn* turn : turns_) turn->delivery->Finish(failed);
  for (CommandItem* command : commands_) {
    if (command->done) command->done(failed);
  }
  for (AskItem* ask : asks_) ask->done(tl::unexpected(failed.error()));
  for (LeaseItem* lease : leases_) lease->done(core::Err(error.code, error.message));
}

// Whatever waits for COMMIT.
void BatchRun::FailAll(const core::Error& error) {
  core::Status failed = core::Err(error.code, error.message);
  for (auto& done : done_) done(failed);
  for (LeaseItem* lease : leases_) lease->done(core::Err(error.code, error.message));
}

void BatchRun::Commit() {
  // The vault first: a row there without a conversation is harmless, the reverse is not (design.md,
  // "Two files").
  if (!vault_writes_.empty()) {
    if (auto status = parts_.vault.Commit(vault_writes_); !status) {
      FailAll(status.error());
      return;
    }
  }
  if (batch_.groups.empty() && batch_.leases.empty()) return;
  auto committed = parts_.store.Commit(batch_);
  if (!committed) {
    core::Log(core::LogLevel::kError, "writer", "commit failed; nothing of the batch was stored",
              {core::LogField::Word(core::LogKey::kCode, Name(committed.error().code))});
    FailAll(committed.error());
    return;
  }
  counters_.batches += 1;
  {
    const AnswersTogether together;
    if (parts_.on_stored) parts_.on_stored(batch_);
    for (size_t i = 0; i < done_.size(); ++i) done_[i](committed->groups[i]);
  }
  for (size_t i = 0; i < leases_.size(); ++i) leases_[i]->done(std::move(committed->leases[i]));
  for (const store::ErasureRow& row : begun_erasures_) {
    erasing_.insert(row.conversation);
    if (parts_.on_erasure) parts_.on_erasure(row);
  }
  for (const std::string& channel : touched_channels_) parts_.on_outbox(channel);
  if (words_removed_ && parts_.on_words_removed) parts_.on_words_removed();
}

}  // namespace bot
