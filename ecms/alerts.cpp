// SPDX-License-Identifier: Apache-2.0
#include "ecms/alerts.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "core/base64.h"
#include "core/crypto.h"
#include "ecms/alert_address.h"
#include "ecms/alert_record.h"
#include "ecms/make_alerts.h"
#include "privacy/sealing.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kCodesAnHour =
    5;  // an account: nobody's mailbox or telephone is flooded from here
const core::Error kMissing{ErrorCode::kNotFound, "there is no such address of yours"};

bool IsWish(const std::string& want) {
  return want == kAlertUrgent || want == kAlertEnding || want == kAlertService;
}

class AlertDesk final : public Alerts {
 public:
  explicit AlertDesk(AlertsParts parts) : p_(std::move(parts)) {}

  core::Result<AlertsView> Look(const Caller& caller) const override;
  core::Result<std::string> Add(const Caller& caller, std::string_view route,
                                const core::SecretString& address,
                                std::string_view language) override;
  core::Status SendCode(const Caller& caller, std::string_view id) override;
  core::Status Confirm(const Caller& caller, std::string_view id,
                       const core::SecretString& code) override;
  core::Status Change(const Caller& caller, std::string_view id,
                      const std::vector<std::string>& wants,
                      const std::optional<AlertHours>& quiet) override;
  core::Status Remove(const Caller& caller, std::string_view id) override;

 private:
  core::Status TryToConfirm(const Caller& caller, std::string_view id,
                            const core::SecretString& code);
  [[nodiscard]] store::Command Audit(const Caller& caller, std::string_view action,
                                     const AlertRecord& record) const {
    return store::AppendAudit{
        {0, p_.clock.Now(), caller.name, std::string(action), record.id, record.route, {}}};
  }
  core::Result<AlertRecord> Own(const Caller& caller, std::string_view id) const {
    ASSIGN_OR_RETURN(auto row, p_.store.FindDocument(kAlertAddressKind, id));
    auto record =
        row && row->parent == caller.account.Text() ? ReadAlertRecord(*row) : std::nullopt;
    if (!record) return tl::unexpected(kMissing);
    return std::move(*record);
  }
  [[nodiscard]] std::string HashOf(std::string_view id, std::string_view code) const {
    return core::Base64Encode(privacy::KeyedFingerprint(p_.keys.LoginKey(), "alert code",
                                                        std::string(id) + "|" + std::string(code)));
  }
  // Six digits; stored as a keyed hash alone.
  core::SecretString NewCode(AlertRecord& record) const {
    std::string code = std::to_string(p_.random.Below(1'000'000));
    code.insert(0, 6 - code.size(), '0');
    record.code_hash = HashOf(record.id, code);
    record.code_until = p_.clock.Now() + kAlertCodeLife;
    record.code_tries = 0;
    record.delivery.clear();
    return core::SecretString(std::move(code));
  }
  core::Status TakeTurn(const Caller& caller) {
    const core::Timestamp now = p_.clock.Now();
    const std::lock_guard lock(mutex_);
    auto& times = codes_[caller.account.Text()];
    std::erase_if(times, [&](core::Timestamp at) { return now - at >= std::chrono::hours(1); });
    if (times.size() >= kCodesAnHour)
      return Err(ErrorCode::kUnavailable, "five codes were sent within an hour: wait a while");
    times.push_back(now);
    return {};
  }

  AlertsParts p_;
  std::mutex mutex_;
  std::map<std::string, std::vector<core::Timestamp>> codes_;  // guarded by mutex_
};

core::Result<AlertsView> AlertDesk::Look(const Caller& caller) const {
  AlertsView view;
  view.routes = p_.routes;
  ASSIGN_OR_RETURN(const auto accounts, p_.store.ListAccounts());
  ASSIGN_OR_RETURN(const auto records, ListAlertRecords(p_.store, std::nullopt));
  for (const store::AccountRow& account : accounts) {
    if (account.disabled || !MayReadTickets(account.role)) continue;
    ++view.of;
    view.reached += std::ranges::any_of(records, [&](const AlertRecord& r) {
      return r.account == account.id.Text() && r.confirmed &&
             std::ranges::find(r.wants, kAlertUrgent) != r.wants.end();
    });
  }
  for (const AlertRecord& r : records) {
    if (r.account != caller.account.Text()) continue;
    ASSIGN_OR_RETURN(const auto address, p_.addresses.Find(r.id));
    if (!address) continue;  // another key folder: the next round of bot/alerts removes it
    const std::string delivery = !r.confirmed ? r.delivery : r.failures > 0 ? "failed" : "";
    view.mine.push_back(
        {r.id, r.route, Masked(r.route, *address), r.confirmed, delivery, r.wants, r.quiet});
  }
  return view;
}

