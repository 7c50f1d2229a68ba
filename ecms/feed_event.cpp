// SPDX-License-Identifier: Apache-2.0
#include "ecms/feed_event.h"

#include "core/base64.h"
#include "core/ids.h"
#include "core/json.h"
#include "core/json_writer.h"
#include "core/limits.h"
#include "privacy/sealing.h"

namespace ecms {
namespace {

std::string Context(std::string_view id) { return "feed|" + std::string(id); }

}  // namespace

store::DocumentRow ToDocument(const FeedEvent& event) {
  core::JsonWriter w;
  w.BeginObject();
  w.Key("type").String(event.type);
  w.Key("ticket").String(event.ticket);
  w.Key("queued_at_ms").Integer(event.queued_at.ms);
  w.Key("due_at_ms").Integer(event.due_at.ms);
  w.Key("key_day").String(core::ToText(event.key_day));
  w.Key("attempts").Integer(event.attempts);
  w.Key("error").String(event.error);
  w.Key("sealed").String(core::Base64Encode(event.sealed));
  w.EndObject();
  return {std::string(kFeedKind), event.id, std::string(event.dead ? kFeedDead : kFeedQueued),
          event.version, w.Take()};
}

std::optional<FeedEvent> FromDocument(const store::DocumentRow& row) {
  auto document = core::JsonDocument::Parse(row.body);
  if (!document) return std::nullopt;
  core::Problems problems;
  core::ObjectReader in(document->root(), "", problems);
  FeedEvent event;
  event.id = row.key;
  event.type = in.String("type");
  event.ticket = in.String("ticket");
  event.queued_at = core::Timestamp{in.Integer("queued_at_ms", 0, INT64_MAX)};
  event.due_at = core::Timestamp{in.Integer("due_at_ms", 0, INT64_MAX)};
  const auto key_day = core::DayFromText(in.String("key_day"));
  event.attempts = in.Integer("attempts", 0, INT64_MAX);
  event.error = in.String("error");
  auto sealed = core::Base64Decode(in.String("sealed"));
  if (!problems.empty() || !key_day || !sealed) return std::nullopt;
  event.key_day = *key_day;
  event.sealed = std::move(*sealed);
  event.dead = row.parent == kFeedDead;
  event.version = row.version;
  return event;
}

core::Result<FeedEvent> NewFeedEvent(privacy::KeyRing& keys, const core::MessageId& id,
                                     std::string_view source, std::string_view type,
                                     std::string_view ticket, std::string_view data,
                                     core::Timestamp now) {
  FeedEvent event;
  event.id = id.Text();
  event.type = type;
  event.ticket = ticket;
  event.queued_at = event.due_at = now;
  event.key_day = core::DayOf(now) + kFeedDays;
  core::JsonWriter w;
  w.BeginObject();
  w.Key("specversion").String("1.0");
  w.Key("id").String(event.id);
  w.Key("source").String(source);
  w.Key("type").String(type);
  w.Key("subject").String(ticket);
  w.Key("datacontenttype").String("application/json");
  w.Key("data").Raw(std::string(data));
  w.EndObject();
  ASSIGN_OR_RETURN(const privacy::Key* key, keys.DayKeyForSealing(event.key_day));
  const std::string json = w.Take();
  event.sealed = privacy::SealWithKey(*key, Context(event.id), core::AsBytes(json),
                                      core::limits::kSealPadding);
  return event;
}

std::optional<std::string> OpenFeedEvent(privacy::KeyRing& keys, const FeedEvent& event) {
  const privacy::Key* key = keys.DayKeyForOpening(event.key_day);
  if (key == nullptr) return std::nullopt;
  auto opened =
      privacy::OpenWithKey(*key, Context(event.id), event.sealed, core::limits::kSealPadding);
  if (!opened) return std::nullopt;
  return std::string(opened->begin(), opened->end());
}

}  // namespace ecms
