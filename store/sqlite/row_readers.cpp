// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/row_readers.h"

#include <sqlite3.h>

#include "core/json.h"
#include "core/json_writer.h"

namespace store::sqlite {
namespace {

[[noreturn]] void ThrowCorrupt() {
  throw SQLite::Exception("a list is not what the store wrote", SQLITE_CORRUPT);
}

core::JsonDocument ParseArray(std::string_view json) {
  auto document = core::JsonDocument::Parse(json);
  if (!document || document->root().kind() != core::JsonKind::kArray) ThrowCorrupt();
  return std::move(*document);
}

const std::string& StringAt(core::JsonValue array, size_t index) {
  if (array.At(index).kind() != core::JsonKind::kString) ThrowCorrupt();
  return array.At(index).String();
}

}  // namespace

OutboxRow ReadOutbox(Run& run) {
  OutboxRow row;
  row.id = run.GetKey<core::MessageId>();
  row.conversation = run.GetKey<core::ConversationId>();
  row.turn = run.GetInt();
  row.part = static_cast<int32_t>(run.GetInt());
  row.channel = run.GetText();
  row.lane = static_cast<Lane>(run.GetInt());
  row.key_day = run.GetDate();
  row.due_at = run.GetTime();
  row.expires_at = run.GetTime();
  row.state = static_cast<OutboxState>(run.GetInt());
  row.attempts = static_cast<int32_t>(run.GetInt());
  row.lease_until = run.GetTime();
  row.error = run.GetText();
  row.sealed = run.GetBlob();
  row.free_until = run.GetTime();
  return row;
}

TicketRow ReadTicket(Run& run) {
  TicketRow row;
  row.id = run.GetKey<core::TicketId>();
  row.kind = static_cast<uint8_t>(run.GetInt());
  row.severity = static_cast<uint8_t>(run.GetInt());
  row.topic = run.GetText();
  row.indicators = StringsFromJson(run.GetText());
  row.ask_back = StringsFromJson(run.GetText());
  row.points = static_cast<int32_t>(run.GetInt());
  row.site = run.GetText();
  row.language = run.GetText();
  row.channel_kind = run.GetText();
  row.week = run.GetText();
  row.survey = run.GetText();
  row.survey_hash = run.GetText();
  row.state = run.GetText();
  row.words = IdsFromJson(run.GetText());
  row.answers = AnswersFromJson(run.GetText());
  row.has_thread = run.GetBool();
  row.quality = static_cast<uint8_t>(run.GetInt());
  row.answered = static_cast<int32_t>(run.GetInt());
  row.site_name = run.GetText();
  row.site_district = run.GetText();
  const bool placed = run.GetBool();
  std::string named = run.GetText();
  if (placed) row.named = std::move(named);
  if (!run.NextIsNull()) {
    const core::Day filed_on = run.GetDate();
    row.clock = TicketRow::TicketClock{filed_on, run.GetTime()};
  }
  return row;
}

AccountRow ReadAccount(Run& run) {
  AccountRow row;
  row.id = run.GetKey<core::AccountId>();
  row.name = run.GetText();
  row.role = run.GetText();
  row.disabled = run.GetBool();
  row.organisation = run.GetText();
  return row;
}

ConversationRow ReadConversation(Run& run) {
  ConversationRow row;
  row.id = run.GetKey<core::ConversationId>();
  row.version = run.GetInt();
  row.key_day = run.GetDate();
  if (auto wake = run.GetOptional()) row.wake_at = core::Timestamp{*wake};
  row.state = run.GetBlob();
  return row;
}

SurveyRow ReadSurvey(Run& run) {
  SurveyRow row;
  row.hash = run.GetText();
  row.id = run.GetText();
  row.format = static_cast<int32_t>(run.GetInt());
  row.json = run.GetText();
  return row;
}

SealedRow ReadSealed(Run& run) {
  SealedRow row;
  row.id = run.GetKey<core::RecordId>();
  row.field = run.GetText();
  row.question = run.GetText();
  row.opened = run.GetBool();
  row.envelope = run.GetBlob();
  row.original_removed = run.GetBool();
  return row;
}

ThreadRow ReadThread(Run& run) {
  ThreadRow row;
  row.id = run.GetKey<core::ThreadId>();
  row.ticket = run.GetKey<core::TicketId>();
  row.key_day = run.GetDate();
  row.conversation = run.GetBlob();
  return row;
}

ChatMessageRow ReadChatMessage(Run& run) {
  ChatMessageRow row;
  row.conversation = run.GetKey<core::ConversationId>();
  row.id = run.GetKey<core::MessageId>();
  row.key_day = run.GetDate();
  row.sealed = run.GetBlob();
  return row;
}

SiteRow ReadSite(Run& run) {
  SiteRow row;
  row.code = run.GetText();
  row.key = run.GetText();
  row.name = run.GetText();
  row.district = run.GetText();
  row.sector = run.GetText();
  row.owner = run.GetText();
  row.address = run.GetText();
  row.workers = run.GetInt();
  return row;
}

DocumentRow ReadDocument(Run& run) {
  DocumentRow row;
  row.kind = run.GetText();
  row.key = run.GetText();
  row.parent = run.GetText();
  row.version = run.GetInt();
  row.body = run.GetText();
  return row;
}

AuditRow ReadAudit(Run& run) {
  AuditRow row;
  row.number = run.GetInt();
  row.at = run.GetTime();
  row.actor = run.GetText();
  row.action = run.GetText();
  row.object = run.GetText();
  row.detail = run.GetText();
  const core::Bytes hash = run.GetBlob();
  std::copy_n(hash.begin(), std::min(hash.size(), row.hash.size()), row.hash.begin());
  return row;
}

ErasureRow ReadErasure(Run& run) {
  ErasureRow row;
  row.conversation = run.GetKey<core::ConversationId>();
  row.step = static_cast<int32_t>(run.GetInt());
  row.since = run.GetTime();
  return row;
}

std::string ToJson(const std::vector<std::string>& values) {
  core::JsonWriter writer;
  writer.BeginArray();
  for (const std::string& value : values) writer.String(value);
  writer.EndArray();
  return writer.Take();
}

std::string ToJson(const std::vector<core::RecordId>& ids) {
  core::JsonWriter writer;
  writer.BeginArray();
  for (const core::RecordId& id : ids) writer.String(id.Text());
  writer.EndArray();
  return writer.Take();
}

std::string ToJson(const Answers& answers) {
  core::JsonWriter writer;
  writer.BeginArray();
  for (const auto& [name, value] : answers)
    writer.BeginArray().String(name).String(value).EndArray();
  writer.EndArray();
  return writer.Take();
}

std::vector<std::string> StringsFromJson(std::string_view json) {
  if (json == "[]") return {};
  const core::JsonDocument document = ParseArray(json);
  std::vector<std::string> values;
  for (size_t i = 0; i < document.root().size(); ++i)
    values.push_back(StringAt(document.root(), i));
  return values;
}

std::vector<core::RecordId> IdsFromJson(std::string_view json) {
  std::vector<core::RecordId> ids;
  for (const std::string& text : StringsFromJson(json)) {
    auto id = core::RecordId::FromText(text);
    if (!id) ThrowCorrupt();
    ids.push_back(*id);
  }
  return ids;
}

Answers AnswersFromJson(std::string_view json) {
  if (json == "[]") return {};
  const core::JsonDocument document = ParseArray(json);
  Answers answers;
  for (size_t i = 0; i < document.root().size(); ++i) {
    const core::JsonValue pair = document.root().At(i);
    if (pair.kind() != core::JsonKind::kArray || pair.size() != 2) ThrowCorrupt();
    answers.emplace_back(StringAt(pair, 0), StringAt(pair, 1));
  }
  return answers;
}

}  // namespace store::sqlite
