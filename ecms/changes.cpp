// SPDX-License-Identifier: Apache-2.0
#include "ecms/changes.h"

#include <algorithm>
#include <charconv>
#include <type_traits>

#include "core/base64.h"
#include "ecms/alert_record.h"
#include "store/store.h"

namespace ecms {
namespace {

template <class C, class... Any>
constexpr bool kIsOneOf = (std::is_same_v<C, Any> || ...);

// nullopt: officers see nothing of it.
std::optional<ChangeKind> KindOf(const store::Command& command) {
  return std::visit(
      [](const auto& c) -> std::optional<ChangeKind> {
        using C = std::decay_t<decltype(c)>;
        if constexpr (kIsOneOf<C, store::PutTicket, store::SetTicketState, store::SetTicketSite,
                               store::FlagTickets, store::AnswersSeen, store::PutClosing,
                               store::DropSealed, store::RemoveOriginal, store::MarkOpened,
                               store::PutThread, store::DropThread, store::PutSite,
                               store::PutSiteSpelling, store::DropSiteSpelling>) {
          return ChangeKind::kTickets;
        } else if constexpr (kIsOneOf<C, store::PutThreadEntry, store::SetEntryState>) {
          return ChangeKind::kThreads;
        } else if constexpr (kIsOneOf<C, store::PutDocument>) {
          if (c.row.kind == kAlertStateKind) return std::nullopt;  // written every hour
          return c.row.kind.starts_with("case") ? ChangeKind::kCases : ChangeKind::kOffice;
        } else if constexpr (kIsOneOf<C, store::DropDocument>) {
          return c.kind.starts_with("case") ? ChangeKind::kCases : ChangeKind::kOffice;
        } else if constexpr (kIsOneOf<C, store::PutAccount, store::PutSurvey, store::DropSurvey>) {
          return ChangeKind::kOffice;
        } else {
          return std::nullopt;
        }
      },
      command);
}

std::string NewRun(core::RandomSource& random) {
  const core::Seed seed = random.NewSeed();
  return core::Base64UrlEncode(core::ByteSpan(seed).first(9));
}

}  // namespace

Changes::Changes(core::RandomSource& random) : run_(NewRun(random)) { state_.run = run_; }

void Changes::Note(const store::Batch& batch) {
  std::array<bool, kChangeKinds.size()> touched{};
  bool any = false;
  for (const store::CommandGroup& group : batch.groups) {
    for (const store::Command& command : group) {
      const auto kind = KindOf(command);
      if (!kind) continue;
      any = true;
      touched.at(static_cast<size_t>(*kind)) = true;
    }
  }
  if (!any) return;
  const std::lock_guard lock(mutex_);
  ++state_.version;
  for (size_t i = 0; i < touched.size(); ++i) {
    if (touched.at(i)) state_.kinds.at(i) = state_.version;
  }
}

Changes::State Changes::Look() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

uint64_t Changes::Version() const {
  const std::lock_guard lock(mutex_);
  return state_.version;
}

uint64_t Changes::LastOf(std::initializer_list<ChangeKind> kinds) const {
  const std::lock_guard lock(mutex_);
  uint64_t last = 0;
  for (const ChangeKind kind : kinds)
    last = std::max(last, state_.kinds.at(static_cast<size_t>(kind)));
  return last;
}

std::string ToText(const Changes::State& state) {
  return state.run + "." + std::to_string(state.version);
}

std::optional<Seen> SeenFromText(std::string_view text) {
  const size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot == 0) return std::nullopt;
  Seen seen{text.substr(0, dot), 0};
  const std::string_view number = text.substr(dot + 1);
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), seen.version);
  if (error != std::errc{} || end != number.data() + number.size()) return std::nullopt;
  return seen;
}

}  // namespace ecms
