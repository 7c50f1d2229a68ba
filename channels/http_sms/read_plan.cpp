// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "channels/http_sms/read.h"
#include "channels/settings.h"
#include "core/embedded.h"

namespace channels::http_sms {

std::span<const core::EmbeddedFile> Presets();  // generated from presets/

namespace {

using core::JsonKind;
using core::ObjectReader;
using nlohmann::json;

std::string NameOf(const core::EmbeddedFile& file) {
  std::string_view name = file.name;
  name.remove_prefix(name.rfind('/') + 1);
  return std::string(name.substr(0, name.find('.')));
}

json ReadPreset(SettingsReader& reader, ObjectReader& settings) {
  const std::string wanted = settings.String("preset", "");
  if (wanted.empty()) return json::object();
  std::string known;
  for (const core::EmbeddedFile& file : Presets()) {
    if (NameOf(file) == wanted) return json::parse(file.Text());
    known += (known.empty() ? "" : ", ") + NameOf(file);
  }
  reader.Report("preset", "is not known; it must be one of " + known +
                              ", or leave it out and describe the gateway");
  return json::object();
}

// The preset with what the configuration says over it, member by member; null takes a member away.
json Merged(const json& preset, ObjectReader& settings, const char* key) {
  json out = preset.value(key, json::object());
  if (auto own = settings.Value(key)) out.merge_patch(json::parse(own->Dump()));
  return out;
}

bool IsHeaderSafe(const std::string& value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    auto u = static_cast<unsigned char>(c);
    return u < 0x20 || u == 0x7f;
  });
}

void ReadValues(const json& preset, ObjectReader& settings, SettingsReader& reader, Plan& out) {
  json values = Merged(preset, settings, "values");
  const json needed = preset.value("values_help", json::object());
  for (const auto& [name, what] : needed.items()) {
    if (!values.contains(name))
      reader.Report("values." + name, "is missing; it must be " + what.get<std::string>());
    out.values[name];  // known, so that the templates are not reported for it again
  }
  for (const auto& [name, value] : values.items()) {
    if (!value.is_string() || !IsHeaderSafe(value.get<std::string>())) {
      reader.Report("values." + name, "must be a text without control characters");
    } else {
      out.values[name] = core::SecretString(value.get<std::string>());
    }
  }
}

void ReadOwnPlaceholders(const ChannelContext& context, SettingsReader& reader, Plan& out) {
  std::string base = reader.Url("public_url", context.public_url, PlainHttp::kPrivateNetwork);
  for (const char* name : {"to", "to_digits", "text", "id", "gsm7?"}) out.values[name];
  out.values["secret"] = out.secret;
  if (!base.empty()) {
    const std::string hook = base + "/hooks/" + core::PercentEncode(context.name);
    out.values["hook_url"] =
        core::SecretString(out.proof.kind == Proof::Kind::kQuery
                               ? hook + "?" + out.proof.name + "=" + out.secret.Reveal()
                               : hook);
  }
}

}  // namespace

std::optional<Plan> ReadPlan(ObjectReader& settings, const ChannelContext& context) {
  SettingsReader reader(settings);
  const json preset = ReadPreset(reader, settings);
  Plan out;
  out.secret = reader.SharedSecret("secret", true);
  ReadValues(preset, settings, reader, out);
  core::Problems problems;
  // Both were JSON a moment ago, and are again.
  auto inbound = core::JsonDocument::Parse(Merged(preset, settings, "inbound").dump());
  auto outbound = core::JsonDocument::Parse(Merged(preset, settings, "outbound").dump());
  if (!inbound || !outbound) {
    reader.Report("inbound", "and outbound could not be read");
    return std::nullopt;
  }
  const ReadContext read{problems, out.values};
  ReadInbound(ObjectReader(inbound->root(), "inbound", problems), read, out);
  ReadOwnPlaceholders(context, reader, out);
  ReadOutbound(ObjectReader(outbound->root(), "outbound", problems), read, out);
  for (core::Problem& problem : problems) reader.Report(problem.where, std::move(problem.what));
  out.smart_encoding = reader.Flag("smart_encoding", false);
  out.messages_per_second = reader.Rate(out.messages_per_second);
  if (!reader.ok()) return std::nullopt;
  return out;
}

}  // namespace channels::http_sms
