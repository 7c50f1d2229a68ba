// SPDX-License-Identifier: Apache-2.0
// What a simulated worker knows of a survey: how each question looks in each language, so that a
// message can be recognised.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "dialogs/phrases.h"
#include "locales/catalog.h"

namespace bot::simulate {

struct ScriptChoice {
  std::string value;
  std::vector<std::string> labels;  // as it may be shown: label, button text
};

struct ScriptQuestion {
  std::string name;
  std::string type;
  std::vector<std::string> wordings;  // templates: "... {office} ..."
  std::vector<ScriptChoice> choices;
};

// One survey in one language, with the texts of the system beside it.
class Script {
 public:
  enum class Kind : uint8_t {
    kOther,
    kLanguageMenu,
    kQuestion,
    kLater,
    kFollowUp,
    kIdentity,
    kEnd,
    kOfficer
  };
  struct Seen {
    Kind kind = Kind::kOther;
    const ScriptQuestion* question = nullptr;  // kQuestion
    bool receipt = false;                      // kEnd: a receipt code was given
    std::string phrase = {};                   // kOfficer: which of the fixed questions
    dialogs::Expects expects = dialogs::Expects::kNothing;
  };

  Script(std::string language, std::vector<ScriptQuestion> questions,
         const locales::Catalogs& catalogs);

  // What a message is, by the longest wording in it.
  [[nodiscard]] Seen Recognise(std::string_view text) const;
  [[nodiscard]] const std::string& language() const { return language_; }
  [[nodiscard]] const std::string& own_name() const { return own_name_; }
  [[nodiscard]] const std::string& word_yes() const { return yes_; }
  [[nodiscard]] const std::string& word_no() const { return no_; }

 private:
  std::string language_;
  std::vector<ScriptQuestion> questions_;
  std::string own_name_, yes_, no_, later_, follow_up_, receipt_;
  std::vector<std::string> identity_;  // "you wrote a name; shall I remove it?"
  struct OfficerText {
    dialogs::Phrase phrase;
    std::string text;
  };
  std::vector<OfficerText> officer_;  // what an officer may ask, and what is asked at closing
  std::vector<std::string> menus_;    // "choose your language" in every language
  std::vector<std::string> ends_;
};

// Scripts of a survey's canonical JSON by language; languages without a catalog are left out.
[[nodiscard]] core::Result<std::map<std::string, Script>> ReadScripts(
    std::string_view survey_json, const locales::Catalogs& catalogs);

// Does `text` hold the fixed parts of `wording` (what stands outside {braces}), in order? White
// space does not matter.
[[nodiscard]] bool Holds(std::string_view text, std::string_view wording);
// White space of any kind and length as one space, none at the ends.
[[nodiscard]] std::string Flat(std::string_view text);

}  // namespace bot::simulate
