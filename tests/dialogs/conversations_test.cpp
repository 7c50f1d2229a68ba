// SPDX-License-Identifier: Apache-2.0
// Conversations as data: tests/dialogs/conversations/*.json, each played in every language of its
// survey (dialogs/README.md).
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "dialogs/support.h"

namespace dialogs_test {
namespace {

using core::JsonKind;
using core::JsonValue;

// By file, not by file and language: what a test's name needs is read in every process that runs
// one test.
class Conversation : public testing::TestWithParam<std::string> {
 protected:
  static std::string Text(JsonValue turn, std::string_view key, const std::string& fallback = "") {
    auto v = turn.Find(key);
    return v ? v->String() : fallback;
  }

  void Act(JsonValue turn, Worker& worker) {
    const auto& catalog = Catalogs().Closest(language_);
    if (auto v = turn.Find("pass_minutes")) worker.Pass(std::chrono::minutes(v->Integer()));
    if (auto v = turn.Find("say")) worker.Write(v->String());
    if (auto v = turn.Find("word")) worker.Write(catalog.Text(KeyNamed("word_" + v->String())));
    if (auto v = turn.Find("tap")) worker.Tap(worker.Token(static_cast<size_t>(v->Integer())));
    if (auto v = turn.Find("tap_old"))
      worker.Tap(worker.Token(static_cast<size_t>(v->At(1).Integer()),
                              static_cast<size_t>(v->At(0).Integer())));
    if (auto v = turn.Find("tap_token")) worker.Tap(v->String());
    if (auto v = turn.Find("send")) {
      worker.Send(v->String() == "media"     ? core::InboundKind::kUnsupported
                  : v->String() == "blocked" ? core::InboundKind::kBlocked
                                             : core::InboundKind::kUnblocked);
    }
    if (turn.Find("wake")) worker.Wake();
  }

  void Play(JsonValue conversation, std::shared_ptr<const dialogs::Survey> survey,
            const std::string& language) {
    language_ = language;
    Worker worker(std::move(survey),
                  *core::ChannelKindFromName(Text(conversation, "channel", "telegram")),
                  Text(conversation, "hint", language));
    const JsonValue turns = *conversation.Find("turns");
    for (size_t i = 0; i < turns.size(); ++i) {
      SCOPED_TRACE("turn " + std::to_string(i) + ": " + turns.At(i).Dump());
      Act(turns.At(i), worker);
      Check(turns.At(i), worker);
      if (HasFatalFailure()) return;
    }
  }

  // "text_as", "body_as": [key, value]: the message shows that of two wordings, where answers have
  // numbers or are buttons.
  static void CheckWording(JsonValue turn, std::string_view what, const Worker& worker,
                           const std::string& all) {
    const auto wanted = turn.Find(what);
    if (!wanted) return;
    EXPECT_TRUE(
        ShowsAs(all, worker.catalog(), KeyNamed(wanted->At(0).String()), wanted->At(1).String()))
        << wanted->Dump() << " is not in:\n"
        << all;
  }

  static std::string AllText(const dialogs::StepResult& result) {
    std::string all;
    for (const auto& m : result.messages) all += m.text + "\n----\n";
    return all;
  }

