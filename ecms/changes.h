// SPDX-License-Identifier: Apache-2.0
// What changed last, by kind and without content: pages that look on ask for it and then for what
// they show. Counted from the start of the program, so a page that knew an earlier run sees a
// change.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/random.h"

namespace store {
struct Batch;
}

namespace ecms {

enum class ChangeKind : uint8_t { kTickets = 0, kThreads = 1, kCases = 2, kOffice = 3 };
inline constexpr std::array<std::string_view, 4> kChangeKinds = {"tickets", "threads", "cases",
                                                                 "office"};

// Thread-safe.
class Changes {
 public:
  explicit Changes(core::RandomSource& random);

  struct State {
    std::string run;       // of this start
    uint64_t version = 0;  // grows with every change
    std::array<uint64_t, kChangeKinds.size()>
        kinds{};  // the version at which that kind changed last
  };
  // What a batch, once committed, changed of what officers see. Turns of conversations alone change
  // nothing.
  void Note(const store::Batch& batch);
  [[nodiscard]] State Look() const;
  [[nodiscard]] uint64_t Version() const;
  // The version at which one of these kinds changed last; 0 = none has since the start.
  [[nodiscard]] uint64_t LastOf(std::initializer_list<ChangeKind> kinds) const;

 private:
  const std::string run_;
  mutable std::mutex mutex_;
  State state_;
};

// "<run>.<version>", what a page sends back. nullopt for anything else.
struct Seen {
  std::string_view run;
  uint64_t version = 0;
};
[[nodiscard]] std::string ToText(const Changes::State& state);
[[nodiscard]] std::optional<Seen> SeenFromText(std::string_view text);

}  // namespace ecms
