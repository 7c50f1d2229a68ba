// SPDX-License-Identifier: Apache-2.0
// What a worker will see, without a conversation: for those who check a survey.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/model.h"
#include "dialogs/engine.h"

namespace dialogs {

// Questions of one survey in one of its languages, each as it is asked for the first time. Not
// thread-safe.
class Preview {
 public:
  // `answers` (by slot; the rest counts as not given) fill ${name} and filters. Survey and
  // deployment outlive it.
  Preview(const Survey& survey, const Deployment& deployment, std::string_view language,
          std::vector<Answer> answers);
  ~Preview();

  // With the notes that come with it; for a note: the note alone, empty where it only repeats an
  // answer that is not there.
  [[nodiscard]] core::OutboundMessage Of(uint16_t question, core::ChannelKind channel);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dialogs
