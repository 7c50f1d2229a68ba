// SPDX-License-Identifier: Apache-2.0
#include "ecms/answer_texts.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/json.h"
#include "dialogs/survey.h"

namespace ecms {
namespace {

using core::JsonKind;
using core::JsonValue;
using Options = std::map<std::string, std::string, std::less<>>;

std::optional<JsonValue> FindOf(JsonValue object, std::string_view key, JsonKind kind) {
  auto value = object.Find(key);
  return value && value->kind() == kind ? value : std::nullopt;
}

std::string StringOf(JsonValue object, std::string_view key) {
  auto value = FindOf(object, key, JsonKind::kString);
  return value ? value->String() : std::string();
}

// Texts may hold {office} or {days}, which are filled in for the worker only.
std::string WithoutPlaceholders(std::string text) {
  for (size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open)) {
    size_t close = text.find('}', open);
    if (close == std::string::npos) break;
    text.replace(open, close - open + 1, "\xE2\x80\xA6");
  }
  return text;
}

// The text in the language asked for, in the same language of another region, or in the survey's
// first one.
class Chooser {
 public:
  Chooser(const dialogs::Survey& survey, std::string_view language) {
    const auto& known = survey.languages();
    std::string_view base = language.substr(0, language.find('-'));
    if (std::find(known.begin(), known.end(), language) != known.end())
      tags_.emplace_back(language);
    if (std::find(known.begin(), known.end(), base) != known.end()) tags_.emplace_back(base);
    if (!known.empty()) tags_.push_back(known.front());
  }
  [[nodiscard]] std::string Text(JsonValue object, std::string_view key) const {
    auto texts = FindOf(object, key, JsonKind::kObject);
    if (!texts) return {};
    for (const std::string& tag : tags_) {
      std::string text = StringOf(*texts, tag);
      if (!text.empty()) return WithoutPlaceholders(std::move(text));
    }
    return {};
  }

 private:
  std::vector<std::string> tags_;
};

Options ReadOptions(JsonValue list, const Chooser& chooser) {
  Options options;
  for (size_t i = 0; list.kind() == JsonKind::kArray && i < list.size(); ++i) {
    if (list.At(i).kind() != JsonKind::kObject) continue;
    options[StringOf(list.At(i), "value")] = chooser.Text(list.At(i), "label");
  }
  return options;
}

// "a b" of a select_multiple: every word must be an option.
std::optional<std::string> Joined(const Options& options, std::string_view value) {
  std::string out;
  while (!value.empty()) {
    size_t end = std::min(value.find(' '), value.size());
    auto option = options.find(value.substr(0, end));
    if (option == options.end() || option->second.empty()) return std::nullopt;
    out += (out.empty() ? "" : ", ") + option->second;
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return out;
}

}  // namespace

// Reads docs/survey-format.md's canonical form; it was checked when it was published.
class QuestionCollector {
 public:
  QuestionCollector(JsonValue root, const Chooser& chooser, std::vector<AnswerTexts::Question>& out)
      : lists_(FindOf(root, "choices", JsonKind::kObject)), chooser_(chooser), out_(out) {
    Each(root, false);
  }

 private:
  void Each(JsonValue holder, bool conditional) {
    auto questions = FindOf(holder, "questions", JsonKind::kArray);
    for (size_t i = 0; questions && i < questions->size(); ++i) {
      JsonValue question = questions->At(i);
      if (question.kind() != JsonKind::kObject) continue;
      bool relevant = conditional || question.Find("relevant").has_value();
      const std::string type = StringOf(question, "type");
      if (type == "group" || type == "repeat") {
        Each(question, relevant || type == "repeat");
      } else {
        One(question, relevant);
      }
    }
  }

  void One(JsonValue question, bool conditional) {
    AnswerTexts::Question read;
    read.name = StringOf(question, "name");
    read.text = chooser_.Text(question, "label");
    std::string type = StringOf(question, "type");
    std::string role = StringOf(question, "role");
    read.opening = role == "safety_check" || role == "consent";
    // What is calculated, sent as a picture or sealed is not asked back.
    constexpr std::array<std::string_view, 9> kNeverExpected{
        "note", "text", "calculate", "hidden", "image", "audio", "video", "file", "geopoint"};
    read.expected =
        !conditional && !read.opening &&
        std::find(kNeverExpected.begin(), kNeverExpected.end(), type) == kNeverExpected.end();
    if (auto choices = question.Find("choices")) {
      bool named = choices->kind() == JsonKind::kString;
      auto list = !named ? choices : lists_ ? lists_->Find(choices->String()) : std::nullopt;
      if (list) read.options = ReadOptions(*list, chooser_);
    }
    out_.push_back(std::move(read));
  }

  std::optional<JsonValue> lists_;
  const Chooser& chooser_;
  std::vector<AnswerTexts::Question>& out_;
};

AnswerTexts::AnswerTexts(const dialogs::Survey* survey, std::string_view language) {
  if (survey == nullptr) return;
  auto document = core::JsonDocument::Parse(survey->canonical_json());
  if (!document || document->root().kind() != JsonKind::kObject) return;
  Chooser chooser(*survey, language);
  QuestionCollector(document->root(), chooser, questions_);
}

// "children[2]/age" is the question "age".
const AnswerTexts::Question* AnswerTexts::Find(std::string_view name) const {
  if (const size_t slash = name.rfind('/'); slash != std::string_view::npos)
    name.remove_prefix(slash + 1);
  auto found = std::find_if(questions_.begin(), questions_.end(),
                            [&](const Question& q) { return q.name == name; });
  return found == questions_.end() ? nullptr : &*found;
}

std::vector<AnswerView> AnswerTexts::Answered(const Coded& answers) const {
  std::vector<AnswerView> out;
  for (const auto& [name, value] : answers) {
    AnswerView view{name, name, value, value};
    if (const Question* question = Find(name)) {
      if (question->opening) continue;
      const size_t open = name.find('[');
      const size_t close = name.find("]/");
      const bool round = open != std::string::npos && close != std::string::npos && open < close;
      const std::string which = round ? name.substr(open + 1, close - open - 1) + ": " : "";
      if (!question->text.empty()) view.question_text = which + question->text;
      if (auto label = Joined(question->options, value); label && !label->empty())
        view.value_text = *label;
    }
    out.push_back(std::move(view));
  }
  return out;
}

std::vector<AnswerView> AnswerTexts::Unanswered(const Coded& answers) const {
  std::vector<AnswerView> out;
  for (const Question& question : questions_) {
    bool answered = std::any_of(answers.begin(), answers.end(),
                                [&](const auto& a) { return a.first == question.name; });
    if (question.expected && !answered) {
      out.push_back({question.name, question.text.empty() ? question.name : question.text, "", ""});
    }
  }
  return out;
}

std::string AnswerTexts::TextOf(std::string_view question) const {
  const Question* found = Find(question);
  return found != nullptr && !found->text.empty() ? found->text : std::string(question);
}

}  // namespace ecms
