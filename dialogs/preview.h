// SPDX-License-Identifier: Apache-2.0
// What a worker will see, without a conversation: for those who check a survey.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/model.h"
#include "dialogs/engine.h"

namespace dialogs {

// A question as it is asked for the first time, in one of the survey's languages, with the notes
// that come with it; `answers` (by slot; the rest counts as not given) fill ${name} and filters.
// For a note: the note alone.
[[nodiscard]] core::OutboundMessage PreviewQuestion(const Survey& survey,
                                                    const Deployment& deployment,
                                                    std::string_view language,
                                                    core::ChannelKind channel, uint16_t question,
                                                    std::vector<Answer> answers);

}  // namespace dialogs
