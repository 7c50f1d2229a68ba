// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/survey_book.h"

#include <algorithm>
#include <mutex>

#include "core/base64.h"
#include "core/log.h"

namespace bot {
namespace {

std::optional<core::Digest> DigestOf(std::string_view hex) {
  const auto bytes = core::HexDecode(hex);
  core::Digest digest;
  if (!bytes || bytes->size() != digest.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

std::shared_ptr<const dialogs::Survey> Read(const store::SurveyRow& row, const core::Digest& hash,
                                            std::span<const dialogs::SurveyMigration> migrations) {
  auto json = dialogs::MigrateSurvey(row.json, row.format, dialogs::kSurveyFormat, migrations);
  auto survey = json ? dialogs::Survey::ParseStored(*json, hash) : tl::unexpected(json.error());
  if (survey) return *survey;
  core::Log(core::LogLevel::kError, "surveys",
            "a stored version cannot be read by this program; its conversations begin anew",
            {core::LogField::Word(core::LogKey::kSurvey, row.id)});
  return nullptr;
}

}  // namespace

core::Status SurveyBook::Load(const store::Store& store,
                              std::span<const dialogs::SurveyMigration> migrations) {
  ASSIGN_OR_RETURN(const auto rows, store.ListSurveys());
  ASSIGN_OR_RETURN(auto records, ecms::ListSurveyRecords(store));
  ByDigest surveys;
  for (const store::SurveyRow& row : rows) {
    const auto hash = DigestOf(row.hash);
    auto survey = hash ? ByHash(*hash) : nullptr;
    if (!survey && hash) survey = Read(row, *hash, migrations);
    if (survey) surveys[*hash] = std::move(survey);
  }
  std::unique_lock lock(mutex_);
  surveys_ = std::move(surveys);
  records_.clear();
  for (ecms::SurveyRecord& record : records) {
    std::string id = record.id;
    records_.emplace(std::move(id), std::move(record));
  }
  NoteWithdrawn();
  return {};
}

store::Command SurveyBook::Publish(std::shared_ptr<const dialogs::Survey> survey) {
  store::PutSurvey put{{core::HexEncode(survey->hash()), survey->id(), dialogs::kSurveyFormat,
                        survey->canonical_json()}};
  std::unique_lock lock(mutex_);
  surveys_[survey->hash()] = std::move(survey);
  return put;
}

void SurveyBook::PutRecord(ecms::SurveyRecord record) {
  std::unique_lock lock(mutex_);
  std::string id = record.id;
  records_.insert_or_assign(std::move(id), std::move(record));
  NoteWithdrawn();
}

void SurveyBook::NoteWithdrawn() {
  withdrawn_.clear();
  for (const auto& [id, record] : records_) {
    for (const ecms::SurveyVersion& version : record.versions) {
      const auto hash = version.withdrawn ? DigestOf(version.hash) : std::nullopt;
      if (hash) withdrawn_.insert(*hash);
    }
  }
}

std::shared_ptr<const dialogs::Survey> SurveyBook::ByHash(const core::Digest& hash) const {
  std::shared_lock lock(mutex_);
  auto it = surveys_.find(hash);
  return it == surveys_.end() ? nullptr : it->second;
}

std::shared_ptr<const dialogs::Survey> SurveyBook::ByHashHex(std::string_view hex) const {
  const auto digest = DigestOf(hex);
  return digest ? ByHash(*digest) : nullptr;
}

bool SurveyBook::IsWithdrawn(const core::Digest& hash) const {
  std::shared_lock lock(mutex_);
  return withdrawn_.contains(hash);
}

Offers SurveyBook::CurrentOffers() const {
  std::shared_lock lock(mutex_);
  Offers offers;
  for (const auto& [id, record] : records_) {
    if (record.versions.empty()) continue;
    const bool open = !record.current.empty();
    if (!open && !record.versions.back().withdrawn)
      continue;  // its file vanished: nothing of it is offered
    const auto hash = DigestOf(open ? record.current : record.versions.back().hash);
    const auto survey = hash ? surveys_.find(*hash) : surveys_.end();
    if (survey != surveys_.end()) offers[id] = {survey->second, open};
  }
  return offers;
}

core::Result<std::string> SurveyBook::Mark(const store::Store& store) {
  ASSIGN_OR_RETURN(const auto records, ecms::ListSurveyRecords(store));
  std::string mark;
  for (const ecms::SurveyRecord& record : records)
    mark += record.id + ":" + std::to_string(record.stored) + " ";
  return mark;
}

}  // namespace bot
