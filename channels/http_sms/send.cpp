// SPDX-License-Identifier: Apache-2.0
#include "channels/http_sms/send.h"

#include <algorithm>

#include "channels/http_sms/record.h"
#include "channels/payload.h"
#include "channels/sms/encoding.h"
#include "channels/text_split.h"
#include "core/base64.h"
#include "core/json_writer.h"
#include "core/utf8.h"

namespace channels::http_sms {
namespace {

using core::Err;
using core::ErrorCode;

// Gateways take lists of numbers, separated by commas: nothing but one number may stand there.
bool IsNumber(std::string_view to) {
  if (to.starts_with('+')) to.remove_prefix(1);
  return to.size() >= 2 && to.size() <= 20 &&
         std::all_of(to.begin(), to.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void WriteJson(core::JsonWriter& out, core::JsonValue value, const Values& values) {
  switch (value.kind()) {
    case core::JsonKind::kString:
      out.String(TextTemplate(value.String()).Expand(values));
      return;
    case core::JsonKind::kArray:
      out.BeginArray();
      for (size_t i = 0; i < value.size(); ++i) WriteJson(out, value.At(i), values);
      out.EndArray();
      return;
    case core::JsonKind::kObject:
      out.BeginObject();
      for (const std::string& key : value.Keys()) {
        out.Key(key);
        WriteJson(out, *value.Find(key), values);
      }
      out.EndObject();
      return;
    default:
      out.Raw(value.Dump());
  }
}

std::string Pairs(const std::vector<std::pair<std::string, TextTemplate>>& templates,
                  const Values& values) {
  core::Parameters out;
  for (const auto& [name, value] : templates) {
    std::string expanded = value.Expand(values);
    if (!expanded.empty())
      out.emplace_back(name, std::move(expanded));  // like a sender that is not set
  }
  return core::FormEncode(out);
}

core::HttpCall CallFor(const Outbound& plan, const Values& values) {
  core::HttpCall call;
  call.method = plan.method;
  call.url =
      plan.url.Expand(values, [](const std::string& value) { return core::PercentEncode(value); });
  if (!plan.query.empty())
    call.url += (call.url.find('?') == std::string::npos ? "?" : "&") + Pairs(plan.query, values);
  for (const auto& [name, value] : plan.headers)
    call.headers.emplace_back(name, value.Expand(values));
  if (plan.basic) {
    const std::string pair =
        plan.basic->first.Expand(values) + ":" + plan.basic->second.Expand(values);
    call.headers.emplace_back("Authorization", "Basic " + core::Base64Encode(core::AsBytes(pair)));
  }
  if (plan.json) {
    core::JsonWriter json;
    WriteJson(json, plan.json->root(), values);
    call.headers.emplace_back("Content-Type", "application/json");
    call.body = json.Take();
  } else if (!plan.form.empty()) {
    call.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    call.body = Pairs(plan.form, values);
  }
  return call;
}

bool HasStatus(const std::vector<int>& statuses, int status) {
  return statuses.empty() || std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

Outcome ByStatus(int status) {
  switch (status) {
    case 401:
    case 403:
    case 404:
    case 405:  // url or credentials: no message's fault
      return Outcome::kChannelDown;
    case 408:
    case 425:
    case 429:
      return Outcome::kRetry;
    default:
      return status >= 200 && status < 500 ? Outcome::kGiveUp : Outcome::kRetry;
  }
}

Outcome OutcomeOf(const Outbound& plan, int status, const Record& body) {
  for (const Outbound::Error& error : plan.errors) {
    if (HasStatus(error.statuses, status) && body.Holds(error.when)) return error.outcome;
  }
  const bool good = plan.sent_statuses.empty() ? status >= 200 && status < 300
                                               : HasStatus(plan.sent_statuses, status);
  return good && body.Holds(plan.sent) ? Outcome::kSent : ByStatus(status);
}

}  // namespace

core::Result<std::vector<core::HttpCall>> RenderMessage(const Plan& plan, const core::Address& to,
                                                        const core::MessageId& id,
                                                        const core::OutboundMessage& message) {
  if (!IsNumber(to.Reveal()))
    return Err(ErrorCode::kInvalid, "the sender's address is no number that can be written to");
  std::string text = plan.smart_encoding ? sms::SmartEncode(message.text) : message.text;
  if (core::Trim(text).empty()) return Err(ErrorCode::kInvalid, "the message has no text");
  Values values = plan.values;
  values["to"] = to;
  values["to_digits"] =
      core::SecretString(to.Reveal().substr(to.Reveal().starts_with('+') ? 1 : 0));
  values["id"] = core::SecretString(id.Text());
  std::vector<core::HttpCall> calls;
  for (std::string& piece : SplitText(text, plan.outbound.max_units)) {
    values["text"] = core::SecretString(std::move(piece));
    calls.push_back(CallFor(plan.outbound, values));
  }
  return calls;
}

SendOutcome ReadSendReply(const Plan& plan, const core::HttpReply& reply) {
  SendOutcome out;
  out.code = std::to_string(reply.status);
  if (reply.status <= 0) return out;  // kRetry: a doubt is sent again (promise 1)
  const core::Parameters nothing;
  auto document = ParseJsonBody(reply.body);
  const Record body = document ? Record(document->root()) : Record(nothing);
  out.outcome = OutcomeOf(plan.outbound, reply.status, body);
  if (out.outcome == Outcome::kSent)
    out.provider_message_id = core::SecretString(body.Get(plan.outbound.id).value_or(""));
  if (out.outcome == Outcome::kRetry || out.outcome == Outcome::kChannelDown) {
    int64_t seconds = IntegerFrom(core::HeaderValue(reply.headers, "Retry-After")).value_or(0);
    out.retry_after = std::chrono::seconds(std::clamp<int64_t>(seconds, 0, 24 * 3600));
  }
  return out;
}

}  // namespace channels::http_sms
