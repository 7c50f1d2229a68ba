// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsx/formats.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <map>

namespace authoring {
namespace {

int ToInt(std::string_view text) {
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool IsBuiltInDate(int id) {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
         (id >= 50 && id <= 58);
}

bool IsDateCode(std::string_view code) {
  bool quoted = false, bracketed = false;
  for (size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (quoted || bracketed) {
      if (c == '"') quoted = false;
      if (c == ']') bracketed = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[') {
      bracketed = true;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;  // the next character is shown as it is
    } else if (std::string_view("dmyhsDMYHS").find(c) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<bool> DateStyles(pugi::xml_node style_sheet) {
  std::map<int, bool> custom;
  for (pugi::xml_node format : ChildNamed(style_sheet, "numFmts").children())
    custom[ToInt(Attribute(format, "numFmtId"))] = IsDateCode(Attribute(format, "formatCode"));
  std::vector<bool> styles;
  for (pugi::xml_node xf : ChildNamed(style_sheet, "cellXfs").children()) {
    if (!IsNamed(xf, "xf")) continue;
    const int id = ToInt(Attribute(xf, "numFmtId"));
    auto found = custom.find(id);
    styles.push_back(found != custom.end() ? found->second : IsBuiltInDate(id));
  }
  return styles;
}

std::string SerialDate(double serial, bool date1904) {
  constexpr double kLast = 2958465.99999;
  if (!(serial >= 0) || serial > kLast) return {};
  auto seconds = static_cast<int64_t>(std::llround(serial * 86400));
  int64_t days = seconds / 86400;
  seconds %= 86400;
  if (days == 0 && seconds != 0)  // an hour without a day
    return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  // Serial 60 is the 29 February 1900 that never was; before it the count is one day less (Excel
  // keeps Lotus's bug).
  if (!date1904 && days < 60) ++days;
  const auto epoch = date1904 ? std::chrono::sys_days{std::chrono::year{1904} / 1 / 1}
                              : std::chrono::sys_days{std::chrono::year{1899} / 12 / 30};
  const std::chrono::year_month_day day{epoch + std::chrono::days{days}};
  std::string text =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  if (seconds != 0)
    text += fmt::format(" {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return text;
}

std::string NumberText(std::string_view stored) {
  double value = 0;
  const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
  if (error != std::errc() || end != stored.data() + stored.size()) return std::string(stored);
  if (std::abs(value) < 1e15 && value == std::floor(value))
    return fmt::format("{}", static_cast<int64_t>(value));
  return fmt::format("{}", value);
}

}  // namespace authoring
