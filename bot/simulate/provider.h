// SPDX-License-Identifier: Apache-2.0
// One provider as the simulation plays it: the webhooks that it sends for what a worker does, and
// its API as far as the service calls it, refusing what it would refuse. One file per channel type
// in providers/. No sockets.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bot/simulate/settings.h"
#include "bot/simulate/worker.h"
#include "core/http.h"
#include "core/random.h"
#include "core/time.h"

namespace bot::simulate {

// What a worker's phone sends, and when.
struct Sending {
  std::string address;   // Telegram: chat id; phones: the number with '+'; webchat: the token
  std::string language;  // what the phone is set to; "" = not said
  int64_t number =
      0;  // unique in this run, and between runs: it begins at the clock's milliseconds
  std::string unique;  // 32 hex characters, unique between runs
  core::Timestamp now;
};

// Where a provider's API puts what the service asked of it. Thread-safe.
class Stage {
 public:
  virtual ~Stage() = default;
  // A message reaches a worker's phone.
  virtual void Show(const Line& line, const std::string& address, Shown shown) = 0;
  // The provider calls the service by itself: a delivery report. Repeated like a webhook.
  virtual void Post(const Line& line, core::HttpCall call) = 0;
};

// How a webhook is repeated that the service did not take.
struct Repeats {
  std::chrono::milliseconds first{2000};
  bool doubles = false;  // each wait twice the one before, up to a minute
  int times = 10;        // -1: until it is taken
};

// Thread-safe.
class Provider {
 public:
  virtual ~Provider() = default;

  // A new worker's address; "" where the service gives it out (webchat).
  [[nodiscard]] virtual std::string NewAddress(const std::string& country,
                                               core::RandomSource& random) const = 0;
  // What a worker writes who has seen the address on a poster.
  [[nodiscard]] virtual std::string FirstWords() const { return "START"; }
  [[nodiscard]] virtual core::HttpCall Webhook(const Line& line, const Sending& sending,
                                               const Reply& reply) = 0;
  [[nodiscard]] virtual Repeats repeats() const { return {}; }
  // Does the provider count this answer to a webhook as delivered?
  [[nodiscard]] virtual bool Taken(int status) const { return status >= 200 && status < 300; }
  // The provider's API. nullopt: not a path of this provider. Calls `stage` only for what it
  // accepts.
  [[nodiscard]] virtual std::optional<core::HttpResponse> Answer(const core::HttpRequest& request,
                                                                 Stage& stage) = 0;
};

// All lines of one type belong to one provider; they outlive it.
using Lines = std::vector<const Line*>;

struct ProviderType {
  std::string_view type;  // as in the configuration
  // Where the service expects the provider: "http://127.0.0.1:18090"; "" = its real servers. Null:
  // it calls nobody (webchat).
  std::string (*api)(const Line& line);
  std::vector<std::string_view> needs;  // settings without which no webhook can be made
  std::unique_ptr<Provider> (*make)(Lines lines);
};
[[nodiscard]] const ProviderType* FindProviderType(std::string_view type);

// A mobile number of the country that no person has chosen: "+68572…".
[[nodiscard]] std::string PhoneNumber(const std::string& country, core::RandomSource& random);
// The first line for which `is_ours` holds, or nullptr.
template <class Predicate>
const Line* FindLine(const Lines& lines, Predicate is_ours) {
  for (const Line* line : lines) {
    if (is_ours(*line)) return line;
  }
  return nullptr;
}

// providers/
[[nodiscard]] std::unique_ptr<Provider> MakeTelegram(Lines lines);
[[nodiscard]] std::unique_ptr<Provider> MakeHttpSms(Lines lines);
[[nodiscard]] std::string HttpSmsApi(const Line& line);  // "" for a gateway that is not simulated
[[nodiscard]] std::unique_ptr<Provider> MakeKannel(Lines lines);
[[nodiscard]] std::unique_ptr<Provider> MakeTwilio(Lines lines);
[[nodiscard]] std::unique_ptr<Provider> MakeTwilio(Lines lines, const core::Clock& clock);
[[nodiscard]] std::unique_ptr<Provider> MakeWebchat(Lines lines);
[[nodiscard]] std::unique_ptr<Provider> MakeWhatsApp(Lines lines);
[[nodiscard]] std::unique_ptr<Provider> MakeWhatsApp(Lines lines, const core::Clock& clock);

}  // namespace bot::simulate
