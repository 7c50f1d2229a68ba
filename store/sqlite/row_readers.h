// SPDX-License-Identifier: Apache-2.0
// Columns of the wider tables and how a row is read from them; lists are JSON text.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/rows.h"
#include "store/sqlite/connection.h"

namespace store::sqlite {

inline constexpr const char* kOutboxColumns =
    "id, conversation, turn, part, channel, lane, key_day, due_at_ms, expires_at_ms, state, "
    "attempts, lease_until_ms,"
    " error, sealed, free_until_ms";
[[nodiscard]] OutboxRow ReadOutbox(Run& run);

inline constexpr const char* kTicketTables =
    " tickets t LEFT JOIN ticket_clock c ON c.ticket = t.id LEFT JOIN sites s ON s.code = t.site";
inline constexpr const char* kTicketColumns =
    "t.id, t.kind, t.severity, t.topic, t.indicators, t.ask_back, t.points, t.site, t.language, "
    "t.channel_kind, t.week,"
    " t.survey, t.survey_hash, t.state, t.words, t.answers, EXISTS (SELECT 1 FROM threads WHERE "
    "ticket = t.id),"
    " t.quality, t.answered, coalesce(s.name, ''), coalesce(s.district, ''),"
    " t.named_site IS NOT NULL, coalesce(t.named_site, ''), c.filed_on_day, c.due_at_ms";
[[nodiscard]] TicketRow ReadTicket(Run& run);  // all but `sealed_words`

[[nodiscard]] AccountRow ReadAccount(Run& run);  // id, name, role, disabled, organisation
[[nodiscard]] ConversationRow ReadConversation(
    Run& run);                                 // id, version, key_day, wake_at_ms, state
[[nodiscard]] SurveyRow ReadSurvey(Run& run);  // hash, id, format, json
[[nodiscard]] SealedRow ReadSealed(
    Run& run);  // id, field, question, opened, envelope, original_removed
[[nodiscard]] ThreadRow ReadThread(Run& run);            // id, ticket, key_day, conversation
[[nodiscard]] ChatMessageRow ReadChatMessage(Run& run);  // conversation, id, key_day, sealed
inline constexpr const char* kSiteColumns =
    "code, own_key, name, district, sector, owner, address, workers";
[[nodiscard]] SiteRow ReadSite(Run& run);
[[nodiscard]] DocumentRow ReadDocument(Run& run);  // kind, key, parent, version, body
[[nodiscard]] AuditRow ReadAudit(Run& run);  // number, at_ms, actor, action, object, detail, hash
[[nodiscard]] ErasureRow ReadErasure(Run& run);  // conversation, step, since_ms

using Answers = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string ToJson(const std::vector<std::string>& values);
[[nodiscard]] std::string ToJson(const std::vector<core::RecordId>& ids);
[[nodiscard]] std::string ToJson(const Answers& answers);
// Throw SQLite::Exception (SQLITE_CORRUPT) on what ToJson() did not make.
[[nodiscard]] std::vector<std::string> StringsFromJson(std::string_view json);
[[nodiscard]] std::vector<core::RecordId> IdsFromJson(std::string_view json);
[[nodiscard]] Answers AnswersFromJson(std::string_view json);

}  // namespace store::sqlite
