// SPDX-License-Identifier: Apache-2.0
// What an alert says: how many, and to log in. Fixed texts in the pages' languages; nothing of a
// ticket, a channel, a site or a worker can get into them, because nothing of these comes here.
#pragma once

#include <string>
#include <string_view>

#include "core/secret.h"
#include "ecms/alert_record.h"

namespace bot {

struct AlertText {
  std::string subject;  // also the whole of a text message, with the link
  std::string text;
};
// `link`: "" = none. At least one of the counts is not 0.
[[nodiscard]] AlertText TextOfAlert(std::string_view language, const ecms::AlertTotals& fresh,
                                    const std::string& link);
[[nodiscard]] AlertText TextOfCode(std::string_view language, const core::SecretString& code);
[[nodiscard]] AlertText TextOfTest();

}  // namespace bot
