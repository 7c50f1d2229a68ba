// SPDX-License-Identifier: Apache-2.0
#include "bot/alerts/alerts.h"

#include <algorithm>
#include <set>

#include "bot/turn/effects.h"
#include "core/log.h"
#include "ecms/accounts.h"
#include "locales/understand.h"

namespace bot {
namespace {

using std::chrono::minutes;

constexpr core::Millis kLook{15'000};
constexpr int64_t kMaxBackoff = 6;  // 2^6 minutes: about an hour, for ever
constexpr core::Millis kTextMessageLife = std::chrono::hours(24);

core::Millis WaitAfter(int64_t failures) {
  return minutes(int64_t{1} << std::min(failures - 1, kMaxBackoff));
}

int64_t If(const ecms::AlertRecord& record, std::string_view want, int64_t count) {
  return std::ranges::find(record.wants, want) != record.wants.end() ? std::max<int64_t>(count, 0)
                                                                     : 0;
}

ecms::AlertTotals FreshFor(const ecms::AlertRecord& record, const ecms::AlertTotals& totals) {
  return {If(record, ecms::kAlertUrgent, totals.urgent - record.told.urgent),
          If(record, ecms::kAlertEnding, totals.ending - record.told.ending),
          If(record, ecms::kAlertEnding, totals.overdue - record.told.overdue),
          If(record, ecms::kAlertService, totals.service - record.told.service)};
}

void Note(const MailOutcome& outcome, const ecms::AlertTotals& totals, core::Timestamp now,
          ecms::AlertRecord& record) {
  if (outcome.sent) {
    record.told = totals;
    record.last_at = now;
    record.retry_at = {};
    record.failures = 0;
    record.error.clear();
    return;
  }
  record.failures += 1;
  record.retry_at = now + WaitAfter(record.failures);
  record.error = outcome.code;
  core::Log(core::LogLevel::kWarning, "alerts", "an alert could not be sent; it is tried again",
            {core::LogField::Word(core::LogKey::kCode, outcome.code)});
}

// Accounts that may be told something.
core::Result<std::set<std::string>> AtWork(const store::Store& store) {
  ASSIGN_OR_RETURN(const auto accounts, store.ListAccounts());
  std::set<std::string> ids;
  for (const store::AccountRow& account : accounts) {
    if (!account.disabled && ecms::MayReadTickets(account.role)) ids.insert(account.id.Text());
  }
  return ids;
}

}  // namespace

void AlertSender::RunBlocking() {
  for (;;) {
    Round();
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kLook, [&] { return stopping_ || !codes_.empty(); });
    if (stopping_) return;
  }
}

void AlertSender::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  if (p_.mailer) p_.mailer->Abort();
  wake_.notify_all();
}

bool AlertSender::Stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void AlertSender::SendCode(const std::string& id, core::SecretString code) {
  {
    const std::lock_guard lock(mutex_);
    codes_.push_back({id, std::move(code)});
  }
  wake_.notify_all();
}

std::string AlertSender::Alarm() const {
  const std::lock_guard lock(mutex_);
  return alarm_;
}

void AlertSender::Round() {
  SendCodes();
  auto records = ecms::ListAlertRecords(p_.store, std::nullopt);
  if (!records) return;
  Sweep(*records);
  SetAlarm(*records);
  auto totals = p_.watch->Round();
  if (!totals) return;
  for (ecms::AlertRecord& record : *records) {
    if (Stopping()) return;
    if (record.confirmed) Tell(std::move(record), *totals);
    SendCodes();  // somebody waits for one while a slow server takes its time
  }
}

void AlertSender::SendCodes() {
  for (;;) {
    Code code;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_ || codes_.empty()) return;
      code = std::move(codes_.front());
      codes_.pop_front();
    }
    SendOneCode(code);
  }
}

