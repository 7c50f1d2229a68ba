// SPDX-License-Identifier: Apache-2.0
#include "web/web.h"

#include <utility>

#include "web/compression.h"
#include "web/routes.h"
#include "web/services.h"

namespace web {
namespace {

constexpr std::string_view kAssetPrefix = "/assets/";
constexpr std::string_view kApiPrefix = "/api/";

}  // namespace

struct Web::Impl {
  Services services;
};

Web::Web(const Parts& parts, Options options)
    : impl_(new Impl{Services{parts, options, Pages(options)}}) {}

Web::~Web() = default;

bool Web::Owns(std::string_view path) const {
  if (path.starts_with(kApiPrefix) || path.starts_with(kAssetPrefix)) return true;
  for (const Route& route : Routes()) {
    if (Fits(route.pattern, path, nullptr)) return true;
  }
  return false;
}

bool Web::IsPublic(std::string_view path) const {
  if (path.starts_with(kAssetPrefix))
    return impl_->services.pages.IsChatAsset(path.substr(kAssetPrefix.size()));
  for (const WebchatDoor& door : impl_->services.options.webchat) {
    if (path == "/chat/" + door.channel) return true;
  }
  return false;
}

core::HttpResponse Web::Handle(const core::HttpRequest& request) const {
  bool head = request.method == "HEAD";
  core::HttpResponse response = Dispatch(impl_->services, request);
  Compress(request, response);
  if (head) response.body.clear();
  AddSecurityHeaders(response);
  return response;
}

}  // namespace web
