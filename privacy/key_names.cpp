// SPDX-License-Identifier: Apache-2.0
#include "privacy/key_storage.h"

namespace privacy {
namespace {

// 1970-01-05, day number 4, is a Monday.
constexpr int32_t kFirstMonday = 4;

int32_t FloorDiv(int32_t a, int32_t b) { return a / b - (a % b < 0 ? 1 : 0); }

core::Day MondayOf(int32_t week_epoch) { return {week_epoch * 7 + kFirstMonday}; }

std::string MonthName(int32_t epoch) {
  const int32_t month = epoch % 12 + 1;
  return std::to_string(epoch / 12) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

std::optional<int32_t> WeekFromText(std::string_view text) {
  if (text.size() != 8 || text.substr(4, 2) != "-W") return std::nullopt;
  // 4 January is always in week 1 (ISO 8601).
  auto in_week_one = core::DayFromText(std::string(text.substr(0, 4)) + "-01-04");
  if (!in_week_one || text[6] < '0' || text[6] > '9' || text[7] < '0' || text[7] > '9')
    return std::nullopt;
  return WeekEpoch(*in_week_one) + (text[6] - '0') * 10 + (text[7] - '0') - 1;
}

}  // namespace

int32_t MonthEpoch(core::Day day) {
  const std::string text = core::MonthText(day);  // "2026-11"
  return std::stoi(text.substr(0, 4)) * 12 + std::stoi(text.substr(5, 2)) - 1;
}

int32_t WeekEpoch(core::Day day) { return FloorDiv(day.number - kFirstMonday, 7); }

std::string_view SubFolder(KeyKind kind) {
  switch (kind) {
    case KeyKind::kLookup:
      return "lookup";
    case KeyKind::kProvider:
      return "provider";
    case KeyKind::kDay:
      return "day";
    case KeyKind::kToken:
    case KeyKind::kReceipt:
    case KeyKind::kLogin:
      break;
  }
  return "";
}

std::string PathOf(KeyName name) {
  switch (name.kind) {
    case KeyKind::kLookup:
      return "lookup/" + MonthName(name.epoch);
    case KeyKind::kProvider:
      return "provider/" + core::IsoWeek(MondayOf(name.epoch));
    case KeyKind::kDay:
      return "day/" + core::ToText(core::Day{name.epoch});
    case KeyKind::kToken:
      return "token";
    case KeyKind::kLogin:
      return "login";
    case KeyKind::kReceipt:
      break;
  }
  return "receipt";
}

std::optional<int32_t> EpochFromFileName(KeyKind kind, std::string_view file_name) {
  std::optional<int32_t> epoch;
  if (kind == KeyKind::kLookup) {
    if (auto day = core::DayFromText(std::string(file_name) + "-01")) epoch = MonthEpoch(*day);
  } else if (kind == KeyKind::kProvider) {
    epoch = WeekFromText(file_name);
  } else if (kind == KeyKind::kDay) {
    if (auto day = core::DayFromText(file_name)) epoch = day->number;
  }
  if (!epoch ||
      PathOf({kind, *epoch}) != std::string(SubFolder(kind)) + "/" + std::string(file_name))
    return std::nullopt;
  return epoch;
}

}  // namespace privacy
