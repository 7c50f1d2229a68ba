// SPDX-License-Identifier: Apache-2.0
#include "locales/utterances.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/json.h"

namespace locales::testing {
namespace {

AnswerType TypeOf(const std::string& name) {
  static const std::map<std::string, AnswerType> kTypes = {
      {"integer", AnswerType::kInteger},
      {"decimal", AnswerType::kDecimal},
      {"yes_no", AnswerType::kYesNo},
      {"date", AnswerType::kDate},
      {"select_one", AnswerType::kSelectOne},
      {"select_multiple", AnswerType::kSelectMultiple},
      {"text", AnswerType::kText},
      {"time", AnswerType::kTime}};
  return kTypes.at(name);
}

std::string Plain(double number) {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out.precision(12);
  out << number;
  return out.str();
}

std::string Expected(core::JsonValue value) {
  if (value.kind() == core::JsonKind::kString) return "value " + value.String();
  if (value.kind() != core::JsonKind::kArray) return "value " + Plain(value.Number());
  std::string out = "value";
  for (size_t i = 0; i < value.size(); ++i) out += " " + value.At(i).String();
  return out;
}

std::vector<AnswerOption> ReadOptions(core::JsonValue list, core::Problems& problems) {
  std::vector<AnswerOption> out;
  for (size_t i = 0; i < list.size(); ++i) {
    core::ObjectReader option(list.At(i), "options", problems);
    const std::string value = option.String("value");
    out.push_back({value, option.String("label"), option.Strings("synonyms")});
    option.Finish();
  }
  return out;
}

UtteranceSet ReadSet(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream bytes;
  bytes << in.rdbuf();
  UtteranceSet out;
  auto document = core::JsonDocument::Parse(bytes.str());
  if (!document) {
    ADD_FAILURE() << path << ": " << document.error().message;
    return out;
  }
  core::Problems problems;
  core::ObjectReader root(document->root(), "", problems);
  out.language = root.String("language");
  out.country = root.String("country");
  out.today = core::DayFromText(root.String("today")).value_or(core::Day{});
  root.Members("options", [&](const std::string& name, core::JsonValue list, const std::string&) {
    out.options[name] = ReadOptions(list, problems);
  });
  root.Array("utterances", [&](core::JsonValue each, const std::string& where) {
    core::ObjectReader reader(each, where, problems);
    Utterance utterance;
    utterance.type = TypeOf(reader.String("type"));
    utterance.text = reader.String("text");
    utterance.options = reader.String("options", "");
    const auto value = reader.Value("value");
    utterance.expected = value ? Expected(*value) : reader.String("kind");
    reader.Finish();
    out.utterances.push_back(std::move(utterance));
  });
  root.Finish();
  EXPECT_TRUE(problems.empty()) << path << ": " << core::Describe(problems);
  return out;
}

}  // namespace

std::vector<UtteranceSet> ReadSets() {
  std::vector<UtteranceSet> out;
  for (const char* folder :
       {"/tests/locales/utterances", "/tests/locales/second_set", "/tests/locales/third_set",
        "/tests/locales/fourth_set", "/tests/locales/short_set", "/tests/locales/fifth_set",
        "/tests/locales/sixth_set", "/tests/locales/seventh_set", "/tests/locales/eighth_set",
        "/tests/locales/ninth_set", "/tests/locales/tenth_set", "/tests/locales/eleventh_set"}) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(DWBOT_SOURCE_DIR) + folder))
      paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) out.push_back(ReadSet(path));
  }
  return out;
}

Question QuestionOf(const UtteranceSet& set, const Utterance& utterance) {
  Question question;
  question.type = utterance.type;
  question.language = set.language;
  question.country = set.country;
  question.today = set.today;
  const auto found = set.options.find(utterance.options);
  if (found != set.options.end()) question.options = &found->second;
  return question;
}

std::string Show(AnswerType type, const Understood& understood) {
  std::string out(Name(understood.meaning));
  if (understood.meaning != Meaning::kValue) return out;
  if (type == AnswerType::kInteger || type == AnswerType::kDecimal)
    return out + " " + Plain(understood.number);
  if (type == AnswerType::kDate) return out + " " + core::ToText(understood.day);
  for (const auto& value : understood.values) out += " " + value;
  return out;
}

}  // namespace locales::testing