void AlertSender::SendOneCode(const Code& code) {
  auto read = [&]() -> std::optional<ecms::AlertRecord> {
    auto row = p_.store.FindDocument(ecms::kAlertAddressKind, code.id);
    return row && *row ? ecms::ReadAlertRecord(**row) : std::nullopt;
  };
  auto record = read();
  auto address = p_.addresses.Find(code.id);
  if (!record || !address || !*address) return;
  const AlertText text = TextOfCode(record->language, code.code);
  store::CommandGroup also;
  MailOutcome outcome;
  if (record->route == "email" && p_.mailer) {
    outcome = p_.mailer->SendBlocking({**address, text.subject, text.text});
  } else if (record->route == "sms") {
    auto message = TextMessage(code.id, text.subject);
    outcome.sent = message.has_value();
    if (message) also.push_back(std::move(*message));
  }
  if (!outcome.sent)
    core::Log(core::LogLevel::kWarning, "alerts", "a confirmation code could not be sent",
              {core::LogField::Word(core::LogKey::kCode, outcome.code)});
  // Whoever asked for another one meanwhile moved the record: then once more, on what it is now.
  for (int attempt = 0; attempt < 2 && record && !record->confirmed; ++attempt) {
    record->delivery = outcome.sent ? "sent" : "failed";
    store::CommandGroup group = also;
    group.push_back(ecms::PutAlertRecord(*record));
    if (p_.commit(std::move(group))) break;
    record = read();
  }
  if (!also.empty()) p_.on_outbox(p_.config.sms_channel);
}

void AlertSender::Sweep(std::vector<ecms::AlertRecord>& records) {
  auto at_work = AtWork(p_.store);
  auto stored = p_.addresses.List();
  if (!at_work || !stored) return;
  const core::Timestamp now = p_.clock.Now();
  const std::set<std::string> lying(stored->begin(), stored->end());
  std::set<std::string> kept;
  store::CommandGroup group;
  std::vector<std::string> gone;
  std::erase_if(records, [&](const ecms::AlertRecord& record) {
    const bool stale = !record.confirmed && now - record.code_until >= ecms::kUnconfirmedLife;
    if (at_work->contains(record.account) && !stale && lying.contains(record.id)) {
      kept.insert(record.id);
      return false;
    }
    gone.push_back(record.id);
    group.push_back(store::DropDocument{std::string(ecms::kAlertAddressKind), record.id});
    group.push_back(
        store::AppendAudit{{0, now, "system", "alerts.remove", record.id, record.route, {}}});
    return true;
  });
  // One being added right now has an address and no record yet: only what two rounds saw goes.
  std::vector<std::string> orphans;
  for (const std::string& id : lying) {
    if (kept.contains(id)) continue;
    if (std::ranges::find(orphans_, id) != orphans_.end()) gone.push_back(id);
    orphans.push_back(id);
  }
  orphans_ = std::move(orphans);
  if (!p_.addresses.Drop(gone))
    return;  // of none too: a log that a reader kept from being emptied is emptied now
  if (!group.empty()) (void)p_.commit(std::move(group));
}

