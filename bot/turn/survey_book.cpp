// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/survey_book.h"

#include <algorithm>
#include <mutex>

#include "core/base64.h"
#include "core/log.h"

namespace bot {

core::Status SurveyBook::Load(const store::Store& store) {
  ASSIGN_OR_RETURN(auto rows, store.ListSurveys());
  std::unique_lock lock(mutex_);
  for (const store::SurveyRow& row : rows) {
    auto survey = dialogs::Survey::Parse(row.json);
    if (!survey) {
      core::Log(core::LogLevel::kError, "surveys", "a stored version cannot be read by this program",
                {core::LogField::Word(core::LogKey::kSurvey, row.id)});
      continue;
    }
    surveys_[(*survey)->hash()] = *survey;
  }
  return {};
}

store::Command SurveyBook::Publish(std::shared_ptr<const dialogs::Survey> survey) {
  store::PutSurvey put{{core::HexEncode(survey->hash()), survey->id(), 1, survey->canonical_json()}};
  std::unique_lock lock(mutex_);
  surveys_[survey->hash()] = std::move(survey);
  return put;
}

std::shared_ptr<const dialogs::Survey> SurveyBook::ByHash(const core::Digest& hash) const {
  std::shared_lock lock(mutex_);
  auto it = surveys_.find(hash);
  return it == surveys_.end() ? nullptr : it->second;
}

std::shared_ptr<const dialogs::Survey> SurveyBook::ByHashHex(std::string_view hex) const {
  auto bytes = core::HexDecode(hex);
  core::Digest digest;
  if (!bytes || bytes->size() != digest.size()) return nullptr;
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return ByHash(digest);
}

}  // namespace bot
