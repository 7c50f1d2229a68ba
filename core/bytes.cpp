// SPDX-License-Identifier: Apache-2.0
#include "core/bytes.h"

#include <bit>
#include <cstring>

namespace core {

void ByteWriter::Unsigned(uint64_t value) {
  while (value >= 0x80) {
    out_.push_back(static_cast<uint8_t>(value | 0x80));
    value >>= 7;
  }
  out_.push_back(static_cast<uint8_t>(value));
}

void ByteWriter::Signed(int64_t value) {
  Unsigned((static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63));
}

void ByteWriter::Double(double value) {
  auto bits = std::bit_cast<uint64_t>(value);
  for (int i = 0; i < 8; ++i) out_.push_back(static_cast<uint8_t>(bits >> (8 * i)));
}

void ByteWriter::String(std::string_view value) {
  Unsigned(value.size());
  Raw(AsBytes(value));
}

uint8_t ByteReader::U8() {
  if (data_.empty()) {
    ok_ = false;
    return 0;
  }
  uint8_t value = data_[0];
  data_ = data_.subspan(1);
  return value;
}

uint64_t ByteReader::Unsigned() {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    uint8_t byte = U8();
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  ok_ = false;
  return 0;
}

int64_t ByteReader::Signed() {
  uint64_t value = Unsigned();
  return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
}

double ByteReader::Double() {
  uint64_t bits = 0;
  for (int i = 0; i < 8; ++i) bits |= static_cast<uint64_t>(U8()) << (8 * i);
  return std::bit_cast<double>(bits);
}

std::string ByteReader::String() {
  uint64_t size = Unsigned();
  if (!ok_ || size > data_.size()) {
    ok_ = false;
    data_ = {};
    return {};
  }
  std::string value(AsText(data_.first(size)));
  data_ = data_.subspan(size);
  return value;
}

void ByteReader::Raw(std::span<uint8_t> out) {
  if (out.size() > data_.size()) {
    ok_ = false;
    data_ = {};
    return;
  }
  std::memcpy(out.data(), data_.data(), out.size());
  data_ = data_.subspan(out.size());
}

}  // namespace core
