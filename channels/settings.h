// SPDX-License-Identifier: Apache-2.0
// Settings that several channel types have, with the rules that all of them keep. Problems name the
// key, never its value.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/secret.h"

namespace channels {

// Where plain http is allowed: to this machine, or also to an address of a private network (a
// gateway next door).
enum class PlainHttp : uint8_t { kLoopback, kPrivateNetwork };

class SettingsReader {
 public:
  explicit SettingsReader(core::ObjectReader& settings) : settings_(settings) {}

  // A text that must be there and must not be empty; `what` completes "must be ...".
  std::string Required(std::string_view key, std::string_view what);
  // A secret that the provider sends back to us: kMinSecret to 256 of A-Z a-z 0-9 _ - (Telegram's
  // alphabet, safe in a URL).
  core::SecretString SharedSecret(std::string_view key, bool required);
  // An absolute URL without user, query and fragment; "" where it is absent and `fallback` is "".
  std::string Url(std::string_view key, std::string_view fallback, PlainHttp plain);
  // `messages_per_second`.
  double Rate(double fallback);
  bool Flag(std::string_view key, bool fallback);
  void Report(std::string_view key, std::string what);
  // False after any problem: the channel is not made.
  [[nodiscard]] bool ok() const { return ok_; }

  static constexpr size_t kMinSecret = 8;

 private:
  bool HasKind(std::string_view key, core::JsonKind kind);
  core::ObjectReader& settings_;
  bool ok_ = true;
};

// The entry for a language, else for its base language ("pt" for "pt-BR"), else nullptr.
template <class T>
const T* FindByLanguage(const std::map<std::string, T>& by_language, const std::string& language) {
  auto it = by_language.find(language);
  if (it == by_language.end()) it = by_language.find(language.substr(0, language.find('-')));
  return it == by_language.end() ? nullptr : &it->second;
}

// What is wrong with `url`, or "" if nothing is.
[[nodiscard]] std::string UrlProblem(std::string_view url, PlainHttp plain);

}  // namespace channels
