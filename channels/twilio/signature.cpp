// SPDX-License-Identifier: Apache-2.0
#include "channels/twilio/signature.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <cctype>

#include "channels/hmac.h"
#include "channels/payload.h"
#include "core/base64.h"
#include "core/crypto.h"

namespace channels::twilio {
namespace {

using core::Err;
using core::ErrorCode;

// Order of UTF-16 units: that of the signer's language where bytes would order otherwise (beyond
// the BMP).
bool InSignersOrder(const std::pair<std::string, std::string>& a,
                    const std::pair<std::string, std::string>& b) {
  auto compare = [](const std::string& x, const std::string& y) {
    return static_cast<int>(
        icu::UnicodeString::fromUTF8(x).compare(icu::UnicodeString::fromUTF8(y)));
  };
  int keys = compare(a.first, b.first);
  return keys != 0 ? keys < 0 : compare(a.second, b.second) < 0;
}

// A repeated parameter counts once for each of its values.
std::string SignedParameters(core::Parameters parameters) {
  std::sort(parameters.begin(), parameters.end(), InSignersOrder);
  parameters.erase(std::unique(parameters.begin(), parameters.end()), parameters.end());
  std::string out;
  for (const auto& [key, value] : parameters) out.append(key).append(value);
  return out;
}

bool IsSignedWith(const core::SecretString& token, const std::string& message,
                  std::string_view signature) {
  if (token.empty()) return false;
  return core::ConstantTimeEqual(core::Base64Encode(Hmac(HashKind::kSha1, token.Reveal(), message)),
                                 signature);
}

bool IsSigned(const Settings& s, const core::HttpRequest& request, const std::string& parameters,
              std::string_view signature) {
  bool found = false;  // every form is tried, so that time tells nothing
  for (const std::string* origin : {&s.origin_without_port, &s.origin_with_port}) {
    const std::string message = *origin + s.base_path + request.target + parameters;
    found |= IsSignedWith(s.auth_token, message, signature);
    found |= IsSignedWith(s.previous_auth_token, message, signature);
  }
  return found;
}

std::optional<std::string> BodyHash(const core::Parameters& query) {
  const std::string* hash = core::FindParameter(query, "bodySHA256");
  return hash == nullptr ? std::nullopt : std::optional(*hash);
}

bool IsHashOf(const std::string& hash, std::string_view body) {
  return core::ConstantTimeEqual(core::HexEncode(core::Sha256(core::AsBytes(body))), hash);
}

// %2f says what %2F says, so the signature does not tell them apart. Twilio writes capitals only.
bool HasSmallEscapes(std::string_view form) {
  for (size_t at = form.find('%'); at != std::string_view::npos; at = form.find('%', at + 1)) {
    for (char c : form.substr(at + 1, 2)) {
      if (c >= 'a' && c <= 'f') return true;
    }
  }
  return false;
}

// The members that are texts or numbers; what is nested is none of ours.
core::Result<core::Parameters> JsonMembers(std::string_view body) {
  ASSIGN_OR_RETURN(auto document, ParseJsonBody(body));
  core::JsonValue root = document.root();
  core::Parameters out;
  if (root.kind() != core::JsonKind::kObject) return out;
  for (const std::string& key : root.Keys()) {
    core::JsonValue value = *root.Find(key);
    if (value.kind() == core::JsonKind::kString) out.emplace_back(key, value.String());
    if (value.kind() == core::JsonKind::kInteger)
      out.emplace_back(key, std::to_string(value.Integer()));
  }
  return out;
}

tl::unexpected<core::Error> Denied() {
  return Err(ErrorCode::kDenied,
             "X-Twilio-Signature is not that of this request; check auth_token, and that "
             "public_url is the address that "
             "Twilio calls, scheme and port included");
}

}  // namespace

core::Result<core::Parameters> VerifiedParameters(const Settings& settings,
                                                  const core::HttpRequest& request) {
  std::string_view signature = core::HeaderValue(request.headers, "X-Twilio-Signature");
  if (signature.empty()) return Err(ErrorCode::kDenied, "X-Twilio-Signature is missing");
  auto query = core::ParseForm(request.query);
  if (!query) return Denied();
  if (auto hash = BodyHash(*query)) {
    if (!IsSigned(settings, request, "", signature) || !IsHashOf(*hash, request.body))
      return Denied();
    return JsonMembers(request.body);
  }
  if (request.method == "GET") {
    if (!request.body.empty() || !IsSigned(settings, request, "", signature)) return Denied();
    return std::move(*query);
  }
  auto form = core::ParseForm(request.body);
  if (!form || HasSmallEscapes(request.body)) return Denied();
  if (!IsSigned(settings, request, SignedParameters(*form), signature)) return Denied();
  return std::move(*form);
}

}  // namespace channels::twilio
