// SPDX-License-Identifier: Apache-2.0
// BatchRun: messages that their author edits or deletes, and chats that are emptied.
#include <algorithm>

#include "bot/turn/batch_run.h"
#include "core/utf8.h"
#include "locales/understand.h"

namespace bot {
namespace {

bool OriginalRemoved(const std::vector<store::SealedRow>& rows) {
  return std::any_of(rows.begin(), rows.end(),
                     [](const store::SealedRow& row) { return row.original_removed; });
}

}  // namespace

// An edit or a revocation is never an answer to what is asked now: it replaces or erases the words
// that the message held.
void BatchRun::RunTakenBack(const PreparedTurn& turn, size_t index) {
  auto delivery = turn.delivery;
  auto finish = [delivery](const core::Status& status) { delivery->Finish(status); };
  store::CommandGroup group{Remember(turn)};
  if (!contacts_[index] && new_addresses_.count(turn.lookup.candidates.front().hash) == 0) {
    Close(std::move(group), finish);  // of somebody who is not known (any more)
    return;
  }
  Live& live = LiveOf(turn, index);
  auto said = FindSaid(live, turn.target);
  if (!said) {
    delivery->Finish(tl::unexpected(said.error()));
    return;
  }
  auto survey = live.session ? parts_.surveys.ByHash(live.session->survey) : nullptr;
  if (!*said || !(*said)->words) {
    Close(std::move(group), finish);  // it held no words, or too long ago
    return;
  }
  ChatMessage message = std::move(**said);
  if (!survey || !AnswersWith(*live.session, *message.words)) {
    const core::Status reworded =
        Reword(turn, *message.words, live.session ? live.session->language : "", group);
    if (!reworded) return finish(reworded);
    Close(std::move(group), finish);
    return;
  }
  auto rows = FindWords(*message.words);
  if (!rows) return finish(tl::unexpected(rows.error()));
  dialogs::Input input = InputOf(turn, *survey);
  input.replaces = message.words;
  dialogs::StepResult result =
      dialogs::Step(*survey, parts_.deployment, std::move(*live.session), input, now_);
  const bool kept = KeepsWords(result);
  const StepContext context{*survey, turn.door->channel,    turn.door->kind, &turn, now_,
                            {},      OriginalRemoved(*rows)};
  core::Status applied = Apply(live, context, std::move(result), group);
  message.words = kept ? std::optional(turn.words) : std::nullopt;
  if (applied) applied = NoteSaid(live, std::move(message), group);
  if (!applied) {
    live.session.reset();
    finish(applied);
    return;
  }
  Close(std::move(group), finish);
}

bool BatchRun::AnswersWith(const dialogs::Session& session, const core::RecordId& words) {
  return std::any_of(session.answers.begin(), session.answers.end(),
                     [&](const dialogs::Answer& answer) {
                       return answer.kind == dialogs::Answer::Kind::kWords && answer.words == words;
                     });
}

// Words of an earlier conversation, or told to an officer: they keep their record, for others name
// it.
core::Status BatchRun::Reword(const PreparedTurn& turn, const core::RecordId& record,
                              const std::string& language, store::CommandGroup& group) {
  ASSIGN_OR_RETURN(auto rows, FindWords(record));
  group.push_back(store::DropSealed{record});
  words_removed_ = true;
  const std::string& text = turn.text.Reveal();
  const bool gone = turn.kind == core::InboundKind::kRevoked || core::Trim(text).empty() ||
                    (!language.empty() && locales::ControlWord(language, text).has_value());
  const bool opened =
      std::any_of(rows.begin(), rows.end(), [](const store::SealedRow& row) { return row.opened; });
  if (gone || opened || rows.empty()) return {};
  const SealedWords sealed =
      workshop_.sealer.Seal(record, language, text, {turn.lookup.address.Reveal()});
  const bool removed = OriginalRemoved(rows) && !sealed.original.empty();
  group.push_back(store::PutSealed{
      {record, "scrubbed", rows.front().question, sealed.scrubbed, false, removed}});
  if (!sealed.original.empty() && !removed)
    group.push_back(store::PutSealed{{record, "words", rows.front().question, sealed.original}});
  return {};
}

// As they will be when what this batch has so far is stored.
core::Result<std::vector<store::SealedRow>> BatchRun::FindWords(
    const core::RecordId& record) const {
  ASSIGN_OR_RETURN(auto rows, workshop_.store.FindSealed(record));
  for (const store::CommandGroup& group : batch_.groups) {
    for (const store::Command& command : group) {
      if (const auto* put = std::get_if<store::PutSealed>(&command);
          put != nullptr && put->row.id == record)
        rows.push_back(put->row);
      if (const auto* drop = std::get_if<store::DropSealed>(&command);
          drop != nullptr && drop->id == record)
        std::erase_if(rows, [](const store::SealedRow& row) { return !row.opened; });
      if (const auto* remove = std::get_if<store::RemoveOriginal>(&command);
          remove != nullptr && remove->id == record) {
        std::erase_if(rows, [](const store::SealedRow& row) { return row.field == "words"; });
        for (store::SealedRow& row : rows) row.original_removed = true;
      }
    }
  }
  return rows;
}

bool BatchRun::KeepsWords(const dialogs::StepResult& result) {
  return std::any_of(result.effects.begin(), result.effects.end(),
                     [](const dialogs::Effect& effect) {
                       return std::holds_alternative<dialogs::KeepWords>(effect);
                     });
}

core::Result<std::optional<ChatMessage>> BatchRun::FindSaid(
    const Live& live, const core::SecretString& target) const {
  if (target.empty()) return std::nullopt;
  ASSIGN_OR_RETURN(auto rows, workshop_.store.ListChatMessages(live.id));
  std::vector<ChatMessage> all = OpenChatMessages(workshop_.keys, rows);
  all.insert(all.end(), live.said.begin(), live.said.end());
  for (auto it = all.rbegin(); it != all.rend(); ++it) {  // what this batch noted counts more
    if (it->id.Reveal() == target.Reveal()) return std::move(*it);
  }
  return std::nullopt;
}

core::Status BatchRun::NoteSaid(Live& live, ChatMessage message, store::CommandGroup& group) {
  ASSIGN_OR_RETURN(store::ChatMessageRow row,
                   SealChatMessage(workshop_.keys, live.id, message, now_));
  group.push_back(store::PutChatMessage{std::move(row)});
  std::erase_if(live.said, [&](const ChatMessage& old) { return old.row == message.row; });
  live.said.push_back(std::move(message));
  return {};
}

// What `turn` said, where it can be taken back.
core::Status BatchRun::NoteTurn(Live& live, const PreparedTurn& turn, bool kept,
                                store::CommandGroup& group) {
  if (turn.chat_message.empty() || (!kept && !turn.door->clears_chat)) return {};
  ChatMessage message{turn.door->channel, turn.chat_message, std::nullopt, turn.door->clears_chat,
                      core::MessageId::Random(workshop_.random)};
  if (kept) message.words = turn.words;
  return NoteSaid(live, std::move(message), group);
}

core::Status BatchRun::ClearChat(Live& live, store::CommandGroup& group) {
  ASSIGN_OR_RETURN(auto rows, workshop_.store.ListChatMessages(live.id));
  std::vector<ChatMessage> all = OpenChatMessages(workshop_.keys, rows);
  all.insert(all.end(), live.said.begin(), live.said.end());
  ASSIGN_OR_RETURN(store::CommandGroup clear,
                   ClearChatCommands(workshop_.keys, workshop_.random, all, now_));
  for (store::Command& command : clear) {
    touched_channels_.insert(std::get<store::Enqueue>(command).row.channel);
    group.push_back(std::move(command));
  }
  group.push_back(store::DropChatMessages{live.id});
  live.said.clear();
  return {};
}

}  // namespace bot