void AlertSender::Tell(ecms::AlertRecord record, const ecms::AlertTotals& totals) {
  if (!StoreTold(record.id)) return;
  const core::Timestamp now = p_.clock.Now();
  const bool waited = now - record.last_at >= p_.config.every;
  const ecms::AlertTotals fresh = FreshFor(record, totals);
  if (fresh == ecms::AlertTotals{}) {
    if (!waited || record.last_at == core::Timestamp{}) return;
    record.last_at = {};  // said its purpose; when something came is nobody's business later
    (void)p_.commit({ecms::PutAlertRecord(record)});
    return;
  }
  if (!waited || now < record.retry_at || IsQuiet(record, now)) return;
  auto address = p_.addresses.Find(record.id);
  if (!address || !*address) return;
  const AlertText text = TextOfAlert(record.language, fresh, p_.config.link);
  store::CommandGroup group;
  MailOutcome outcome;
  outcome.code = "no-route";
  if (record.route == "email" && p_.mailer) {
    outcome = p_.mailer->SendBlocking({**address, text.subject, text.text});
    if (Stopping() && !outcome.sent) return;
  } else if (record.route == "sms" && !p_.config.sms_channel.empty()) {
    auto message = TextMessage(
        record.id, p_.config.link.empty() ? text.subject : text.subject + " " + p_.config.link);
    outcome.sent = message.has_value();
    if (message) group.push_back(std::move(*message));
  }
  Note(outcome, totals, now, record);
  const bool queued = !group.empty();
  group.push_back(ecms::PutAlertRecord(record));
  if (p_.commit(std::move(group))) {
    if (queued) p_.on_outbox(p_.config.sms_channel);
  } else if (outcome.sent && !queued) {
    const std::string id = record.id;
    told_.insert_or_assign(id, std::move(record));
  }
}

// A mail that left while nothing could be stored: it is not sent again, what it told is stored when
// that works. True: it is.
bool AlertSender::StoreTold(const std::string& id) {
  const auto it = told_.find(id);
  if (it == told_.end()) return true;
  const auto stored = p_.commit({ecms::PutAlertRecord(it->second)});
  if (!stored && stored.error().code != core::ErrorCode::kConflict) return false;
  told_.erase(it);
  return false;  // the record that was read is older: the next round
}

bool AlertSender::IsQuiet(const ecms::AlertRecord& record, core::Timestamp now) const {
  if (!record.quiet) return false;
  const auto hour = locales::LocalHour(p_.time_zone, now);
  if (!hour) return false;
  const auto [from, to] = *record.quiet;
  return from < to ? *hour >= from && *hour < to : *hour >= from || *hour < to;
}

// Through the outbox like every other, to an id that only the staff book knows.
core::Result<store::Command> AlertSender::TextMessage(const std::string& id,
                                                      const std::string& text) const {
  const auto to = core::ConversationId::FromText(id);
  if (!to) return core::Err(core::ErrorCode::kInternal, "no id of a staff address");
  const core::Timestamp now = p_.clock.Now();
  store::OutboxRow row;
  row.id = core::MessageId::Random(p_.random);
  row.conversation = *to;
  row.turn = now.ms;
  row.channel = p_.config.sms_channel;
  row.lane = store::Lane::kReply;
  row.due_at = now;
  row.expires_at = now + kTextMessageLife;
  row.key_day = core::DayOf(row.expires_at) + 1;
  ASSIGN_OR_RETURN(const privacy::Key* key, p_.keys.DayKeyForSealing(row.key_day));
  core::OutboundMessage message;
  message.text = message.body = text;
  message.purpose = core::Purpose::kNotice;
  row.sealed = SealOutbound(*key, row.id, message);
  return store::Enqueue{std::move(row)};
}

void AlertSender::SetAlarm(const std::vector<ecms::AlertRecord>& records) {
  std::string alarm;
  std::string error;
  int64_t failing = 0;
  bool reached = false;
  for (const ecms::AlertRecord& record : records) {
    reached = reached || (record.confirmed && std::ranges::find(record.wants, ecms::kAlertUrgent) !=
                                                  record.wants.end());
    if (record.failures == 0) continue;
    ++failing;
    error = record.error;
  }
  const bool on = p_.mailer || !p_.config.sms_channel.empty();
  if (!on)
    alarm =
        "alerts: nobody is told when something urgent comes in; no way to is configured "
        "(docs/operations.md)\n";
  else if (!reached)
    alarm = "alerts: nobody would be reached; an officer confirms an address under Settings\n";
  if (failing > 0)
    alarm += "alerts: " + std::to_string(failing) + " addresses could not be reached (" + error +
             "); tried again\n";
  const std::lock_guard lock(mutex_);
  alarm_ = std::move(alarm);
}

}  // namespace bot
