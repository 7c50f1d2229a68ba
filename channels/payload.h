// SPDX-License-Identifier: Apache-2.0
// Reading what providers send: lenient about how a field is written, strict about what we take.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/model.h"
#include "core/result.h"
#include "core/secret.h"

namespace channels {

// The error never quotes the body: a worker's words may stand there.
[[nodiscard]] core::Result<core::JsonDocument> ParseJsonBody(std::string_view body);

// Members of an object; absent or of another kind: nullopt or "".
[[nodiscard]] std::optional<core::JsonValue> ObjectAt(core::JsonValue object, std::string_view key);
[[nodiscard]] std::string_view StringAt(core::JsonValue object, std::string_view key);
[[nodiscard]] std::optional<int64_t> IntegerAt(core::JsonValue object,
                                               std::string_view key);  // also written as a string
[[nodiscard]] std::optional<int64_t> IntegerFrom(std::string_view text);
// A text, or a whole number as text; "" if it is neither.
[[nodiscard]] std::string Scalar(core::JsonValue object, std::string_view key);
// Whole seconds or milliseconds since 1970: providers and their doubles write both.
[[nodiscard]] std::optional<core::Timestamp> UnixTime(std::optional<int64_t> value);

// True if `given` is the secret, in constant time; never true while no secret is configured.
[[nodiscard]] bool IsSecret(const core::SecretString& expected, std::string_view given);

// A worker's text within limits::kMaxWorkerTextBytes and kMaxWorkerTextChars, valid UTF-8.
[[nodiscard]] core::SecretString WorkerText(std::string_view text);
// A button token as InboundMessage::tap wants it, or "" (an unknown token) if it cannot be one of
// ours.
[[nodiscard]] std::string TapToken(std::string_view token);
// A language tag as InboundMessage::language_hint wants it, or "".
[[nodiscard]] std::string LanguageHint(std::string_view tag);

}  // namespace channels
