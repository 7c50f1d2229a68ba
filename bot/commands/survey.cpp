// SPDX-License-Identifier: Apache-2.0
// dwbot survey: the versions of a configuration's database. Works beside a running service, which
// takes over what it finds within five seconds (Publishing::LookForNews).
#include <cstdio>
#include <memory>

#include "authoring/diff.h"
#include "authoring/lint/lint.h"
#include "authoring/survey_file.h"
#include "bot/commands/commands.h"
#include "bot/commands/database.h"
#include "bot/commands/lines.h"
#include "bot/commands/survey_file.h"
#include "bot/config/config.h"
#include "bot/doors.h"
#include "core/base64.h"
#include "core/time.h"
#include "ecms/make_surveys.h"

namespace bot::commands {
namespace {

struct Options {
  std::string config, file, version, other;
  bool accept_warnings = false, accept_shift = false;
};

constexpr size_t kShortHash = 12;
const ecms::Caller kCommandLine{{}, "command line", "administrator"};

// What the commands share: the database and the versions in it.
struct Desk {
  std::unique_ptr<store::Store> store;
  Config config;
  std::unique_ptr<locales::Catalogs> catalogs;
  core::SystemClock clock;
  dialogs::Deployment deployment;
  std::unique_ptr<ecms::Surveys> surveys;

