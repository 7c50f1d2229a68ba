// SPDX-License-Identifier: Apache-2.0
// The HTTP API (/api/v1, described by /api/openapi.json) and the pages. Reaches data only through
// ecms/.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/http.h"

namespace authoring {
class Desk;
}
namespace ecms {
class Accounts;
class Alerts;
class Background;
class CaseFiles;
class Cases;
class Changes;
class Feed;
class Inbox;
class SealedWords;
class SignIn;
class Sites;
class Surveys;
class Threads;
class TicketExport;
struct Profile;
}  // namespace ecms

namespace web {

// The largest request of /api/v1/surveys/ and of kSiteImportPath, where files are sent; all others
// are small.
inline constexpr size_t kMaxFileRequest = size_t{5} << 20;
inline constexpr std::string_view kSiteImportPath = "/api/v1/site-imports";

// Asks whether anything changed: 204 when not. The caller may keep such a request for what `wait`
// says and handle it again.
inline constexpr std::string_view kChangesPath = "/api/v1/changes";
inline constexpr int kLongestWaitSeconds =
    25;  // below the 30 s after which the impatient among proxies hang up
[[nodiscard]] int WaitSecondsOf(const core::HttpRequest& request);

struct WebchatDoor {
  std::string channel;  // name in the config: the page is /chat/<channel>
  std::string title;    // neutral: it stands on a worker's screen
};

// Where workers write to, as it stands on posters.
struct PosterDoor {
  std::string kind;     // "sms", "whatsapp", "telegram", "webchat"
  std::string contact;  // a number, a bot's name, or the page's address
};

// What the handlers reach data through. All of it outlives Web.
struct Parts {
  const ecms::Accounts& accounts;
  const ecms::Inbox& inbox;
  const ecms::Background& background;
  ecms::SignIn& sign_in;
  ecms::SealedWords& sealed_words;
  ecms::Feed& feed;
  ecms::TicketExport& exports;
  ecms::Cases& cases;
  ecms::CaseFiles& case_files;
  ecms::Sites& sites;
  const ecms::Profile& profile;
  ecms::Surveys& surveys;
  ecms::Threads& threads;
  ecms::Alerts& alerts;
  const authoring::Desk& desk;
  const ecms::Changes& changes;
};

struct Options {
  bool demo = false;
  std::string office_name;
  std::string country;
  std::vector<WebchatDoor> webchat;
  std::string office_check = {};         // where somebody can check that it is real
  std::vector<PosterDoor> posters = {};  // channels whose contact the configuration names
};

// Thread-safe; Handle() reads the database and may block up to some milliseconds: call it on the
// `office` thread.
class Web {
 public:
  Web(const Parts& parts, Options options);
  ~Web();
  // Is this path one of ours (pages, assets, /api/)? Everything else is not for the web module.
  [[nodiscard]] bool Owns(std::string_view path) const;
  // Which of ours may be served on the public listener when the office has one of its own: the chat
  // page and its assets.
  [[nodiscard]] bool IsPublic(std::string_view path) const;
  [[nodiscard]] core::HttpResponse Handle(const core::HttpRequest& request) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Security headers that every answer of the service carries (CSP default-src 'none' ..., nosniff,
// no-referrer, COOP, CORP, no-store unless the response is an immutable asset). A header that the
// response has already stays as it is.
void AddSecurityHeaders(core::HttpResponse& response);

}  // namespace web
