// SPDX-License-Identifier: Apache-2.0
// Recorded fixtures: fixtures/<channel type>/channel.json (settings) and one file per kind, see
// channels/README.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "channels/channel.h"
#include "core/json.h"

namespace channels {

// The files that every channel type has, or names under "not_applicable" in its channel.json with
// the reason.
[[nodiscard]] const std::vector<std::string>& FixtureKinds();

// A fixture file; fails the test and returns nullptr when it is missing or no JSON.
[[nodiscard]] std::shared_ptr<core::JsonDocument> LoadFixture(const std::string& type,
                                                              const std::string& kind);
[[nodiscard]] bool HasFixture(const std::string& type, const std::string& kind);

// The channel that fixtures/<type>/channel.json describes, named "main".
[[nodiscard]] std::unique_ptr<Channel> MakeFixtureChannel(const std::string& type);
// A channel from settings written as JSON; problems are appended.
[[nodiscard]] std::unique_ptr<Channel> MakeChannel(const std::string& type,
                                                   const std::string& settings_json,
                                                   core::Problems& problems,
                                                   const std::string& public_url = "");

// {"method", "target", "headers": {}, "body": text or JSON, "body_repeat": [prefix, unit, count,
// suffix]}
[[nodiscard]] core::HttpRequest RequestFrom(core::JsonValue request);
// Signs a changed body as the provider would, where it signs bodies; the fixture's settings say
// with which secret.
void SignAgain(const std::string& type, core::HttpRequest& request);
[[nodiscard]] core::HttpReply ReplyFrom(core::JsonValue reply);
[[nodiscard]] core::OutboundMessage OutboundFrom(core::JsonValue message);

// What came out, as canonical JSON without members that have their default value.
[[nodiscard]] std::string Describe(const core::Result<Inbound>& inbound);
[[nodiscard]] std::string Describe(const core::Result<std::vector<core::HttpCall>>& calls);
[[nodiscard]] std::string Describe(const SendOutcome& outcome);

}  // namespace channels
