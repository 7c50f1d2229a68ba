// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "core/result.h"
#include "dialogs/survey.h"
#include "store/store.h"

namespace bot {

// Every survey version that this installation knows, by content hash: a conversation ends on the version that it began
// with (promise 4). Thread-safe; surveys stay valid for the life of the book.
class SurveyBook {
 public:
  // Reads the published versions of the store. One that this program cannot read any more is logged and left out.
  [[nodiscard]] core::Status Load(const store::Store& store);
  // Makes a survey the current version of its id and returns the command that publishes it.
  store::Command Publish(std::shared_ptr<const dialogs::Survey> survey);
  [[nodiscard]] std::shared_ptr<const dialogs::Survey> ByHash(const core::Digest& hash) const;
  [[nodiscard]] std::shared_ptr<const dialogs::Survey> ByHashHex(std::string_view hex) const;

 private:
  mutable std::shared_mutex mutex_;
  std::map<core::Digest, std::shared_ptr<const dialogs::Survey>> surveys_;
};

}  // namespace bot
