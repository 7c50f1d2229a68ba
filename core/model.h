// SPDX-License-Identifier: Apache-2.0
// The plain structs that travel between layers. What identifies a person is a Secret.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/secret.h"
#include "core/time.h"

namespace core {

// NOTE: persistent values. What a worker's side can show; not the provider's name.
enum class ChannelKind : uint8_t { kSms = 1, kWhatsApp = 2, kTelegram = 3, kWebchat = 4 };
[[nodiscard]] std::string_view Name(ChannelKind kind);  // "sms", "whatsapp", "telegram", "webchat"
[[nodiscard]] std::optional<ChannelKind> ChannelKindFromName(std::string_view name);

// Where a person can be reached, in the channel's canonical form: "+6857212345" for SMS and
// WhatsApp numbers, "US.1349120865530" (business-scoped user id) for WhatsApp without a number,
// "12345" (chat id) for Telegram, the token for webchat.
using Address = SecretString;

// NOTE: persistent values.
enum class InboundKind : uint8_t {
  kText = 1,
  kTap = 2,          // a button or list row: `tap` holds the token that we sent
  kUnsupported = 3,  // a picture, voice note, sticker ...: answered with a kind request for text
  kBlocked = 4,      // the person blocked us: treated like STOP, nothing can be sent
  kUnblocked = 5,
  kRevoked = 6,  // the person deleted message `target` for everyone: no answer to anything
  kMoved = 7,    // the person is now reached at `also` and no longer at `from` (a new number)
};

// One message from a worker, as a channel parsed it by allowlist. Anything else of the payload is
// dropped at the edge.
struct InboundMessage {
  SecretString provider_id;  // what the provider repeats on a repeat; scoped by channel; never
                             // stored in clear
  Address from;
  Address also;  // another address of the same person (WhatsApp's user id beside the number); "" if
                 // none
  InboundKind kind = InboundKind::kText;
  SecretString text;  // valid UTF-8 (channels repair it), not trimmed
  std::string tap;    // ASCII, at most 64 bytes; client-controlled: never trusted, only looked up
  std::string
      tap_ack;  // what the channel needs to stop a button's spinner (Telegram callback_query id)
  SecretString profile_name;  // lives to the end of the prepare step, for the scrubber
  std::string
      language_hint;  // BCP 47 as the provider says, e.g. Telegram's language_code; "" if none
  std::optional<Timestamp> sent_at;
  bool is_edit = false;  // an edited message: `provider_id` is that of the edit
  // The message in its chat, where it can be taken back later: by an edit or a kRevoked whose
  // `target` is this, or by channels::Channel::EraseCall(). "": neither.
  SecretString chat_message;
  SecretString target;  // kRevoked and edits: the `chat_message` that is meant; "" if unknown
};

// NOTE: persistent values. A provider's word on a message that we sent.
enum class DeliveryState : uint8_t { kAccepted = 1, kDelivered = 2, kRead = 3, kFailed = 4 };
struct DeliveryStatus {
  std::optional<MessageId> message;  // when the provider gives our id back
  SecretString provider_message_id;  // else the provider's own
  DeliveryState state = DeliveryState::kAccepted;
};

// Why a message leaves. NOTE: persistent values.
enum class Purpose : uint8_t {
  kReply = 1,
  kReminder = 2,
  kThread = 3,
  kNotice = 4,
  kInvitation = 5,
  kErase = 6
};  // no message: the provider shall delete those that `text` names, one a line

struct Choice {
  std::string token;  // ASCII, at most 40 bytes: comes back as InboundMessage::tap
  std::string label;  // in the worker's language
};

// Everything a channel may need; a channel chooses, it never translates (design.md, "Folders =
// layers").
struct OutboundMessage {
  std::string text;  // the whole text, numbered options included: what SMS sends
  std::string
      body;  // the same without the options: what a channel with buttons sends beside `choices`
  std::vector<Choice> choices;  // as presented, in order; empty: nothing to choose
  bool multiple = false;       // several choices may be taken: toggles + done where the channel can
  std::string word_open_list;  // the few words a channel needs, in the worker's language
  std::string word_done;
  std::string word_more;
  Purpose purpose = Purpose::kReply;
  std::string language;       // BCP 47
  std::string template_name;  // "" = free form
  std::vector<std::string> template_parameters;
  std::string about;  // the line of a thread (EntryId) that it carries: whoever sent it says how
                      // that went; "" = none
};

// Compact binary forms for sealed storage. Decode returns nullopt on anything it does not know.
[[nodiscard]] std::vector<uint8_t> Encode(const OutboundMessage& message);
[[nodiscard]] std::optional<OutboundMessage> DecodeOutbound(const std::vector<uint8_t>& bytes);

}  // namespace core
