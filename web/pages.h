// SPDX-License-Identifier: Apache-2.0
// The built browser application: pages as HTML shells, and its files under their hashed names.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/http.h"
#include "web/web.h"

namespace web {

// The names of web/app/build.mjs' entry points.
inline constexpr std::string_view kFrontPage = "front";
inline constexpr std::string_view kInboxPage = "inbox";
inline constexpr std::string_view kChatPage = "chat";
inline constexpr std::string_view kSetupPage = "setup";

class Pages {
 public:
  // Reads the manifest that was embedded with the files.
  explicit Pages(const Options& options);

  [[nodiscard]] core::HttpResponse Front() const;
  // The officers' pages are one application: what it opened stays in its memory while officers walk
  // between them. `path` is the address that was asked for: the page names all that it needs there,
  // so that nothing waits for something else.
  [[nodiscard]] core::HttpResponse Inbox(std::string_view path) const;
  [[nodiscard]] core::HttpResponse Setup() const;
  // 404 for a channel that has no webchat door.
  [[nodiscard]] core::HttpResponse Chat(std::string_view channel) const;
  // `name` without "/assets/"; as compressed as `request` takes it.
  [[nodiscard]] core::HttpResponse Asset(std::string_view name,
                                         const core::HttpRequest& request) const;
  [[nodiscard]] bool IsChatAsset(std::string_view name) const;
  [[nodiscard]] const std::map<std::string, std::string_view, std::less<>>& assets() const {
    return assets_;
  }

 private:
  struct Entry {
    std::string script, style;
    std::vector<std::string> parts;  // what the script imports
    std::string early;               // runs before all others; "" if there is none
    std::map<std::string, std::vector<std::string>, std::less<>>
        later;  // first part of an address -> what it needs besides
  };
  [[nodiscard]] core::HttpResponse Shell(std::string_view page, std::string_view title,
                                         const std::string& settings_json,
                                         std::string_view path = "") const;
  [[nodiscard]] std::string OfficeSettings() const;
  void ReadManifest(std::string_view json);

  Options options_;
  std::map<std::string, Entry, std::less<>> entries_;
  std::map<std::string, std::string_view, std::less<>>
      assets_;  // file name -> bytes; also "<name>.br", "<name>.gz"
};

}  // namespace web
