// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsform/export.h"

#include <fmt/format.h>
#include <unicode/locid.h>

#include "authoring/xlsform/sheet_builder.h"
#include "authoring/xlsform/table.h"
#include "core/json.h"

namespace authoring {
namespace {

using core::JsonKind;
using core::JsonValue;

std::string TextOf(JsonValue value) {
  switch (value.kind()) {
    case JsonKind::kString:
      return value.String();
    case JsonKind::kBool:
      return value.Bool() ? "yes" : "no";
    default:
      return value.Dump();
  }
}

std::string TextAt(JsonValue object, std::string_view key) {
  auto value = object.Find(key);
  return value ? TextOf(*value) : std::string();
}

std::string LanguageName(const std::string& tag) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString name;
  std::string utf8;
  icu::Locale::forLanguageTag(tag, status)
      .getDisplayName(icu::Locale::getEnglish(), name)
      .toUTF8String(utf8);
  for (char& c : utf8) {
    if (c == '(' || c == ')') c = ' ';  // the code alone stands in brackets
  }
  return fmt::format("{} ({})", utf8, tag);
}

class Exporter {
 public:
  explicit Exporter(JsonValue root) : root_(root) {}

  Workbook Run() {
    for (size_t i = 0; i < root_.Find("languages")->size(); ++i)
      tags_.push_back(root_.Find("languages")->At(i).String());
    Settings();
    if (auto lists = root_.Find("choices")) {
      for (const std::string& name : lists->Keys()) List(name, *lists->Find(name));
    }
    Rows(*root_.Find("questions"));
    Rules();
    Workbook out;
    out.sheets.push_back(survey_.Finish(KnownColumns(SheetKind::kSurvey)));
    if (!choices_.empty()) out.sheets.push_back(choices_.Finish(KnownColumns(SheetKind::kChoices)));
    out.sheets.push_back(settings_.Finish(KnownColumns(SheetKind::kSettings)));
    if (!triage_.empty()) out.sheets.push_back(triage_.Finish(KnownColumns(SheetKind::kTriage)));
    return out;
  }

 private:
  // "label::English (en)"
  void Texts(SheetBuilder& sheet, JsonValue object, std::string_view key, std::string_view column) {
    auto texts = object.Find(key);
    if (!texts) return;
    for (const std::string& tag : tags_)
      sheet.Put(fmt::format("{}::{}", column, LanguageName(tag)), TextAt(*texts, tag));
  }
  // "chat_sms_en"
  void ChatTexts(SheetBuilder& sheet, JsonValue object, std::string_view key,
                 std::string_view column) {
    auto texts = object.Find(key);
    if (!texts) return;
    for (const std::string& tag : tags_)
      sheet.Put(fmt::format("{}_{}", column, tag), TextAt(*texts, tag));
  }
  void Copy(SheetBuilder& sheet, JsonValue object,
            std::initializer_list<std::pair<const char*, const char*>> columns) {
    for (const auto& [key, column] : columns) sheet.Put(column, TextAt(object, key));
  }
  void Extra(SheetBuilder& sheet, JsonValue object, std::string_view key) {
    auto extra = object.Find(key);
    if (!extra) return;
    for (const std::string& name : extra->Keys()) sheet.Put(name, TextAt(*extra, name));
  }

  void Settings() {
    settings_.BeginRow();
    settings_.Put("form_title", TextAt(*root_.Find("title"), tags_[0]));
    Copy(settings_, root_,
         {{"id", "form_id"}, {"version", "version"}, {"expires_hours", "chat_expire_h"}});
    settings_.Put("default_language", LanguageName(tags_[0]));
    ChatTexts(settings_, root_, "title", "chat_title");
    Extra(settings_, root_, "extra");
  }

