// SPDX-License-Identifier: Apache-2.0
#include "bot/config/listen.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>

namespace bot::config {
namespace {

bool IsAddress(const std::string& host) {
  std::array<unsigned char, 16> bytes{};
  return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
         inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

bool IsWildcard(const std::string& host) { return host == "0.0.0.0" || host == "::"; }

}  // namespace

std::optional<Listen> ParseListen(std::string_view text) {
  size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string host(text.substr(0, colon));
  std::string_view port = text.substr(colon + 1);
  if (host == "localhost") host = "127.0.0.1";
  if (host == "*") host = "::";
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  } else if (host != "::" && host.find(':') != std::string::npos) {
    return std::nullopt;  // an IPv6 address needs its brackets
  }
  Listen out;
  auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), out.port);
  if (error != std::errc() || end != port.data() + port.size() || !IsAddress(host))
    return std::nullopt;
  out.host = std::move(host);
  return out;
}

bool Collide(const Listen& a, const Listen& b) {
  return a.port != 0 && a.port == b.port &&
         (a.host == b.host || IsWildcard(a.host) || IsWildcard(b.host));
}

}  // namespace bot::config
