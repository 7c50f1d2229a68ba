// SPDX-License-Identifier: Apache-2.0
#include "bot/alerts/watch.h"

#include <algorithm>
#include <tuple>

#include "ecms/filing.h"
#include "store/clocks.h"

namespace bot {
namespace {

constexpr core::Millis kSettle{
    20'000};  // a COMMIT comes after its turn's time: seconds, while another program writes
constexpr core::Millis kFresh = std::chrono::hours(
    1);  // the stored state is never older: it tells no finer when something came
constexpr uint8_t kUrgent = 1;  // P0 and P1
constexpr uint8_t kMildest = 4;

}  // namespace

core::Result<ecms::AlertTotals> AlertWatch::Round() {
  const core::Timestamp now = p_.clock.Now();
  ASSIGN_OR_RETURN(ecms::AlertState state, ecms::FindAlertState(p_.store));
  const ecms::AlertState before = state;
  const auto refused = std::pair(refused_, refused_at_);
  RETURN_IF_ERROR(CountTickets(state, now));
  RETURN_IF_ERROR(CountCases(state, now));
  RETURN_IF_ERROR(CountDead(state));
  CountRefusals(state, now);
  CountSilence(state, now);
  const bool news =
      state.totals != before.totals || state.silent != before.silent || state.dead != before.dead;
  if (!news && before.version != 0 && now - stored_at_ < kFresh) return state.totals;
  if (auto stored = p_.commit({ecms::PutAlertState(state)}); !stored) {
    std::tie(refused_, refused_at_) = refused;
    return tl::unexpected(stored.error());
  }
  stored_at_ = now;
  return state.totals;
}

// A clock's end and its ticket's class say when the ticket came.
core::Status AlertWatch::CountTickets(ecms::AlertState& state, core::Timestamp now) const {
  const core::Timestamp filed_until = now - kSettle, ending_until = now + p_.rules.ending;
  if (state.version == 0) {  // what was there before alerts is no news
    state.filed_until = filed_until;
    state.ending_until = ending_until;
  }
  // A clock that was ahead and is right again: what it passed over is not told twice, what comes
  // now is told.
  state.filed_until = std::min(state.filed_until, now);
  state.ending_until = std::min(state.ending_until, now + p_.rules.ending);
  if (filed_until > state.filed_until) {
    for (uint8_t severity = 0; severity <= kUrgent; ++severity) {
      const auto within = ecms::DecisionWithin(severity);
      if (!within) continue;
      ASSIGN_OR_RETURN(const int64_t fresh,
                       store::ClocksOf(p_.store).CountNewClocks(
                           severity, severity, state.filed_until + *within, filed_until + *within));
      state.totals.urgent += fresh;
    }
    state.filed_until = filed_until;
  }
  if (ending_until > state.ending_until) {
    ASSIGN_OR_RETURN(const int64_t fresh, store::ClocksOf(p_.store).CountNewClocks(
                                              0, kMildest, state.ending_until, ending_until));
    state.totals.ending += fresh;
    state.ending_until = ending_until;
  }
  return {};
}

// Deadlines of cases are told twice: when they are near, and when they are over. A mark moves over
// the time, as with tickets.
core::Status AlertWatch::CountCases(ecms::AlertState& state, core::Timestamp now) const {
  if (p_.cases == nullptr) return {};
  const core::Timestamp until = now - kSettle;
  if (state.cases_until == core::Timestamp{})
    state.cases_until = until;  // what was there before alerts is no news
  state.cases_until = std::min(state.cases_until, now);
  if (until <= state.cases_until) return {};
  ASSIGN_OR_RETURN(const auto alarms,
                   p_.cases->CountAlarms(state.cases_until, until, p_.rules.ending));
  state.totals.ending += alarms.ending;
  state.totals.overdue += alarms.over;
  state.cases_until = until;
  return {};
}

core::Status AlertWatch::CountDead(ecms::AlertState& state) const {
  ASSIGN_OR_RETURN(const auto outbox, p_.store.CountOutbox());
  const int64_t dead = outbox.dead + (p_.feed_dead ? p_.feed_dead() : 0);
  if (dead > state.dead && state.version != 0) state.totals.service += 1;
  state.dead = dead;
  return {};
}

// One reason an hour, however many: somebody who floods a channel shall not fill mailboxes too.
void AlertWatch::CountRefusals(ecms::AlertState& state, core::Timestamp now) {
  const int64_t refused = p_.metrics.Counter("dwbot_signed_refused_total");
  if (refused <= refused_ || now - refused_at_ < kFresh) return;
  state.totals.service += 1;
  refused_ = refused;
  refused_at_ = now;
}

void AlertWatch::CountSilence(ecms::AlertState& state, core::Timestamp now) {
  std::erase_if(state.silent, [&](const auto& entry) {
    return std::find(p_.channels.begin(), p_.channels.end(), entry.first) == p_.channels.end();
  });
  for (const std::string& channel : p_.channels) {
    Heard& heard = heard_.try_emplace(channel, Heard{0, started_}).first->second;
    const int64_t messages =
        p_.metrics.Counter("dwbot_messages_received_total", "channel=\"" + channel + "\"");
    if (messages > heard.messages) {
      heard = {messages, now};
      state.silent[channel] = false;
      continue;
    }
    auto known = state.silent.find(channel);
    if (p_.rules.silent.count() == 0 || known == state.silent.end() || known->second ||
        now - heard.at < p_.rules.silent)
      continue;
    known->second = true;
    state.totals.service += 1;
  }
}

}  // namespace bot