  void List(const std::string& name, JsonValue list) {
    for (size_t i = 0; i < list.size(); ++i) {
      const JsonValue choice = list.At(i);
      choices_.BeginRow();
      choices_.Put("list_name", name);
      Copy(choices_, choice,
           {{"value", "name"}, {"means", "chat_means"}, {"exclusive", "chat_exclusive"}});
      Texts(choices_, choice, "label", "label");
      ChatTexts(choices_, choice, "button", "chat_button");
      for (const std::string& tag : tags_) {
        auto synonyms = choice.Find("synonyms");
        auto words = synonyms ? synonyms->Find(tag) : std::nullopt;
        std::string joined;
        for (size_t n = 0; words && n < words->size(); ++n)
          joined += (n == 0 ? "" : " | ") + words->At(n).String();
        choices_.Put("chat_synonyms_" + tag, joined);
      }
      Extra(choices_, choice, "attributes");
      Extra(choices_, choice, "extra");
    }
  }

  void Rows(JsonValue rows) {
    for (size_t i = 0; i < rows.size(); ++i) {
      const std::string type = TextAt(rows.At(i), "type");
      if (type == "group" || type == "repeat") {
        Group(rows.At(i), type);
      } else {
        Question(rows.At(i), type);
      }
    }
  }

  void Group(JsonValue group, const std::string& type) {
    survey_.BeginRow();
    survey_.Put("type", "begin " + type);
    Copy(survey_, group,
         {{"name", "name"},
          {"relevant", "relevant"},
          {"count", "repeat_count"},
          {"max", "chat_max_repeat"}});
    Texts(survey_, group, "label", "label");
    ChatTexts(survey_, group, "more", "chat_more");
    Extra(survey_, group, "extra");
    Rows(*group.Find("questions"));
    survey_.BeginRow();
    survey_.Put("type", "end " + type);
  }

  std::string Type(JsonValue question, const std::string& type) {
    if (type == "datetime") return "dateTime";
    const std::string fill = TextAt(question, "fill");
    if (type == "hidden" && (fill == "start" || fill == "today") && !question.Find("relevant"))
      return fill;
    auto choices = question.Find("choices");
    if (!choices) return type;
    const std::string name = TextAt(question, "name");
    const bool named = choices->kind() == JsonKind::kString;
    if (!named) List(name, *choices);
    return fmt::format("{} {}{}", type, named ? choices->String() : name,
                       TextAt(question, "or_other") == "yes" ? " or_other" : "");
  }

  void Question(JsonValue q, const std::string& json_type) {
    survey_.BeginRow();
    const std::string type = Type(q, json_type);
    survey_.Put("type", type);
    if (type != TextAt(q, "fill")) survey_.Put("chat_fill", TextAt(q, "fill"));
    Copy(survey_, q,
         {{"name", "name"},
          {"required", "required"},
          {"relevant", "relevant"},
          {"constraint", "constraint"},
          {"calculation", "calculation"},
          {"default", "default"},
          {"choice_filter", "choice_filter"},
          {"role", "chat_role"},
          {"confirm", "chat_confirm"},
          {"stop", "chat_stop"},
          {"sensitive", "chat_sensitive"},
          {"pii", "chat_pii"},
          {"coded", "chat_coded"},
          {"counted", "chat_counted"}});
    for (const auto& [key, column] : {std::pair("label", "label"), std::pair("hint", "hint"),
                                      std::pair("guidance", "guidance_hint"),
                                      std::pair("constraint_message", "constraint_message"),
                                      std::pair("required_message", "required_message")})
      Texts(survey_, q, key, column);
    for (const auto& [key, column] :
         {std::pair("sms", "chat_sms"), std::pair("whatsapp", "chat_whatsapp"),
          std::pair("telegram", "chat_telegram"), std::pair("stop_message", "chat_stop_message")})
      ChatTexts(survey_, q, key, column);
    auto validation = q.Find("validation");
    for (size_t i = 0; validation && i < validation->size(); ++i) {
      survey_.Put(fmt::format("chat_constraint_{}", i + 2),
                  TextAt(validation->At(i), "constraint"));
      ChatTexts(survey_, validation->At(i), "message",
                fmt::format("chat_constraint_message_{}", i + 2));
    }
    std::string parameters;
    for (const char* name : {"start", "end", "step", "randomize", "seed"}) {
      std::string text = TextAt(q, name);
      if (text.empty()) continue;
      parameters += fmt::format("{}{}={}", parameters.empty() ? "" : " ", name,
                                text == "yes" ? "true" : text);
    }
    survey_.Put("parameters", parameters);
    Extra(survey_, q, "extra");
  }

