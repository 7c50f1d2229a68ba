// SPDX-License-Identifier: Apache-2.0
#include "channels/kannel/parse.h"

#include <algorithm>
#include <cctype>

#include "channels/kannel/text.h"
#include "channels/payload.h"
#include "channels/sms/sender.h"

namespace channels::kannel {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kMaxId = 128;  // %I is a UUID of 36 characters
constexpr size_t kMaxAddress = 64;

std::string_view Get(const core::Parameters& parameters, std::string_view name) {
  const std::string* value = core::FindParameter(parameters, name);
  return value == nullptr ? std::string_view{} : std::string_view(*value);
}

bool IsPrintable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

// What a POST says in headers and a GET in parameters; a parameter of the URL wins.
struct Fields {
  std::string_view id, from, text, coding, charset, time;
};

std::string_view CharsetOf(std::string_view content_type) {
  size_t at = content_type.find("charset=");
  if (at == std::string_view::npos) return {};
  std::string_view value = content_type.substr(at + 8);
  value = value.substr(0, value.find(';'));
  while (!value.empty() && (value.front() == '"' || value.front() == ' ')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == '"' || value.back() == ' ')) value.remove_suffix(1);
  return value;
}

Fields FieldsOf(const core::HttpRequest& request, const core::Parameters& query) {
  Fields f{Get(query, "id"),     Get(query, "from"),    Get(query, "text"),
           Get(query, "coding"), Get(query, "charset"), Get(query, "ts")};
  if (request.method != "POST") return f;
  f.text = request.body;
  std::string_view content_type = core::HeaderValue(request.headers, "Content-Type");
  if (f.from.empty()) f.from = core::HeaderValue(request.headers, "X-Kannel-From");
  if (f.coding.empty()) f.coding = core::HeaderValue(request.headers, "X-Kannel-Coding");
  if (f.charset.empty()) f.charset = CharsetOf(content_type);
  if (f.coding.empty() && content_type.starts_with("application/octet-stream")) f.coding = "1";
  return f;
}

core::Result<Inbound> ParseMessage(const Fields& f) {
  if (f.id.empty() || f.id.size() > kMaxId || !IsPrintable(f.id)) {
    return Err(ErrorCode::kInvalid,
               "the parameter id is missing or no message id; add id=%I to Kannel's get-url");
  }
  std::string from = sms::CanonicalSender(f.from);
  if (from.empty() || from.size() > kMaxAddress || !IsPrintable(from)) {
    return Err(ErrorCode::kInvalid,
               "the parameter from is missing or no sender; add from=%q to Kannel's get-url");
  }
  core::InboundMessage in;
  in.provider_id = core::SecretString(std::string(f.id));
  in.from = core::Address(std::move(from));
  in.sent_at = UnixTime(IntegerFrom(f.time));
  auto text = DecodeText(f.text, f.coding, f.charset);
  if (text) {
    in.text = WorkerText(*text);
  } else {
    in.kind = core::InboundKind::kUnsupported;
  }
  Inbound out;
  out.messages.push_back(std::move(in));
  return out;
}

// The bits of %d (Kannel user guide, "Delivery reports").
std::optional<core::DeliveryState> StateOf(std::optional<int64_t> type) {
  if (!type) return std::nullopt;
  switch (*type) {
    case 1:
      return core::DeliveryState::kDelivered;
    case 2:  // the operator could not deliver
    case 16:
      return core::DeliveryState::kFailed;  // the operator refused it
    case 4:                                 // waits at the operator
    case 8:
      return core::DeliveryState::kAccepted;
    default:
      return std::nullopt;
  }
}

core::Result<Inbound> ParseReport(std::string_view id, std::string_view type) {
  core::DeliveryStatus status;
  status.message = core::MessageId::FromText(id);
  if (!status.message)
    return Err(ErrorCode::kInvalid, "the parameter dlr is not the id of a message of ours");
  auto state = StateOf(IntegerFrom(type));
  if (!state)
    return Err(ErrorCode::kInvalid,
               "the parameter type is no delivery report type (1, 2, 4, 8 or 16)");
  status.state = *state;
  Inbound out;
  out.statuses.push_back(std::move(status));
  return out;
}

}  // namespace

bool HasSecret(const core::HttpRequest& request, const core::SecretString& secret) {
  constexpr std::string_view kName = "secret=";
  std::string_view query = request.query;
  while (!query.empty()) {
    std::string_view pair = query.substr(0, query.find('&'));
    if (pair.starts_with(kName)) return IsSecret(secret, pair.substr(kName.size()));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
  }
  return false;
}

core::Result<Inbound> ParseRequest(const core::HttpRequest& request) {
  if (request.method != "GET" && request.method != "POST") {
    return Err(ErrorCode::kInvalid, "Kannel calls with GET (get-url) or POST (post-url)");
  }
  ASSIGN_OR_RETURN(auto query, core::ParseForm(request.query));
  if (core::FindParameter(query, "dlr") != nullptr)
    return ParseReport(Get(query, "dlr"), Get(query, "type"));
  return ParseMessage(FieldsOf(request, query));
}

}  // namespace channels::kannel
