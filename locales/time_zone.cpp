// SPDX-License-Identifier: Apache-2.0
#include <unicode/strenum.h>
#include <unicode/timezone.h>

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

#include "locales/understand.h"

namespace locales {
namespace {

struct Row {
  std::string_view country;
  std::string_view zone;
};
// The pilot countries, then those with several zones: the one where most people live (IANA tz
// database, zone1970.tab).
constexpr Row kRows[] = {
    {"WS", "Pacific/Apia"},         {"CK", "Pacific/Rarotonga"},
    {"CO", "America/Bogota"},       {"PH", "Asia/Manila"},
    {"BD", "Asia/Dhaka"},           {"AR", "America/Argentina/Buenos_Aires"},
    {"AU", "Australia/Sydney"},     {"BR", "America/Sao_Paulo"},
    {"CA", "America/Toronto"},      {"CD", "Africa/Kinshasa"},
    {"CL", "America/Santiago"},     {"CN", "Asia/Shanghai"},
    {"CY", "Asia/Nicosia"},         {"DE", "Europe/Berlin"},
    {"EC", "America/Guayaquil"},    {"ES", "Europe/Madrid"},
    {"FM", "Pacific/Pohnpei"},      {"ID", "Asia/Jakarta"},
    {"KI", "Pacific/Tarawa"},       {"KZ", "Asia/Almaty"},
    {"MH", "Pacific/Majuro"},       {"MN", "Asia/Ulaanbaatar"},
    {"MX", "America/Mexico_City"},  {"MY", "Asia/Kuala_Lumpur"},
    {"NZ", "Pacific/Auckland"},     {"PF", "Pacific/Tahiti"},
    {"PG", "Pacific/Port_Moresby"}, {"PS", "Asia/Hebron"},
    {"PT", "Europe/Lisbon"},        {"RU", "Europe/Moscow"},
    {"UA", "Europe/Kiev"},          {"US", "America/New_York"},
    {"UZ", "Asia/Tashkent"},        {"VN", "Asia/Ho_Chi_Minh"},
    {"IN", "Asia/Kolkata"},         {"MM", "Asia/Yangon"},
    {"NP", "Asia/Kathmandu"},
};

// Never removed, so a pointer stays good; as many entries as zones in use. Null: unknown to ICU.
class Zones {
 public:
  const icu::TimeZone* Find(std::string_view name) {
    {
      const std::shared_lock lock(mutex_);
      const auto found = zones_.find(name);
      if (found != zones_.end()) return found->second.get();
    }
    const icu::StringPiece piece(name.data(), static_cast<int32_t>(name.size()));
    std::unique_ptr<icu::TimeZone> zone(
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(piece)));
    if (*zone == icu::TimeZone::getUnknown()) return nullptr;
    const std::unique_lock lock(mutex_);
    return zones_.try_emplace(std::string(name), std::move(zone)).first->second.get();
  }

 private:
  std::shared_mutex mutex_;
  std::map<std::string, std::unique_ptr<const icu::TimeZone>, std::less<>> zones_;
};

// What the clocks there show, as if it were UTC.
std::optional<core::Timestamp> WallClock(std::string_view time_zone, core::Timestamp at) {
  static Zones zones;
  const icu::TimeZone* zone = zones.Find(time_zone);
  if (zone == nullptr) return std::nullopt;
  int32_t raw = 0;
  int32_t daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone->getOffset(static_cast<UDate>(at.ms), 0, raw, daylight, status);
  if (U_FAILURE(status)) return std::nullopt;
  return at + core::Millis(raw + daylight);
}

}  // namespace

std::string DefaultTimeZone(std::string_view country) {
  for (const auto& row : kRows) {
    if (row.country == country) return std::string(row.zone);
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::StringEnumeration> ids(icu::TimeZone::createTimeZoneIDEnumeration(
      UCAL_ZONE_TYPE_CANONICAL_LOCATION, std::string(country).c_str(), nullptr, status));
  const icu::UnicodeString* first =
      U_SUCCESS(status) && !country.empty() && ids ? ids->snext(status) : nullptr;
  std::string out;
  if (first != nullptr && U_SUCCESS(status)) first->toUTF8String(out);
  return out.empty() ? "UTC" : out;
}

std::optional<int> LocalHour(std::string_view time_zone, core::Timestamp at) {
  const std::optional<core::Timestamp> local = WallClock(time_zone, at);
  if (!local) return std::nullopt;
  return static_cast<int>((*local - core::StartOf(core::DayOf(*local))) / std::chrono::hours(1));
}

std::optional<core::Day> LocalDay(std::string_view time_zone, core::Timestamp at) {
  const std::optional<core::Timestamp> local = WallClock(time_zone, at);
  return local ? std::optional(core::DayOf(*local)) : std::nullopt;
}

std::optional<int> OffsetMinutes(std::string_view time_zone, core::Timestamp at) {
  const std::optional<core::Timestamp> local = WallClock(time_zone, at);
  return local ? std::optional(static_cast<int>((*local - at) / std::chrono::minutes(1)))
               : std::nullopt;
}

}  // namespace locales
