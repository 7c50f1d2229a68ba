// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/fine_watch.h"

#include <algorithm>

#include "ecms/quality.h"

namespace bot {

bool FineWatch::Note(const core::ConversationId& from, const std::string& site,
                     const std::vector<std::pair<std::string, std::string>>& answers,
                     core::Timestamp now) {
  std::string whole;
  for (const auto& [question, value] : answers) whole += question + '\0' + value + '\0';
  const Said said{now, from, core::Blake2b(core::AsBytes(site), key_),
                  core::Blake2b(core::AsBytes(whole), key_)};
  std::erase_if(said_, [&](const Said& one) {
    return one.at + kWindow < now || (one.from == from && one.site == said.site);
  });
  if (said_.size() == kMost) said_.pop_front();
  said_.push_back(said);
  size_t all = 0, same = 0;
  for (const Said& one : said_) {
    if (one.site != said.site) continue;
    ++all;
    if (one.answers == said.answers) ++same;
  }
  return ecms::AreAlike(same, all);
}

}  // namespace bot
