// SPDX-License-Identifier: Apache-2.0
#include "bot/http/target.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <cstring>

#include "core/utf8.h"

namespace bot::http {
namespace {

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

core::Result<std::string> DecodeOnce(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    int high = i + 2 < text.size() ? HexValue(text[i + 1]) : -1;
    int low = i + 2 < text.size() ? HexValue(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      return core::Err(core::ErrorCode::kInvalid,
                       "the path has a % that is not followed by two hex digits");
    }
    out.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return out;
}

bool HasForbiddenByte(std::string_view path) {
  for (char c : path) {
    auto u = static_cast<unsigned char>(c);
    if (u < 0x20 || u == 0x7f || c == '\\') return true;
  }
  return false;
}

// Looks at the decoded path, so that an encoded slash or dot hides nothing.
bool HasForbiddenSegment(std::string_view path) {
  size_t start = 1;
  while (start <= path.size()) {
    size_t end = path.find('/', start);
    bool last = end == std::string_view::npos;
    std::string_view segment = path.substr(start, last ? std::string_view::npos : end - start);
    if (segment == "." || segment == ".." || (segment.empty() && !last)) return true;
    if (last) return false;
    start = end + 1;
  }
  return false;
}

}  // namespace

core::Result<Target> ParseTarget(std::string_view target) {
  if (target.empty() || target[0] != '/') {
    return core::Err(core::ErrorCode::kInvalid,
                     "the request target must be a path that begins with /");
  }
  if (target.find('#') != std::string_view::npos) {
    return core::Err(core::ErrorCode::kInvalid, "the request target has a #");
  }
  size_t mark = target.find('?');
  Target out;
  ASSIGN_OR_RETURN(out.path, DecodeOnce(target.substr(0, mark)));
  if (mark != std::string_view::npos) out.query = target.substr(mark + 1);
  if (HasForbiddenByte(out.path)) {
    return core::Err(core::ErrorCode::kInvalid, "the path has a control character or a backslash");
  }
  if (HasForbiddenSegment(out.path)) {
    return core::Err(core::ErrorCode::kInvalid, "the path has an empty, \".\" or \"..\" segment");
  }
  if (!core::IsUtf8(out.path)) return core::Err(core::ErrorCode::kInvalid, "the path is not UTF-8");
  return out;
}

std::string NetworkOf(std::string_view address) {
  std::string text(address);
  in_addr v4{};
  in6_addr v6{};
  std::array<uint8_t, 16> bytes{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) {
    std::memcpy(bytes.data(), &v4, 4);
  } else if (inet_pton(AF_INET6, text.substr(0, text.find('%')).c_str(), &v6) == 1) {
    std::memcpy(bytes.data(), &v6, 16);
    if (!IN6_IS_ADDR_V4MAPPED(&v6)) {
      std::memset(&v6.s6_addr[6], 0, 10);
      std::array<char, INET6_ADDRSTRLEN> out{};
      inet_ntop(AF_INET6, &v6, out.data(), out.size());
      return fmt::format("{}/48", out.data());
    }
    std::memcpy(bytes.data(), &bytes[12], 4);
  } else {
    return "unknown";
  }
  return fmt::format("{}.{}.{}.0/24", bytes[0], bytes[1], bytes[2]);
}

}  // namespace bot::http
