// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <set>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "dialogs/migrations.h"
#include "dialogs/survey.h"
#include "ecms/survey_record.h"
#include "store/store.h"

namespace bot {

// What new conversations begin with.
struct Offer {
  std::shared_ptr<const dialogs::Survey> survey;
  bool open = true;  // false: it was withdrawn, and whoever writes is told so
};
using Offers = std::map<std::string, Offer, std::less<>>;  // by survey id

// Every survey version that this installation knows, by content hash: a conversation ends on the
// version that it began with (promise 4). Thread-safe; a survey stays valid as long as somebody
// holds it.
class SurveyBook {
 public:
  // Takes over what the store holds: versions, migrated to today's format, and the record of each
  // survey. One that this program cannot read is logged and left out. On an error nothing changes.
  [[nodiscard]] core::Status Load(
      const store::Store& store,
      std::span<const dialogs::SurveyMigration> migrations = dialogs::SurveyMigrations());
  // Adds a version and returns the command that stores it.
  store::Command Publish(std::shared_ptr<const dialogs::Survey> survey);
  void PutRecord(ecms::SurveyRecord record);

  [[nodiscard]] std::shared_ptr<const dialogs::Survey> ByHash(const core::Digest& hash) const;
  [[nodiscard]] std::shared_ptr<const dialogs::Survey> ByHashHex(std::string_view hex) const;
  [[nodiscard]] bool IsWithdrawn(const core::Digest& hash) const;
  // By id; of a survey that has no current version the newest one, not open, if that was withdrawn.
  [[nodiscard]] Offers CurrentOffers() const;
  // Changes whenever a record does.
  [[nodiscard]] static core::Result<std::string> Mark(const store::Store& store);

 private:
  using ByDigest = std::map<core::Digest, std::shared_ptr<const dialogs::Survey>>;
  void NoteWithdrawn();  // under the lock
  mutable std::shared_mutex mutex_;
  ByDigest surveys_;
  std::map<std::string, ecms::SurveyRecord> records_;
  std::set<core::Digest> withdrawn_;
};

}  // namespace bot
