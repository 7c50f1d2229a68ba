// SPDX-License-Identifier: Apache-2.0
// One provider: bytes of its webhooks and API <-> core/model.h. No sockets, no threads, no stores,
// no surveys. Objects are immutable after construction and may be used from any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/http.h"
#include "core/model.h"
#include "core/result.h"
#include "core/time.h"

namespace channels {

// What a channel can do and may do, as data.
struct Traits {
  core::ChannelKind kind = core::ChannelKind::kSms;
  bool repeats_after_refusal =
      false;  // the provider repeats a webhook after 503 for a day or more (Telegram, Meta)
  double messages_per_second = 10;  // default rate of the whole channel; config may change it
  double per_chat_per_second = 0;   // to one person, after a burst; 0 = no limit known
  int per_chat_burst = 1;           // that many may leave at once
  int send_slots = 4;               // how many sends may be under way at once
  size_t max_webhook_bytes = 256 * 1024;
  bool window_24h = false;  // free form only within 24 h of the worker's last message (WhatsApp)
  bool acknowledges_sends =
      false;                  // a send counts only once a DeliveryStatus for it came in (webchat)
  bool keeps_copies = false;  // the provider keeps each message until EraseCall() (Twilio)
  bool clears_chat =
      false;  // EraseCall() takes messages out of the chat on both sides, for 48 h (Telegram)
};

// What one webhook request held. An empty Inbound is a valid request with nothing for us (answer
// 2xx).
struct Inbound {
  std::vector<core::InboundMessage> messages;
  std::vector<core::DeliveryStatus> statuses;
  // Codes of the provider for what failed after it was taken (digits): counted, so that somebody
  // sees why.
  std::vector<std::string> failure_codes;
  std::string challenge;  // a provider that verifies our address wants this back
};

// NOTE: persistent values. What became of a send; each with what the sender does.
enum class Outcome : uint8_t {
  kSent = 1,           // done
  kRetry = 2,          // later, by back-off or `retry_after`
  kGiveUp = 3,         // this message cannot be sent: dead letter, and the rest of its turn with it
  kStopContact = 4,    // blocked, deactivated, opted out: like STOP from the worker
  kChannelDown = 5,    // our credentials or account: pause the channel, alarm, keep the rows
  kParked = 6,         // handed over, counts when acknowledged (Traits::acknowledges_sends)
  kNeedsTemplate = 7,  // the 24 h window is closed (Traits::window_24h): a template, or it waits
                       // until the worker writes
};

inline constexpr size_t kMaxErased = 100;  // ids in one EraseCall()

struct SendOutcome {
  Outcome outcome = Outcome::kRetry;
  core::Millis retry_after{0};  // with kRetry / kChannelDown: the provider's wish, 0 = none
  core::SecretString provider_message_id;
  std::string
      code;  // the provider's error code or HTTP status, for log and dead letters: never its text
};

class Channel {
 public:
  virtual ~Channel() = default;
  [[nodiscard]] virtual const std::string& name()
      const = 0;  // of the config: also in /hooks/<name>
  [[nodiscard]] virtual const Traits& traits() const = 0;

  // Verifies (signature or secret, constant time, on raw bytes, before parsing) and parses by
  // allowlist. kDenied: unsigned or wrongly signed. kInvalid: not what this provider sends (never
  // retried into success).
  [[nodiscard]] virtual core::Result<Inbound> Receive(const core::HttpRequest& request) const = 0;
  // The answer after COMMIT. `inbound` is what Receive() returned for that request.
  [[nodiscard]] virtual core::HttpResponse Accepted(const Inbound& inbound) const = 0;

  // The provider's requests for one message, usually one; sent in order, the first failure decides.
  // kInvalid when it can never be sent (then Outcome::kGiveUp).
  [[nodiscard]] virtual core::Result<std::vector<core::HttpCall>> Render(
      const core::Address& to, const core::MessageId& id,
      const core::OutboundMessage& message) const = 0;
  // What may leave in place of `message` while the window is closed (Traits::window_24h): a
  // template, which Render() takes. nullopt: none is configured for its language.
  [[nodiscard]] virtual std::optional<core::OutboundMessage> AsTemplate(
      const core::OutboundMessage& /*message*/) const {
    return std::nullopt;
  }
  // Reads the provider's answer to one of these requests.
  [[nodiscard]] virtual SendOutcome ReadReply(const core::HttpReply& reply) const = 0;

  // The same for polled messages, which have no answer to put it in: requests to make after COMMIT
  // (stop a button's spinner). Fire and forget: their outcome changes nothing.
  [[nodiscard]] virtual std::vector<core::HttpCall> AcknowledgeCalls(
      const Inbound& /*inbound*/) const {
    return {};
  }

  // Where messages can be deleted (Traits::keeps_copies, clears_chat): the request that does it.
  // `ids`, one a line: the `provider_id` (keeps_copies) or `chat_message` (clears_chat) of an
  // InboundMessage, or the `provider_message_id` of a send; several only with clears_chat, of one
  // chat, at most kMaxErased. nullopt if nothing is kept under that id. Its outcomes: kSent (it is
  // gone, or can no longer be deleted), kRetry, kChannelDown.
  [[nodiscard]] virtual std::optional<core::HttpCall> EraseCall(
      const core::SecretString& /*ids*/) const {
    return std::nullopt;
  }
  [[nodiscard]] virtual SendOutcome ReadEraseReply(const core::HttpReply&) const { return {}; }

  // Requests to make once at start (register the webhook); empty for most.
  [[nodiscard]] virtual std::vector<core::HttpCall> StartCalls() const { return {}; }
  // Long polling instead of a webhook: the request for updates from `offset` on; nullopt if the
  // channel is pushed to.
  [[nodiscard]] virtual std::optional<core::HttpCall> PollCall(int64_t /*offset*/) const {
    return std::nullopt;
  }
  struct Polled {
    Inbound inbound;
    int64_t next_offset = 0;  // to be used, and stored, only after COMMIT
  };
  [[nodiscard]] virtual core::Result<Polled> ReadPoll(const core::HttpReply&,
                                                      int64_t offset) const {
    return Polled{{}, offset};
  }
};

// Settings of one channel as the config has them, already resolved (secrets read). Each channel
// type reads its own keys. `problems` receives everything that is wrong, with paths under `path`;
// then nullptr is returned.
struct ChannelContext {
  std::string name;
  std::string path;                // "channels.main", for problems
  std::string public_url;          // "" when the service is not reachable from outside
  core::SecretString signing_key;  // 32 bytes, for channels that sign their own tokens (webchat)
  bool demo = false;
};

}  // namespace channels
