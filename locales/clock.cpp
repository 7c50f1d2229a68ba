// SPDX-License-Identifier: Apache-2.0
#include "locales/clock.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "locales/joined_words.h"
#include "locales/number.h"
#include "locales/option_words.h"

namespace locales {
namespace {

constexpr int kHour = 60;
constexpr int kDay = 24 * kHour;

struct Said {
  std::vector<TimeWord> words;
  Folded rest;  // what is no word of time
  [[nodiscard]] bool Has(TimeWord word) const {
    return std::find(words.begin(), words.end(), word) != words.end();
  }
};

Said TakeTimeWords(const Folded& joined, const Words& words) {
  constexpr size_t kLongest = 3;  // in words
  const auto known = [&](std::u32string_view piece) {
    return words.FindTime(piece).has_value() || words.FindPart(piece) != nullptr;
  };
  const Folded text =
      CutWords(joined, {known, words.local != nullptr ? words.local->longest_piece : 1});
  Said out;
  for (size_t i = 0; i < text.tokens.size(); ++i) {
    size_t count = 0;
    while (count < kLongest && i + count < text.tokens.size() &&
           text.tokens[i + count].kind == Token::Kind::kWord)
      ++count;
    for (; count > 0; --count) {
      if (const auto word = words.FindTime(text.Span(i, i + count - 1))) {
        out.words.push_back(*word);
        break;
      }
    }
    if (count == 0) {
      out.rest.Append(text.tokens[i], text.Text(text.tokens[i]));
    } else {
      i += count - 1;
    }
  }
  return out;
}

struct Clock {
  int minutes = 0;     // from midnight, as written
  bool exact = false;  // written so that it can be no other: 08:30, 14:30
};

bool SeparatesHours(const Folded& text, size_t i) {
  const Token& token = text.tokens[i];
  if (token.kind == Token::Kind::kSymbol)
    return token.symbol == U':' || token.symbol == U'.' || token.symbol == 0x1361;
  return token.kind == Token::Kind::kWord && text.Text(token) == U"h";
}

std::optional<Clock> OfDigits(const Folded& text) {
  const auto& tokens = text.tokens;
  const bool pair = tokens.size() == 3 && tokens[0].kind == Token::Kind::kDigits &&
                    SeparatesHours(text, 1) && tokens[2].kind == Token::Kind::kDigits &&
                    tokens[0].length <= 2 && tokens[2].length == 2;
  const bool joined = tokens.size() == 1 && tokens[0].kind == Token::Kind::kDigits &&
                      (tokens[0].length == 3 || tokens[0].length == 4);
  if (!pair && !joined) return std::nullopt;
  const int first = NumberOf(text.Text(tokens[0]));
  const int hour = pair ? first : first / 100;
  const int minute = pair ? NumberOf(text.Text(tokens[2])) : first % 100;
  if (hour > 23 || minute > 59) return std::nullopt;
  const bool two_digits = tokens[0].length == (pair ? 2U : 4U);
  const bool exact = hour > 12 || hour == 0 || (two_digits && hour < 10);
  return Clock{hour * kHour + minute, exact};
}

std::optional<Clock> OfNumber(const Folded& text, const Words& words, bool half_past) {
  const auto reading = ReadNumber(text, words, Marks{});
  if (reading.kind != NumberReading::Kind::kValue || reading.value < 0 || reading.value >= 24)
    return std::nullopt;
  const double minutes = reading.value * kHour + (half_past ? kHour / 2.0 : 0);
  const bool quarter = std::fmod(minutes, 15) == 0;
  if (!quarter || (half_past && std::fmod(minutes, kHour) == 0)) return std::nullopt;
  return Clock{static_cast<int>(minutes), reading.value >= 13};
}

bool Allowed(int minutes, const Said& said, bool from_six) {
  const int hour = minutes / kHour;
  if (said.Has(TimeWord::kAm)) return from_six ? hour >= 4 && hour < 12 : hour < 12;
  if (said.Has(TimeWord::kPm)) return hour >= 12;
  if (said.Has(TimeWord::kNight)) return hour >= 18 || hour < 5;
  if (said.Has(TimeWord::kNoon)) return hour == 12;
  if (said.Has(TimeWord::kMidnight)) return hour == 0;
  return true;
}

}  // namespace

std::vector<int> ReadTime(const Folded& text, const Words& words) {
  const Said said = TakeTimeWords(text, words);
  const bool period = said.words.size() == 1;
  if (said.rest.tokens.empty()) {
    if (period && said.Has(TimeWord::kNoon)) return {12 * kHour};
    return period && said.Has(TimeWord::kMidnight) ? std::vector<int>{0} : std::vector<int>();
  }
  const bool half_past = said.Has(TimeWord::kHalfPast);
  auto clock = half_past ? std::nullopt : OfDigits(said.rest);
  if (!clock) clock = OfNumber(said.rest, words, half_past);
  if (!clock) return {};
  const bool from_six = words.local != nullptr && words.local->times_from_six;
  std::vector<int> candidates{clock->minutes};
  if (!clock->exact) {
    const int half = clock->minutes % (kDay / 2);
    const bool shifted = from_six && said.Has(TimeWord::kHour);
    candidates.clear();
    if (!shifted) candidates = {half, half + kDay / 2};
    if (from_six) {
      candidates.push_back((half + kDay / 4) % kDay);
      candidates.push_back((half + kDay / 4 * 3) % kDay);
    }
  }
  std::sort(candidates.begin(), candidates.end());
  std::erase_if(candidates, [&](int minutes) { return !Allowed(minutes, said, from_six); });
  return candidates;
}

}  // namespace locales
