// SPDX-License-Identifier: Apache-2.0
// JSON for reading: a document, cheap views into it, and an object reader that reports every
// problem at once with its path. nlohmann/json stays behind json.cpp (and the providers' parsers):
// its header costs 2.5 s per file.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace core {

enum class JsonKind : uint8_t { kNull, kBool, kInteger, kNumber, kString, kArray, kObject };

// A value inside a document; valid as long as its JsonDocument lives. Accessors CHECK the kind: ask
// first.
class JsonValue {
 public:
  explicit JsonValue(const nlohmann::json* node) : node_(node) {}
  [[nodiscard]] JsonKind kind() const;
  [[nodiscard]] bool Bool() const;
  [[nodiscard]] int64_t Integer() const;
  [[nodiscard]] double Number() const;  // integers too
  [[nodiscard]] const std::string& String() const;
  [[nodiscard]] size_t size() const;                                        // of an array or object
  [[nodiscard]] JsonValue At(size_t index) const;                           // of an array
  [[nodiscard]] std::optional<JsonValue> Find(std::string_view key) const;  // of an object
  [[nodiscard]] std::vector<std::string> Keys() const;                      // in sorted order
  [[nodiscard]] std::string Dump() const;  // canonical: sorted keys, no spaces

 private:
  const nlohmann::json* node_;
};

class JsonDocument {
 public:
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();

  // kInvalid with line and column on bad syntax, invalid UTF-8, a duplicate key or nesting over
  // limits::kMaxJsonDepth. `comments`: // and /* */ are skipped (configuration files).
  [[nodiscard]] static Result<JsonDocument> Parse(std::string_view text, bool comments = false);
  [[nodiscard]] JsonValue root() const { return JsonValue(node_.get()); }

 private:
  explicit JsonDocument(std::unique_ptr<nlohmann::json> node);
  std::unique_ptr<nlohmann::json> node_;
};

// Reads one object. Each accessor appends to the Problems given when a key is missing, of the wrong
// kind or out of range, and returns a harmless default, so that one pass finds everything. Finish()
// reports keys nobody asked for.
class ObjectReader {
 public:
  // `value` of another kind than object is a problem by itself; then every accessor returns
  // defaults silently.
  ObjectReader(std::optional<JsonValue> value, std::string path, Problems& problems);

  [[nodiscard]] bool Has(std::string_view key) const;
  std::string String(std::string_view key);                             // required
  std::string String(std::string_view key, std::string_view fallback);  // optional
  std::string OneOf(std::string_view key, std::initializer_list<std::string_view> allowed,
                    std::optional<std::string_view> fallback = std::nullopt);
  bool Bool(std::string_view key, bool fallback);
  int64_t Integer(std::string_view key, int64_t min, int64_t max,
                  std::optional<int64_t> fallback = std::nullopt);
  double Number(std::string_view key, double fallback);
  std::vector<std::string> Strings(std::string_view key);  // optional array of strings
  std::optional<JsonValue> Value(std::string_view key);    // optional, any kind
  // Calls `each` for every element (with its path) or every member of an optional array/object.
  void Array(std::string_view key,
             const std::function<void(JsonValue, const std::string& path)>& each);
  void Members(
      std::string_view key,
      const std::function<void(const std::string& name, JsonValue, const std::string& path)>& each);
  // A nested object; a missing one is a problem unless `optional` (then a reader that returns
  // defaults).
  ObjectReader Object(std::string_view key, bool optional = false);

  void Report(std::string_view key, std::string what);
  [[nodiscard]] std::string PathOf(std::string_view key) const;
  [[nodiscard]] const std::string& path() const { return path_; }
  // Unknown keys become problems that name the nearest known key.
  void Finish();

 private:
  std::optional<JsonValue> Get(std::string_view key, JsonKind kind, bool required,
                               const char* expected);
  std::optional<JsonValue> value_;
  std::string path_;
  Problems* problems_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace core
