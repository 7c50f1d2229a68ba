// SPDX-License-Identifier: Apache-2.0
#include "authoring/diff_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/utf8.h"

namespace authoring::diff {

using core::JsonKind;
using core::JsonValue;

namespace {
constexpr size_t kShown = 60;  // characters of a text inside a sentence
}  // namespace

std::string Plain(std::optional<JsonValue> value) {
  if (!value) return {};
  return value->kind() == JsonKind::kString ? value->String() : value->Dump();
}

std::string Short(const std::string& text) {
  if (core::Utf16Length(text) <= kShown) return text;
  size_t at = 0;
  for (size_t i = 0; i < kShown && at < text.size(); ++i) (void)core::NextCodePoint(text, at);
  return text.substr(0, at) + "…";
}

// {"en": "...", "fr": "..."}
bool IsTexts(std::optional<JsonValue> value) {
  if (!value || value->kind() != JsonKind::kObject) return false;
  const auto keys = value->Keys();
  return std::ranges::all_of(
      keys, [&](const std::string& key) { return value->Find(key)->kind() == JsonKind::kString; });
}

std::optional<JsonValue> Get(std::optional<JsonValue> object, std::string_view key) {
  return object && object->kind() == JsonKind::kObject ? object->Find(key) : std::nullopt;
}

std::set<std::string> KeysOf(std::optional<JsonValue> a, std::optional<JsonValue> b) {
  std::set<std::string> keys;
  for (const auto& value : {a, b}) {
    if (!value || value->kind() != JsonKind::kObject) continue;
    for (std::string& key : value->Keys()) keys.insert(std::move(key));
  }
  return keys;
}

void Rows::Add(std::optional<JsonValue> list, const std::string& group) {
  if (!list || list->kind() != JsonKind::kArray) return;
  for (size_t i = 0; i < list->size(); ++i) {
    const JsonValue row = list->At(i);
    std::string name = Plain(Get(row, "name"));
    if (name.empty()) name = fmt::format("row {}", order.size() + 1);
    order.push_back(name);
    by_name.emplace(name, row);
    within[name] = group;
    Add(Get(row, "questions"), name);
  }
}

Listed::Listed(std::optional<JsonValue> list, std::string_view key) {
  if (!list || list->kind() != JsonKind::kArray) return;
  for (size_t i = 0; i < list->size(); ++i) {
    std::string name = Plain(Get(list->At(i), key));
    if (name.empty()) name = fmt::format("number {}", i + 1);
    order.push_back(name);
    by_key.emplace(name, list->At(i));
  }
}

}  // namespace authoring::diff
