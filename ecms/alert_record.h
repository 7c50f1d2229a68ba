// SPDX-License-Identifier: Apache-2.0
// What is stored of alerts in core.db: a document for each staff address (never the address: that
// lies in the vault under the same id), and one that says what has been seen.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/time.h"
#include "ecms/alerts.h"
#include "store/store.h"

namespace ecms {

inline constexpr std::string_view kAlertAddressKind =
    "alert.address";  // NOTE: persistent, like the JSON keys; parent: account
inline constexpr std::string_view kAlertStateKind = "alert.state";
inline constexpr core::Millis kAlertCodeLife = std::chrono::minutes(15);
inline constexpr core::Millis kUnconfirmedLife = std::chrono::hours(24);
inline constexpr int kAlertCodeTries = 5;

// How many there ever were, by reason. What a person was told last is the same in that person's
// record: the difference is what is new, however long a mail server was down, and nothing is told
// twice unless a crash falls between mail and record.
struct AlertTotals {
  int64_t urgent = 0, ending = 0, overdue = 0, service = 0;
  bool operator==(const AlertTotals&) const = default;
};

struct AlertRecord {
  std::string id, account;
  int64_t version = 0;          // of the document; 0 = not stored yet
  std::string route;            // "email", "sms"
  std::string language = "en";  // "en", "es", "fr"
  bool confirmed = false;
  std::vector<std::string> wants{std::string(kAlertUrgent), std::string(kAlertEnding),
                                 std::string(kAlertService)};
  std::optional<AlertHours> quiet;
  // Until it is confirmed.
  std::string code_hash;  // base64 of a keyed hash; "" = none is out
  core::Timestamp code_until;
  int64_t code_tries = 0;
  std::string delivery;  // AlertAddressView
  // After.
  AlertTotals told;
  core::Timestamp last_at;  // of the last alert
  core::Timestamp retry_at;
  int64_t failures = 0;  // in a row
  std::string error;     // code of the last one: "smtp-550", "connect"
};
[[nodiscard]] store::Command PutAlertRecord(const AlertRecord& record);
[[nodiscard]] std::optional<AlertRecord> ReadAlertRecord(const store::DocumentRow& row);
// Of one account, or of all.
[[nodiscard]] core::Result<std::vector<AlertRecord>> ListAlertRecords(
    const store::Store& store, const std::optional<std::string>& account);

struct AlertState {
  int64_t version = 0;
  AlertTotals totals;
  core::Timestamp filed_until;   // tickets filed up to then are in totals.urgent
  core::Timestamp ending_until;  // clocks that end up to then are in totals.ending
  core::Timestamp cases_until;   // deadlines of cases that end, or begin to end, up to then are in
                                 // totals.ending and totals.overdue
  int64_t dead = 0;              // messages given up that are in totals.service
  std::map<std::string, bool> silent;  // channels that had traffic: has its silence been told?
};
[[nodiscard]] store::Command PutAlertState(const AlertState& state);
// A fresh one where none is stored.
[[nodiscard]] core::Result<AlertState> FindAlertState(const store::Store& store);

}  // namespace ecms
