// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Writes JSON into a string, in order, without building a tree. Calls must be balanced (checked by
// CHECK).
class JsonWriter {
 public:
  JsonWriter& BeginObject();
  JsonWriter& EndObject();
  JsonWriter& BeginArray();
  JsonWriter& EndArray();
  JsonWriter& Key(std::string_view key);
  JsonWriter& String(std::string_view value);  // malformed UTF-8 becomes U+FFFD
  JsonWriter& Integer(int64_t value);
  JsonWriter& Number(double value);  // shortest form that reads back equal; non-finite becomes null
  JsonWriter& Bool(bool value);
  JsonWriter& Null();
  JsonWriter& Raw(std::string_view json);  // already JSON
  [[nodiscard]] std::string Take();

 private:
  void Separate();
  std::string out_;
  std::vector<bool> has_item_;
  bool after_key_ = false;
};

}  // namespace core
