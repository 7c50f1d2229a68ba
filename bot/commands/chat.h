// SPDX-License-Identifier: Apache-2.0
// One conversation in memory: the pure engine, nothing stored, nobody written to.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model.h"
#include "core/random.h"
#include "core/time.h"
#include "dialogs/engine.h"
#include "dialogs/rights.h"
#include "locales/catalog.h"

namespace bot::commands {

struct ChatOptions {
  std::string language;  // "" = as the survey asks
  core::ChannelKind channel = core::ChannelKind::kSms;
  std::string country;
};

class Chat {
 public:
  // `random` outlives the chat.
  Chat(std::shared_ptr<const dialogs::Survey> survey, locales::Catalogs catalogs,
       ChatOptions options, core::RandomSource& random);

  // What the worker is sent after writing `line`, or after tapping the choice with the token `tap`.
  [[nodiscard]] std::vector<core::OutboundMessage> Say(const std::string& line,
                                                       core::Timestamp now);
  [[nodiscard]] std::vector<core::OutboundMessage> Tap(const std::string& tap, core::Timestamp now);
  // The conversation is over; whoever writes again would begin a new one.
  [[nodiscard]] bool ended() const;

  // The name of the question that is open; "" if none is.
  [[nodiscard]] std::string OpenQuestion() const;
  [[nodiscard]] const dialogs::Session& session() const { return *session_; }

 private:
  std::vector<core::OutboundMessage> Step(dialogs::Input input, core::Timestamp now);

  std::shared_ptr<const dialogs::Survey> survey_;
  locales::Catalogs catalogs_;
  ChatOptions options_;
  core::RandomSource& random_;
  std::vector<std::string> languages_;
  dialogs::Rights rights_;
  dialogs::Deployment deployment_;
  std::optional<dialogs::Session> session_;
};

// A message as `dwbot chat` prints it: an empty line inside it becomes one space, so that an empty
// line ends a turn.
[[nodiscard]] std::string OnTerminal(const std::string& message);

}  // namespace bot::commands
