// SPDX-License-Identifier: Apache-2.0
// Compressed answers, for slow lines. Files were compressed when the program was built
// (web/app/build.mjs); what is made for one request is compressed here, on the thread that made it,
// never on the io thread.
#pragma once

#include <string>
#include <string_view>

#include "core/http.h"

namespace web {

// Does Accept-Encoding name `coding` ("br", "gzip"), and not with q=0? RFC 9110, 12.5.3. "*" names
// nothing here.
[[nodiscard]] bool Takes(const core::HttpRequest& request, std::string_view coding);

// An ETag of the identity and of the compressed bytes are two (RFC 9110, 8.8.3.3): this ending
// tells them apart.
inline constexpr std::string_view kGzipTag = "-gz\"";

// Compresses a page or a JSON answer to a GET if that is worth it and the request takes it, and
// says that the answer depends on Accept-Encoding. Never the session's own answer: its length must
// tell nothing about the token in it (BREACH).
void Compress(const core::HttpRequest& request, core::HttpResponse& response);

}  // namespace web
