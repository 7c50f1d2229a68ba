// SPDX-License-Identifier: Apache-2.0
// One simulated worker: reads what arrives, answers the last question. No sockets, no clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/simulate/persona.h"
#include "bot/simulate/script.h"

namespace bot::simulate {

struct Button {
  std::string token;
  std::string label;
};
struct Shown {
  std::string text;
  std::vector<Button> buttons;  // empty where the channel has none
};
struct Reply {
  std::string text;  // a message, or
  std::string tap;   // the token of a button
};

class Worker {
 public:
  // `script` outlives the worker.
  Worker(Persona persona, const Script& script) : persona_(std::move(persona)), script_(&script) {}

  // The reply to a message; nullopt when it asks for none, or when the survey is over and no
  // officer asks.
  [[nodiscard]] std::optional<Reply> Read(const Shown& shown);
  [[nodiscard]] bool done() const { return done_; }
  [[nodiscard]] bool got_receipt() const { return got_receipt_; }
  [[nodiscard]] const Persona& persona() const { return persona_; }

 private:
  [[nodiscard]] Reply Choose(const Shown& shown, const std::vector<std::string>& labels,
                             size_t position) const;
  [[nodiscard]] Reply AnswerQuestion(const Shown& shown, const ScriptQuestion& question) const;
  [[nodiscard]] Reply AnswerMenu(const Shown& shown, const std::string& label) const;
  [[nodiscard]] std::optional<Reply> AnswerOfficer(const Shown& shown,
                                                   const Script::Seen& seen) const;

  Persona persona_;
  const Script* script_;
  int answered_ = 0;
  int read_ = 0;
  bool done_ = false;
  bool got_receipt_ = false;
};

}  // namespace bot::simulate
