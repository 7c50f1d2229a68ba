// SPDX-License-Identifier: Apache-2.0
#include "channels/settings.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace channels {
namespace {

bool IsUrlSafe(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    auto u = static_cast<unsigned char>(c);
    return (u < 0x80 && std::isalnum(u) != 0) || c == '_' || c == '-';
  });
}

struct Nearness {
  bool loopback = false;
  bool private_network = false;
};

// Only address literals and "localhost": any other name can be made to point anywhere.
Nearness NearnessOf(std::string host) {
  if (host == "localhost") return {true, true};
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    std::array<uint8_t, 16> a{};
    if (inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), a.data()) != 1) return {};
    bool loopback =
        std::all_of(a.begin(), a.end() - 1, [](uint8_t b) { return b == 0; }) && a[15] == 1;
    return {loopback, loopback || (a[0] & 0xfe) == 0xfc};  // RFC 4193
  }
  std::array<uint8_t, 4> a{};
  if (inet_pton(AF_INET, host.c_str(), a.data()) != 1) return {};
  bool loopback = a[0] == 127;
  bool rfc1918 = a[0] == 10 || (a[0] == 172 && (a[1] & 0xf0) == 16) || (a[0] == 192 && a[1] == 168);
  return {loopback, loopback || rfc1918};
}

bool IsPort(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string MustBeHttps(PlainHttp plain) {
  return plain == PlainHttp::kLoopback ? "must begin with https://; http:// is only for this "
                                         "machine (127.0.0.1, localhost, [::1])"
                                       : "must begin with https://; http:// is only for this "
                                         "machine or a private address such as 192.168.1.5";
}

}  // namespace

std::string UrlProblem(std::string_view url, PlainHttp plain) {
  bool http = url.starts_with("http://");
  if (!http && !url.starts_with("https://")) return MustBeHttps(plain);
  for (char c : url) {
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f) {
      return "must be ASCII without spaces";
    }
  }
  std::string_view rest = url.substr(http ? 7 : 8);
  if (rest.find_first_of("?#") != std::string_view::npos) return "must have no '?' and no '#'";
  std::string_view authority = rest.substr(0, rest.find('/'));
  if (authority.find('@') != std::string_view::npos) return "must hold no user name or password";
  size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
    if (!IsPort(authority.substr(colon + 1))) return "has a port that is not a number";
    authority = authority.substr(0, colon);
  }
  if (authority.empty()) return "names no host";
  if (!http) return "";
  Nearness near = NearnessOf(std::string(authority));
  if (near.loopback || (plain == PlainHttp::kPrivateNetwork && near.private_network)) return "";
  return MustBeHttps(plain);
}

bool SettingsReader::HasKind(std::string_view key, core::JsonKind kind) {
  auto value = settings_.Value(key);
  return value && value->kind() == kind;
}

void SettingsReader::Report(std::string_view key, std::string what) {
  settings_.Report(key, std::move(what));
  ok_ = false;
}

std::string SettingsReader::Required(std::string_view key, std::string_view what) {
  std::string value = settings_.String(key);  // reports a missing key and a wrong kind
  if (!value.empty()) return value;
  ok_ = false;
  if (HasKind(key, core::JsonKind::kString))
    Report(key, "is empty; it must be " + std::string(what));
  return value;
}

core::SecretString SettingsReader::SharedSecret(std::string_view key, bool required) {
  if (!required) {
    // Absent, or empty as an environment variable that is not set may leave it: no secret, so
    // nothing is let in by it.
    auto given = settings_.Value(key);
    if (!given || (given->kind() == core::JsonKind::kString && given->String().empty())) return {};
  }
  std::string value = Required(key, "8 to 256 characters of A-Z a-z 0-9 _ -, best 32 random ones");
  if (value.empty()) return {};
  if (value.size() < kMinSecret || value.size() > 256 || !IsUrlSafe(value)) {
    Report(key, "must be 8 to 256 characters of A-Z a-z 0-9 _ -, best 32 random ones");
    return {};
  }
  return core::SecretString(std::move(value));
}

std::string SettingsReader::Url(std::string_view key, std::string_view fallback, PlainHttp plain) {
  auto value = settings_.Value(key);
  std::string url = settings_.String(key, fallback);
  if (value && value->kind() != core::JsonKind::kString) ok_ = false;
  if (!value && fallback.empty()) return {};
  if (std::string problem = UrlProblem(url, plain); !problem.empty()) Report(key, problem);
  while (url.ends_with('/')) url.pop_back();
  return url;
}

double SettingsReader::Rate(double fallback) {
  constexpr std::string_view kKey = "messages_per_second";
  auto value = settings_.Value(kKey);
  double rate = settings_.Number(kKey, fallback);
  bool number = !value || value->kind() == core::JsonKind::kNumber ||
                value->kind() == core::JsonKind::kInteger;
  if (!number) {
    ok_ = false;
  } else if (!(rate >= 0.01 && rate <= 10000)) {
    Report(kKey, "must be a number from 0.01 to 10000");
  }
  return rate;
}

bool SettingsReader::Flag(std::string_view key, bool fallback) {
  auto value = settings_.Value(key);
  if (value && value->kind() != core::JsonKind::kBool) ok_ = false;
  return settings_.Bool(key, fallback);
}

}  // namespace channels
