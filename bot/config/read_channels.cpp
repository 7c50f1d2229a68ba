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

bool Matches(const std::string& text, size_t least, size_t most, bool (*fits)(char)) {
  return text.size() >= least && text.size() <= most && std::all_of(text.begin(), text.end(), fits);
}

// A typing error on a poster sends workers to a stranger.
void CheckContact(const ChannelConfig& channel, ObjectReader& settings) {
  const std::string& contact = channel.contact;
  const std::string digits = contact.starts_with('+') ? contact.substr(1) : contact;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  switch (channel.channel->traits().kind) {
    case core::ChannelKind::kSms:
      if (!Matches(digits, 3, 15, is_digit))
        settings.Report("contact",
                        "must be the number that workers send to, digits only, like \"8000\" or "
                        "\"+6857212345\"");
      break;
    case core::ChannelKind::kWhatsApp:
      if (!contact.starts_with('+') || !Matches(digits, 7, 15, is_digit))
        settings.Report("contact", "must be the number with country code, like \"+6857212345\"");
      break;
    case core::ChannelKind::kTelegram:
      if (!Matches(contact, 5, 32, is_name))
        settings.Report("contact",
                        "must be the bot's name without @: 5 to 32 characters of A-Z a-z 0-9 _");
      break;
    case core::ChannelKind::kWebchat:
      if (!contact.starts_with("https://") && !contact.starts_with("http://localhost"))
        settings.Report("contact", "must be the address of the page, https://...");
      break;
  }
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
  channel.contact = settings.String("contact", "");
  settings.Members("start_words",
                   [&](const std::string& word, core::JsonValue id, const std::string& at) {
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
  if (channel.channel && settings.Has("contact")) CheckContact(channel, settings);
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
