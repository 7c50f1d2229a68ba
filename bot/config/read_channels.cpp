// SPDX-License-Identifier: Apache-2.0
#include "bot/config/read_channels.h"

#include <algorithm>
#include <string>

#include "channels/registry.h"

namespace bot::config {
namespace {

using core::ObjectReader;
using core::Problems;

bool IsChannelName(const std::string& name) {
  return !name.empty() && name.size() <= 32 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string KnownTypes() {
  std::string all;
  for (const auto& type : channels::ChannelTypes())
    all += (all.empty() ? "\"" : ", \"") + std::string(type.type) + "\"";
  return all;
}

void ReadChannel(const std::string& name, core::JsonValue value, const std::string& path,
                 const core::SecretString& signing_key, Problems& problems, Config& out) {
  if (!IsChannelName(name)) {
    problems.push_back({path, "a channel's name has 1 to 32 characters of a-z 0-9 and -"});
  }
  ObjectReader settings(value, path, problems);
  ChannelConfig channel;
  channel.name = name;
  channel.type = settings.String("type");
  channel.survey = settings.String("survey");
  channel.messages_per_second = std::max(0.0, settings.Number("messages_per_second", 0));
  if (settings.Has("survey") && channel.survey.empty())
    settings.Report("survey", "must be the id of one of the surveys");
  settings.Members("start_words", [&](const std::string& word, core::JsonValue id, const std::string& at) {
    if (id.kind() == core::JsonKind::kString && !id.String().empty()) {
      channel.start_words.emplace(word, id.String());
    } else {
      problems.push_back({at, "must be the id of one of the surveys"});
    }
  });
  const channels::ChannelType* type = channels::FindChannelType(channel.type);
  if (type == nullptr) {
    if (!channel.type.empty())
      settings.Report("type", "is not a channel type; it must be one of " + KnownTypes());
    return;  // its keys are not known
  }
  channels::ChannelContext context;
  context.name = name;
  context.path = path;
  context.public_url = out.public_url;
  context.signing_key = signing_key;
  context.demo = out.demo;
  channel.channel = type->make(settings, context);
  settings.Finish();
  out.channels.emplace(name, std::move(channel));
}

}  // namespace

void ReadChannels(ObjectReader& root, const core::SecretString* signing_key, Problems& problems,
                  Config& out) {
  const core::SecretString no_key(std::string(32, '\0'));
  size_t count = 0;
  root.Members("channels", [&](const std::string& name, core::JsonValue value,
                               const std::string& path) {
    ++count;
    ReadChannel(name, value, path, signing_key != nullptr ? *signing_key : no_key, problems, out);
  });
  if (count == 0) {
    root.Report("channels",
                "must hold at least one channel, like \"telegram\": {\"type\": \"telegram\", ...}");
  }
}

}  // namespace bot::config
