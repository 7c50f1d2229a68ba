// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <chrono>

#include "dialogs/engine/turn.h"

namespace dialogs {
namespace {

using namespace std::chrono_literals;

constexpr int kDayBegins = 8;  // local hours in which a reminder may arrive
constexpr int kDayEnds = 20;
constexpr std::array<core::Millis, 3> kDelays{1h, 3h, 24h};

}  // namespace

void Turn::AskLater() {
  session_.misses = 0;
  if (session_.reminded) {  // one reminder was promised and has been sent
    session_.stage = Stage::kWaiting;
    return Say(catalog_->Format(TextKey::kReminder, {{"word", Word(TextKey::kWordResume)}}));
  }
  session_.stage = Stage::kLater;
  AskMenu(
      kLaterMenu, Word(TextKey::kLaterWhich),
      {catalog_->FormatCount(TextKey::kLaterInHours, "hours", 1),
       catalog_->FormatCount(TextKey::kLaterInHours, "hours", 3), Word(TextKey::kLaterTomorrow)});
}

void Turn::AnswerLater() {
  std::optional<size_t> chosen;
  std::vector<uint16_t> taps;
  if (input_->kind == core::InboundKind::kTap) {
    if (ReadTap(kLaterMenu, taps) == TapKind::kAnswer && taps.size() == 1) chosen = taps[0];
    if (!chosen) Say(TextKey::kStale);
  } else if (input_->kind == core::InboundKind::kText) {
    const std::vector<locales::AnswerOption> options{
        {"0", catalog_->FormatCount(TextKey::kLaterInHours, "hours", 1), {}},
        {"1", catalog_->FormatCount(TextKey::kLaterInHours, "hours", 3), {}},
        {"2", Word(TextKey::kLaterTomorrow), {}}};
    locales::Question question;
    question.type = locales::AnswerType::kSelectOne;
    question.options = &options;
    question.language = session_.language;
    const auto understood = locales::Understand(question, input_->text);
    if (Control(understood.meaning)) return;
    if (understood.meaning == Meaning::kValue && understood.values.size() == 1)
      chosen = static_cast<size_t>(understood.values[0][0] - '0');
    if (!chosen && session_.misses + 1 < kMissesBeforeWayOut) Say(TextKey::kNotUnderstoodChoice);
  } else {
    Say(TextKey::kMediaNotSupported);
  }
  if (!chosen && ++session_.misses < kMissesBeforeWayOut) return AskLater();
  session_.misses = 0;
  session_.stage = Stage::kWaiting;
  // Nothing understood three times: nobody asked for a message, so none will come.
  if (!chosen)
    return Say(catalog_->Format(TextKey::kReminder, {{"word", Word(TextKey::kWordResume)}}));
  result_.advanced = true;
  session_.remind_at = InDaytime(now_ + kDelays.at(*chosen));
  Say(TextKey::kLaterConfirmed);
}

std::string Turn::TimeZone() const {
  return deployment_.time_zone.empty() ? locales::DefaultTimeZone(deployment_.country)
                                       : deployment_.time_zone;
}

core::Timestamp Turn::InDaytime(core::Timestamp at) const {
  const std::string zone = TimeZone();
  for (int i = 0; i < 24; ++i) {
    const int hour = locales::LocalHour(zone, at).value_or(kDayBegins);
    if (hour >= kDayBegins && hour < kDayEnds) return at;
    // On to the next full hour there: not every zone's hours begin with those of UTC.
    const core::Millis offset = std::chrono::minutes(locales::OffsetMinutes(zone, at).value_or(0));
    at = at + (1h - (core::Millis(at.ms) + offset) % 1h);
  }
  return at;
}

void Turn::LookAtClock() {
  const std::string zone = TimeZone();
  today_ = locales::LocalDay(zone, now_).value_or(core::DayOf(now_));
  offset_minutes_ = locales::OffsetMinutes(zone, now_).value_or(0);
}

}  // namespace dialogs
