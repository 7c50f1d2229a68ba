// SPDX-License-Identifier: Apache-2.0
#include "channels/kannel/send.h"

#include <algorithm>

#include "channels/payload.h"
#include "channels/sms/encoding.h"
#include "channels/sms/gsm7.h"
#include "channels/text_split.h"
#include "core/utf8.h"

namespace channels::kannel {
namespace {

using core::Err;
using core::ErrorCode;

// sendsms reads `to` as a list separated by spaces, so nothing but one number may stand there.
// Names ("MyBank") can write to us but not be written to.
bool IsNumber(std::string_view to) {
  if (to.starts_with('+')) to.remove_prefix(1);
  return to.size() >= 2 && to.size() <= 20 &&
         std::all_of(to.begin(), to.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Kannel cuts off what is over `max-messages` parts, 10 unless the operator sets it.
std::vector<std::string> Pieces(const std::string& text) {
  constexpr size_t kMaxParts = 10;
  size_t units = sms::IsGsm7(text) ? kMaxParts * 153 : kMaxParts * 67;
  for (;; units -= units / 8) {  // letters that cost two, and parts that end early
    std::vector<std::string> pieces = SplitText(text, units);
    if (std::all_of(pieces.begin(), pieces.end(), [](const std::string& p) {
          return sms::CountSegments(p).segments <= kMaxParts;
        }))
      return pieces;
  }
}

}  // namespace

core::Result<std::vector<core::HttpCall>> RenderMessage(const Settings& settings,
                                                        const core::Address& to,
                                                        const core::MessageId& id,
                                                        const core::OutboundMessage& message) {
  if (!IsNumber(to.Reveal()))
    return Err(ErrorCode::kInvalid, "the sender's address is no number that can be written to");
  std::string text = settings.smart_encoding ? sms::SmartEncode(message.text) : message.text;
  if (core::Trim(text).empty()) return Err(ErrorCode::kInvalid, "the message has no text");
  std::vector<core::HttpCall> calls;
  for (std::string& piece : Pieces(text)) {
    core::Parameters parameters = {
        {"username", settings.username},
        {"password", settings.password.Reveal()},
        {"from", settings.from},
        {"to", to.Reveal()},
        {"charset", "UTF-8"},
        // With coding 0 Kannel sends '?' for what GSM-7 lacks.
        {"coding", sms::IsGsm7(piece) ? "0" : "2"},
        {"text", std::move(piece)},
    };
    if (!settings.dlr_url.empty()) {
      parameters.emplace_back("dlr-mask", "31");
      parameters.emplace_back("dlr-url", settings.dlr_url + "&dlr=" + id.Text() + "&type=%d");
    }
    core::HttpCall call;
    call.method = "GET";
    call.url = settings.sendsms_url + "?" + core::FormEncode(parameters);
    calls.push_back(std::move(call));
  }
  return calls;
}

SendOutcome ReadSendReply(const core::HttpReply& reply) {
  SendOutcome out;
  out.code = std::to_string(reply.status);
  switch (reply.status) {
    case 200:
    case 202:
      out.outcome = Outcome::kSent;
      break;  // 0: accepted, 3: queued while the operator is away
    case 401:
    case 403:  // user, password or user-allow-ip
    case 404:
      out.outcome = Outcome::kChannelDown;
      break;  // sendsms_url is not sendsms: no message's fault
    case 408:
    case 429:
      out.outcome = Outcome::kRetry;
      break;
    default:
      out.outcome = reply.status >= 400 && reply.status < 500 ? Outcome::kGiveUp : Outcome::kRetry;
  }
  if (out.outcome == Outcome::kRetry) {
    int64_t seconds = IntegerFrom(core::HeaderValue(reply.headers, "Retry-After")).value_or(0);
    out.retry_after = std::chrono::seconds(std::clamp<int64_t>(seconds, 0, 24 * 3600));
  }
  return out;
}

}  // namespace channels::kannel
