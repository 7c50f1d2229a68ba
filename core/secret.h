// SPDX-License-Identifier: Apache-2.0
// Secret<T> holds what identifies a person or opens a door: it cannot be printed, logged, formatted
// or compared by accident. Reveal() is the only way in, and easy to find with grep.
#pragma once

#include <string>
#include <type_traits>
#include <utility>

namespace core {

template <class T>
class Secret {
 public:
  Secret() = default;
  explicit Secret(T value) : value_(std::move(value)) {}

  [[nodiscard]] const T& Reveal() const { return value_; }
  [[nodiscard]] T& RevealMutable() { return value_; }
  [[nodiscard]] bool empty() const { return value_.empty(); }
  [[nodiscard]] size_t size() const { return value_.size(); }
  friend bool operator==(const Secret&, const Secret&) = delete;

 private:
  T value_{};
};

using SecretString = Secret<std::string>;

template <class Stream, class T>
Stream& operator<<(Stream&, const Secret<T>&) = delete;

}  // namespace core
