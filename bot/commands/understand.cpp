// SPDX-License-Identifier: Apache-2.0
#include "locales/understand.h"

#include <cmath>
#include <filesystem>

#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "core/json.h"
#include "core/json_writer.h"
#include "locales/catalog.h"

namespace bot::commands {
namespace {

using locales::AnswerType;
using locales::Meaning;

struct Options {
  std::string language, type, options_file, today, country, locales;
};

AnswerType TypeFromName(const std::string& name) {
  if (name == "integer") return AnswerType::kInteger;
  if (name == "decimal") return AnswerType::kDecimal;
  if (name == "yes_no") return AnswerType::kYesNo;
  if (name == "date") return AnswerType::kDate;
  if (name == "select_one") return AnswerType::kSelectOne;
  if (name == "select_multiple") return AnswerType::kSelectMultiple;
  if (name == "time") return AnswerType::kTime;
  return AnswerType::kText;
}

core::Result<std::vector<locales::AnswerOption>> ReadOptions(const std::string& file) {
  ASSIGN_OR_RETURN(std::string text, ReadFile(file));
  auto document = core::JsonDocument::Parse(text);
  if (!document)
    return core::Err(core::ErrorCode::kInvalid, file + ": " + document.error().message);
  if (document->root().kind() != core::JsonKind::kArray) {
    return core::Err(
        core::ErrorCode::kInvalid,
        file + ": must be a list [{\"value\": ..., \"label\": ..., \"synonyms\": [...]}]");
  }
  std::vector<locales::AnswerOption> options;
  core::Problems problems;
  for (size_t i = 0; i < document->root().size(); ++i) {
    core::ObjectReader item(document->root().At(i), file + "[" + std::to_string(i) + "]", problems);
    locales::AnswerOption option;
    option.value = item.String("value");
    option.label = item.String("label");
    option.synonyms = item.Strings("synonyms");
    item.Finish();
    options.push_back(std::move(option));
  }
  if (!problems.empty()) return core::Err(core::ErrorCode::kInvalid, core::Describe(problems));
  return options;
}

void WriteValue(core::JsonWriter& json, AnswerType type, const locales::Understood& understood,
                const std::string& text) {
  switch (type) {
    case AnswerType::kInteger:
    case AnswerType::kDecimal:
      if (understood.number == std::floor(understood.number) &&
          std::fabs(understood.number) < 1e15) {
        json.Integer(static_cast<int64_t>(understood.number));
      } else {
        json.Number(understood.number);
      }
      return;
    case AnswerType::kDate:
      json.String(core::ToText(understood.day));
      return;
    case AnswerType::kSelectMultiple:
      json.BeginArray();
      for (const std::string& value : understood.values) json.String(value);
      json.EndArray();
      return;
    case AnswerType::kText:
      json.String(text);
      return;
    default:
      json.String(understood.values.empty() ? "" : understood.values.front());
  }
}

std::string UnderstandLine(const locales::Question& question, const std::string& line) {
  bool cut = false;
  std::string text = locales::Normalise(line, &cut);
  locales::Understood understood = locales::Understand(question, text);
  core::JsonWriter json;
  json.BeginObject();
  json.Key("kind").String(locales::Name(understood.meaning));
  if (understood.meaning == Meaning::kValue) {
    json.Key("value");
    WriteValue(json, question.type, understood, text);
  }
  json.EndObject();
  return json.Take();
}

int Run(const Options& o) {
  bool select = o.type == "select_one" || o.type == "select_multiple";
  if (select && o.options_file.empty())
    return Complain("understand", "--type " + o.type + " needs --options FILE");
  std::vector<locales::AnswerOption> options;
  if (!o.options_file.empty()) {
    auto read = ReadOptions(o.options_file);
    if (!read) return Complain("understand", read.error().message);
    options = std::move(*read);
  }
  if (!o.locales.empty()) {
    std::error_code error;
    if (!std::filesystem::is_directory(o.locales, error))
      return Complain("understand", "--locales " + o.locales + " is no folder");
    auto loaded = locales::Catalogs::Load(o.locales);  // registers the answer words too
    if (!loaded) return Complain("understand", loaded.error().message);
  }
  locales::Question question;
  question.type = TypeFromName(o.type);
  question.options = select ? &options : nullptr;
  question.language = o.language;
  question.country = o.country;
  question.today = core::DayOf(core::SystemClock().Now());
  if (!o.today.empty()) {
    auto day = core::DayFromText(o.today);
    if (!day) return Complain("understand", "--today must be a day like 2026-11-21");
    question.today = *day;
  }
  ForEachLine([&](const std::string& line) { return UnderstandLine(question, line); });
  return kDone;
}

}  // namespace

void AddUnderstand(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine command =
      program.Command("understand", "What each line of standard input means as an answer, as JSON");
  command.Text("--lang", o->language, "BCP 47 tag of the worker's language", true);
  command.OneOf(
      "--type", o->type,
      {"integer", "decimal", "yes_no", "date", "select_one", "select_multiple", "time", "text"},
      "Type of the question", true);
  command.Text("--options", o->options_file,
               "JSON file: [{\"value\": ..., \"label\": ..., \"synonyms\": [...]}]");
  command.Text("--today", o->today,
               "The day that \"yesterday\" counts from, YYYY-MM-DD; else the real one");
  command.Text("--country", o->country, "ISO 3166 code: order of dates, grouping marks");
  command.Text("--locales", o->locales,
               "Folder of catalog files that stand in for the program's: try a changed one");
  command.Run([o] { return Run(*o); });
}

}  // namespace bot::commands
