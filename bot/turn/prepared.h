// SPDX-License-Identifier: Apache-2.0
// One worker's message on its way from the gateway to the writer.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/model.h"
#include "core/result.h"
#include "dialogs/survey.h"
#include "store/rows.h"
#include "vault/vault.h"

namespace bot {

// A channel of this installation, with the survey that new conversations on it begin. While the
// service runs what concerns surveys is the writer's alone (Publishing); the rest is immutable.
struct Door {
  std::string channel;
  core::ChannelKind kind = core::ChannelKind::kSms;
  std::shared_ptr<const dialogs::Survey> survey;
  bool open = true;           // false: the survey was withdrawn and nothing replaces it yet
  bool keeps_copies = false;  // channels::Traits::keeps_copies
  std::vector<std::string> languages;  // of that survey, as far as this channel may use them
  struct StartWord {
    std::u32string folded;  // locales::FoldKey
    std::shared_ptr<const dialogs::Survey> survey;
    std::vector<std::string> languages;
    bool open = true;
  };
  std::vector<StartWord> start_words;  // first words that begin another survey
  bool takes_words = false;            // at the start, a survey here took free text
  // There is nothing to seal own words to: nothing is taken in here until there is.
  [[nodiscard]] bool IsShut(bool has_office_key) const { return takes_words && !has_office_key; }
  // Those that a conversation on `asked` may use here.
  [[nodiscard]] const std::vector<std::string>& LanguagesOf(const dialogs::Survey& asked) const {
    for (const StartWord& start : start_words) {
      if (start.survey->id() == asked.id()) return start.languages;
    }
    return languages;
  }
  bool clears_chat = false;  // channels::Traits::clears_chat
  bool window_24h = false;   // free form leaves only within 24 h of the worker's last message
};

// One request's (or poll's) messages. `done` is called once, when the last of them is stored or
// refused: on the writer or a prepare thread.
class Delivery {
 public:
  Delivery(int messages, std::function<void(core::Status)> done)
      : remaining_(messages), done_(std::move(done)) {}
  void Finish(const core::Status& status) {
    if (!status) failed_ = static_cast<int>(status.error().code);
    if (remaining_.fetch_sub(1) != 1) return;
    int code = failed_;
    if (code == 0) {
      done_({});
    } else {
      done_(core::Err(static_cast<core::ErrorCode>(code), "the message was not stored"));
    }
  }

 private:
  std::atomic<int> remaining_;
  std::atomic<int> failed_{0};
  std::function<void(core::Status)> done_;
};

// What a worker wrote, sealed to the office key. `original` is empty when the scrubber found
// nothing.
struct SealedWords {
  core::Bytes scrubbed;
  core::Bytes original;
  uint8_t identity = 0;  // bits of dialogs::Identity that the scrubber found
};

struct PreparedTurn {
  const Door* door = nullptr;
  core::InboundKind kind = core::InboundKind::kText;
  core::SecretString text;  // normalised
  bool text_was_cut = false;
  std::string tap;
  std::string language_hint;
  vault::Lookup lookup;
  std::optional<vault::Lookup>
      also;  // another address of the same person; with kMoved: the one that replaces `lookup`
  bool is_edit = false;
  core::SecretString chat_message;  // core::InboundMessage
  core::SecretString target;
  struct ProviderId {
    int32_t week;
    store::Hash16 hash;
  };
  std::vector<ProviderId> provider_ids;  // under the current key first
  core::RecordId words;
  std::optional<SealedWords> sealed;  // made in the prepare step where the text may need scrubbing
  std::optional<store::OutboxRow> erase;  // deletes the provider's copy of this message
  std::shared_ptr<Delivery> delivery;
};

}  // namespace bot