  void CheckTexts(JsonValue turn, Worker& worker) {
    const std::string all = AllText(worker.last);
    if (auto v = turn.Find("texts")) {
      for (size_t i = 0; i < v->size(); ++i) {
        EXPECT_TRUE(Shows(all, worker.catalog(), KeyNamed(v->At(i).String())))
            << v->At(i).String() << " is not in:\n"
            << all;
      }
      if (v->size() > 0 && turn.Find("first")) {
        const std::string& text = worker.catalog().Text(KeyNamed(v->At(0).String()));
        EXPECT_TRUE(all.starts_with(text.substr(0, text.find('{')))) << all;
      }
    }
    if (auto v = turn.Find("not_texts")) {
      for (size_t i = 0; i < v->size(); ++i)
        EXPECT_FALSE(Shows(all, worker.catalog(), KeyNamed(v->At(i).String()))) << all;
    }
    if (auto v = turn.Find("contains")) {
      for (size_t i = 0; i < v->size(); ++i)
        EXPECT_NE(all.find(v->At(i).String()), std::string::npos)
            << v->At(i).String() << " is not in:\n"
            << all;
    }
    if (auto v = turn.Find("not_contains")) {
      for (size_t i = 0; i < v->size(); ++i)
        EXPECT_EQ(all.find(v->At(i).String()), std::string::npos)
            << v->At(i).String() << " is in:\n"
            << all;
    }
    for (const bool there : {true, false}) {
      const auto words = turn.Find(there ? "words" : "not_words");
      for (size_t i = 0; words && i < words->size(); ++i) {
        const std::string& word = worker.catalog().Text(KeyNamed("word_" + words->At(i).String()));
        EXPECT_EQ(all.find(word) != std::string::npos, there) << word << ":\n" << all;
      }
    }
    std::string bodies;
    for (const auto& m : worker.last.messages) bodies += m.body + "\n";
    CheckWording(turn, "text_as", worker, all);
    CheckWording(turn, "body_as", worker, bodies);
    if (auto v = turn.Find("messages")) {
      EXPECT_EQ(static_cast<int64_t>(worker.last.messages.size()), v->Integer()) << all;
    }
  }

  // "notes": exactly these notes of the survey are said.
  void CheckNotes(JsonValue turn, Worker& worker) {
    auto wanted = turn.Find("notes");
    if (!wanted) return;
    std::set<std::string> names;
    for (size_t i = 0; i < wanted->size(); ++i) names.insert(wanted->At(i).String());
    const auto& languages = worker.survey->languages();
    const auto language = static_cast<size_t>(
        std::find(languages.begin(), languages.end(), worker.session.language) - languages.begin());
    const std::string all = AllText(worker.last);
    for (const dialogs::Question& note : worker.survey->compiled().questions) {
      if (note.type != dialogs::QuestionType::kNote) continue;
      const std::string& text = note.wording[static_cast<size_t>(worker.channel()) - 1][language];
      const bool shown = all.find(text.substr(0, text.find("${"))) != std::string::npos;
      EXPECT_EQ(shown, names.contains(note.name)) << note.name << " in:\n" << all;
    }
  }

  void CheckEffects(JsonValue turn, Worker& worker) {
    std::vector<std::string> names;
    const dialogs::FileTicket* ticket = nullptr;
    for (const auto& effect : worker.last.effects) {
      names.emplace_back(EffectName(effect));
      if (const auto* filed = std::get_if<dialogs::FileTicket>(&effect)) ticket = filed;
    }
    std::vector<std::string> expected;
    if (auto v = turn.Find("effects")) {
      for (size_t i = 0; i < v->size(); ++i) expected.push_back(v->At(i).String());
    }
    EXPECT_EQ(names, expected);
    if (auto v = turn.Find("kept")) {
      for (const auto& effect : worker.last.effects) {
        if (const auto* kept = std::get_if<dialogs::KeepWords>(&effect)) {
          EXPECT_EQ(kept->question, v->String());
        }
      }
    }
    auto wanted = turn.Find("ticket");
    if (!wanted) return;
    ASSERT_NE(ticket, nullptr);
    if (auto v = wanted->Find("class")) {
      EXPECT_EQ(ticket->severity, v->Integer());
    }
    if (auto v = wanted->Find("new")) {
      EXPECT_EQ(ticket->is_new, v->Bool());
    }
    if (auto v = wanted->Find("topic")) {
      EXPECT_EQ(ticket->topic, v->String());
    }
    if (auto v = wanted->Find("words")) {
      EXPECT_EQ(static_cast<int64_t>(ticket->words.size()), v->Integer());
    }
    if (auto v = wanted->Find("points")) {
      EXPECT_EQ(ticket->points, v->Integer());
    }
    if (auto v = wanted->Find("complaint")) {
      EXPECT_EQ(ticket->kind == dialogs::TicketKind::kComplaint, v->Bool());
    }
    EXPECT_EQ(ticket->language, worker.session.language);
    if (auto v = wanted->Find("indicators")) {
      std::vector<std::string> indicators;
      for (size_t i = 0; i < v->size(); ++i) indicators.push_back(v->At(i).String());
      EXPECT_EQ(ticket->indicators, indicators);
    }
  }

