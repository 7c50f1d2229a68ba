// SPDX-License-Identifier: Apache-2.0
// Tells people who are not looking: at most one alert in a quarter of an hour each, nothing of what
// is inside, again and again while a mail server is down. The thread `alerts`. What each person was
// told is stored after the mail has left (a crash in between tells it once more); a text message
// and what it told are one transaction.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "bot/alerts/alert_text.h"
#include "bot/alerts/watch.h"
#include "bot/mail.h"
#include "core/random.h"
#include "ecms/staff_addresses.h"
#include "privacy/key_ring.h"

namespace bot {

struct AlertsConfig {
  std::optional<MailServer> smtp;
  std::string sms_channel;  // "" = no text messages
  std::string link;         // "" = none
  WatchRules watch;
  core::Millis every = std::chrono::minutes(15);  // at most one alert each
};

class AlertSender {
 public:
  struct Parts {
    const store::Store& store;
    ecms::Commit commit;
    privacy::KeyRing& keys;
    ecms::StaffAddresses& addresses;
    const core::Clock& clock;
    core::RandomSource& random;
    AlertsConfig config;
    std::string time_zone;           // of quiet hours
    std::unique_ptr<Mailer> mailer;  // nullptr: no mail server
    std::function<void(const std::string& channel)> on_outbox;
    std::unique_ptr<AlertWatch> watch;
  };
  explicit AlertSender(Parts parts) : p_(std::move(parts)) {}

  // Until Stop(). The caller's thread.
  void RunBlocking();
  void Stop();
  // Any thread; the code leaves at once, and once only: it is not stored in clear.
  void SendCode(const std::string& id, core::SecretString code);
  // Codes, then everybody's news. For RunBlocking and tests.
  void Round();
  // Lines for people; "" if somebody would be told. Any thread.
  [[nodiscard]] std::string Alarm() const;

 private:
  struct Code {
    std::string id;
    core::SecretString code;
  };
  void SendCodes();
  void SendOneCode(const Code& code);
  // Addresses of people who left, of nobody, and what was never confirmed.
  void Sweep(std::vector<ecms::AlertRecord>& records);
  void Tell(ecms::AlertRecord record, const ecms::AlertTotals& totals);
  [[nodiscard]] bool StoreTold(const std::string& id);
  [[nodiscard]] bool IsQuiet(const ecms::AlertRecord& record, core::Timestamp now) const;
  [[nodiscard]] core::Result<store::Command> TextMessage(const std::string& id,
                                                         const std::string& text) const;
  [[nodiscard]] bool Stopping() const;
  void SetAlarm(const std::vector<ecms::AlertRecord>& records);

  Parts p_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;  // guarded by mutex_, like the next two
  std::deque<Code> codes_;
  std::string alarm_;
  std::map<std::string, ecms::AlertRecord> told_;  // by id; sent, not stored
  std::vector<std::string> orphans_;  // addresses without a record, as the last round saw them
};

}  // namespace bot
