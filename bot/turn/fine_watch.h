// SPDX-License-Identifier: Apache-2.0
// Notices that people who say that all is fine about one workplace give the very same answers.
// Memory only, as hashes under a key of this run; stored is a day count, and a mark on that
// workplace's tickets (ecms/quality.h). Writer thread only.
#pragma once

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "core/crypto.h"
#include "core/ids.h"
#include "core/random.h"
#include "core/time.h"

namespace bot {

class FineWatch {
 public:
  static constexpr std::chrono::hours kWindow{72};
  static constexpr size_t kMost = 4096;  // then the oldest are forgotten

  explicit FineWatch(core::RandomSource& random) : key_(random.NewSeed()) {}

  // `answers` are coded. True: with these, the answers about `site` are alike (ecms::AreAlike). A
  // conversation counts once, with what it said last.
  [[nodiscard]] bool Note(const core::ConversationId& from, const std::string& site,
                          const std::vector<std::pair<std::string, std::string>>& answers,
                          core::Timestamp now);

 private:
  struct Said {
    core::Timestamp at;
    core::ConversationId from;
    core::Digest site, answers;
  };
  core::Seed key_;
  std::deque<Said> said_;
};

}  // namespace bot
