// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/utf8.h"
#include "dialogs/nearest.h"
#include "dialogs/reading/reader.h"

namespace dialogs {
namespace {

constexpr size_t kMaxChoices = 5000;
constexpr size_t kMaxButtonChars = 20;  // WhatsApp's reply button title (docs/channels.md)

Choice::Means MeansFrom(const std::string& word) {
  if (word == "refused") return Choice::Means::kRefused;
  return word == "dont_know" ? Choice::Means::kDontKnow : Choice::Means::kItself;
}

// Words that mean this choice as well, by language.
void ReadSynonyms(Reading& reading, core::ObjectReader& reader, ChoiceList& list) {
  const auto& languages = reading.out.languages;
  reader.Members(
      "synonyms", [&](const std::string& tag, core::JsonValue words, const std::string& path) {
        auto found = std::find(languages.begin(), languages.end(), tag);
        if (found == languages.end() || words.kind() != core::JsonKind::kArray) {
          reading.Report(path, "must be a list of words, under one of the survey's languages");
          return;
        }
        auto& option = list.options[static_cast<size_t>(found - languages.begin())].back();
        for (size_t i = 0; i < words.size(); ++i) {
          if (words.At(i).kind() != core::JsonKind::kString || words.At(i).String().empty()) {
            reading.Report(fmt::format("{}[{}]", path, i), "must be a text");
          } else {
            option.synonyms.push_back(words.At(i).String());
          }
        }
      });
}

void ReadChoice(Reading& reading, core::JsonValue value, const std::string& path, ChoiceList& list,
                std::set<std::string>& seen) {
  core::ObjectReader reader(value, path, reading.problems);
  Choice choice;
  choice.value = reader.String("value");
  // A value may begin with a digit ("15_17"), where a name may not.
  if (!choice.value.empty() && !IsSurveyName("_" + choice.value))
    reader.Report("value", "may hold letters, digits, '_', '-' and '.' only");
  if (!seen.insert(choice.value).second)
    reading.Report(reader.PathOf("value"),
                   fmt::format("\"{}\" stands twice in this list; answers could not be told apart",
                               choice.value.substr(0, 40)),
                   ProblemKind::kChoiceTwice);
  choice.label = ReadTexts(reading, reader, "label", true);
  if (HasPlaceholder(choice.label))
    reader.Report(
        "label",
        "the label of a choice shows no answer and no placeholder; write it without { and }");
  choice.button = reader.Has("button") ? ReadTexts(reading, reader, "button", true) : choice.label;
  reader.Value("button");
  for (size_t i = 0; reader.Has("button") && i < choice.button.size(); ++i) {
    if (core::Utf16Length(choice.button[i]) > kMaxButtonChars) {
      reading.Report(reader.PathOf("button") + "." + reading.out.languages[i],
                     fmt::format("is over {} characters; shorten it", kMaxButtonChars),
                     ProblemKind::kTextLong);
    }
  }
  choice.exclusive = reader.Bool("exclusive", false);
  choice.means = MeansFrom(reader.OneOf("means", {"itself", "refused", "dont_know"}, "itself"));
  for (size_t i = 0; i < list.options.size(); ++i) {
    list.options[i].push_back({choice.value, choice.label[i], {}});
    // Who reads a button may type what stands on it.
    if (reader.Has("button")) list.options[i].back().synonyms.push_back(choice.button[i]);
  }
  ReadSynonyms(reading, reader, list);
  reader.Members(
      "attributes", [&](const std::string& key, core::JsonValue text, const std::string& where) {
        if (!IsSurveyName(key) || key == "name" || key == "label" ||
            text.kind() != core::JsonKind::kString)
          return reading.Report(
              where,
              "must be a text under a name of letters, digits and '_', not \"name\" or \"label\"");
        choice.attributes.emplace_back(key, text.String());
      });
  reader.Value("extra");
  list.can_refuse = list.can_refuse || choice.means == Choice::Means::kRefused;
  reader.Finish();
  list.choices.push_back(std::move(choice));
}

// Two choices that read alike could not be told apart by their labels. A list that only expressions
// read is never shown. A list with attributes is never shown whole: there the same label may stand
// for two places.
void CheckLabels(Reading& reading, const std::string& path, const ChoiceList& list) {
  if (std::any_of(list.choices.begin(), list.choices.end(),
                  [](const Choice& c) { return !c.attributes.empty(); }))
    return;
  for (size_t language = 0; language < list.options.size(); ++language) {
    std::set<std::string> seen;
    for (const Choice& choice : list.choices) {
      if (!choice.label[language].empty() && !seen.insert(choice.label[language]).second) {
        reading.Report(path,
                       fmt::format("two choices have the same label in \"{}\"; change one",
                                   reading.out.languages[language]),
                       ProblemKind::kLabelTwice);
      }
    }
  }
}

uint16_t ReadList(Reading& reading, core::JsonValue values, const std::string& path) {
  ChoiceList list;
  list.options.resize(reading.out.languages.size());
  std::set<std::string> seen;
  for (size_t i = 0; i < values.size() && i < kMaxChoices; ++i)
    ReadChoice(reading, values.At(i), fmt::format("{}[{}]", path, i), list, seen);
  if (values.size() == 0) reading.Report(path, "has no choices; add at least two");
  if (values.size() > kMaxChoices)
    reading.Report(path, fmt::format("has {} choices; the limit is {}", values.size(), kMaxChoices),
                   ProblemKind::kTooMany);
  list.numbered.resize(reading.out.languages.size());
  for (size_t language = 0; language < list.numbered.size(); ++language) {
    for (size_t i = 0; i < list.choices.size(); ++i) {
      list.numbered[language] +=
          fmt::format("{}{} {}", i == 0 ? "" : "\n", i + 1, list.choices[i].label[language]);
    }
  }
  list.yes_no = seen.contains("yes") && seen.contains("no");
  reading.out.lists.push_back(std::move(list));
  return static_cast<uint16_t>(reading.out.lists.size() - 1);
}

}  // namespace

void ReadNamedLists(Reading& reading, core::ObjectReader& survey) {
  survey.Members("choices", [&](const std::string& name, core::JsonValue values,
                                const std::string& path) {
    if (!IsSurveyName(name))
      reading.Report(path, "the name of a list may hold letters, digits, '_', '-' and '.' only");
    if (values.kind() != core::JsonKind::kArray) {
      reading.Report(path, "must be a list [ ... ] of choices");
      return;
    }
    reading.out.list_names[name] = ReadList(reading, values, path);
  });
}

uint16_t WithOther(Reading& reading, uint16_t list) {
  ChoiceList with = reading.out.lists[list];
  // A list that has an "other" of its own keeps its words for it.
  if (std::any_of(with.choices.begin(), with.choices.end(),
                  [](const Choice& c) { return c.value == "other"; }))
    return list;
  Choice other;
  other.value = "other";
  other.label.resize(reading.out.languages.size());
  other.button = other.label;
  with.choices.push_back(other);
  for (auto& options : with.options) options.push_back({other.value, "", {}});
  with.catalog_other = true;
  reading.out.lists.push_back(std::move(with));
  return static_cast<uint16_t>(reading.out.lists.size() - 1);
}

std::optional<uint16_t> ReadQuestionChoices(Reading& reading, core::ObjectReader& question) {
  auto value = question.Value("choices");
  if (!value) {
    question.Report("choices", "is missing; name a list of \"choices\" or write the choices here");
    return std::nullopt;
  }
  if (value->kind() == core::JsonKind::kArray) {
    const uint16_t list = ReadList(reading, *value, question.PathOf("choices"));
    CheckLabels(reading, question.PathOf("choices"), reading.out.lists[list]);
    return list;
  }
  if (value->kind() != core::JsonKind::kString) {
    question.Report("choices", "must be the name of a list or a list of choices");
    return std::nullopt;
  }
  auto found = reading.out.list_names.find(value->String());
  if (found != reading.out.list_names.end()) {
    if (reading.offered.insert(found->second).second)
      CheckLabels(reading, "choices." + found->first, reading.out.lists[found->second]);
    return found->second;
  }
  std::vector<std::string_view> names;
  for (const auto& [name, index] : reading.out.list_names) names.push_back(name);
  const std::string near = Nearest(value->String(), names);
  question.Report("choices",
                  fmt::format("there is no list named \"{}\"{}", value->String().substr(0, 40),
                              near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
  return std::nullopt;
}

}  // namespace dialogs
