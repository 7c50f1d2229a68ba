// SPDX-License-Identifier: Apache-2.0
// What Meta refuses of a message (error codes: Meta, "Error codes", 15 May 2026; limits:
// "Interactive reply buttons" and "Interactive list messages"). Written from those pages, not from
// the adapter.
#pragma once

#include <optional>
#include <string>

#include "bot/simulate/provider.h"
#include "core/json.h"

namespace bot::simulate::whatsapp {

struct Refusal {
  int status;
  int code;
  std::string details;
};

// A message as Meta took it.
struct Taken {
  Shown shown;
  bool free_form = true;  // false: a template
  bool is_list = false;
  std::string to;    // a number without '+', or a user id
  std::string data;  // biz_opaque_callback_data
};

[[nodiscard]] std::optional<Refusal> Check(const Line& line, core::JsonValue message, Taken& taken);
[[nodiscard]] core::HttpResponse Answer(const Refusal& refusal);
// "US.13491208655302741918"
[[nodiscard]] bool IsUserId(std::string_view address);

}  // namespace bot::simulate::whatsapp
