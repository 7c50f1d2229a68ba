// SPDX-License-Identifier: Apache-2.0
// Where officers wish to be alerted, added and confirmed by themselves. Includes core/ only, so
// that web/ can use it. bot/alerts/ does the alerting.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "core/secret.h"
#include "ecms/accounts.h"

namespace ecms {

struct AlertHours {  // quiet from the first to the second hour of the office's own day, 0..23;
                     // across midnight too
  int from = 0, to = 0;
};
struct AlertAddressView {
  std::string id;
  std::string route;  // "email", "sms"
  std::string shown;  // enough for its owner to know it again: "m…@example.org"
  bool confirmed = false;
  std::string delivery;  // of the code: "" under way, "sent", "failed"; of alerts, once confirmed:
                         // "" or "failed"
  std::vector<std::string> wants;
  std::optional<AlertHours> quiet;
};
struct AlertsView {
  std::vector<std::string> routes;  // that this installation can use
  std::vector<AlertAddressView> mine;
  int64_t reached = 0;  // people who read tickets and would be told of an urgent one
  int64_t of = 0;       // people who read tickets
};

// What one can be alerted to. NOTE: persistent values.
inline constexpr std::string_view kAlertUrgent = "urgent";  // new tickets of the classes P0 and P1
inline constexpr std::string_view kAlertEnding =
    "ending";  // clocks near their end that nobody has looked at; deadlines of cases near theirs
               // and over
inline constexpr std::string_view kAlertService =
    "service";  // a silent channel, refused requests, messages given up

// Thread-safe. May block on the disk: for the `office` thread. Every function is about the caller's
// own addresses; another's id is kNotFound.
class Alerts {
 public:
  virtual ~Alerts() = default;
  [[nodiscard]] virtual core::Result<AlertsView> Look(const Caller& caller) const = 0;
  // Stores it unconfirmed and sends a code there; returns its id. kInvalid: no such route here, or
  // no such address (the message says why, without it). kConflict: there already, or too many.
  // kUnavailable: too many codes, wait.
  [[nodiscard]] virtual core::Result<std::string> Add(const Caller& caller, std::string_view route,
                                                      const core::SecretString& address,
                                                      std::string_view language) = 0;
  // A new code; the one before is void. kConflict: confirmed already.
  [[nodiscard]] virtual core::Status SendCode(const Caller& caller, std::string_view id) = 0;
  // kInvalid: wrong, run out, or too often wrong: the message says which.
  [[nodiscard]] virtual core::Status Confirm(const Caller& caller, std::string_view id,
                                             const core::SecretString& code) = 0;
  [[nodiscard]] virtual core::Status Change(const Caller& caller, std::string_view id,
                                            const std::vector<std::string>& wants,
                                            const std::optional<AlertHours>& quiet) = 0;
  [[nodiscard]] virtual core::Status Remove(const Caller& caller, std::string_view id) = 0;
};

inline constexpr size_t kMaxAlertAddresses = 3;  // an account
inline constexpr size_t kMaxAlertAddress =
    254;  // bytes; RFC 5321, 4.5.3.1.3 less the angle brackets

}  // namespace ecms
