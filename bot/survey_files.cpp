// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "bot/publishing.h"
#include "bot/turn/effects.h"
#include "core/base64.h"

namespace bot {
namespace {

constexpr size_t kShownOfHash = 12;     // characters, in the audit
constexpr size_t kConversations = 500;  // read at once

// Versions of a program that kept no record of them.
void AddUnrecorded(const std::vector<store::SurveyRow>& rows, ecms::SurveyRecord& record) {
  for (const store::SurveyRow& row : rows) {
    if (row.id == record.id && record.Find(row.hash) == nullptr)
      record.versions.insert(record.versions.begin(), {row.hash, "", "configuration", false});
  }
}

store::Command Audit(core::Timestamp now, const char* action, const std::string& id,
                     const std::string& hash) {
  return store::AppendAudit{{0, now, "system", action, id, hash.substr(0, kShownOfHash), {}}};
}

core::Result<std::set<std::string>> NamedByConversations(const store::Store& store,
                                                         privacy::KeyRing& keys) {
  std::set<std::string> named;
  std::optional<core::ConversationId> after;
  for (;;) {
    ASSIGN_OR_RETURN(const auto rows, store.ListConversations(after, kConversations));
    for (const store::ConversationRow& row : rows) {
      const privacy::Key* key = keys.DayKeyForOpening(row.key_day);
      const auto session = key == nullptr ? std::nullopt : OpenSession(*key, row.id, row.state);
      if (session) named.insert(core::HexEncode(session->survey));
    }
    if (rows.size() < kConversations) return named;
    after = rows.back().id;
  }
}

}  // namespace

core::Result<store::CommandGroup> TakeSurveyFiles(
    SurveyBook& book, const store::Store& store,
    const std::map<std::string, std::shared_ptr<const dialogs::Survey>>& files,
    core::Timestamp now) {
  RETURN_IF_ERROR(book.Load(store));
  ASSIGN_OR_RETURN(const auto rows, store.ListSurveys());
  ASSIGN_OR_RETURN(auto records, ecms::ListSurveyRecords(store));
  for (const auto& [id, survey] : files) {
    const bool known =
        std::ranges::any_of(records, [&](const auto& record) { return record.id == id; });
    if (!known) records.emplace_back().id = id;
  }
  store::CommandGroup group;
  for (ecms::SurveyRecord& record : records) {
    if (record.stored == 0) AddUnrecorded(rows, record);
    const auto file = files.find(record.id);
    const std::string hash = file == files.end() ? "" : core::HexEncode(file->second->hash());
    const bool changed = record.TakeFile(hash, core::DayOf(now));
    if (file != files.end()) {
      store::Command put = book.Publish(file->second);
      if (changed) group.push_back(std::move(put));
    }
    if (changed) {
      group.push_back(ecms::PutSurveyRecord(record));
      group.push_back(
          Audit(now, hash.empty() ? "survey.file_gone" : "survey.publish", record.id, hash));
    }
    book.PutRecord(std::move(record));
  }
  return group;
}

core::Result<int64_t> DropUnnamedSurveys(store::Store& store, privacy::KeyRing& keys,
                                         const std::map<std::string, Door>& doors) {
  ASSIGN_OR_RETURN(auto records, ecms::ListSurveyRecords(store));
  ASSIGN_OR_RETURN(const auto filed, store.ListNamedSurveys());
  std::set<std::string> named(filed.begin(), filed.end());
  for (const auto& [name, door] : doors) {
    named.insert(core::HexEncode(door.survey->hash()));
    for (const Door::StartWord& start : door.start_words)
      named.insert(core::HexEncode(start.survey->hash()));
  }
  auto may_go = [&](const ecms::SurveyRecord& record, const ecms::SurveyVersion& version) {
    return !record.Needs(version.hash) && !named.contains(version.hash);
  };
  const bool any = std::ranges::any_of(records, [&](const auto& record) {
    return std::ranges::any_of(record.versions,
                               [&](const auto& version) { return may_go(record, version); });
  });
  if (!any) return 0;
  ASSIGN_OR_RETURN(const auto live, NamedByConversations(store, keys));
  int64_t dropped = 0;
  store::Batch batch;
  for (ecms::SurveyRecord& record : records) {
    const ecms::SurveyRecord before = record;
    store::CommandGroup group;
    for (const ecms::SurveyVersion& version : before.versions) {
      if (!may_go(before, version) || live.contains(version.hash)) continue;
      group.emplace_back(store::DropSurvey{version.hash});
      std::erase_if(record.versions, [&](const auto& v) { return v.hash == version.hash; });
      ++dropped;
    }
    if (group.empty()) continue;
    group.push_back(ecms::PutSurveyRecord(record));
    batch.groups.push_back(std::move(group));
  }
  if (batch.groups.empty()) return 0;
  ASSIGN_OR_RETURN(const auto committed, store.Commit(batch));
  for (const core::Status& group : committed.groups) RETURN_IF_ERROR(group);
  return dropped;
}

}  // namespace bot
