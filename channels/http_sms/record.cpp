// SPDX-License-Identifier: Apache-2.0
#include "channels/http_sms/record.h"

#include <algorithm>

#include "channels/payload.h"

namespace channels::http_sms {

std::optional<core::JsonValue> Record::At(std::string_view path) const {
  std::optional<core::JsonValue> at = value_;
  while (at && !path.empty()) {
    const size_t dot = std::min(path.find('.'), path.size());
    std::string_view step = path.substr(0, dot);
    path.remove_prefix(std::min(dot + 1, path.size()));
    if (at->kind() == core::JsonKind::kObject) {
      at = at->Find(step);
    } else if (auto index = IntegerFrom(step); at->kind() == core::JsonKind::kArray && index &&
                                               *index >= 0 &&
                                               static_cast<size_t>(*index) < at->size()) {
      at = at->At(static_cast<size_t>(*index));
    } else {
      return std::nullopt;
    }
  }
  return at;
}

bool Record::Has(std::string_view field) const {
  if (parameters_ != nullptr) return core::FindParameter(*parameters_, field) != nullptr;
  auto value = At(field);
  return value && value->kind() != core::JsonKind::kNull;
}

std::optional<std::string> Record::Get(std::string_view field) const {
  if (field.empty()) return std::nullopt;
  if (parameters_ != nullptr) {
    const std::string* value = core::FindParameter(*parameters_, field);
    return value == nullptr ? std::nullopt : std::optional(*value);
  }
  auto value = At(field);
  if (!value) return std::nullopt;
  switch (value->kind()) {
    case core::JsonKind::kString:
      return value->String();
    case core::JsonKind::kInteger:
    case core::JsonKind::kNumber:
    case core::JsonKind::kBool:
      return value->Dump();
    default:
      return std::nullopt;
  }
}

bool Record::Holds(const std::vector<Condition>& conditions) const {
  return std::all_of(conditions.begin(), conditions.end(), [this](const Condition& c) {
    if (c.present) return Has(c.field) == *c.present;
    auto value = Get(c.field);
    return value && std::find(c.values.begin(), c.values.end(), *value) != c.values.end();
  });
}

void Record::ForEach(std::string_view field, const std::function<void(const Record&)>& each) const {
  if (field.empty()) return each(*this);
  auto list = value_ ? At(field) : std::nullopt;
  if (!list || list->kind() != core::JsonKind::kArray) return;
  for (size_t i = 0; i < list->size(); ++i) each(Record(list->At(i)));
}

}  // namespace channels::http_sms
