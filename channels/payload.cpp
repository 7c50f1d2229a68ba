// SPDX-License-Identifier: Apache-2.0
#include "channels/payload.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "core/crypto.h"
#include "core/limits.h"
#include "core/utf8.h"

namespace channels {

core::Result<core::JsonDocument> ParseJsonBody(std::string_view body) {
  auto parsed = core::JsonDocument::Parse(body);
  if (parsed) return parsed;
  return core::Err(core::ErrorCode::kInvalid,
                   "the body is not JSON that is accepted here: malformed, not UTF-8, a key twice "
                   "in one object, or "
                   "nested deeper than 32 levels");
}

std::optional<core::JsonValue> ObjectAt(core::JsonValue object, std::string_view key) {
  auto value = object.Find(key);
  return value && value->kind() == core::JsonKind::kObject ? value : std::nullopt;
}

std::string_view StringAt(core::JsonValue object, std::string_view key) {
  auto value = object.Find(key);
  return value && value->kind() == core::JsonKind::kString ? std::string_view(value->String())
                                                           : std::string_view{};
}

std::optional<int64_t> IntegerFrom(std::string_view text) {
  int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool whole = error == std::errc() && end == text.data() + text.size() && !text.empty();
  return whole ? std::optional(value) : std::nullopt;
}

std::optional<int64_t> IntegerAt(core::JsonValue object, std::string_view key) {
  auto value = object.Find(key);
  if (!value) return std::nullopt;
  if (value->kind() == core::JsonKind::kInteger) return value->Integer();
  if (value->kind() == core::JsonKind::kString) return IntegerFrom(value->String());
  return std::nullopt;
}

std::string Scalar(core::JsonValue object, std::string_view key) {
  auto value = object.Find(key);
  if (value && value->kind() == core::JsonKind::kString) return value->String();
  if (value && value->kind() == core::JsonKind::kInteger) return std::to_string(value->Integer());
  return "";
}

std::optional<core::Timestamp> UnixTime(std::optional<int64_t> value) {
  constexpr int64_t kFirstMilliseconds = 100'000'000'000;    // as seconds: the year 5138
  constexpr int64_t kLastMilliseconds = 32'503'680'000'000;  // the year 3000
  if (!value || *value <= 0 || *value > kLastMilliseconds) return std::nullopt;
  return core::Timestamp{*value >= kFirstMilliseconds ? *value : *value * 1000};
}

bool IsSecret(const core::SecretString& expected, std::string_view given) {
  return !expected.empty() && core::ConstantTimeEqual(expected.Reveal(), given);
}

core::SecretString WorkerText(std::string_view text) {
  // One code point of one byte may become three (U+FFFD), so cut before and after the repair.
  std::string repaired =
      core::RepairUtf8(core::Utf8Prefix(text, core::limits::kMaxWorkerTextBytes));
  size_t at = 0;
  size_t chars = 0;
  while (at < repaired.size() && chars < core::limits::kMaxWorkerTextChars) {
    (void)core::NextCodePoint(repaired, at);
    ++chars;
  }
  repaired.resize(
      core::Utf8Prefix(std::string_view(repaired).substr(0, at), core::limits::kMaxWorkerTextBytes)
          .size());
  return core::SecretString(std::move(repaired));
}

std::string TapToken(std::string_view token) {
  bool ours = token.size() <= 64 &&
              std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  return ours ? std::string(token) : std::string();
}

std::string LanguageHint(std::string_view tag) {
  bool plausible =
      tag.size() >= 2 && tag.size() <= 35 && std::all_of(tag.begin(), tag.end(), [](char c) {
        auto u = static_cast<unsigned char>(c);
        return u < 0x80 && (std::isalnum(u) != 0 || c == '-');
      });
  return plausible ? std::string(tag) : std::string();
}

}  // namespace channels
