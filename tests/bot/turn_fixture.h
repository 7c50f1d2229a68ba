// SPDX-License-Identifier: Apache-2.0
// A processor with everything it needs and no thread: messages go in as batches, outbox rows are
// read back.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bot/erasure.h"
#include "bot/turn/processor.h"
#include "core/crypto.h"
#include "locales/catalog.h"

namespace bot {

struct Sent {
  store::OutboxRow row;
  core::OutboundMessage message;
};

// The operating system's, until a test fixes it.
class TestRandom final : public core::RandomSource {
 public:
  void Fill(std::span<uint8_t> out) override {
    if (seeded_) {
      seeded_->Fill(out);
    } else {
      system_.Fill(out);
    }
  }
  void Fix(uint64_t seed) { seeded_.emplace(seed); }

 private:
  core::SystemRandom system_;
  std::optional<core::SeededRandom> seeded_;
};

class Office {
 public:
  // `store` and `vault` may be files that an earlier office left; null: in memory. A key ring
  // outlives them.
  explicit Office(std::shared_ptr<privacy::KeyRing> keys = nullptr,
                  std::unique_ptr<store::Store> store = nullptr,
                  std::unique_ptr<vault::Vault> vault = nullptr);

  // One message; `id` is the provider's. Returns what the webhook would answer.
  core::Status Say(const std::string& from, const std::string& id, const std::string& text);
  core::Status Tap(const std::string& from, const std::string& id, const std::string& token);
  // Several messages in one batch.
  struct Line {
    std::string from, id, text, tap;
  };
  std::vector<core::Status> Batch(const std::vector<Line>& lines);
  // An officer asks through a ticket. Returns the entry's state.
  core::Result<store::EntryState> Ask(const core::TicketId& ticket, const std::string& phrase,
                                      const std::string& words = "", store::CommandGroup with = {});
  // What is ready to leave on the channel now, recorded as sent.
  std::vector<Sent> Collect();
  // Answers what comes until nothing comes any more; `plan`: part of a question's text -> part of a
  // label, or the words. Returns every text that the worker saw.
  std::vector<std::string> Walk(const std::string& from,
                                const std::map<std::string, std::string>& plan);
  void Wake();
  std::string heard;  // every byte that left, as Collect() saw it

  TestRandom random;
  core::ManualClock clock{*core::TimestampFromRfc3339("2026-11-21T09:00:00Z")};
  std::shared_ptr<privacy::KeyRing> keys;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<vault::Vault> vault;
  privacy::KeyPair office_key = privacy::NewKeyPair();
  privacy::OfficeKey sealed_to{office_key.public_key};
  locales::Catalogs catalogs;
  SurveyBook surveys;
  dialogs::Deployment deployment;
  std::shared_ptr<const dialogs::Survey> survey;
  std::map<std::string, Door> doors;
  Metrics metrics;
  std::unique_ptr<WordSealer> sealer;
  std::unique_ptr<Preparer> preparer;
  std::unique_ptr<TurnProcessor> processor;
  std::unique_ptr<Erasures> erasures;

 private:
  int next_id_ = 0;
};

}  // namespace bot
