// SPDX-License-Identifier: Apache-2.0
#include "web/pages.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "core/embedded.h"
#include "core/json.h"
#include "core/json_writer.h"
#include "web/compression.h"

namespace web {

std::span<const core::EmbeddedFile> AppFiles();  // web/embed_app.cmake

namespace {

constexpr std::string_view kManifest = "manifest.json";

std::string EscapeHtml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

// How the build has packed a file, best first, and how such a file ends.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kPacked = {
    {{"br", ".br"}, {"gzip", ".gz"}}};

bool IsPacked(std::string_view name) {
  return std::any_of(kPacked.begin(), kPacked.end(),
                     [&](const auto& one) { return name.ends_with(one.second); });
}

std::string_view ContentType(std::string_view name) {
  std::string_view ending = name.substr(name.rfind('.') + 1);
  if (ending == "js") return "text/javascript; charset=utf-8";
  if (ending == "css") return "text/css; charset=utf-8";
  if (ending == "json") return "application/json";
  if (ending == "svg") return "image/svg+xml";
  return "application/octet-stream";
}

// "cases" of "/cases/x/notice".
std::string_view FirstOf(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  return path.substr(0, path.find('/'));
}

void WriteDoor(core::JsonWriter& w, const WebchatDoor& door) {
  w.BeginObject();
  w.Key("channel").String(door.channel);
  w.Key("title").String(door.title);
  w.EndObject();
}

}  // namespace

Pages::Pages(const Options& options) : options_(options) {
  for (const core::EmbeddedFile& file : AppFiles()) {
    if (file.name == kManifest) {
      ReadManifest(file.Text());
    } else {
      assets_.emplace(file.name, file.Text());
    }
  }
  CHECK(entries_.contains(kFrontPage) && entries_.contains(kInboxPage) &&
        entries_.contains(kChatPage) && entries_.contains(kSetupPage));
}

void Pages::ReadManifest(std::string_view json) {
  auto manifest = core::JsonDocument::Parse(json);
  CHECK(manifest.has_value());
  core::Problems problems;
  for (const std::string& page : manifest->root().Keys()) {
    core::ObjectReader reader(manifest->root().Find(page), page, problems);
    Entry entry{reader.String("script"),
                reader.String("style"),
                reader.Strings("parts"),
                reader.String("early"),
                {}};
    core::ObjectReader later = reader.Object("later");
    reader.Members("later", [&](const std::string& address, core::JsonValue, const std::string&) {
      entry.later[address] = later.Strings(address);
    });
    reader.Finish();
    entries_[page] = std::move(entry);
  }
  CHECK(problems.empty());  // made by our own build
}

core::HttpResponse Pages::Shell(std::string_view page, std::string_view title,
                                const std::string& settings_json, std::string_view path) const {
  const Entry& entry = entries_.find(page)->second;
  std::string html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  html +=
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta "
      "name=\"robots\" content=\"noindex\">\n";
  html += "<title>" + EscapeHtml(title) + "</title>\n<link rel=\"icon\" href=\"data:,\">\n";
  html += "<link rel=\"stylesheet\" href=\"/assets/" + entry.style + "\">\n";
  // Asked for at once, not one behind the other: a slow line has long ways.
  if (!entry.early.empty())
    html += "<script type=\"module\" async src=\"/assets/" + entry.early + "\"></script>\n";
  auto preload = [&](const std::vector<std::string>& parts) {
    for (const std::string& part : parts)
      html += "<link rel=\"modulepreload\" href=\"/assets/" + part + "\">\n";
  };
  preload(entry.parts);
  if (auto later = entry.later.find(FirstOf(path)); later != entry.later.end())
    preload(later->second);
  html +=
      "<script type=\"module\" src=\"/assets/" + entry.script + "\"></script>\n</head>\n<body>\n";
  html += "<div id=\"app\" data-settings=\"" + EscapeHtml(settings_json) + "\"></div>\n";
  html += "<noscript>This page needs JavaScript. Esta p\xC3\xA1gina necesita JavaScript. ";
  html += "Cette page a besoin de JavaScript.</noscript>\n</body>\n</html>\n";
  return {200, {{"Content-Type", "text/html; charset=utf-8"}}, std::move(html)};
}

core::HttpResponse Pages::Front() const {
  core::JsonWriter w;
  w.BeginObject();
  w.Key("demo").Bool(options_.demo);
  if (options_.demo) {  // otherwise the page says nothing about what runs here
    w.Key("office").String(options_.office_name);
    w.Key("doors").BeginArray();
    for (const WebchatDoor& door : options_.webchat) WriteDoor(w, door);
    w.EndArray();
  }
  w.EndObject();
  return Shell(kFrontPage, options_.demo ? "DecentWork Bot: demo" : "Service", w.Take());
}

std::string Pages::OfficeSettings() const {
  core::JsonWriter w;
  w.BeginObject();
  w.Key("demo").Bool(options_.demo);
  w.Key("office").String(options_.office_name);
  w.Key("country").String(options_.country);
  w.EndObject();
  return w.Take();
}

core::HttpResponse Pages::Inbox(std::string_view path) const {
  return Shell(kInboxPage, "Inbox", OfficeSettings(), path);
}

core::HttpResponse Pages::Setup() const {
  return Shell(kSetupPage, "First login", OfficeSettings());
}

core::HttpResponse Pages::Chat(std::string_view channel) const {
  for (const WebchatDoor& door : options_.webchat) {
    if (door.channel != channel) continue;
    core::JsonWriter w;
    w.BeginObject();
    w.Key("demo").Bool(options_.demo);
    w.Key("door");
    WriteDoor(w, door);
    w.EndObject();
    return Shell(kChatPage, door.title.empty() ? "Chat" : door.title, w.Take());
  }
  return core::ProblemResponse(404, "Not found", "there is nothing at this address");
}

core::HttpResponse Pages::Asset(std::string_view name, const core::HttpRequest& request) const {
  auto at = assets_.find(name);
  if (at == assets_.end() || IsPacked(name))
    return core::ProblemResponse(404, "Not found", "there is nothing at this address");
  core::HttpResponse response{200,
                              {{"Content-Type", std::string(ContentType(name))},
                               {"Cache-Control", "public, max-age=31536000, immutable"},
                               {"Vary", "Accept-Encoding"}},
                              {}};
  for (const auto& [coding, ending] : kPacked) {
    auto packed = assets_.find(std::string(name) + std::string(ending));
    if (packed == assets_.end() || !Takes(request, coding)) continue;
    response.headers.emplace_back("Content-Encoding", coding);
    response.body = packed->second;
    return response;
  }
  response.body = at->second;
  return response;
}

bool Pages::IsChatAsset(std::string_view name) const {
  const Entry& entry = entries_.find(kChatPage)->second;
  return name == entry.script || name == entry.style ||
         std::find(entry.parts.begin(), entry.parts.end(), name) != entry.parts.end();
}

}  // namespace web
