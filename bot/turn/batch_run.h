// SPDX-License-Identifier: Apache-2.0
// The working memory of one batch. Used by TurnProcessor only, on the writer thread.
#pragma once

#include <cstring>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "bot/turn/processor.h"

namespace bot {

inline constexpr core::Millis kWindow =
    std::chrono::hours(24);  // WhatsApp's customer service window

class BatchRun {
 public:
  BatchRun(const TurnParts& parts, const Workshop& workshop,
           std::set<core::ConversationId>& erasing, const TurnCounters& counters,
           RateBucket& new_conversations);
  void Add(WriteItem& item);
  void Execute();

 private:
  struct HashOfHash {
    size_t operator()(const store::Hash16& h) const {
      size_t v;
      std::memcpy(&v, h.data(), sizeof v);
      return v;
    }
  };

  core::Status LoadEverything();
  void BindCopies();
  void RunTurn(PreparedTurn& turn, size_t index);
  void RunMove(const PreparedTurn& turn, size_t index);
  // take_back.cpp
  void RunTakenBack(const PreparedTurn& turn, size_t index);
  [[nodiscard]] static bool KeepsWords(const dialogs::StepResult& result);
  [[nodiscard]] static bool AnswersWith(const dialogs::Session& session,
                                        const core::RecordId& words);
  [[nodiscard]] core::Status Reword(const PreparedTurn& turn, const core::RecordId& record,
                                    const std::string& language, store::CommandGroup& group);
  [[nodiscard]] core::Result<std::vector<store::SealedRow>> FindWords(
      const core::RecordId& record) const;
  [[nodiscard]] core::Result<std::optional<ChatMessage>> FindSaid(
      const Live& live, const core::SecretString& target) const;
  [[nodiscard]] core::Status NoteSaid(Live& live, ChatMessage message, store::CommandGroup& group);
  [[nodiscard]] core::Status NoteTurn(Live& live, const PreparedTurn& turn, bool kept,
                                      store::CommandGroup& group);
  [[nodiscard]] core::Status ClearChat(Live& live, store::CommandGroup& group);
  [[nodiscard]] dialogs::Input InputOf(const PreparedTurn& turn,
                                       const dialogs::Survey& survey) const;
  [[nodiscard]] std::optional<dialogs::CodeNews> NewsFor(const dialogs::Survey& survey,
                                                         const Live& live,
                                                         const PreparedTurn& turn) const;
  void TakeOtherAddresses();
  [[nodiscard]] static store::Command Remember(const PreparedTurn& turn) {
    return store::RememberProviderId{turn.provider_ids.front().hash,
                                     turn.provider_ids.front().week};
  }
  void RunWake(const WakeItem& wake);
  void RunBlocked(const BlockedItem& blocked);

  // bot/thread/ask_run.cpp
  struct AskTarget {
    core::ConversationId conversation;
    core::ThreadId thread;
  };
  struct Reach {
    std::string channel;  // "" = nowhere
    core::ChannelKind kind = core::ChannelKind::kSms;
    core::Timestamp free_until;
  };
  [[nodiscard]] AskTarget TargetOf(const core::TicketId& ticket);
  [[nodiscard]] static std::vector<core::TicketId> ClosedIn(const store::CommandGroup& group);
  void AskAtClosing(store::CommandGroup& group);
  // Where a message leaves that nobody wrote for; `last_at`: the worker's last message.
  [[nodiscard]] Reach ReachOf(const core::ConversationId& id, core::Timestamp last_at) const;
  [[nodiscard]] bool MayAsk(const Live* live, const core::ThreadId& thread) const;
  void RunAsk(AskItem& ask, const AskTarget& target);
  core::Status ApplyNote(Live& live, const dialogs::Survey& survey, const Reach& reach,
                         dialogs::OfficerNote note, store::CommandGroup& group);
  core::Status DeliverWaiting(Live& live, const dialogs::Survey& survey,
                              const dialogs::ReopenThread& reopened, const Reach& reach,
                              store::CommandGroup& group);
  void DropClosedNotes(dialogs::Session& session) const;
  [[nodiscard]] bool NoteIsUnseen(const dialogs::Session& session) const;
  core::Status MoveThreads(const Live& live, const dialogs::Session& session,
                           store::CommandGroup& group);
  // Is this message from somebody new, and are there too many of them this minute?
  [[nodiscard]] dialogs::Standing StandingOf(const dialogs::Survey& survey, const Door* door) const;
  bool RefuseNew(size_t index);
  // The conversation of a turn: known by its address, or made now.
  Live& LiveOf(const PreparedTurn& turn, size_t index);
  Live* LiveById(const core::ConversationId& id);
  // Makes a session where there is none, and takes a start word off the text.
  void EnsureSession(Live& live, PreparedTurn& turn);
  // Applies a step's result to `live` and appends its commands to `group`; the vault write too when
  // one is due.
  core::Status Apply(Live& live, const StepContext& context, dialogs::StepResult result,
                     store::CommandGroup& group);
  void BeginErasure(const Live& live, store::CommandGroup& group);
  void Close(store::CommandGroup group, std::function<void(const core::Status&)> done);
  void RefuseAll(const core::Error& error);
  void FailAll(const core::Error& error);
  void Commit();

  const TurnParts& parts_;
  const Workshop& workshop_;
  std::set<core::ConversationId>& erasing_;
  const TurnCounters& counters_;
  RateBucket& new_conversations_;
  core::Timestamp now_;
  core::Day today_;

  std::vector<PreparedTurn*> turns_;
  std::vector<WakeItem*> wakes_;
  std::vector<BlockedItem*> blocked_;
  std::vector<AskItem*> asks_;
  std::vector<AskTarget> ask_targets_;                   // by asks_
  std::map<core::TicketId, AskTarget> closing_targets_;  // of tickets that a command closes
  std::vector<CommandItem*> commands_;
  std::vector<LeaseItem*> leases_;
  std::vector<std::optional<vault::Contact>> contacts_;  // by turns_
  std::vector<bool> seen_;                               // by turns_
  std::vector<bool> is_copy_;                            // by turns_: of one earlier in the batch
  std::vector<bool> half_known_;                         // by turns_; see Live

  std::unordered_map<core::ConversationId, Live> live_;
  std::unordered_map<store::Hash16, core::ConversationId, HashOfHash> new_addresses_;
  std::vector<vault::VaultWrite> vault_writes_;
  store::Batch batch_;
  std::vector<std::function<void(const core::Status&)>> done_;  // by batch_.groups
  std::vector<store::ErasureRow> begun_erasures_;
  std::set<std::string> touched_channels_;
  bool words_removed_ = false;
  std::set<core::ThreadId> new_threads_;  // not in the store before this batch commits
};

}  // namespace bot
