// SPDX-License-Identifier: Apache-2.0
// Bytes and a small self-describing binary form, for blobs that only this program reads (session
// state, outbox rows).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

using Bytes = std::vector<uint8_t>;
using ByteSpan = std::span<const uint8_t>;

[[nodiscard]] inline ByteSpan AsBytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view AsText(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Appends integers as LEB128 (signed ones zigzag) and strings with their length before them.
class ByteWriter {
 public:
  void U8(uint8_t value) { out_.push_back(value); }
  void Unsigned(uint64_t value);
  void Signed(int64_t value);
  void Double(double value);
  void String(std::string_view value);
  void Raw(ByteSpan value) { out_.insert(out_.end(), value.begin(), value.end()); }
  [[nodiscard]] const Bytes& bytes() const { return out_; }
  [[nodiscard]] Bytes Take() { return std::move(out_); }

 private:
  Bytes out_;
};

// Reads what ByteWriter wrote. After a short or malformed read ok() is false and every further read
// returns zero or empty: check ok() once at the end.
class ByteReader {
 public:
  explicit ByteReader(ByteSpan data) : data_(data) {}
  uint8_t U8();
  uint64_t Unsigned();
  int64_t Signed();
  double Double();
  std::string String();
  void Raw(std::span<uint8_t> out);
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool AtEnd() const { return data_.empty(); }

 private:
  ByteSpan data_;
  bool ok_ = true;
};

}  // namespace core
