// SPDX-License-Identifier: Apache-2.0
#include "channels/http_sms/proof.h"

#include "channels/payload.h"
#include "core/base64.h"
#include "core/crypto.h"

namespace channels::http_sms {
namespace {

using core::Err;
using core::ErrorCode;
constexpr std::string_view kHeader = "header:";

// The raw value of a parameter, found before anything is decoded: secrets hold no character that is
// escaped.
std::string_view RawParameter(std::string_view form, std::string_view name) {
  while (!form.empty()) {
    std::string_view pair = form.substr(0, form.find('&'));
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return pair.substr(name.size() + 1);
    form.remove_prefix(std::min(form.size(), pair.size() + 1));
  }
  return {};
}

std::optional<std::string> SignedBytes(const Proof& proof, const core::HttpRequest& request) {
  std::string out;
  for (std::string_view part : proof.covers) {
    if (part == "body") {
      out += request.body;
    } else if (part == "query") {
      out += request.query;
    } else {
      std::string_view value = core::HeaderValue(request.headers, part.substr(kHeader.size()));
      if (value.empty()) return std::nullopt;
      out += value;
    }
  }
  return out;
}

bool IsSigned(const Plan& plan, const core::HttpRequest& request, std::string_view given) {
  auto covered = SignedBytes(plan.proof, request);
  if (!covered) return false;
  core::Bytes expected = Hmac(plan.proof.hash, plan.secret.Reveal(), *covered);
  if (expected.empty()) return false;
  std::string written =
      plan.proof.base64 ? core::Base64Encode(expected) : core::HexEncode(expected);
  return core::ConstantTimeEqual(written, given);
}

bool Proves(const Plan& plan, const core::HttpRequest& request) {
  const Proof& proof = plan.proof;
  std::string_view header = core::HeaderValue(
      request.headers, proof.kind == Proof::Kind::kBasic ? "Authorization" : proof.name);
  switch (proof.kind) {
    case Proof::Kind::kQuery:
      return IsSecret(plan.secret, RawParameter(request.query, proof.name));
    case Proof::Kind::kForm:
      return IsSecret(plan.secret, RawParameter(request.body, proof.name));
    case Proof::Kind::kBasic: {
      const std::string pair = proof.user + ":" + plan.secret.Reveal();
      return core::ConstantTimeEqual("Basic " + core::Base64Encode(core::AsBytes(pair)), header);
    }
    case Proof::Kind::kHeader:
      return header.starts_with(proof.prefix) &&
             IsSecret(plan.secret, header.substr(proof.prefix.size()));
    case Proof::Kind::kHmac:
      return header.starts_with(proof.prefix) &&
             IsSigned(plan, request, header.substr(proof.prefix.size()));
  }
  return false;
}

std::string WhatIsWrong(const Proof& proof) {
  switch (proof.kind) {
    case Proof::Kind::kQuery:
      return "the parameter " + proof.name +
             " is missing from the URL or is not this channel's secret; set it in the "
             "URL that the gateway calls";
    case Proof::Kind::kForm:
      return "the parameter " + proof.name +
             " is missing or is not this channel's secret; set it at the gateway";
    case Proof::Kind::kBasic:
      return "the user name or password of the request is not this channel's; set them at the "
             "gateway";
    case Proof::Kind::kHeader:
      return "the header " + proof.name +
             " is missing or is not this channel's secret; set it at the gateway";
    case Proof::Kind::kHmac:
      return "the header " + proof.name +
             " is missing or does not sign this request; the gateway's signing key must be "
             "this channel's secret";
  }
  return "";
}

}  // namespace

core::Status CheckProof(const Plan& plan, const core::HttpRequest& request) {
  if (Proves(plan, request)) return {};
  return Err(ErrorCode::kDenied, WhatIsWrong(plan.proof));
}

}  // namespace channels::http_sms
