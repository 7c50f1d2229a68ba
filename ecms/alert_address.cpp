// SPDX-License-Identifier: Apache-2.0
#include "ecms/alert_address.h"

#include <unicode/idna.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "core/utf8.h"
#include "ecms/alerts.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kMaxLocal = 64;  // RFC 5321, 4.5.3.1.1

bool IsAlnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// A dot-atom: RFC 5322, 3.2.3.
bool IsLocalPart(std::string_view text) {
  if (text.empty() || text.size() > kMaxLocal || text.front() == '.' || text.back() == '.')
    return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::ranges::all_of(text, [](char c) {
    return IsAlnum(c) || std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
  });
}

// "" = no domain name.
std::string AsciiDomain(std::string_view domain) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::IDNA> idna(
      icu::IDNA::createUTS46Instance(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_USE_STD3_RULES |
                                         UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
                                     status));
  if (U_FAILURE(status)) return "";
  icu::UnicodeString ascii;
  icu::IDNAInfo info;
  idna->nameToASCII(icu::UnicodeString::fromUTF8(
                        icu::StringPiece(domain.data(), static_cast<int32_t>(domain.size()))),
                    ascii, info, status);
  if (U_FAILURE(status) || info.hasErrors()) return "";
  std::string out;
  ascii.toUTF8String(out);
  const size_t dot = out.find('.');
  const bool whole = dot != std::string::npos && dot != 0 && !out.ends_with('.');
  const bool plain =
      std::ranges::all_of(out, [](char c) { return IsAlnum(c) || c == '-' || c == '.'; });
  return whole && plain && out.find_first_not_of("0123456789.") != std::string::npos ? out : "";
}

}  // namespace

core::Result<core::SecretString> NormalEmail(std::string_view typed) {
  const std::string_view text = core::Trim(typed);
  if (text.size() > kMaxAlertAddress || !core::IsUtf8(text))
    return Err(ErrorCode::kInvalid, "an e-mail address has at most 254 characters");
  const size_t at = text.rfind('@');
  if (at == std::string_view::npos || text.find('@') != at)
    return Err(ErrorCode::kInvalid, "an e-mail address has one @, like name@example.org");
  if (!IsLocalPart(text.substr(0, at)))
    return Err(ErrorCode::kInvalid,
               "what stands before the @ may have letters without accents, digits and signs such "
               "as . - _ +, at most 64");
  const std::string domain = AsciiDomain(text.substr(at + 1));
  if (domain.empty())
    return Err(ErrorCode::kInvalid,
               "what stands after the @ is not the name of a domain, like example.org");
  std::string whole = std::string(text.substr(0, at)) + "@" + domain;
  if (whole.size() > kMaxAlertAddress)
    return Err(ErrorCode::kInvalid, "an e-mail address has at most 254 characters");
  return core::SecretString(std::move(whole));
}

core::Result<core::SecretString> NormalNumber(std::string_view typed) {
  std::string number;
  for (const char c : core::Trim(typed)) {
    if (c == ' ' || c == '-' || c == '(' || c == ')' || c == '.') continue;
    number += c;
  }
  const bool digits =
      number.size() >= 8 && number.size() <= 16 && number[0] == '+' && number[1] != '0' &&
      std::all_of(number.begin() + 1, number.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits)
    return Err(ErrorCode::kInvalid,
               "a number is written with the country's code, like +685 72 12345");
  return core::SecretString(std::move(number));
}

std::string Masked(std::string_view route, const core::SecretString& address) {
  const std::string& text = address.Reveal();
  if (route == "email") {
    const size_t at = text.find('@');
    return at == std::string::npos ? "…" : text.substr(0, 1) + "…" + text.substr(at);
  }
  return text.size() < 4 ? "…" : text.substr(0, 2) + "…" + text.substr(text.size() - 2);
}

}  // namespace ecms
