// SPDX-License-Identifier: Apache-2.0
#include "channels/http_sms/parse.h"

#include <algorithm>
#include <iterator>

#include "channels/http_sms/record.h"
#include "channels/payload.h"
#include "channels/sms/sender.h"
#include "core/utf8.h"

namespace channels::http_sms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kMaxId = 256;
constexpr size_t kMaxAddress = 64;

bool IsPrintable(std::string_view text, size_t max) {
  return !text.empty() && text.size() <= max &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

std::string SenderOf(const Messages& plan, const Record& record) {
  std::string from = sms::CanonicalSender(record.Get(plan.from).value_or(""));
  const bool digits = from.size() > 6 && std::all_of(from.begin(), from.end(),
                                                     [](char c) { return c >= '0' && c <= '9'; });
  return plan.add_plus && digits && from.front() != '0' ? "+" + from : from;
}

std::string IdOf(const Messages& plan, const Record& record) {
  std::string id;
  for (const Field& field : plan.id) {
    auto value = record.Get(field);
    if (!value || value->empty()) return "";
    id += (id.empty() ? "" : "|") + *value;
  }
  return id;
}

// A part of a text that the gateway does not put together: the person is asked, once, for a shorter
// one, instead of having half a sentence taken for the answer.
bool IsPart(const Messages& plan, const Record& record) {
  return !plan.parts.empty() && IntegerFrom(record.Get(plan.parts).value_or("")).value_or(0) > 1;
}

core::Result<core::InboundMessage> ParseMessage(const Messages& plan, const Record& record) {
  core::InboundMessage in;
  std::string from = SenderOf(plan, record);
  if (!IsPrintable(from, kMaxAddress))
    return Err(ErrorCode::kInvalid,
               "the field " + plan.from + " is missing or no sender; see inbound.from");
  std::string id = IdOf(plan, record);
  if (IsPart(plan, record)) {
    in.kind = core::InboundKind::kUnsupported;
    id = "parts|" + from + "|" + record.Get(plan.part_group).value_or(id);
  } else if (record.Holds(plan.not_text) && !plan.not_text.empty()) {
    in.kind = core::InboundKind::kUnsupported;
  } else if (auto text = record.Get(plan.text)) {
    in.text = WorkerText(*text);
  } else {
    return Err(ErrorCode::kInvalid, "the field " + plan.text + " is missing; see inbound.text");
  }
  if (!IsPrintable(id, kMaxId))
    return Err(ErrorCode::kInvalid,
               "the field " + plan.id.front() + " is missing or no message id; see inbound.id");
  in.provider_id = core::SecretString(std::move(id));
  in.from = core::Address(std::move(from));
  in.sent_at = ParseTime(record.Get(plan.sent_at).value_or(""), plan.time);
  return in;
}

bool OneOf(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// A report whose id or state is none of ours says nothing.
void ParseReport(const Reports& plan, const Record& record, Inbound& out) {
  core::DeliveryStatus status;
  status.message = core::MessageId::FromText(record.Get(plan.our_id).value_or(""));
  std::string state = record.Get(plan.state).value_or("");
  if (OneOf(plan.delivered, state)) {
    status.state = core::DeliveryState::kDelivered;
  } else if (OneOf(plan.read, state)) {
    status.state = core::DeliveryState::kRead;
  } else if (OneOf(plan.failed, state)) {
    status.state = core::DeliveryState::kFailed;
  } else if (!OneOf(plan.accepted, state)) {
    return;
  }
  if (status.message) out.statuses.push_back(std::move(status));
}

core::Result<Inbound> ParseRecord(const Plan& plan, const Record& record) {
  Inbound out;
  if (plan.reports.used && record.Holds(plan.reports.only)) {
    record.ForEach(plan.reports.list,
                   [&](const Record& each) { ParseReport(plan.reports, each, out); });
    return out;
  }
  if (!record.Holds(plan.messages.only)) return out;
  if (!plan.messages.list.empty() && !record.Has(plan.messages.list))
    return Err(ErrorCode::kInvalid,
               "the field " + plan.messages.list + " is missing; see inbound.messages");
  std::optional<core::Error> problem;
  record.ForEach(plan.messages.list, [&](const Record& each) {
    auto message = ParseMessage(plan.messages, each);
    if (message) {
      out.messages.push_back(std::move(*message));
    } else {
      problem = message.error();
    }
  });
  // Of a batch the good ones count: a refusal would bring all of them again, for ever.
  if (problem && out.messages.empty()) return tl::unexpected<core::Error>(std::move(*problem));
  return out;
}

Format FormatOf(const Plan& plan, const core::HttpRequest& request) {
  if (plan.format != Format::kAny) return plan.format;
  if (request.method == "GET") return Format::kQuery;
  std::string_view type = core::HeaderValue(request.headers, "Content-Type");
  return type.find("json") != std::string_view::npos ? Format::kJson : Format::kForm;
}

}  // namespace

core::Result<Inbound> ParseRequest(const Plan& plan, const core::HttpRequest& request) {
  const Format format = FormatOf(plan, request);
  if (format == Format::kJson) {
    ASSIGN_OR_RETURN(auto document, ParseJsonBody(request.body));
    return ParseRecord(plan, Record(document.root()));
  }
  ASSIGN_OR_RETURN(auto parameters, core::ParseForm(format == Format::kQuery ? "" : request.body));
  // What we put into the URL that we gave the gateway comes back there; the body's own fields count
  // first.
  ASSIGN_OR_RETURN(auto query, core::ParseForm(request.query));
  parameters.insert(parameters.end(), std::make_move_iterator(query.begin()),
                    std::make_move_iterator(query.end()));
  for (auto& [key, value] : parameters) value = core::RepairUtf8(value);
  return ParseRecord(plan, Record(parameters));
}

}  // namespace channels::http_sms
