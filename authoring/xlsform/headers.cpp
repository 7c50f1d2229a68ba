// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <span>

#include "authoring/xlsform/table.h"
#include "authoring/xlsform/text.h"
#include "core/utf8.h"

namespace authoring {
namespace {

// Columns that may carry a language behind "::".
constexpr std::array<std::string_view, 14> kTranslated{"label",
                                                       "hint",
                                                       "guidance_hint",
                                                       "constraint_message",
                                                       "required_message",
                                                       "media::image",
                                                       "media::audio",
                                                       "media::video",
                                                       "media::big-image",
                                                       "media::file",
                                                       "long",
                                                       "short",
                                                       "image",
                                                       "audio"};

constexpr std::array<std::string_view, 44> kSurvey{"type",
                                                   "name",
                                                   "label",
                                                   "hint",
                                                   "guidance_hint",
                                                   "required",
                                                   "required_message",
                                                   "relevant",
                                                   "constraint",
                                                   "constraint_message",
                                                   "calculation",
                                                   "appearance",
                                                   "default",
                                                   "choice_filter",
                                                   "repeat_count",
                                                   "parameters",
                                                   "read_only",
                                                   "trigger",
                                                   "media::image",
                                                   "media::audio",
                                                   "media::video",
                                                   "media::big-image",
                                                   "disabled",
                                                   "chat_sms",
                                                   "chat_whatsapp",
                                                   "chat_telegram",
                                                   "chat_sensitive",
                                                   "chat_pii",
                                                   "chat_confirm",
                                                   "chat_stop",
                                                   "chat_stop_message",
                                                   "chat_coded",
                                                   "chat_voice",
                                                   "chat_role",
                                                   "chat_counted",
                                                   "chat_fill",
                                                   "chat_more",
                                                   "chat_max_repeat",
                                                   "chat_constraint_2",
                                                   "chat_constraint_3",
                                                   "chat_constraint_4",
                                                   "chat_constraint_message_2",
                                                   "chat_constraint_message_3",
                                                   "chat_constraint_message_4"};
constexpr std::array<std::string_view, 11> kChoices{
    "list_name",        "name",         "label",
    "media::image",     "media::audio", "media::video",
    "media::big-image", "chat_button",  "chat_synonyms",
    "chat_exclusive",   "chat_means"};
constexpr std::array<std::string_view, 12> kSettings{
    "form_title",        "form_id",         "version",
    "default_language",  "instance_name",   "allow_choice_duplicates",
    "clean_text_values", "sms_keyword",     "chat_consent",
    "chat_expire_h",     "chat_max_repeat", "chat_title"};
constexpr std::array<std::string_view, 20> kTriage{
    "type",  "id",    "label",       "topic",          "family",       "kind",   "when",
    "gate",  "ilo",   "points",      "help",           "strong",       "medium", "value",
    "after", "child", "acknowledge", "human_decision", "field_action", "clock"};

// chat_sms_en: these end in a language's code, because an unknown "x::Language" column on the
// choices sheet stops pyxform (its issue 815).
constexpr std::array<std::string_view, 11> kChatTexts{"chat_sms",
                                                      "chat_whatsapp",
                                                      "chat_telegram",
                                                      "chat_stop_message",
                                                      "chat_more",
                                                      "chat_button",
                                                      "chat_synonyms",
                                                      "chat_title",
                                                      "chat_constraint_message_2",
                                                      "chat_constraint_message_3",
                                                      "chat_constraint_message_4"};

struct Alias {
  std::string_view typed, key;
};
constexpr std::array<Alias, 32> kAliases{{{"relevance", "relevant"},
                                          {"calculate", "calculation"},
                                          {"caption", "label"},
                                          {"constraining_message", "constraint_message"},
                                          {"constraintmsg", "constraint_message"},
                                          {"jr:constraintmsg", "constraint_message"},
                                          {"requiredmsg", "required_message"},
                                          {"jr:requiredmsg", "required_message"},
                                          {"readonly", "read_only"},
                                          {"count", "repeat_count"},
                                          {"jr:count", "repeat_count"},
                                          {"image", "media::image"},
                                          {"audio", "media::audio"},
                                          {"video", "media::video"},
                                          {"big-image", "media::big-image"},
                                          {"list name", "list_name"},
                                          {"title", "form_title"},
                                          {"set_form_title", "form_title"},
                                          {"id_string", "form_id"},
                                          {"set_form_id", "form_id"},
                                          {"hints", "hint"},
                                          {"labels", "label"},
                                          {"guidance", "guidance_hint"},
                                          {"constraint_msg", "constraint_message"},
                                          {"required_msg", "required_message"},
                                          {"choicefilter", "choice_filter"},
                                          {"parameter", "parameters"},
                                          {"jr:noapperrorstring", "extra"},
                                          {"list_names", "list_name"},
                                          {"listname", "list_name"},
                                          {"default_lang", "default_language"},
                                          {"text", "label"}}};

std::span<const std::string_view> Known(SheetKind kind) {
  switch (kind) {
    case SheetKind::kSurvey:
      return kSurvey;
    case SheetKind::kChoices:
      return kChoices;
    case SheetKind::kSettings:
      return kSettings;
    default:
      return kTriage;
  }
}

bool Contains(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string Resolve(std::string_view part, SheetKind kind) {
  std::string key = Slug(part);
  if (kind == SheetKind::kChoices && key == "value") return "name";
  if (Contains(Known(kind), key)) return key;
  for (const Alias& alias : kAliases) {
    if (alias.typed == key && Contains(Known(kind), alias.key)) return std::string(alias.key);
  }
  return key;
}

std::vector<std::string> Split(std::string_view text, bool double_colon) {
  std::vector<std::string> out;
  size_t start = 0;
  for (size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with("::")) {
      out.emplace_back(core::Trim(text.substr(start, at - start)));
      start = at += 2;
    } else if (text[at] == ':' && !double_colon && Lower(text.substr(start, at - start)) != "jr") {
      out.emplace_back(core::Trim(text.substr(start, at - start)));
      start = ++at;
    } else {
      ++at;
    }
  }
  out.emplace_back(core::Trim(text.substr(start)));
  return out;
}

}  // namespace

std::vector<std::string_view> KnownColumns(SheetKind kind) {
  const auto known = Known(kind);
  return {known.begin(), known.end()};
}

Header ParseHeader(std::string_view typed, SheetKind kind, bool double_colon) {
  Header header;
  header.typed = typed;
  std::string text = CleanCell(typed, true).text;
  // "bind:required" is written beside "label::English" too.
  const bool prefixed = Lower(text).starts_with("bind:") || Lower(text).starts_with("media:");
  std::vector<std::string> parts = Split(text, double_colon && !prefixed);
  std::string head = Slug(parts[0]);
  if ((head == "bind" || head == "media") && parts.size() > 1) {
    head = head == "media" ? "media::" + Slug(parts[1]) : parts[1];
    parts.erase(parts.begin());
  }
  header.key = Resolve(head, kind);
  header.known = Contains(Known(kind), header.key);
  for (std::string_view chat : kChatTexts) {
    if (!header.known && header.key.starts_with(chat) && header.key.size() > chat.size() + 1 &&
        header.key[chat.size()] == '_') {
      header.language = text.substr(chat.size() + 1);
      header.key = chat;
      header.known = Contains(Known(kind), chat);
    }
  }
  if (parts.size() > 1 && header.known && Contains(kTranslated, header.key)) {
    header.language = parts[1];
  } else if (parts.size() > 1) {
    header.known = false;
    header.key = text;
  }
  if (!header.known) header.key = text;
  return header;
}

}  // namespace authoring
