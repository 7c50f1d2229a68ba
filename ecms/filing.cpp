// SPDX-License-Identifier: Apache-2.0
#include "ecms/filing.h"

#include <array>
#include <string>

#include "core/base64.h"
#include "core/crypto.h"

namespace ecms {
namespace {

using std::chrono::hours;

// By class: the "human decision" target. One working day is taken as 24 hours: without a calendar
// of the country the earlier end is the safe one.
constexpr std::array<std::optional<core::Millis>, 5> kDecisionWithin = {
    hours(4), hours(24), hours(5 * 24), hours(30 * 24), std::nullopt};

core::Timestamp NextMinute(core::Timestamp at) {
  constexpr int64_t kMinute = core::Millis(std::chrono::minutes(1)).count();
  return {(at.ms + kMinute - 1) / kMinute * kMinute};
}

}  // namespace

std::optional<core::Millis> DecisionWithin(uint8_t severity) {
  return severity < kDecisionWithin.size() ? kDecisionWithin.at(severity) : std::nullopt;
}

std::vector<store::Command> TicketCommands(const dialogs::FileTicket& filed,
                                           const dialogs::Survey& survey, core::ChannelKind channel,
                                           core::Timestamp now, core::Day today, uint8_t quality) {
  store::TicketRow row;
  row.id = filed.ticket;
  row.kind = static_cast<uint8_t>(filed.kind);
  row.severity = filed.severity;
  row.topic = filed.topic;
  row.indicators = filed.indicators;
  row.ask_back = filed.ask_back;
  row.points = filed.points;
  row.site = filed.site;
  row.language = filed.language;
  row.channel_kind = core::Name(channel);
  row.week = core::IsoWeek(today);
  row.survey = survey.id();
  row.survey_hash = core::HexEncode(survey.hash());
  row.words = filed.words;
  row.answers = filed.answers;
  row.quality = quality;
  if (auto within = DecisionWithin(filed.severity)) {
    row.clock = store::TicketRow::TicketClock{today, NextMinute(now + *within)};
  }
  std::vector<store::Command> commands;
  commands.emplace_back(store::PutTicket{std::move(row)});
  return commands;
}

store::Command ResponseCommand(const dialogs::FinishResponse& finished,
                               const dialogs::Survey& survey, core::ChannelKind channel,
                               core::Day today, Pace pace) {
  store::ResponseRow row;
  row.id = finished.response;
  row.survey = survey.id();
  row.survey_hash = core::HexEncode(survey.hash());
  row.week = core::IsoWeek(today);
  row.language = finished.language;
  row.channel_kind = core::Name(channel);
  row.complete = finished.complete;
  row.answers = finished.answers;
  row.pace = static_cast<uint8_t>(pace);
  row.quality = pace == Pace::kUnder5 ? store::quality::kSpeed : 0;
  return store::PutResponse{std::move(row)};
}

}  // namespace ecms
