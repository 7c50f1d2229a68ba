// SPDX-License-Identifier: Apache-2.0
// Structured log lines on standard error. A field is one of a closed list of keys, and its value is
// a number or a word that the program or its configuration made (a channel's name, an error code).
// There is no way to hand it a worker's words, a number, an id of a person or a provider's payload
// by accident: std::string does not convert to a field.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace core {

enum class LogLevel : uint8_t { kDebug, kInfo, kWarning, kError };

enum class LogKey : uint8_t {
  kChannel,
  kComponent,
  kCount,
  kCode,
  kDurationMs,
  kFile,
  kHttpStatus,
  kPort,
  kReason,
  kSurvey,
  kVersion,
  kAddress,
};

struct LogField {
  LogKey key;
  int64_t number = 0;
  std::string word;

  LogField(LogKey k, int64_t n) : key(k), number(n) {}
  // `word` comes from the program or its configuration, never from outside.
  static LogField Word(LogKey k, std::string_view word) {
    LogField f(k, 0);
    f.word = word;
    return f;
  }
};

// `event` is a fixed sentence: a string literal. Thread-safe. Lines look like
// `2026-11-21T23:04:05.123Z info sender: gave up channel=main code=403`.
void Log(LogLevel level, const char* component, const char* event,
         std::initializer_list<LogField> fields = {});
void SetLogLevel(LogLevel level);

}  // namespace core
