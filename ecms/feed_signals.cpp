// SPDX-License-Identifier: Apache-2.0
#include "ecms/feed_signals.h"

#include "core/json_writer.h"
#include "ecms/feed_event.h"

namespace ecms {
namespace {

// The same part of `hold` for every event of a ticket; its id is random.
core::Millis HoldOf(const core::TicketId& ticket, core::Millis hold) {
  uint64_t number = 0;
  for (size_t i = 0; i < sizeof number; ++i) number = number << 8 | ticket.bytes.at(i);
  return core::Millis(
      hold.count() == 0 ? 0 : static_cast<int64_t>(number % static_cast<uint64_t>(hold.count())));
}

}  // namespace

core::Result<store::Command> SignalCommand(const FeedRules& rules, privacy::KeyRing& keys,
                                           core::RandomSource& random,
                                           const dialogs::FileTicket& filed,
                                           const std::string& survey, const std::string& district,
                                           core::Timestamp now, core::Day today) {
  core::JsonWriter w;
  w.BeginObject();
  w.Key("kind").String(filed.kind == dialogs::TicketKind::kComplaint ? "complaint" : "signal");
  w.Key("class").String("P" + std::to_string(filed.severity));
  w.Key("topic").String(filed.topic);
  w.Key("indicators").BeginArray();
  for (const std::string& indicator : filed.indicators) w.String(indicator);
  w.EndArray();
  w.Key("survey").String(survey);
  w.Key("week").String(core::IsoWeek(today));
  w.Key("district").String(district);
  w.EndObject();
  ASSIGN_OR_RETURN(FeedEvent event,
                   NewFeedEvent(keys, core::MessageId::Random(random), rules.source, kSignalType,
                                filed.ticket.Text(), w.Take(), now));
  event.due_at = now + HoldOf(filed.ticket, rules.hold);
  return store::PutDocument{ToDocument(event), 0};
}

}  // namespace ecms
