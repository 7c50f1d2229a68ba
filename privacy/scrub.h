// SPDX-License-Identifier: Apache-2.0
// Replaces what identifies a person in free text by [phone], [email], [link], [id], [account],
// [name] ... A warning and a view, not the guarantee of anonymity (that is sealing). Pure,
// thread-safe; linear time (re2, libphonenumber).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/secret.h"

namespace privacy {

struct ScrubContext {
  std::string_view country;   // ISO 3166 of the deployment
  std::string_view language;  // of the worker, "" if unknown
  std::vector<std::string_view>
      own_values;  // the worker's own number and profile name, to be removed in every encoding
};

// What was found, as a worker is asked about it.
struct FoundKinds {
  bool phone = false;
  bool contact = false;  // e-mail, link, handle
  bool name = false;
  bool number = false;  // id, card, account, date of birth
};

struct Scrubbed {
  std::string text;
  bool changed = false;
  FoundKinds kinds;
};

// Does the text need Scrub() at all (over limits::kScrubAboveChars characters, or an '@', a link,
// five digits, or a word of one of `own_values`)? Shorter texts are scrubbed when somebody keeps
// them, and nobody knows those values then.
[[nodiscard]] bool NeedsScrub(std::string_view text,
                              const std::vector<std::string_view>& own_values = {});
// `text` is valid UTF-8. Idempotent: Scrub(Scrub(x)) == Scrub(x).
[[nodiscard]] Scrubbed Scrub(const ScrubContext& context, std::string_view text);

}  // namespace privacy
