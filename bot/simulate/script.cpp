// SPDX-License-Identifier: Apache-2.0
#include "bot/simulate/script.h"

#include <algorithm>

#include "core/json.h"

namespace bot::simulate {
namespace {

using core::JsonKind;
using core::JsonValue;
using locales::TextKey;

std::string TextIn(std::optional<JsonValue> texts, const std::string& language) {
  if (!texts || texts->kind() != JsonKind::kObject) return "";
  auto found = texts->Find(language);
  return found && found->kind() == JsonKind::kString ? found->String() : "";
}

std::string StringOf(JsonValue object, std::string_view key) {
  auto found = object.Find(key);
  return found && found->kind() == JsonKind::kString ? found->String() : "";
}

std::vector<ScriptChoice> ReadChoices(std::optional<JsonValue> list,
                                      std::optional<JsonValue> shared,
                                      const std::string& language) {
  if (list && list->kind() == JsonKind::kString && shared) list = shared->Find(list->String());
  std::vector<ScriptChoice> choices;
  if (!list || list->kind() != JsonKind::kArray) return choices;
  for (size_t i = 0; i < list->size(); ++i) {
    JsonValue item = list->At(i);
    ScriptChoice choice{StringOf(item, "value"), {}};
    for (const char* key : {"label", "button"}) {
      if (std::string text = Flat(TextIn(item.Find(key), language)); !text.empty())
        choice.labels.push_back(std::move(text));
    }
    choices.push_back(std::move(choice));
  }
  return choices;
}

std::vector<ScriptQuestion> ReadQuestions(JsonValue root, const std::string& language) {
  std::vector<ScriptQuestion> questions;
  auto list = root.Find("questions");
  if (!list || list->kind() != JsonKind::kArray) return questions;
  for (size_t i = 0; i < list->size(); ++i) {
    JsonValue item = list->At(i);
    ScriptQuestion question{StringOf(item, "name"), StringOf(item, "type"), {}, {}};
    for (const char* key : {"label", "sms", "whatsapp", "telegram"}) {
      if (std::string text = TextIn(item.Find(key), language); !text.empty())
        question.wordings.push_back(std::move(text));
    }
    question.choices = ReadChoices(item.Find("choices"), root.Find("choices"), language);
    if (question.type != "note") questions.push_back(std::move(question));
  }
  return questions;
}

}  // namespace

std::string Flat(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

bool Holds(std::string_view text, std::string_view wording) {
  std::string flat = Flat(text);
  size_t at = 0;
  while (!wording.empty()) {
    size_t open = wording.find('{');
    std::string part = Flat(wording.substr(0, open));
    size_t found = flat.find(part, at);
    if (found == std::string::npos) return false;
    at = found + part.size();
    if (open == std::string_view::npos) return true;
    size_t close = wording.find('}', open);
    if (close == std::string_view::npos) return true;
    wording.remove_prefix(close + 1);
  }
  return true;
}

Script::Script(std::string language, std::vector<ScriptQuestion> questions,
               const locales::Catalogs& catalogs)
    : language_(std::move(language)), questions_(std::move(questions)) {
  const locales::Catalog& own = catalogs.Closest(language_);
  own_name_ = Flat(own.own_name());
  yes_ = own.Text(TextKey::kWordYes);
  no_ = own.Text(TextKey::kWordNo);
  later_ = own.Text(TextKey::kLaterWhich);
  follow_up_ = own.Text(TextKey::kFollowUpAsk);
  receipt_ = own.Format(TextKey::kReceipt, {{"code", "{code}"}});
  for (TextKey key : {TextKey::kIdentityPhone, TextKey::kIdentityEmail, TextKey::kIdentityName,
                      TextKey::kIdentityNumber, TextKey::kIdentityOther}) {
    identity_.push_back(own.Text(key));
  }
  for (const auto& phrases : {dialogs::OfficerPhrases(), dialogs::ClosingQuestions()}) {
    for (const dialogs::Phrase& phrase : phrases)
      officer_.push_back({phrase, dialogs::PhraseText(catalogs, phrase.code, language_)});
  }
  for (const std::string& tag : catalogs.languages())
    menus_.push_back(catalogs.Closest(tag).Text(TextKey::kChooseLanguage));
  for (TextKey key : {TextKey::kFinished, TextKey::kConsentDeclined, TextKey::kChildEnd,
                      TextKey::kLaterConfirmed}) {
    ends_.push_back(own.Text(key));
  }
  ends_.push_back(own.Format(TextKey::kStopped, {{"word", own.Text(TextKey::kWordStart)}}));
}

Script::Seen Script::Recognise(std::string_view text) const {
  if (Holds(text, receipt_)) return {Kind::kEnd, nullptr, true};
  if (Holds(text, later_)) return {Kind::kLater};
  if (Holds(text, follow_up_)) return {Kind::kFollowUp};
  auto holds = [&](const std::string& wording) { return Holds(text, wording); };
  if (std::any_of(identity_.begin(), identity_.end(), holds)) return {Kind::kIdentity};
  Seen best;
  size_t longest = 0;
  for (const ScriptQuestion& question : questions_) {
    for (const std::string& wording : question.wordings) {
      if (wording.size() > longest && Holds(text, wording)) {
        best = {Kind::kQuestion, &question};
        longest = wording.size();
      }
    }
  }
  if (best.question != nullptr) return best;
  if (std::any_of(menus_.begin(), menus_.end(), holds)) return {Kind::kLanguageMenu};
  for (const OfficerText& one : officer_) {
    if (Holds(text, one.text))
      return {Kind::kOfficer, nullptr, false, std::string(one.phrase.code), one.phrase.expects};
  }
  if (std::any_of(ends_.begin(), ends_.end(), holds)) return {Kind::kEnd};
  return {};
}

core::Result<std::map<std::string, Script>> ReadScripts(std::string_view survey_json,
                                                        const locales::Catalogs& catalogs) {
  ASSIGN_OR_RETURN(auto document, core::JsonDocument::Parse(survey_json));
  std::map<std::string, Script> scripts;
  auto languages = document.root().Find("languages");
  for (size_t i = 0; languages && languages->kind() == JsonKind::kArray && i < languages->size();
       ++i) {
    if (languages->At(i).kind() != JsonKind::kString) continue;
    std::string language = languages->At(i).String();
    if (catalogs.Find(language) == nullptr) continue;
    scripts.try_emplace(language, language, ReadQuestions(document.root(), language), catalogs);
  }
  if (scripts.empty())
    return core::Err(core::ErrorCode::kInvalid, "the survey has no language that has a catalog");
  return scripts;
}

}  // namespace bot::simulate