  // What would be stored if the survey ended now.
  void CheckAnswers(JsonValue turn, Worker& worker) {
    if (!turn.Find("answers") && !turn.Find("no_answers")) return;
    Worker silent = worker;
    silent.Pass(std::chrono::hours(24 * 30));
    silent.Wake();
    std::map<std::string, std::string> stored;
    for (const auto& effect : silent.last.effects) {
      if (const auto* response = std::get_if<dialogs::FinishResponse>(&effect))
        stored.insert(response->answers.begin(), response->answers.end());
    }
    if (auto v = turn.Find("answers")) {
      for (const std::string& name : v->Keys())
        EXPECT_EQ(stored[name], v->Find(name)->String()) << name;
    }
    if (auto v = turn.Find("no_answers")) {
      for (size_t i = 0; i < v->size(); ++i) EXPECT_FALSE(stored.contains(v->At(i).String()));
    }
  }

  void Check(JsonValue turn, Worker& worker) {
    const std::string stage = Text(turn, "stage", "asking");
    EXPECT_EQ(StageName(worker.session.stage), stage);
    if (auto v = turn.Find("question")) {
      EXPECT_EQ(worker.OpenQuestion(), v->String());
      const dialogs::Question* open = worker.Open();
      ASSERT_NE(open, nullptr);
      const auto& label = open->wording[static_cast<size_t>(worker.channel()) - 1];
      const auto language = std::find(worker.survey->languages().begin(),
                                      worker.survey->languages().end(), worker.session.language) -
                            worker.survey->languages().begin();
      const std::string all = AllText(worker.last);
      const std::string start = label[static_cast<size_t>(language)].substr(
          0, label[static_cast<size_t>(language)].find('{'));
      if (turn.Find("shown") == std::nullopt && stage == "asking") {
        EXPECT_NE(all.find(start), std::string::npos) << all;
      }
    }
    CheckTexts(turn, worker);
    CheckNotes(turn, worker);
    CheckEffects(turn, worker);
    CheckAnswers(turn, worker);
    if (auto v = turn.Find("language")) {
      EXPECT_EQ(worker.session.language, v->String());
    }
    if (auto v = turn.Find("wake_in_minutes")) {
      ASSERT_TRUE(worker.last.wake_at);
      EXPECT_EQ((*worker.last.wake_at - worker.now) / std::chrono::minutes(1), v->Integer());
    }
    const auto messages = turn.Find("messages");
    if (!messages) {
      EXPECT_FALSE(worker.last.messages.empty());
    }
  }

  std::string language_;
};

// "survey" is the name of a shipped one, or a file beside this test; Core-9 if it is left out.
std::shared_ptr<const dialogs::Survey> SurveyOf(JsonValue conversation) {
  auto name = conversation.Find("survey");
  if (!name) return Core9();
  const std::string_view* shipped = dialogs::ShippedSurvey(name->String());
  return MustParse(shipped != nullptr ? std::string(*shipped) : ReadFile(name->String()));
}

TEST_P(Conversation, GoesAsWritten) {
  const core::JsonDocument document = ReadJson("conversations/" + GetParam());
  const auto survey = SurveyOf(document.root());
  const std::string only = Text(document.root(), "only");
  size_t played = 0;
  for (const std::string& language : survey->languages()) {
    if (!only.empty() && only != language) continue;
    SCOPED_TRACE(language);
    Play(document.root(), survey, language);
    if (HasFatalFailure()) return;
    ++played;
  }
  EXPECT_GT(played, 0U);
}

INSTANTIATE_TEST_SUITE_P(All, Conversation, testing::ValuesIn(FilesIn("conversations", ".json")),
                         [](const auto& named) {
                           std::string name = named.param.substr(0, named.param.find('.'));
                           std::replace_if(
                               name.begin(), name.end(),
                               [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); },
                               '_');
                           return name;
                         });

}  // namespace
}  // namespace dialogs_test
