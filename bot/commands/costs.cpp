// SPDX-License-Identifier: Apache-2.0
// What one finished interview costs. `dwbot check --costs` counts every question of a survey;
// nobody is asked them all. Here interviews are held with answers drawn by chance (always the same
// ones) and what left in them is counted.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>

#include "bot/commands/chat.h"
#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "bot/commands/survey_file.h"
#include "channels/sms/encoding.h"

namespace bot::commands {
namespace {

constexpr uint64_t kInterviews = 41;
constexpr int kMaxTurns = 300;
constexpr const char* kDay = "2026-11-21T09:00:00Z";
// What a worker types where there is nothing to choose: a number, a day, a time, some words.
constexpr const char* kTyped[] = {"3",
                                  "20",
                                  "2026-11-10",
                                  "08:30",
                                  "2026-11-10 08:30",
                                  "They have not paid us for two months and nobody answers."};

struct Counts {
  size_t sent = 0;      // SMS parts that left
  size_t received = 0;  // messages of the worker

  void Add(const std::vector<core::OutboundMessage>& out) {
    ++received;
    for (const auto& message : out)
      sent += channels::sms::CountSegments(channels::sms::SmartEncode(message.text)).segments;
  }
};

// One reply to what was asked last; false if nothing that can be typed is taken.
bool Reply(Chat& chat, std::vector<core::OutboundMessage>& last, core::SeededRandom& random,
           core::Timestamp now, Counts& counts) {
  const auto& choices = last.back().choices;
  if (!choices.empty()) {
    const std::string token(choices[random.Below(choices.size())].token);
    last = chat.Tap(token, now);
    counts.Add(last);
    return !last.empty();
  }
  const std::string question = chat.OpenQuestion();
  for (const char* typed : kTyped) {
    auto out = chat.Say(typed, now);
    if (!chat.ended() && chat.OpenQuestion() == question) continue;  // not taken: tries the next
    last = std::move(out);
    counts.Add(last);
    return !last.empty();
  }
  return false;
}

// nullopt: this one was declined, postponed or stopped.
std::optional<Counts> HoldInterview(const std::shared_ptr<const dialogs::Survey>& survey,
                                    const locales::Catalogs& catalogs, const ChatOptions& options,
                                    uint64_t seed) {
  core::SeededRandom random(seed);
  const core::Timestamp now = *core::TimestampFromRfc3339(kDay);
  Chat chat(survey, catalogs, options, random);
  Counts counts;
  auto last = chat.Say("hi", now);
  counts.Add(last);
  for (int turn = 0; turn < kMaxTurns && !last.empty() && !chat.ended(); ++turn) {
    if (!Reply(chat, last, random, now, counts)) break;
  }
  if (!chat.ended() || chat.session().stage != dialogs::Stage::kDone) return std::nullopt;
  return counts;
}

struct Spread {
  size_t least = 0, middle = 0, most = 0;
};
Spread SpreadOf(const std::vector<Counts>& all, size_t Counts::* what) {
  std::vector<size_t> values;
  for (const Counts& counts : all) values.push_back(counts.*what);
  std::sort(values.begin(), values.end());
  return {values.front(), values[values.size() / 2], values.back()};
}

std::string Row(const std::string& name, const std::string& language,
                const std::vector<Counts>& all, double price) {
  if (all.empty()) return fmt::format("| `{}` | {} | - | - | - |\n", name, language);
  const Spread sent = SpreadOf(all, &Counts::sent);
  const Spread received = SpreadOf(all, &Counts::received);
  return fmt::format("| `{}` | {} | {} ({}-{}) | {} | {:.2f} |\n", name, language, sent.middle,
                     sent.least, sent.most, received.middle,
                     price * static_cast<double>(sent.middle));
}

int Run(std::vector<std::string> surveys, double price) {
  const auto catalogs = locales::Catalogs::Load();
  if (!catalogs) return Complain("costs", catalogs.error().message);
  if (surveys.empty()) {
    for (const auto& shipped : dialogs::ShippedSurveyNames()) surveys.emplace_back(shipped);
  }
  std::string table = fmt::format(
      "| survey | language | SMS parts sent: middle (fewest-most) | SMS received | price of the "
      "middle at {} a part |\n"
      "| --- | --- | ---: | ---: | ---: |\n",
      price);
  for (const std::string& name : surveys) {
    const auto survey = LoadSurvey(name);
    if (!survey) return Complain("costs", survey.error().message);
    for (const std::string& language : (*survey)->languages()) {
      std::vector<Counts> all;
      for (uint64_t seed = 0; seed < kInterviews; ++seed) {
        const auto counts =
            HoldInterview(*survey, *catalogs, {language, core::ChannelKind::kSms, ""}, seed);
        if (counts) all.push_back(*counts);
      }
      table += Row(name, language, all, price);
    }
  }
  std::fputs(table.c_str(), stdout);
  return kDone;
}

}  // namespace

void AddCosts(CommandLine& program) {
  auto surveys = std::make_shared<std::vector<std::string>>();
  auto price = std::make_shared<double>(0.05);
  CommandLine command = program.Command(
      "costs", "SMS parts of one finished interview, by survey and language, as a Markdown table");
  command.Texts("SURVEY", *surveys,
                "Survey files, or names of shipped ones; all shipped ones if none is named");
  command.Number("--price", *price, 0, 1000, "What one part costs, in any currency; else 0.05");
  command.Run([surveys, price] { return Run(*surveys, *price); });
}

}  // namespace bot::commands
