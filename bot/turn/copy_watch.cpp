// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/copy_watch.h"

#include <algorithm>
#include <string>

#include "core/utf8.h"
#include "locales/fold.h"

namespace bot {
namespace {

// Case, marks, white space and punctuation do not make a text another one. A very long one is
// folded in its beginning only.
std::string Alike(std::string_view text) {
  const locales::Folded folded = locales::Fold(text);
  std::string key;
  for (const char32_t c : folded.key) {
    key += static_cast<char>(c & 0xff);
    key += static_cast<char>((c >> 8) & 0xff);
    key += static_cast<char>((c >> 16) & 0xff);
  }
  if (text.size() > locales::kMaxFoldBytes) key += text.substr(locales::kMaxFoldBytes);
  return key;
}

}  // namespace

void CopyWatch::Forget(core::Timestamp now) {
  while (!order_.empty() && (order_.front().first + kWindow < now || order_.size() > kMostTexts)) {
    texts_.erase(order_.front().second);
    order_.pop_front();
  }
  while (copy_order_.size() > kMostTexts) {
    copies_.erase(copy_order_.front());
    copy_order_.pop_front();
  }
}

void CopyWatch::Note(const core::ConversationId& from, const core::RecordId& record,
                     std::string_view text, core::Timestamp now) {
  if (core::Utf16Length(text) < kShortest) return;
  Forget(now);
  const std::string alike = Alike(text);
  const core::Digest digest = core::Blake2b(core::AsBytes(alike), key_);
  auto [at, fresh] = texts_.try_emplace(digest);
  if (fresh) order_.emplace_back(now, digest);
  auto& people = at->second.people;
  if (people.size() < kPeople && std::find(people.begin(), people.end(), from) == people.end())
    people.push_back(from);
  if (people.size() < kPeople) return;
  if (copies_.insert(record).second) copy_order_.push_back(record);
}

}  // namespace bot