  [[nodiscard]] core::Status Fits(const dialogs::Survey& survey) const {
    SurveyBook book;
    RETURN_IF_ERROR(book.Load(*store));
    ASSIGN_OR_RETURN(const auto registered, store->FindMeta("office_public"));
    return FitsDoors(config, *catalogs, book.CurrentOffers(), config.office_public || registered,
                     survey);
  }
};

core::Result<std::unique_ptr<Desk>> Open(const std::string& config_file) {
  auto desk = std::make_unique<Desk>();
  ASSIGN_OR_RETURN(desk->config, LoadConfig(config_file, nullptr));
  ASSIGN_OR_RETURN(auto catalogs, locales::Catalogs::Load(desk->config.data_dir + "/locales"));
  desk->catalogs = std::make_unique<locales::Catalogs>(std::move(catalogs));
  ASSIGN_OR_RETURN(desk->store, OpenDatabase(config_file));
  Desk& d = *desk;
  d.deployment.catalogs = d.catalogs.get();
  desk->surveys = ecms::MakeSurveys(
      {*d.store, [&d](store::CommandGroup group) { return CommitOne(*d.store, std::move(group)); },
       d.clock, d.deployment, [&d](const dialogs::Survey& survey) { return d.Fits(survey); },
       [](std::string_view) { return std::vector<ecms::SurveyUse>(); }});
  return desk;
}

// The one version whose hash begins with `text`, or the current one of the survey with that id; ""
// if there is none.
core::Result<std::string> FindVersion(const Desk& desk, const std::string& text) {
  ASSIGN_OR_RETURN(const auto views, desk.surveys->List(kCommandLine, "en"));
  std::vector<std::string> found;
  for (const ecms::SurveyView& view : views) {
    for (const ecms::SurveyVersionView& version : view.versions) {
      const bool current = view.id == text && version.state == "current";
      if (current || (text.size() >= 4 && version.hash.starts_with(text)))
        found.push_back(version.hash);
    }
  }
  if (found.size() > 1)
    return core::Err(core::ErrorCode::kInvalid,
                     "\"" + text + "\" fits several versions; give more of the hash");
  return found.empty() ? std::string() : found.front();
}

// A version of the database, else a shipped survey or a file.
core::Result<std::string> JsonOf(const Desk* desk, const std::string& text) {
  if (desk != nullptr) {
    ASSIGN_OR_RETURN(const std::string hash, FindVersion(*desk, text));
    if (!hash.empty()) return desk->surveys->Json(kCommandLine, hash);
  }
  ASSIGN_OR_RETURN(const auto survey, LoadSurvey(text));
  return survey->canonical_json();
}

int List(const Options& o) {
  auto desk = Open(o.config);
  if (!desk) return Complain("survey list", desk.error().message);
  const auto views = (*desk)->surveys->List(kCommandLine, "en");
  if (!views) return Complain("survey list", views.error().message);
  for (const ecms::SurveyView& view : *views) {
    std::printf("%s  %s\n", view.id.c_str(), view.title.c_str());
    for (const ecms::SurveyVersionView& version : view.versions) {
      std::printf("  %s  %-9s  %s  %s\n", version.hash.substr(0, kShortHash).c_str(),
                  version.state.c_str(),
                  version.published_on.empty() ? "day not known" : version.published_on.c_str(),
                  version.by.c_str());
    }
  }
  return kDone;
}

int Withdraw(const Options& o) {
  auto desk = Open(o.config);
  if (!desk) return Complain("survey withdraw", desk.error().message);
  const auto hash = FindVersion(**desk, o.version);
  if (!hash) return Complain("survey withdraw", hash.error().message);
  if (hash->empty())
    return Complain("survey withdraw",
                    o.version + ": there is no such version; `dwbot survey list` shows them");
  if (auto done = (*desk)->surveys->Withdraw(kCommandLine, *hash); !done)
    return Complain("survey withdraw", done.error().message);
  std::printf(
      "Withdrawn: %s. A running service knows within five seconds; its conversations end at their "
      "next message.\n",
      hash->substr(0, kShortHash).c_str());
  return kDone;
}

int Differences(const Options& o) {
  std::unique_ptr<Desk> desk;
  if (!o.config.empty()) {
    auto opened = Open(o.config);
    if (!opened) return Complain("survey diff", opened.error().message);
    desk = std::move(*opened);
  }
  const auto before = JsonOf(desk.get(), o.version);
  if (!before) return Complain("survey diff", before.error().message);
  const auto after = JsonOf(desk.get(), o.other);
  if (!after) return Complain("survey diff", after.error().message);
  const auto changes = authoring::Diff(*before, *after);
  if (!changes) return Complain("survey diff", changes.error().message);
  std::fputs(authoring::ToText(*changes).c_str(), stdout);
  return changes->empty() ? kDone : kFound;
}

// What the version does to tickets that are there.
std::string ToText(const ecms::ClassShift& shift) {
  std::string out;
  for (const ecms::ClassShift::Move& move : shift.moves) {
    out += "tickets that move from P" + std::to_string(move.from) + " to P" +
           std::to_string(move.to) + ": " + move.tickets + "\n";
  }
  if (shift.changes && shift.unreadable != "0")
    out +=
        "tickets whose answers one of the two versions does not know: " + shift.unreadable + "\n";
  return out.empty() ? out
                     : "classes of tickets that are there (" + shift.tickets +
                           "), under the changed rules:\n" + out;
}

int Publish(const Options& o) {
  auto desk = Open(o.config);
  if (!desk) return Complain("survey publish", desk.error().message);
  const std::string_view* shipped = dialogs::ShippedSurvey(o.file);
  const auto bytes =
      shipped != nullptr ? core::Result<std::string>(std::string(*shipped)) : ReadFile(o.file);
  if (!bytes) return Complain("survey publish", bytes.error().message);
  auto read = authoring::ReadSurveyFile(shipped != nullptr ? o.file + ".json" : o.file, *bytes);
  (void)authoring::lint::Lint(read, {}, *(*desk)->catalogs);
  const auto& found = read.diagnostics.all();
  const bool warned = std::any_of(found.begin(), found.end(), [](const auto& d) {
    return d.severity == authoring::Severity::kWarning;
  });
  std::fputs(authoring::ToText(read.diagnostics, o.file).c_str(), stderr);
  if (!read.survey || read.diagnostics.HasErrors())
    return Complain("survey publish", "nothing was published: mend the errors first");
  if (warned && !o.accept_warnings)
    return Complain("survey publish",
                    "nothing was published: mend the warnings, or say --accept-warnings");
  const auto record = (*desk)->surveys->Current(kCommandLine, read.survey->id());
  if (!record) return Complain("survey publish", record.error().message);
  std::string replaces;
  if (!record->empty()) {
    const auto current = FindVersion(**desk, read.survey->id());
    if (!current) return Complain("survey publish", current.error().message);
    replaces = *current;
    if (const auto changes = authoring::Diff(*record, read.survey->canonical_json()))
      std::fputs(authoring::ToText(*changes).c_str(), stdout);
  }
  const auto shift = (*desk)->surveys->Shift(kCommandLine, read.survey->canonical_json());
  if (!shift) return Complain("survey publish", shift.error().message);
  std::fputs(ToText(*shift).c_str(), stdout);
  if (shift->changes && !o.accept_shift)
    return Complain("survey publish",
                    "nothing was published: tickets would get another class; look at the lines "
                    "above, then say --accept-shift");
  const auto published = (*desk)->surveys->Publish(kCommandLine, read.survey->canonical_json(),
                                                   replaces, ecms::ShiftLook::kSeen);
  if (!published) {
    const auto views = (*desk)->surveys->List(kCommandLine, "en");
    const bool fresh =
        views && views->empty();  // what the configuration names is read by the service
    return Complain(
        "survey publish",
        published.error().message + (fresh ? "\nStart the service once before (dwbot serve): it "
                                             "reads the surveys that the configuration names."
                                           : ""));
  }
  std::printf(
      "Published: %s %s. A running service begins new conversations with it within five seconds; "
      "live ones end on theirs.\n",
      read.survey->id().c_str(), published->hash.substr(0, kShortHash).c_str());
  if (record->empty())
    std::printf(
        "It is new here: it is asked where a channel of the configuration names it (\"survey\": "
        "\"%s\"); after a change there start the service again.\n",
        read.survey->id().c_str());
  return kDone;
}

}  // namespace

void AddSurvey(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine survey = program.Command(
      "survey", "Published surveys and their versions; works beside a running service");
  CommandLine list = survey.Command("list", "Show the surveys of the database with their versions");
  list.Text("--config", o->config, "The configuration file", true);
  list.Run([o] { return List(*o); });
  CommandLine publish =
      survey.Command("publish", "Begin new conversations with this version; prints what changes");
  publish.Text(
      "FILE", o->file,
      "A workbook (.xlsx), Markdown tables, canonical JSON, or the name of a shipped survey", true);
  publish.Text("--config", o->config, "The configuration file", true);
  publish.Flag("--accept-warnings", o->accept_warnings, "Publish although there are warnings");
  publish.Flag("--accept-shift", o->accept_shift,
               "Publish although tickets that are there get another class");
  publish.Run([o] { return Publish(*o); });
  CommandLine withdraw =
      survey.Command("withdraw", "End the conversations of a version at their next message");
  withdraw.Text("VERSION", o->version,
                "The beginning of its hash, or the id of a survey for its current version", true);
  withdraw.Text("--config", o->config, "The configuration file", true);
  withdraw.Run([o] { return Withdraw(*o); });
  CommandLine diff =
      survey.Command("diff", "Say what changed between two versions; exit 1 if anything did");
  diff.Text("BEFORE", o->version,
            "A version of the database (hash or id), a shipped survey, or a file", true);
  diff.Text("AFTER", o->other, "The same", true);
  diff.Text("--config", o->config, "The configuration file, to name versions of its database");
  diff.Run([o] { return Differences(*o); });
}

}  // namespace bot::commands
