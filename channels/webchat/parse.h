// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "channels/channel.h"
#include "core/secret.h"

namespace channels::webchat {

// True if the browser says that a page of our own site posts: the host of Origin is that of Host,
// or Origin is that of public_url (a proxy may have changed Host).
[[nodiscard]] bool IsSameOrigin(const core::HttpRequest& request, std::string_view public_url);

// The posts of the phone page, see webchat.h.
[[nodiscard]] core::Result<Inbound> ParsePost(std::string_view body,
                                              const core::SecretString& signing_key);

}  // namespace channels::webchat
