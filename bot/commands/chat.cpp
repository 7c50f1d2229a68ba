// SPDX-License-Identifier: Apache-2.0
#include "bot/commands/chat.h"

#include <algorithm>
#include <iostream>

#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "bot/commands/survey_file.h"
#include "bot/turn/prepare.h"
#include "core/utf8.h"
#include "dialogs/calculator.h"
#include "locales/understand.h"

namespace bot::commands {
namespace {

struct Options {
  std::string survey, language, channel = "sms", country, now;
};

// Numbers are the country's business and stand in the config; here a worker in danger is shown
// where they would be.
dialogs::HelpNumber ExampleHelp() { return {"any", "[number from the configuration]", "", {}}; }

class Finder final : public dialogs::IdentityFinder {
 public:
  Finder(std::string_view country, std::string_view text) : country_(country), text_(text) {}
  [[nodiscard]] uint8_t Find(std::string_view language) const override {
    return IdentityBits(privacy::Scrub({country_, language, {}}, text_).kinds);
  }

 private:
  std::string_view country_;
  std::string_view text_;
};

bool SameLanguage(const std::string& a, const std::string& b) {
  return a.substr(0, a.find('-')) == b.substr(0, b.find('-'));
}

int Run(const Options& o) {
  auto survey = LoadSurvey(o.survey);
  if (!survey) return Complain("chat", survey.error().message);
  auto catalogs = locales::Catalogs::Load();
  if (!catalogs) return Complain("chat", catalogs.error().message);
  const auto& languages = (*survey)->languages();
  if (!o.language.empty() &&
      std::none_of(languages.begin(), languages.end(),
                   [&](const std::string& l) { return SameLanguage(l, o.language); })) {
    std::string known;
    for (const std::string& l : languages) known += " " + l;
    return Complain("chat", "the survey has no texts in \"" + o.language + "\"; it has" + known);
  }
  core::SystemClock clock;
  std::optional<core::Timestamp> fixed;
  if (!o.now.empty()) {
    fixed = core::TimestampFromRfc3339(o.now);
    if (auto day = core::DayFromText(o.now); !fixed && day) fixed = core::StartOf(*day);
    if (!fixed) {
      return Complain("chat",
                      "--now must be a time like 2026-11-21T09:00:00Z or a day like 2026-11-21");
    }
  }
  core::SystemRandom random;
  Chat chat(*survey, std::move(*catalogs),
            {o.language, *core::ChannelKindFromName(o.channel), o.country}, random);
  for (std::string line; !chat.ended() && std::getline(std::cin, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;  // Enter alone: no phone sends an empty message
    for (const auto& message : chat.Say(line, fixed ? *fixed : clock.Now()))
      std::cout << OnTerminal(message.text) << '\n';
    std::cout << '\n' << std::flush;
  }
  return kDone;
}

}  // namespace

Chat::Chat(std::shared_ptr<const dialogs::Survey> survey, locales::Catalogs catalogs,
           ChatOptions options, core::RandomSource& random)
    : survey_(std::move(survey)),
      catalogs_(std::move(catalogs)),
      options_(std::move(options)),
      random_(random) {
  for (const std::string& language : survey_->languages()) {
    if (catalogs_.Find(language) != nullptr) languages_.push_back(language);
  }
  deployment_.catalogs = &catalogs_;
  deployment_.country = options_.country;
  deployment_.time_zone =
      options_.country.empty() ? "" : locales::DefaultTimeZone(options_.country);
  if (deployment_.time_zone.empty()) deployment_.time_zone = "UTC";
  deployment_.office = "[office from the configuration]";
  deployment_.check = "the inspectorate's own page";
  deployment_.help.push_back(ExampleHelp());
  rights_ = dialogs::Rights::Shipped(options_.country);
  deployment_.rights = &rights_;
}

std::vector<core::OutboundMessage> Chat::Step(dialogs::Input input, core::Timestamp now) {
  if (!session_ || dialogs::NeedsNewSession(*session_))
    session_ = dialogs::NewSession(*survey_, random_.NewSeed(), now);
  input.channel = options_.channel;
  input.language_hint = options_.language;
  input.languages = &languages_;
  input.words = core::RecordId::Random(random_);
  const Finder finder(options_.country, input.text);
  input.identity = &finder;
  dialogs::StepResult result =
      dialogs::Step(*survey_, deployment_, std::move(*session_), input, now);
  session_ = std::move(result.session);
  return std::move(result.messages);
}

std::vector<core::OutboundMessage> Chat::Say(const std::string& line, core::Timestamp now) {
  bool cut = false;
  std::string text = locales::Normalise(core::RepairUtf8(line), &cut);
  dialogs::Input input;
  input.text = text;
  input.text_was_cut = cut;
  return Step(input, now);
}

std::vector<core::OutboundMessage> Chat::Tap(const std::string& tap, core::Timestamp now) {
  dialogs::Input input;
  input.kind = core::InboundKind::kTap;
  input.tap = tap;
  return Step(input, now);
}

bool Chat::ended() const { return session_ && dialogs::NeedsNewSession(*session_); }

std::string Chat::OpenQuestion() const {
  return session_ ? dialogs::OpenQuestion(*survey_, *session_) : std::string();
}

std::string OnTerminal(const std::string& message) {
  std::string out;
  std::string_view rest = core::Trim(message);
  for (;;) {
    size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    out += line.empty() ? " " : line;
    if (end == std::string_view::npos) return out;
    out += '\n';
    rest.remove_prefix(end + 1);
  }
}

void AddChat(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine command =
      program.Command("chat",
                      "Hold a conversation on standard input and output: a line in is a message of "
                      "the worker, an empty line ends each turn");
  command.Text("SURVEY", o->survey, "A survey file, or the name of a shipped one", true);
  command.Text("--lang", o->language, "BCP 47 tag that the worker's phone is set to");
  command.OneOf("--channel", o->channel, {"sms", "whatsapp", "telegram", "webchat"},
                "What the worker writes on");
  command.Text("--country", o->country, "ISO 3166 code: order of dates, time zone");
  command.Text("--now", o->now, "A fixed time instead of the real one, RFC 3339 or YYYY-MM-DD");
  command.Run([o] { return Run(*o); });
}

}  // namespace bot::commands