core::Result<std::string> AlertDesk::Add(const Caller& caller, std::string_view route,
                                         const core::SecretString& address,
                                         std::string_view language) {
  if (!MayReadTickets(caller.role))
    return Err(ErrorCode::kDenied, "alerts are for those who read tickets");
  if (std::ranges::find(p_.routes, route) == p_.routes.end())
    return Err(ErrorCode::kInvalid, "route: this service cannot send alerts that way");
  ASSIGN_OR_RETURN(const core::SecretString normal, route == "email"
                                                        ? NormalEmail(address.Reveal())
                                                        : NormalNumber(address.Reveal()));
  ASSIGN_OR_RETURN(const auto mine, ListAlertRecords(p_.store, caller.account.Text()));
  if (mine.size() >= kMaxAlertAddresses)
    return Err(ErrorCode::kConflict, "three addresses are the most: remove one first");
  RETURN_IF_ERROR(TakeTurn(caller));
  AlertRecord record;
  record.id = core::IdToText(core::RandomIdBytes(p_.random));
  record.account = caller.account.Text();
  record.route = route;
  record.language = language == "es" || language == "fr" ? language : "en";
  core::SecretString code = NewCode(record);
  RETURN_IF_ERROR(p_.addresses.Put(record.id, caller.account, route, normal));
  if (auto stored = p_.commit({PutAlertRecord(record), Audit(caller, "alerts.add", record)});
      !stored) {
    (void)p_.addresses.Drop({record.id});
    return tl::unexpected(stored.error());
  }
  p_.send_code(record.id, std::move(code));
  return record.id;
}

core::Status AlertDesk::SendCode(const Caller& caller, std::string_view id) {
  ASSIGN_OR_RETURN(AlertRecord record, Own(caller, id));
  if (record.confirmed) return Err(ErrorCode::kConflict, "this address is confirmed already");
  RETURN_IF_ERROR(TakeTurn(caller));
  core::SecretString code = NewCode(record);
  RETURN_IF_ERROR(p_.commit({PutAlertRecord(record)}));
  p_.send_code(record.id, std::move(code));
  return {};
}

core::Status AlertDesk::Confirm(const Caller& caller, std::string_view id,
                                const core::SecretString& code) {
  core::Status done = TryToConfirm(caller, id, code);
  // The sender wrote into the record meanwhile that the code has left.
  return !done && done.error().code == ErrorCode::kConflict ? TryToConfirm(caller, id, code) : done;
}

core::Status AlertDesk::TryToConfirm(const Caller& caller, std::string_view id,
                                     const core::SecretString& code) {
  ASSIGN_OR_RETURN(AlertRecord record, Own(caller, id));
  if (record.confirmed) return {};
  if (record.code_hash.empty() || p_.clock.Now() >= record.code_until)
    return Err(ErrorCode::kInvalid, "code: it has run out; send a new one");
  if (record.code_tries >= kAlertCodeTries)
    return Err(ErrorCode::kInvalid, "code: too many wrong ones; send a new one");
  if (!core::ConstantTimeEqual(HashOf(record.id, code.Reveal()), record.code_hash)) {
    record.code_tries += 1;
    RETURN_IF_ERROR(p_.commit({PutAlertRecord(record)}));
    return Err(ErrorCode::kInvalid, "code: it is not the one that was sent");
  }
  ASSIGN_OR_RETURN(const AlertState state, FindAlertState(p_.store));
  record.confirmed = true;
  record.code_hash.clear();
  record.delivery.clear();
  record.told = state.totals;  // what was before is no news
  return p_.commit({PutAlertRecord(record), Audit(caller, "alerts.confirm", record)});
}

core::Status AlertDesk::Change(const Caller& caller, std::string_view id,
                               const std::vector<std::string>& wants,
                               const std::optional<AlertHours>& quiet) {
  ASSIGN_OR_RETURN(AlertRecord record, Own(caller, id));
  std::vector<std::string> sorted = wants;
  std::ranges::sort(sorted);
  if (!std::ranges::all_of(wants, IsWish) || std::ranges::adjacent_find(sorted) != sorted.end())
    return Err(ErrorCode::kInvalid, "wants: any of urgent, ending, service, each once");
  auto is_hour = [](int hour) { return hour >= 0 && hour <= 23; };
  if (quiet && (!is_hour(quiet->from) || !is_hour(quiet->to) || quiet->from == quiet->to))
    return Err(ErrorCode::kInvalid, "quiet_from, quiet_to: two different hours from 0 to 23");
  record.wants = wants;
  record.quiet = quiet;
  return p_.commit({PutAlertRecord(record), Audit(caller, "alerts.change", record)});
}

core::Status AlertDesk::Remove(const Caller& caller, std::string_view id) {
  ASSIGN_OR_RETURN(const AlertRecord record, Own(caller, id));
  // The address first: a record without one is removed by the next round of bot/alerts.
  RETURN_IF_ERROR(p_.addresses.Drop({record.id}));
  return p_.commit({store::DropDocument{std::string(kAlertAddressKind), record.id},
                    Audit(caller, "alerts.remove", record)});
}

}  // namespace

std::unique_ptr<Alerts> MakeAlerts(AlertsParts parts) {
  return std::make_unique<AlertDesk>(std::move(parts));
}

}  // namespace ecms
