// SPDX-License-Identifier: Apache-2.0
// The survey author's desk: what is wrong with a file and where, how it looks on phones, what a new
// version changes. Includes core/ only, so that web/ can use it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "authoring/diff.h"
#include "core/result.h"
#include "core/time.h"

namespace dialogs {
struct Deployment;
}

namespace authoring {

// A diagnostic as plain values; diagnostics.h says what they mean.
struct Problem {
  std::string severity, rule;  // "error", "E-REF-UNKNOWN"
  std::string sheet, cell;     // "survey", "F14"; "" where there is none
  uint32_t row = 0;
  std::string column;  // "F"
  std::string header;  // of that column, as typed
  std::string text;    // of the cell
  std::string path;    // in canonical JSON
  std::string message, change;
};
struct QuestionCost {
  std::string question, language, channel;
  std::string encoding;  // of SMS
  size_t units = 0, messages = 0;
};
struct Checked {
  bool readable = false;  // false: not a survey file; `problems` says what it is
  bool usable = false;    // no error: the rest is filled
  std::string json;       // canonical; "" if there is none
  std::string id, title, hash;
  std::vector<std::string> languages;
  size_t errors = 0, warnings = 0, notes = 0;
  std::vector<Problem> problems;  // by sheet and row
  std::vector<QuestionCost> costs;
};

// What a worker does in a preview.
struct Said {
  std::string text;
  std::optional<uint32_t> choice;  // or takes this one of the choices shown last
};
struct PreviewOption {
  std::string label, description;
  std::optional<uint32_t> choice;  // for Said; not what only a real phone can do
};
struct Bubble {
  bool worker = false;
  std::string text;
  std::string shown;  // "text", "buttons", "list", "keyboard"
  std::string opens;  // the words on the button that opens a list
  std::vector<PreviewOption> options;
  std::string encoding;         // of SMS
  size_t units = 0, parts = 0;  // of SMS
};
struct Phone {
  std::string channel;  // "sms", "whatsapp", "telegram"
  std::vector<Bubble> bubbles;
  bool ended = false;
};

// Thread-safe and without memory.
class Desk {
 public:
  // Both outlive the desk.
  Desk(const dialogs::Deployment& deployment, const core::Clock& clock)
      : deployment_(deployment), clock_(clock) {}

  // Reads and lints a workbook, Markdown tables or canonical JSON. Bounded by limits.h.
  [[nodiscard]] Checked Check(std::string_view name, std::string_view bytes) const;
  // The bytes of problems.xlsx. kInvalid: not a workbook.
  [[nodiscard]] core::Result<std::string> ProblemsWorkbook(std::string_view name,
                                                           std::string_view bytes) const;
  // The bytes of a survey as a workbook, to change it. kInvalid: `json` is no survey.
  [[nodiscard]] core::Result<std::string> AsWorkbook(std::string_view json) const;
  // The bytes of the workbook to begin from.
  [[nodiscard]] core::Result<std::string> TemplateWorkbook() const;
  // The conversation on all three phones, each message as its channel really sends it. kInvalid:
  // the survey has errors, or has no such language.
  [[nodiscard]] core::Result<std::vector<Phone>> Preview(std::string_view json,
                                                         std::string_view language,
                                                         std::span<const Said> said) const;

 private:
  const dialogs::Deployment& deployment_;
  const core::Clock& clock_;
};

}  // namespace authoring
