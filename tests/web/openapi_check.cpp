// SPDX-License-Identifier: Apache-2.0
#include "web/openapi_check.h"

#include <algorithm>
#include <array>
#include <regex>
#include <set>

#include "core/time.h"

namespace web {
namespace {

using core::JsonKind;
using core::JsonValue;

constexpr std::array<std::string_view, 15> kKeywords = {"$ref",      "additionalProperties",
                                                        "allOf",     "description",
                                                        "enum",      "format",
                                                        "items",     "maximum",
                                                        "minLength", "minimum",
                                                        "nullable",  "maxLength",
                                                        "pattern",   "properties",
                                                        "required"};

bool Holds(JsonValue array, const std::string& text) {
  for (size_t i = 0; i < array.size(); ++i) {
    if (array.At(i).String() == text) return true;
  }
  return false;
}

bool IsOf(const std::string& type, JsonKind kind) {
  if (type == "object") return kind == JsonKind::kObject;
  if (type == "array") return kind == JsonKind::kArray;
  if (type == "string") return kind == JsonKind::kString;
  if (type == "integer") return kind == JsonKind::kInteger;
  return type == "boolean" && kind == JsonKind::kBool;
}

}  // namespace

std::optional<JsonValue> OpenApi::Operation(const std::string& path,
                                            const std::string& method) const {
  auto item = root_.Find("paths")->Find(path);
  return item ? item->Find(method) : std::nullopt;
}

JsonValue OpenApi::Resolve(JsonValue value) const {
  auto ref = value.Find("$ref");
  if (!ref) return value;
  std::string rest = ref->String().substr(2);  // "#/"
  JsonValue at = root_;
  while (!rest.empty()) {
    size_t slash = std::min(rest.find('/'), rest.size());
    at = at.Find(rest.substr(0, slash)).value();
    rest = slash == rest.size() ? "" : rest.substr(slash + 1);
  }
  return at;
}

void OpenApi::Check(JsonValue schema, JsonValue value, const std::string& path,
                    std::vector<std::string>& wrong) const {
  JsonValue s = Resolve(schema);
  for (const std::string& key : s.Keys()) {
    if (key != "type" && std::find(kKeywords.begin(), kKeywords.end(), key) == kKeywords.end()) {
      wrong.push_back(path + ": this test does not know the keyword " + key);
    }
  }
  if (value.kind() == JsonKind::kNull) {
    if (!s.Find("nullable")) wrong.push_back(path + ": is null");
    return;
  }
  if (auto all = s.Find("allOf")) {
    for (size_t i = 0; i < all->size(); ++i) Check(all->At(i), value, path, wrong);
  }
  auto type = s.Find("type");
  if (type && !IsOf(type->String(), value.kind())) {
    wrong.push_back(path + ": is no " + type->String());
    return;
  }
  if (value.kind() == JsonKind::kObject) CheckObject(s, value, path, wrong);
  if (value.kind() == JsonKind::kString) CheckString(s, value.String(), path, wrong);
  if (value.kind() == JsonKind::kInteger) {
    if (auto minimum = s.Find("minimum"); minimum && value.Integer() < minimum->Integer())
      wrong.push_back(path + ": too small");
  }
  for (size_t i = 0; value.kind() == JsonKind::kArray && i < value.size(); ++i) {
    Check(s.Find("items").value(), value.At(i), path + "[" + std::to_string(i) + "]", wrong);
  }
}

void OpenApi::CheckObject(JsonValue schema, JsonValue value, const std::string& path,
                          std::vector<std::string>& wrong) const {
  auto properties = schema.Find("properties");
  if (!properties) return;
  auto closed = schema.Find("additionalProperties");
  if (!closed || closed->kind() != JsonKind::kBool || closed->Bool())
    wrong.push_back(path + ": its schema is not closed");
  for (const std::string& key : value.Keys()) {
    if (auto inner = properties->Find(key)) {
      Check(*inner, *value.Find(key), path + "." + key, wrong);
    } else {
      wrong.push_back(path + "." + key + ": is not described");
    }
  }
  auto required = schema.Find("required");
  for (size_t i = 0; required && i < required->size(); ++i) {
    if (!value.Find(required->At(i).String()))
      wrong.push_back(path + "." + required->At(i).String() + ": is missing");
  }
}

void OpenApi::CheckString(JsonValue schema, const std::string& value, const std::string& path,
                          std::vector<std::string>& wrong) const {
  if (auto allowed = schema.Find("enum"); allowed && !Holds(*allowed, value))
    wrong.push_back(path + ": not in the enum");
  if (auto pattern = schema.Find("pattern");
      pattern && !std::regex_search(value, std::regex(pattern->String()))) {
    wrong.push_back(path + ": does not fit the pattern");
  }
  auto format = schema.Find("format");
  if (!format) return;
  bool good = format->String() == "date" ? core::DayFromText(value).has_value()
                                         : core::TimestampFromRfc3339(value).has_value();
  if (!good) wrong.push_back(path + ": is no " + format->String());
}

}  // namespace web
