// SPDX-License-Identifier: Apache-2.0
// What the tests of dialogs/ share: files, catalogs, a deployment, and a worker who talks to the
// engine.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "dialogs/compiled.h"
#include "dialogs/engine.h"
#include "locales/catalog.h"

namespace dialogs_test {

[[nodiscard]] std::string ReadFile(const std::string& path_in_tests_dialogs);
[[nodiscard]] core::JsonDocument ReadJson(const std::string& path_in_tests_dialogs);
[[nodiscard]] std::vector<std::string> FilesIn(const std::string& folder_in_tests_dialogs,
                                               const std::string& ending);
[[nodiscard]] const locales::Catalogs& Catalogs();
[[nodiscard]] const dialogs::Deployment& Samoa();  // Pacific/Apia: 13 hours ahead
[[nodiscard]] std::shared_ptr<const dialogs::Survey> Core9();
[[nodiscard]] std::shared_ptr<const dialogs::Survey> MustParse(std::string_view json);
// Does `text` hold the catalog's text for `key`, whatever stands for its placeholders?
[[nodiscard]] bool Shows(std::string_view text, const locales::Catalog& catalog,
                         locales::TextKey key);
// The same of one of two wordings (locales::Chooses).
[[nodiscard]] bool ShowsAs(std::string_view text, const locales::Catalog& catalog,
                           locales::TextKey key, std::string_view chosen);
[[nodiscard]] locales::TextKey KeyNamed(std::string_view name);
[[nodiscard]] std::string_view StageName(dialogs::Stage stage);
[[nodiscard]] std::string_view EffectName(const dialogs::Effect& effect);
// 2026-11-22 21:00 UTC: Monday 10:00 in Samoa.
inline constexpr core::Timestamp kMonday{1795381200000};

// One worker. Every turn also sends the session through Encode/DecodeSession.
class Worker {
 public:
  Worker(std::shared_ptr<const dialogs::Survey> survey, core::ChannelKind channel, std::string hint,
         uint64_t seed = 7);

  const dialogs::StepResult& Write(const std::string& text);
  const dialogs::StepResult& Tap(const std::string& token);
  const dialogs::StepResult& Send(core::InboundKind kind);
  const dialogs::StepResult& Wake();
  // An officer asks through this conversation's newest thread. Returns the entry.
  core::EntryId Asked(const std::string& phrase, const std::string& words = "");
  void Pass(core::Millis time) { now = now + time; }
  // The newest message that had choices, `back` of them ago.
  [[nodiscard]] std::string Token(size_t option, size_t back = 0) const;
  [[nodiscard]] const locales::Catalog& catalog() const;
  [[nodiscard]] const dialogs::Question* Open() const;  // nullptr: none
  [[nodiscard]] std::string OpenQuestion() const;
  [[nodiscard]] core::ChannelKind channel() const { return channel_; }

  std::shared_ptr<const dialogs::Survey> survey;
  dialogs::Session session;
  dialogs::StepResult last;
  core::Timestamp now = kMonday;
  std::string language;
  std::vector<std::vector<core::Choice>> lists;  // choices of every message so far, oldest first
  std::vector<std::string> allowed;
  int identity_asked = 0;                   // how often the engine looked into words that it keeps
  const dialogs::CodeNews* news = nullptr;  // what the code in a message stands for

 private:
  const dialogs::StepResult& Do(dialogs::Input input);
  const dialogs::StepResult& Keep(dialogs::StepResult result);
  core::ChannelKind channel_;
  std::string hint_;
  uint64_t seed_;
  uint64_t record_ = 0;
  int notes_ = 0;
};

}  // namespace dialogs_test
