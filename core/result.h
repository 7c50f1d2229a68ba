// SPDX-License-Identifier: Apache-2.0
// The one error vocabulary. Anything that can fail in the world returns Result<T>; broken
// invariants of our own code abort through CHECK; input never reaches a CHECK. Exceptions of
// libraries stop in the folder that called them.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace core {

// What the caller can do about it. Persistent or shown values: do not renumber.
enum class ErrorCode : uint8_t {
  kInvalid = 1,  // the input is wrong; repeating it unchanged is useless
  kDenied = 2,   // wrong or missing signature, token, permission
  kNotFound = 3,
  kConflict = 4,  // somebody else moved it (version, lease), or it exists already
  kTooLarge = 5,
  kUnavailable = 6,  // full queue, provider or database not ready: try again later
  kStorage = 7,      // the disk or the database failed
  kInternal = 8,
};

[[nodiscard]] std::string_view Name(ErrorCode code);

// `message` names the operation and what to change; never a person, a number, a token or a worker's
// words.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> Err(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

// One of several things that are wrong with an input; a reader reports all of them at once.
struct Problem {
  std::string where;  // a path like "channels.main.token", a cell, a line
  std::string what;   // what is wrong and what to change it to
};
using Problems = std::vector<Problem>;

// "where: what" lines joined by newlines, for an error message or the terminal.
[[nodiscard]] std::string Describe(const Problems& problems);

[[noreturn]] inline void CheckFailed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "CHECK failed: %s at %s:%d\n", condition, file, line);
  std::abort();
}

}  // namespace core

// For invariants of our own code only.
#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::core::CheckFailed(#condition, __FILE__, __LINE__))

#define DWBOT_CONCAT_INNER(a, b) a##b
#define DWBOT_CONCAT(a, b) DWBOT_CONCAT_INNER(a, b)
// ASSIGN_OR_RETURN(auto x, F()): x = value, or return the error.
#define ASSIGN_OR_RETURN(decl, expr) \
  ASSIGN_OR_RETURN_IMPL(DWBOT_CONCAT(result_, __LINE__), decl, expr)
#define ASSIGN_OR_RETURN_IMPL(tmp, decl, expr)                            \
  auto tmp = (expr);                                                      \
  if (!tmp) return tl::unexpected<::core::Error>(std::move(tmp.error())); \
  decl = std::move(*tmp)
// RETURN_IF_ERROR(F()): for Status and Result<T> whose value is not needed.
#define RETURN_IF_ERROR(expr)                                           \
  do {                                                                  \
    if (auto status_ = (expr); !status_) {                              \
      return tl::unexpected<::core::Error>(std::move(status_.error())); \
    }                                                                   \
  } while (false)
