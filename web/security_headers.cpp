// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "web/web.h"

namespace web {
namespace {

// 'wasm-unsafe-eval' allows the compilation of WebAssembly (Argon2id in the browser) and no eval of
// script.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kHeaders = {{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' "
     "data:; "
     "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
     "'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},  // for browsers that do not know frame-ancestors
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy",
     "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
     "microphone=(), payment=(), usb=()"},
    {"Cache-Control", "no-store"},  // unless the response says otherwise: only hashed assets do
}};

}  // namespace

void AddSecurityHeaders(core::HttpResponse& response) {
  for (const auto& [name, value] : kHeaders) {
    if (core::HeaderValue(response.headers, name).empty())
      response.headers.emplace_back(name, value);
  }
}

}  // namespace web
