// SPDX-License-Identifier: Apache-2.0
#include "ecms/sessions.h"

#include <algorithm>

#include "core/base64.h"

namespace ecms {
namespace {

constexpr int kFreeAttempts = 4;
constexpr core::Millis kLongestWait{60'000};

std::string RandomText(core::RandomSource& random) {
  core::Seed bytes = random.NewSeed();
  std::string text = core::Base64UrlEncode(bytes);
  core::Wipe(bytes);
  return text;
}

core::Digest HashOf(std::string_view token) { return core::Sha256(core::AsBytes(token)); }

}  // namespace

Sessions::Opened Sessions::Open(const core::AccountId& account, core::Timestamp now,
                                core::RandomSource& random) {
  Opened opened{core::SecretString(RandomText(random)), RandomText(random)};
  const std::lock_guard lock(mutex_);
  std::erase_if(rows_, [&](const auto& e) {
    return now - e.second.last > kIdle || now - e.second.since > kLongest;
  });
  rows_[HashOf(opened.token.Reveal())] = {account, opened.csrf, now, now};
  return opened;
}

std::optional<Sessions::Found> Sessions::Find(std::string_view token, Presence presence,
                                              core::Timestamp now) {
  const std::lock_guard lock(mutex_);
  auto it = rows_.find(HashOf(token));
  if (it == rows_.end()) return std::nullopt;
  if (now - it->second.last > kIdle || now - it->second.since > kLongest) {
    rows_.erase(it);
    return std::nullopt;
  }
  if (presence == Presence::kActs) it->second.last = now;
  return Found{it->second.account, it->second.csrf};
}

void Sessions::Close(std::string_view token) {
  const std::lock_guard lock(mutex_);
  rows_.erase(HashOf(token));
}

void Sessions::CloseAllOf(const core::AccountId& account, std::string_view kept) {
  const core::Digest stays = HashOf(kept);
  const std::lock_guard lock(mutex_);
  std::erase_if(rows_, [&](const auto& entry) {
    return entry.second.account == account && entry.first != stays;
  });
}

core::Millis Attempts::WaitFor(std::string_view name, core::Timestamp now) {
  const std::lock_guard lock(mutex_);
  auto it = rows_.find(name);
  if (it == rows_.end() || it->second.next <= now) return core::Millis{0};
  return it->second.next - now;
}

void Attempts::Failed(std::string_view name, core::Timestamp now) {
  const std::lock_guard lock(mutex_);
  if (rows_.size() >= kMaxNames && !rows_.contains(name)) {
    rows_.erase(std::min_element(rows_.begin(), rows_.end(), [](const auto& a, const auto& b) {
      return std::pair(a.second.failures, a.second.last) <
             std::pair(b.second.failures, b.second.last);
    }));
  }
  Row& row = rows_[std::string(name)];
  ++row.failures;
  row.last = now;
  const int doublings = std::clamp(row.failures - kFreeAttempts, 0, 6);
  if (doublings > 0) row.next = now + std::min(kLongestWait, core::Millis{1000LL << doublings});
}

void Attempts::Succeeded(std::string_view name) {
  const std::lock_guard lock(mutex_);
  if (auto it = rows_.find(name); it != rows_.end()) rows_.erase(it);
}

}  // namespace ecms
