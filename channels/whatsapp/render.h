// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "channels/whatsapp/settings.h"
#include "core/http.h"
#include "core/model.h"
#include "core/result.h"

namespace channels::whatsapp {

// Limits of Meta's "Interactive reply buttons" and "Interactive list messages" (21 May and 2 July
// 2026), in UTF-16 units, the stricter of the two ways in which its SDKs count.
inline constexpr size_t kMaxTextUnits = 4096;
inline constexpr size_t kMaxInteractiveBodyUnits =
    1024;  // lists: one page says 4096, the OpenAPI 1024
inline constexpr size_t kMaxButtons = 3;
inline constexpr size_t kMaxButtonTitleUnits = 20;
inline constexpr size_t kMaxRows = 10;
inline constexpr size_t kMaxRowTitleUnits = 24;
inline constexpr size_t kMaxRowDescriptionUnits = 72;
inline constexpr size_t kMaxOpenListUnits = 20;

// Reply buttons where all labels fit, else a list, else the numbered text.
[[nodiscard]] core::Result<std::vector<core::HttpCall>> RenderMessage(
    const Settings& settings, const core::Address& to, const core::MessageId& id,
    const core::OutboundMessage& message);

}  // namespace channels::whatsapp
