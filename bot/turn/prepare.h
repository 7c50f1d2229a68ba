// SPDX-License-Identifier: Apache-2.0
// The prepare step: off the io thread and off the writer. Normalises, hashes, scrubs and seals one
// message.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "bot/turn/prepared.h"
#include "core/random.h"
#include "core/time.h"
#include "dialogs/engine.h"
#include "privacy/key_ring.h"
#include "privacy/office_key.h"
#include "privacy/scrub.h"

namespace bot {

// Seals a worker's words to the office key as it is at that moment. `office` outlives it.
// Thread-safe.
class WordSealer {
 public:
  WordSealer(std::string organisation, std::string country, const privacy::OfficeKey& office)
      : organisation_(std::move(organisation)), country_(std::move(country)), office_(office) {}
  [[nodiscard]] bool ready() const { return office_.Get().has_value(); }
  // Both versions, under `record`, and what was found. `own` are the worker's own address and
  // profile name. Requires ready().
  [[nodiscard]] SealedWords Seal(const core::RecordId& record, std::string_view language,
                                 std::string_view text, std::vector<std::string_view> own) const;

 private:
  std::string organisation_;
  std::string country_;
  const privacy::OfficeKey& office_;
};

// For what the scrubber found. Used by `dwbot chat` too.
[[nodiscard]] uint8_t IdentityBits(const privacy::FoundKinds& found);

// The words of one turn, sealed at the latest when the engine keeps them and asks what is in them.
// Writer thread.
class TurnWords final : public dialogs::IdentityFinder {
 public:
  TurnWords(const WordSealer& sealer, PreparedTurn& turn) : sealer_(sealer), turn_(turn) {}
  [[nodiscard]] uint8_t Find(std::string_view language) const override;

 private:
  const WordSealer& sealer_;
  PreparedTurn& turn_;
};

class Preparer {
 public:
  Preparer(privacy::KeyRing& keys, const WordSealer& sealer, const core::Clock& clock,
           core::RandomSource& random)
      : keys_(keys), sealer_(sealer), clock_(clock), random_(random) {}
  // Consumes the message: its profile name ends here. kUnavailable if today's keys cannot be made.
  // Thread-safe.
  [[nodiscard]] core::Result<PreparedTurn> Prepare(const Door& door,
                                                   core::InboundMessage message) const;

 private:
  privacy::KeyRing& keys_;
  const WordSealer& sealer_;
  const core::Clock& clock_;
  core::RandomSource& random_;
};

}  // namespace bot