  void Rules() {
    if (auto ends = root_.Find("ends")) {
      for (size_t i = 0; i < ends->size(); ++i) {
        Rule("end", ends->At(i),
             {{"id", "id"},
              {"when", "when"},
              {"after", "after"},
              {"child", "child"},
              {"help", "help"}});
        Texts(triage_, ends->At(i), "text", "label");
      }
    }
    if (auto topics = root_.Find("topics")) {
      for (const std::string& id : topics->Keys()) {
        triage_.BeginRow();
        triage_.Put("type", "topic");
        triage_.Put("id", id);
        Texts(triage_, *topics, id, "label");
      }
    }
    auto triage = root_.Find("triage");
    if (!triage) return;
    Setting("version", TextAt(*triage, "version"));
    Setting("open_gate", TextAt(*triage, "open_gate"));
    if (auto points = triage->Find("points")) {
      for (const std::string& key : points->Keys()) Setting("points_" + key, TextAt(*points, key));
    }
    Each(*triage, "classes", "class", "name",
         {{"id", "id"},
          {"acknowledge", "acknowledge"},
          {"human_decision", "human_decision"},
          {"field_action", "field_action"},
          {"clock", "clock"}});
    Each(*triage, "indicators", "indicator", "reason",
         {{"id", "id"},
          {"topic", "topic"},
          {"family", "family"},
          {"kind", "kind"},
          {"when", "when"},
          {"gate", "gate"},
          {"ilo", "ilo"},
          {"points", "points"},
          {"help", "help"}});
    Each(*triage, "modifiers", "modifier", "", {{"id", "id"}, {"when", "when"}});
    if (auto ilo = triage->Find("ilo_rule")) Ilo(*ilo);
  }

  void Rule(const char* type, JsonValue object,
            std::initializer_list<std::pair<const char*, const char*>> columns) {
    triage_.BeginRow();
    triage_.Put("type", type);
    Copy(triage_, object, columns);
  }
  void Each(JsonValue triage, std::string_view key, const char* type, std::string_view texts,
            std::initializer_list<std::pair<const char*, const char*>> columns) {
    auto list = triage.Find(key);
    for (size_t i = 0; list && i < list->size(); ++i) {
      Rule(type, list->At(i), columns);
      if (!texts.empty()) Texts(triage_, list->At(i), texts, "label");
    }
  }
  void Setting(const std::string& id, const std::string& value) {
    if (value.empty()) return;
    triage_.BeginRow();
    triage_.Put("type", "setting");
    triage_.Put("id", id);
    triage_.Put("value", value);
  }
  void Ilo(JsonValue ilo) {
    for (const char* level : {"P1", "P2"}) {
      auto patterns = ilo.Find(level);
      for (size_t i = 0; patterns && i < patterns->size(); ++i) {
        Rule("ilo", patterns->At(i), {{"strong", "strong"}, {"medium", "medium"}});
        triage_.Put("id", level);
      }
    }
    if (!ilo.Find("upgrade_P0")) return;
    Rule("ilo", ilo, {{"upgrade_P0", "when"}});
    triage_.Put("id", "upgrade_P0");
  }

  JsonValue root_;
  std::vector<std::string> tags_;
  SheetBuilder survey_{"survey"}, choices_{"choices"}, settings_{"settings"}, triage_{"triage"};
};

}  // namespace

core::Result<Workbook> ExportXlsForm(std::string_view json) {
  ASSIGN_OR_RETURN(auto document, core::JsonDocument::Parse(json));
  return Exporter(document.root()).Run();
}

}  // namespace authoring
