// SPDX-License-Identifier: Apache-2.0
#include "web/changes_api.h"

#include <charconv>
#include <optional>

#include "core/json_writer.h"
#include "web/services.h"
#include "web/web.h"

namespace web {
namespace {

std::optional<int> SecondsOf(std::string_view text) {
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && seconds >= 0 && seconds <= kLongestWaitSeconds ? std::optional(seconds)
                                                                 : std::nullopt;
}

core::HttpResponse Bad(std::string detail) {
  return core::ProblemResponse(400, "Bad query parameter", detail);
}

}  // namespace

int WaitSecondsOf(const core::HttpRequest& request) {
  const auto parameters = core::ParseForm(request.query);
  if (!parameters) return 0;
  for (const auto& [name, value] : *parameters) {
    if (name == "wait") return SecondsOf(value).value_or(0);
  }
  return 0;
}

core::HttpResponse GetChanges(const Call& call) {
  const ecms::Changes::State now = call.services.changes.Look();
  for (const auto& [name, value] : call.query) {
    if (name == "wait" && !SecondsOf(value))
      return Bad("wait: a whole number from 0 to " + std::to_string(kLongestWaitSeconds));
    if (name != "since") continue;
    const auto seen = ecms::SeenFromText(value);
    if (!seen) return Bad("since: the `version` of an earlier answer");
    if (seen->run == now.run && seen->version == now.version) return {204, {}, ""};
  }
  core::JsonWriter w;
  w.BeginObject();
  w.Key("version").String(ecms::ToText(now));
  w.Key("kinds").BeginObject();
  for (size_t i = 0; i < ecms::kChangeKinds.size(); ++i) {
    w.Key(ecms::kChangeKinds.at(i)).Integer(static_cast<int64_t>(now.kinds.at(i)));
  }
  w.EndObject();
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

}  // namespace web
