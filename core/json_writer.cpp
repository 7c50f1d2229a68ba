// SPDX-License-Identifier: Apache-2.0
#include "core/json_writer.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "core/result.h"
#include "core/utf8.h"

namespace core {

void JsonWriter::Separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_item_.empty()) return;
  if (has_item_.back()) out_ += ',';
  has_item_.back() = true;
}

JsonWriter& JsonWriter::BeginObject() {
  Separate();
  out_ += '{';
  has_item_.push_back(false);
  return *this;
}
JsonWriter& JsonWriter::EndObject() {
  CHECK(!has_item_.empty());
  has_item_.pop_back();
  out_ += '}';
  return *this;
}
JsonWriter& JsonWriter::BeginArray() {
  Separate();
  out_ += '[';
  has_item_.push_back(false);
  return *this;
}
JsonWriter& JsonWriter::EndArray() {
  CHECK(!has_item_.empty());
  has_item_.pop_back();
  out_ += ']';
  return *this;
}
JsonWriter& JsonWriter::Key(std::string_view key) {
  String(key);
  out_ += ':';
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::String(std::string_view value) {
  Separate();
  std::string repaired;
  if (!IsUtf8(value)) {
    repaired = RepairUtf8(value);
    value = repaired;
  }
  out_ += '"';
  for (char c : value) {
    auto u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (c == '\n') {
      out_ += "\\n";
    } else if (u < 0x20 || u == 0x7f) {
      fmt::format_to(std::back_inserter(out_), "\\u{:04x}", u);
    } else {
      out_ += c;
    }
  }
  out_ += '"';
  return *this;
}

JsonWriter& JsonWriter::Integer(int64_t value) {
  Separate();
  fmt::format_to(std::back_inserter(out_), "{}", value);
  return *this;
}
JsonWriter& JsonWriter::Number(double value) {
  if (!std::isfinite(value)) return Null();
  Separate();
  fmt::format_to(std::back_inserter(out_), "{}", value);
  return *this;
}
JsonWriter& JsonWriter::Bool(bool value) { return Raw(value ? "true" : "false"); }
JsonWriter& JsonWriter::Null() { return Raw("null"); }
JsonWriter& JsonWriter::Raw(std::string_view json) {
  Separate();
  out_ += json;
  return *this;
}

std::string JsonWriter::Take() {
  CHECK(has_item_.empty() && !after_key_);
  return std::move(out_);
}

}  // namespace core
