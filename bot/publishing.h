// SPDX-License-Identifier: Apache-2.0
// What is published or withdrawn takes effect while the service runs, whoever wrote it to the
// database: the API, or another program (dwbot survey).
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "bot/assembly.h"
#include "bot/writer.h"
#include "ecms/surveys.h"

namespace bot {

class Publishing {
 public:
  // `all` outlives it. Its doors' surveys are the writer's from now on.
  explicit Publishing(Assembly& all);

  // Any thread. kInvalid: what stands in the way of asking `survey` here.
  [[nodiscard]] core::Status Fits(const dialogs::Survey& survey) const;
  [[nodiscard]] std::vector<ecms::SurveyUse> UsesOf(std::string_view id) const;
  [[nodiscard]] std::string UnreviewedInUse() const;
  // The thread `clock`: queues a Refresh() if the store holds other versions than were taken over.
  void LookForNews(WriterQueue& queue);
  // Writer thread, between turns: new conversations begin with what is stored now. What does not
  // fit this installation is logged, and everything stays as it was.
  void Refresh();
  // Writer thread: deletes the versions that nothing begins with and no conversation, ticket or
  // response names.
  [[nodiscard]] core::Result<int64_t> DropUnnamed();

 private:
  Assembly& all_;
  mutable std::mutex mutex_;
  std::string mark_;
  std::string unreviewed_;
};

// At the start: the configuration's files become versions beside those that were published. Returns
// what must be committed (nothing if no file changed).
[[nodiscard]] core::Result<store::CommandGroup> TakeSurveyFiles(
    SurveyBook& book, const store::Store& store,
    const std::map<std::string, std::shared_ptr<const dialogs::Survey>>& files,
    core::Timestamp now);

// Deletes the versions that no door begins, that are not current, and that no conversation, ticket
// or response names. Returns how many.
[[nodiscard]] core::Result<int64_t> DropUnnamedSurveys(store::Store& store, privacy::KeyRing& keys,
                                                       const std::map<std::string, Door>& doors);

}  // namespace bot
