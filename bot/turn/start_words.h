// SPDX-License-Identifier: Apache-2.0
// Start words: one number or bot serves several surveys. The first message of a conversation may
// begin with one ("HOURS", "HOURS K7M-2QX"), also as the payload of a Telegram deep link ("/start
// HOURS_K7M2QX", core.telegram.org/bots/features#deep-linking: A-Za-z0-9_-, up to 64 characters).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bot/turn/prepared.h"
#include "core/json.h"
#include "locales/catalog.h"

namespace bot {

// What a conversation on this door begins with, and what is left of its first message for the
// engine.
struct FirstMessage {
  const dialogs::Survey* survey = nullptr;  // the door's or a start word's
  core::SecretString text;
};
[[nodiscard]] FirstMessage ReadFirstMessage(const Door& door, std::string_view text);
// "/start K7M2QX" -> "K7M2QX"; anything else as it is. For later messages: whoever opens a deep
// link again.
[[nodiscard]] core::SecretString WithoutStartCommand(std::string_view text);

// Why `word` cannot be a start word; "" if it can. It must be one word of 2 to 32 characters that
// is no control word, no yes or no and no answer of `survey` (what a channel asks) in any language,
// no number, and does not look like a site code.
[[nodiscard]] std::string StartWordProblem(std::string_view word, const locales::Catalogs& catalogs,
                                           const dialogs::Survey& survey);

}  // namespace bot
