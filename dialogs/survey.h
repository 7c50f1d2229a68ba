// SPDX-License-Identifier: Apache-2.0
// A survey, read from canonical JSON (docs/survey-format.md), checked and compiled. Immutable:
// share it between threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/crypto.h"
#include "core/result.h"

namespace dialogs {

// NOTE: persistent values (stored answers name them).
enum class QuestionType : uint8_t {
  kNote = 1,
  kSelectOne = 2,
  kSelectMultiple = 3,
  kInteger = 4,
  kDecimal = 5,
  kText = 6,
  kDate = 7,
  kTime = 8,
  kDateTime = 9,
  kRange = 10,
  kAcknowledge = 11,
  kImage = 12,
  kAudio = 13,
  kVideo = 14,
  kFile = 15,
  kGeopoint = 16,
  kCalculate = 17,
  kHidden = 18,
};

struct CompiledSurvey;  // dialogs/compiled.h: questions, expressions, rules; only dialogs/ looks
                        // inside

class Survey {
 public:
  // kInvalid with every problem of the file, each with its JSON path, one per line.
  [[nodiscard]] static core::Result<std::shared_ptr<const Survey>> Parse(std::string_view json);
  // One that was published under `hash` by this or an earlier program (dialogs/migrations.h): keeps
  // that hash, for conversations and tickets name it.
  [[nodiscard]] static core::Result<std::shared_ptr<const Survey>> ParseStored(
      std::string_view json, const core::Digest& hash);
  ~Survey();

  [[nodiscard]] const std::string& id() const;  // "core-9"
  // BLAKE2b of the canonical JSON (sorted keys, no spaces): names this version for ever.
  [[nodiscard]] const core::Digest& hash() const;
  [[nodiscard]] const std::string& canonical_json() const;
  [[nodiscard]] const std::vector<std::string>& languages()
      const;  // BCP 47, the survey's own order; first = default
  [[nodiscard]] std::string title(std::string_view language) const;
  [[nodiscard]] bool has_danger_rule() const;  // then config `help` may not be empty
  [[nodiscard]] bool takes_free_text() const;  // then there must be an office key
  // What an officer reads: why an indicator fired, in a language (or the default one); "" for an
  // unknown id.
  [[nodiscard]] std::string reason(std::string_view indicator, std::string_view language) const;
  [[nodiscard]] std::string topic_title(std::string_view topic, std::string_view language) const;
  [[nodiscard]] const CompiledSurvey& compiled() const { return *compiled_; }

 private:
  explicit Survey(std::unique_ptr<CompiledSurvey> compiled);
  [[nodiscard]] static core::Result<std::unique_ptr<CompiledSurvey>> Compile(std::string_view json);
  std::unique_ptr<CompiledSurvey> compiled_;
};

// The surveys compiled into the program (dialogs/surveys/*.json): file name without ".json" ->
// JSON. nullptr if unknown.
[[nodiscard]] const std::string_view* ShippedSurvey(std::string_view name);
[[nodiscard]] std::vector<std::string> ShippedSurveyNames();

}  // namespace dialogs
