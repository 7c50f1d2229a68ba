// SPDX-License-Identifier: Apache-2.0
#include "dialogs/expressions/dates.h"

#include <fmt/format.h>

#include <cmath>

#include "core/time.h"
#include "locales/calendar_names.h"

namespace dialogs {
namespace {

constexpr double kFirstDay = -719162;  // 0001-01-01
constexpr double kLastDay = 2932896;   // 9999-12-31
constexpr double kMsOfDay = 86'400'000;
constexpr std::string_view kKnown = "YymnbdeaHhMS3%";

std::optional<int> TwoDigits(std::string_view text, size_t at) {
  if (at + 2 > text.size()) return std::nullopt;
  const char a = text[at];
  const char b = text[at + 1];
  if (a < '0' || a > '9' || b < '0' || b > '9') return std::nullopt;
  return (a - '0') * 10 + (b - '0');
}

// Minutes of "Z", "+13:00", "-05"; nullopt for anything else.
std::optional<int> OffsetFrom(std::string_view text) {
  constexpr int kMinutes = 60;
  if (text == "Z") return 0;
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const auto hours = TwoDigits(text, 1);
  if (!hours) return std::nullopt;
  const int sign = text[0] == '-' ? -1 : 1;
  if (text.size() == 3) return sign * *hours * kMinutes;
  const size_t at = text[3] == ':' ? 4 : 3;
  const auto minutes = TwoDigits(text, at);
  if (!minutes || text.size() != at + 2) return std::nullopt;
  return sign * (*hours * kMinutes + *minutes);
}

// A time without its offset, and that.
struct Clock {
  double part = 0;
  std::optional<int> offset;
};

std::optional<Clock> ClockFrom(std::string_view text) {
  const auto hours = TwoDigits(text, 0);
  const auto minutes = TwoDigits(text, 3);
  if (!hours || !minutes || text[2] != ':' || *hours > 23 || *minutes > 59) return std::nullopt;
  double seconds = 0;
  size_t at = 5;
  if (at < text.size() && text[at] == ':') {
    const auto whole = TwoDigits(text, at + 1);
    if (!whole || *whole > 59) return std::nullopt;
    seconds = *whole;
    at += 3;
    double scale = 0.1;
    if (at + 1 < text.size() && text[at] == '.') {
      for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10)
        seconds += scale * (text[at] - '0');
    }
  }
  Clock clock{(*hours * 3600.0 + *minutes * 60.0 + seconds) / 86400.0, std::nullopt};
  if (at == text.size()) return clock;
  clock.offset = OffsetFrom(text.substr(at));
  return clock.offset ? std::optional(clock) : std::nullopt;
}

}  // namespace

bool HasDate(double days) { return days >= kFirstDay && days < kLastDay + 1; }

std::optional<double> TimeOfDay(std::string_view text, int offset_minutes) {
  constexpr double kMinutesOfDay = 1440;
  const auto clock = ClockFrom(text);
  if (!clock || !clock->offset) return clock ? std::optional(clock->part) : std::nullopt;
  const double part = clock->part + (offset_minutes - *clock->offset) / kMinutesOfDay;
  return part - std::floor(part);
}

std::optional<double> MomentFromText(std::string_view text) {
  constexpr size_t kDateLength = 10;
  if (text.size() <= kDateLength || text[kDateLength] != 'T') return std::nullopt;
  const auto day = core::DayFromText(text.substr(0, kDateLength));
  const auto clock = ClockFrom(text.substr(kDateLength + 1));
  if (!day || !clock) return std::nullopt;
  return day->number + clock->part;
}

std::string MomentText(double days, int offset_minutes) {
  if (!HasDate(days)) return {};
  const double ms = std::round(days * kMsOfDay);
  const auto day = static_cast<int32_t>(std::floor(ms / kMsOfDay));
  const auto rest = static_cast<int64_t>(ms - day * kMsOfDay);
  const int offset = std::abs(offset_minutes);
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}{}{:02}:{:02}", core::ToText(core::Day{day}),
                     rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60, rest % 1000,
                     offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
}

std::string UnknownDateFormat(std::string_view format) {
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    if (i + 1 == format.size() || kKnown.find(format[i + 1]) == std::string_view::npos)
      return std::string(format.substr(i, 2));
    ++i;
  }
  return {};
}

std::string FormatDate(double days, std::string_view format, std::string_view language) {
  const std::string text = MomentText(days, 0);
  if (text.empty() || !UnknownDateFormat(format).empty()) return {};
  auto part = [&](size_t at, size_t length) { return text.substr(at, length); };
  auto plain = [&](size_t at, size_t length) {
    return std::to_string(std::stoi(part(at, length)));
  };
  const int weekday = static_cast<int>(((static_cast<int64_t>(std::floor(days)) + 4) % 7 + 7) % 7);
  std::string out;
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      out += format[i];
      continue;
    }
    switch (format[++i]) {
      case 'Y':
        out += part(0, 4);
        break;
      case 'y':
        out += part(2, 2);
        break;
      case 'm':
        out += part(5, 2);
        break;
      case 'n':
        out += plain(5, 2);
        break;
      case 'b':
        out += locales::ShortMonth(language, std::stoi(part(5, 2)));
        break;
      case 'd':
        out += part(8, 2);
        break;
      case 'e':
        out += plain(8, 2);
        break;
      case 'a':
        out += locales::ShortWeekday(language, weekday);
        break;
      case 'H':
        out += part(11, 2);
        break;
      case 'h':
        out += plain(11, 2);
        break;
      case 'M':
        out += part(14, 2);
        break;
      case 'S':
        out += part(17, 2);
        break;
      case '3':
        out += part(20, 3);
        break;
      default:
        out += '%';
        break;
    }
  }
  return out;
}

}  // namespace dialogs
