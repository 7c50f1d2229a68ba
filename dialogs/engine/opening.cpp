// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/utf8.h"
#include "dialogs/engine/turn.h"
#include "dialogs/site_code.h"
#include "locales/fold.h"
#include "locales/likely_languages.h"

namespace dialogs {
namespace {

constexpr size_t kLanguagesOnSms = 5;         // and "other"
constexpr size_t kLanguagesElsewhere = 9;     // and "other": a WhatsApp list has ten rows
constexpr uint16_t kOtherLanguages = 0xFFFF;  // in Presented::options. NOTE: persistent value

std::string_view Base(std::string_view tag) { return tag.substr(0, tag.find('-')); }

// A letter of a script other than Latin: then the script itself says a lot about the language.
bool HasOtherScript(std::string_view text) {
  constexpr char32_t kFirst = 0x0370;  // Greek and everything behind it
  constexpr char32_t kSymbols = 0x2000, kSymbolsEnd = 0x2E7F, kPrivate = 0xE000,
                     kPrivateEnd = 0xF8FF;
  constexpr char32_t kVariants = 0xFE00, kVariantsEnd = 0xFE0F, kReplacement = 0xFFFD,
                     kEmoji = 0x1F000, kEmojiEnd = 0x1FAFF;
  auto within = [](char32_t c, char32_t from, char32_t to) { return c >= from && c <= to; };
  for (size_t at = 0; at < text.size();) {
    const char32_t c = core::NextCodePoint(text, at);
    if (c >= kFirst && !within(c, kSymbols, kSymbolsEnd) && !within(c, kPrivate, kPrivateEnd) &&
        !within(c, kVariants, kVariantsEnd) && c != kReplacement && !within(c, kEmoji, kEmojiEnd)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<size_t> Turn::AllowedLanguages() const {
  std::vector<size_t> allowed;
  for (size_t i = 0; i < survey_.languages.size(); ++i) {
    const std::string& tag = survey_.languages[i];
    if (deployment_.catalogs->Find(tag) == nullptr) continue;
    const bool on_channel =
        input_ == nullptr || input_->languages == nullptr ||
        std::any_of(input_->languages->begin(), input_->languages->end(),
                    [&](const std::string& l) { return l == tag || Base(l) == Base(tag); });
    if (on_channel) allowed.push_back(i);
  }
  if (allowed.empty()) allowed.push_back(0);  // better the survey's default than silence
  return allowed;
}

std::optional<size_t> Turn::LanguageOfFirstWords(const std::vector<size_t>& allowed) const {
  if (input_->kind != core::InboundKind::kText) return std::nullopt;
  // English words are everybody's: they say nothing of the language somebody prefers.
  const bool latin = !HasOtherScript(input_->text);
  std::optional<size_t> only;
  for (const std::string& guess : locales::GuessLanguages(input_->text)) {
    for (size_t i : allowed) {
      if (Base(survey_.languages[i]) != Base(guess) || only == i) continue;
      if (only) return std::nullopt;  // two of ours are written in it
      only = i;
    }
  }
  if (only && latin && Base(survey_.languages[*only]) == "en") return std::nullopt;
  return only;
}

std::optional<size_t> Turn::LanguageOfHint(const std::vector<size_t>& allowed) const {
  std::optional<size_t> near;
  for (size_t i : allowed) {
    if (survey_.languages[i] == input_->language_hint) return i;
    if (!near && !input_->language_hint.empty() &&
        Base(survey_.languages[i]) == Base(input_->language_hint))
      near = i;
  }
  return near;
}

std::optional<locales::Meaning> Turn::ControlInAny(const std::vector<size_t>& allowed) const {
  if (input_->kind != core::InboundKind::kText) return std::nullopt;
  for (size_t i : allowed) {
    if (auto meaning = locales::ControlWord(survey_.languages[i], input_->text)) return meaning;
  }
  return std::nullopt;
}

void Turn::SetLanguage(size_t index) {
  language_ = index;
  session_.language = survey_.languages[index];
  catalog_ = &deployment_.catalogs->Closest(session_.language);
}

void Turn::Open() {
  const std::vector<size_t> allowed = AllowedLanguages();
  std::optional<size_t> chosen;
  if (allowed.size() == 1) chosen = allowed[0];
  // From an earlier conversation, or from the message whose code was asked back.
  const bool known = !session_.language.empty() &&
                     std::find(allowed.begin(), allowed.end(), language_) != allowed.end();
  if (!known) session_.language.clear();
  if (known && session_.stage == Stage::kCode) chosen = language_;
  if (!chosen)
    chosen =
        LanguageOfFirstWords(allowed);  // what the worker wrote says more than the phone's setting
  if (!chosen && known) chosen = language_;
  if (!chosen) chosen = LanguageOfHint(allowed);
  language_ = chosen.value_or(allowed[0]);
  catalog_ = &deployment_.catalogs->Closest(survey_.languages[language_]);
  if (chosen) SetLanguage(*chosen);
  const auto control = ControlInAny(allowed);
  if (control == Meaning::kStop) return Stop();
  if (!TakeStartCode()) return;
  if (control == Meaning::kHelp) SayHelp();
  if (control == Meaning::kReal) SayReal();
  if (control == Meaning::kResume) Say(TextKey::kNothingToResume);
  if (input_->kind == core::InboundKind::kUnsupported) Say(TextKey::kMediaNotSupported);
  if (!chosen || (control == Meaning::kLanguage && allowed.size() > 1)) return ShowLanguageMenu();
  Reopen();
}

// A code at the end of the first message names the site. One that no site has is taken like any
// other: the answer must not tell who is registered. False: it has a typing error and was asked
// back.
bool Turn::TakeStartCode() {
  const bool is_text = input_->kind == core::InboundKind::kText;
  const SiteCodeReading read = is_text ? ReadSiteCodeAtEnd(input_->text) : SiteCodeReading{};
  session_.site = read.code;
  session_.stage = Stage::kLanguage;
  if (read.kind == SiteCodeReading::Kind::kMistyped && ++session_.misses < kMissesBeforeWayOut) {
    session_.stage = Stage::kCode;
    Say(catalog_->Format(TextKey::kCodeMistyped, {{"word", Word(TextKey::kWordSkip)}}));
    return false;
  }
  session_.misses = 0;
  return true;
}

// The allowed languages, those that are likely here first; the others as the survey lists them.
std::vector<size_t> Turn::LanguagesByLikelihood(std::optional<size_t> first) const {
  std::vector<size_t> rest = AllowedLanguages();
  std::vector<size_t> out;
  const auto take = [&](std::string_view tag) {
    const auto found = std::find_if(rest.begin(), rest.end(), [&](size_t i) {
      return Base(survey_.languages[i]) == Base(tag);
    });
    if (found == rest.end()) return;
    out.push_back(*found);
    rest.erase(found);
  };
  if (first) take(survey_.languages[*first]);
  if (input_ != nullptr && !input_->language_hint.empty()) take(input_->language_hint);
  for (const auto tag : locales::LikelyLanguages(deployment_.country)) take(tag);
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

// From place `from` on; what does not fit stands behind "other". What is shown is kept with the
// session, so a number means what the worker saw.
void Turn::ShowLanguageMenu(size_t from, std::optional<size_t> first) {
  session_.stage = Stage::kLanguage;
  const std::vector<size_t> all = LanguagesByLikelihood(first);
  const size_t room = IsSms() ? kLanguagesOnSms : kLanguagesElsewhere;
  if (from >= all.size()) from = 0;
  const size_t count = std::min(room, all.size() - from);
  std::vector<uint16_t> shown;
  std::vector<std::string> names;
  for (size_t i = from; i < from + count; ++i) {
    shown.push_back(static_cast<uint16_t>(all[i]));
    names.push_back(deployment_.catalogs->Closest(survey_.languages[all[i]]).own_name());
  }
  if (count < all.size()) {
    shown.push_back(kOtherLanguages);
    names.push_back(Word(TextKey::kWordOther));
  }
  const auto& catalog =
      first ? deployment_.catalogs->Closest(survey_.languages[*first]) : *catalog_;
  AskMenu(kLanguageMenu, catalog.Text(TextKey::kChooseLanguage), names);
  session_.presented.back().options = std::move(shown);
}

// An answer that was not understood, in words of another language of the survey and none of this
// one: that language is offered, first in the menu and in its own words. Nothing is chosen for the
// worker, no answer is lost.
bool Turn::OfferLanguageOfAnswer() {
  // Not twice on end: who comes from the menu and is still not understood needs another help.
  const auto& shown = session_.presented;
  const size_t recent = shown.size() < 2 ? 0 : shown.size() - 2;
  for (size_t i = recent; i < shown.size(); ++i) {
    if (shown[i].question == kLanguageMenu) return false;
  }
  const std::vector<size_t> allowed = AllowedLanguages();
  for (const std::string& guess : locales::GuessLanguages(input_->text, Base(session_.language))) {
    if (Base(guess) == Base(session_.language)) return false;
    for (size_t i : allowed) {
      if (Base(survey_.languages[i]) != Base(guess)) continue;
      session_.misses = 0;
      ShowLanguageMenu(0, i);
      return true;
    }
  }
  return false;
}

void Turn::ShowOtherLanguages() {
  const std::vector<size_t> all = LanguagesByLikelihood();
  const auto& shown = session_.presented.back().options;
  const size_t last = shown.size() < 2 ? 0 : shown[shown.size() - 2];
  const auto found = std::find(all.begin(), all.end(), last);
  ShowLanguageMenu(found == all.end() ? 0 : static_cast<size_t>(found - all.begin()) + 1);
}

std::optional<size_t> Turn::TappedLanguage(const std::vector<size_t>& allowed) {
  std::vector<uint16_t> options;
  const bool read = ReadTap(kLanguageMenu, options) != TapKind::kStale && options.size() == 1;
  const bool known =
      read && (options[0] == kOtherLanguages ||
               std::find(allowed.begin(), allowed.end(), options[0]) != allowed.end());
  if (known) return options[0];
  Say(TextKey::kStale);
  return std::nullopt;
}

std::optional<size_t> Turn::ChosenLanguage(const std::vector<size_t>& allowed) {
  if (input_->kind == core::InboundKind::kTap) return TappedLanguage(allowed);
  if (input_->kind == core::InboundKind::kUnsupported) {
    Say(TextKey::kMediaNotSupported);
    return std::nullopt;
  }
  std::vector<uint16_t> shown(allowed.begin(), allowed.end());
  if (!session_.presented.empty() && session_.presented.back().question == kLanguageMenu)
    shown = session_.presented.back().options;
  std::vector<locales::AnswerOption> options;
  for (const uint16_t i : shown) {
    if (i == kOtherLanguages || i >= survey_.languages.size()) {
      options.push_back({"", Word(TextKey::kWordOther), {}});
    } else {
      const std::string& tag = survey_.languages[i];
      // Not the tags: "hi", "am" and "my" are words.
      options.push_back({tag, deployment_.catalogs->Closest(tag).own_name(), {}});
    }
  }
  locales::Question question;
  question.type = locales::AnswerType::kSelectOne;
  question.options = &options;
  for (size_t i : allowed) {  // the worker may count in any of them
    question.language = survey_.languages[i];
    const auto understood = locales::Understand(question, input_->text);
    if (understood.meaning != Meaning::kValue || understood.values.empty()) continue;
    if (understood.values[0].empty()) return kOtherLanguages;
    for (size_t j : allowed) {
      if (survey_.languages[j] == understood.values[0]) return j;
    }
  }
  for (size_t i : allowed) {  // a name that stands on another page
    const auto name =
        locales::FoldKey(deployment_.catalogs->Closest(survey_.languages[i]).own_name());
    if (locales::FoldKey(input_->text) == name) return i;
  }
  return LanguageOfFirstWords(allowed);
}

void Turn::AnswerLanguageMenu() {
  const std::vector<size_t> allowed = AllowedLanguages();
  const bool known = !session_.language.empty();
  if (auto control = ControlInAny(allowed)) {
    if (*control == Meaning::kStop) return Stop();
    if (*control == Meaning::kHelp) SayHelp();
    if (*control == Meaning::kReal) SayReal();
    const bool closes = known && *control != Meaning::kLanguage && *control != Meaning::kHelp &&
                        *control != Meaning::kReal;
    if (closes) return Reopen();
    return ShowLanguageMenu();
  }
  auto chosen = ChosenLanguage(allowed);
  if (chosen == kOtherLanguages) return ShowOtherLanguages();
  if (!chosen && ++session_.misses < kMissesBeforeWayOut) {
    if (input_->kind == core::InboundKind::kText) Say(TextKey::kNotUnderstoodChoice);
    return ShowLanguageMenu();
  }
  session_.misses = 0;
  if (!chosen && known) return Reopen();
  SetLanguage(chosen.value_or(allowed[0]));
  if (known) Say(TextKey::kLanguageChanged);
  Reopen();
}

void Turn::Reopen() {
  session_.misses = 0;
  if (session_.follow_up_asked && !session_.follow_up) return AskFollowUp();
  if (!HasCurrent() && !session_.talk.notes.empty()) return ShowNote();
  session_.stage = Stage::kAsking;
  if (RemovalLies()) return ReopenRemoval();
  if (session_.pending.kind != Answer::Kind::kNone && HasCurrent()) return AskConfirm();
  GoOn();
}

}  // namespace dialogs
