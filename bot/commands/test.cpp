// SPDX-License-Identifier: Apache-2.0
// Conversations that a survey's author wrote down, played against the survey.
#include <algorithm>
#include <cstdio>
#include <map>

#include "bot/commands/chat.h"
#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "bot/commands/reach.h"
#include "bot/commands/survey_file.h"
#include "core/json.h"

namespace bot::commands {
namespace {

struct Options {
  std::string survey;
  std::vector<std::string> files;
  bool complete = false;
};

// One file: {"language", "channel", "country", "now", "turns": [{"say", "question", "shows",
// ...}]}.
class Player {
 public:
  Player(std::shared_ptr<const dialogs::Survey> survey, const locales::Catalogs& catalogs,
         Reach& reach)
      : survey_(std::move(survey)), catalogs_(catalogs), reach_(reach) {}

  // What is not as written, "turn 3: ..." each; empty if all is.
  [[nodiscard]] std::vector<std::string> Play(core::JsonValue script) {
    core::Problems problems;
    core::ObjectReader reader(script, "", problems);
    ChatOptions options;
    options.language = reader.String("language", survey_->languages()[0]);
    options.channel = *core::ChannelKindFromName(
        reader.OneOf("channel", {"sms", "whatsapp", "telegram", "webchat"}, "sms"));
    options.country = reader.String("country", "");
    const std::string now = reader.String("now", "2026-11-23T10:00:00Z");
    const auto time = core::TimestampFromRfc3339(now);
    if (!time) reader.Report("now", "must be a time like 2026-11-21T09:00:00Z");
    core::SeededRandom random(1);
    Chat chat(survey_, catalogs_, options, random);
    size_t turn = 0;
    reader.Array("turns", [&](core::JsonValue value, const std::string& path) {
      ++turn;
      core::ObjectReader one(value, path, problems);
      Turn(one, chat, time.value_or(core::Timestamp{}), "turn " + std::to_string(turn));
      one.Finish();
    });
    if (turn == 0)
      reader.Report("turns", "is missing: [{\"say\": \"hi\", \"question\": \"name\"}]");
    reader.Finish();
    for (const core::Problem& p : problems) wrong_.push_back(p.where + ": " + p.what);
    return std::move(wrong_);
  }

 private:
  void Turn(core::ObjectReader& turn, Chat& chat, core::Timestamp now, const std::string& name) {
    const std::string said = turn.String("say");
    if (chat.ended()) return wrong_.push_back(name + ": the conversation is over already");
    std::string all;
    const auto messages = chat.Say(said, now);
    for (const auto& message : messages) all += message.text + "\n";
    reach_.Turn(chat.session(), messages);
    for (const std::string& text : turn.Strings("shows")) {
      if (all.find(text) == std::string::npos)
        wrong_.push_back(name + ": does not show \"" + text + "\" but:\n" + all);
    }
    for (const std::string& text : turn.Strings("shows_not")) {
      if (all.find(text) != std::string::npos)
        wrong_.push_back(name + ": shows \"" + text + "\":\n" + all);
    }
    const std::string wanted = turn.String("question", "");
    const std::string open = chat.OpenQuestion();
    if (!wanted.empty() && wanted != open)
      wrong_.push_back(name + ": asks " +
                       (open.empty() ? "nothing of the survey" : "\"" + open + "\"") +
                       " and not \"" + wanted + "\":\n" + all);
    if (turn.Has("ends") && turn.Bool("ends", false) != chat.ended())
      wrong_.push_back(name + (chat.ended() ? ": ends" : ": does not end"));
  }

  std::shared_ptr<const dialogs::Survey> survey_;
  const locales::Catalogs& catalogs_;
  Reach& reach_;
  std::vector<std::string> wrong_;
};

int Run(const Options& o) {
  auto survey = LoadSurvey(o.survey);
  if (!survey) return Complain("test", survey.error().message);
  auto catalogs = locales::Catalogs::Load();
  if (!catalogs) return Complain("test", catalogs.error().message);
  bool failed = false;
  Reach reach(*survey);
  for (const std::string& file : o.files) {
    auto text = ReadFile(file);
    if (!text) return Complain("test", text.error().message);
    auto script = core::JsonDocument::Parse(*text, true);
    if (!script) return Complain("test", file + ": " + script.error().message);
    const auto wrong = Player(*survey, *catalogs, reach).Play(script->root());
    std::printf("%s: %s\n", file.c_str(), wrong.empty() ? "as written" : "NOT as written");
    for (const std::string& what : wrong) std::printf("  %s\n", what.c_str());
    failed = failed || !wrong.empty();
  }
  const Reach::Report report = reach.Finish();
  std::fputs(report.text.c_str(), stdout);
  return failed || (o.complete && !report.complete) ? kFound : kDone;
}

}  // namespace

void AddTest(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine command =
      program.Command("test",
                      "Play conversations that are written down against a survey: exit 1 if one "
                      "goes another way; then what none of them came to");
  command.Text("SURVEY", o->survey, "A survey file, or the name of a shipped one", true);
  command.Texts("CONVERSATION", o->files,
                "JSON files (docs/survey-format.md, \"Conversations as tests\")", true);
  command.Flag("--complete", o->complete,
               "Exit 1 also if there is a question (in any language), choice, condition, end or "
               "triage rule that none came to");
  command.Run([o] { return Run(*o); });
}

}  // namespace bot::commands
