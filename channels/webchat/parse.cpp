// SPDX-License-Identifier: Apache-2.0
#include "channels/webchat/parse.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "channels/payload.h"
#include "channels/webchat/token.h"

namespace channels::webchat {
namespace {

using core::Err;
using core::ErrorCode;
using core::JsonValue;

constexpr size_t kMaxAcks = 100;

bool IsClientId(std::string_view id) {
  return id.size() >= 8 && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
           auto u = static_cast<unsigned char>(c);
           return u < 0x80 && (std::isalnum(u) != 0 || c == '-' || c == '_');
         });
}

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

core::Status ReadAcks(JsonValue post, Inbound& out) {
  auto acks = post.Find("ack");
  if (!acks) return {};
  if (acks->kind() != core::JsonKind::kArray || acks->size() > kMaxAcks) {
    return Err(ErrorCode::kInvalid, "ack must be a list of at most 100 message ids");
  }
  for (size_t i = 0; i < acks->size(); ++i) {
    core::DeliveryStatus status;
    JsonValue id = acks->At(i);
    if (id.kind() == core::JsonKind::kString)
      status.message = core::MessageId::FromText(id.String());
    if (!status.message) return Err(ErrorCode::kInvalid, "ack must be a list of message ids");
    status.state = core::DeliveryState::kDelivered;
    out.statuses.push_back(std::move(status));
  }
  return {};
}

core::Status ReadMessage(JsonValue post, std::string_view token, Inbound& out) {
  auto text = post.Find("text");
  auto tap = post.Find("tap");
  if (!text && !tap) {
    return post.Find("ack") ? core::Status{}
                            : Err(ErrorCode::kInvalid, "the post has neither text nor tap nor ack");
  }
  std::string_view id = StringAt(post, "id");
  if (!IsClientId(id))
    return Err(ErrorCode::kInvalid, "id must be 8 to 64 characters of A-Z a-z 0-9 _ -");
  core::InboundMessage in;
  // The page draws the id; beside the token it cannot take the place of another worker's.
  in.provider_id = core::SecretString(std::string(token) + ':' + std::string(id));
  in.from = core::Address(std::string(token));
  in.language_hint = LanguageHint(StringAt(post, "language"));
  if (tap) {
    in.kind = core::InboundKind::kTap;
    if (tap->kind() == core::JsonKind::kString) in.tap = TapToken(tap->String());
    if (in.tap.empty()) return Err(ErrorCode::kInvalid, "tap must be the token of a choice");
  } else {
    if (text->kind() != core::JsonKind::kString)
      return Err(ErrorCode::kInvalid, "text must be a text");
    in.text = WorkerText(text->String());
  }
  out.messages.push_back(std::move(in));
  return {};
}

}  // namespace

bool IsSameOrigin(const core::HttpRequest& request, std::string_view public_url) {
  std::string origin = Lower(core::HeaderValue(request.headers, "Origin"));
  std::string_view host = origin;
  if (host.starts_with("https://")) {
    host.remove_prefix(8);
  } else if (host.starts_with("http://")) {
    host.remove_prefix(7);
  } else {
    return false;  // also "null" and no Origin at all
  }
  if (!host.empty() && host == Lower(core::HeaderValue(request.headers, "Host"))) return true;
  size_t path = public_url.find(
      '/', public_url.find("://") == std::string_view::npos ? 0 : public_url.find("://") + 3);
  return !public_url.empty() && origin == Lower(public_url.substr(0, path));
}

core::Result<Inbound> ParsePost(std::string_view body, const core::SecretString& signing_key) {
  ASSIGN_OR_RETURN(auto post, ParseJsonBody(body));
  std::string_view token = StringAt(post.root(), "token");
  if (!TokenIsOurs(signing_key, token)) {
    return Err(ErrorCode::kDenied, "the token was not made by this server; reload the page");
  }
  Inbound out;
  RETURN_IF_ERROR(ReadAcks(post.root(), out));
  RETURN_IF_ERROR(ReadMessage(post.root(), token, out));
  return out;
}

}  // namespace channels::webchat
