// SPDX-License-Identifier: Apache-2.0
#include <ctime>

#include "channels/http_sms/parse.h"
#include "channels/payload.h"

namespace channels::http_sms {
namespace {

std::optional<core::Timestamp> ByPattern(const std::string& text, const char* pattern) {
  std::tm tm{};
  const char* end = strptime(text.c_str(), pattern, &tm);
  if (end == nullptr || *end != '\0') return std::nullopt;
  const long offset = tm.tm_gmtoff;  // timegm() sets it anew
  const int64_t seconds = static_cast<int64_t>(timegm(&tm)) - offset;
  return UnixTime(seconds);
}

}  // namespace

std::optional<core::Timestamp> ParseTime(std::string_view given, const std::string& pattern) {
  if (given.empty() || given.size() > 64) return std::nullopt;
  std::string text(given);
  if (pattern != "auto") return ByPattern(text, pattern.c_str());
  if (auto number = IntegerFrom(text)) return UnixTime(number);
  // strptime knows no fractions of a second.
  if (const size_t dot = text.find('.'); dot != std::string::npos) {
    text.erase(dot, text.find_first_not_of("0123456789", dot + 1) - dot);
  }
  for (const char* known : {"%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S%z", "%Y-%m-%dT%H:%M:%S",
                            "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"}) {
    if (auto time = ByPattern(text, known)) return time;
  }
  return std::nullopt;
}

}  // namespace channels::http_sms
