// SPDX-License-Identifier: Apache-2.0
#include "ecms/profile.h"

#include <cstdio>

#include "authoring/diagnostics.h"
#include "bot/commands/commands.h"
#include "bot/commands/lines.h"

namespace bot::commands {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string file;
  std::string format = "text";
};

core::Result<std::string> ReadText(const std::string& file) {
  if (const std::string_view* shipped = ecms::ShippedProfile(file)) return std::string(*shipped);
  return ReadFile(file);
}

authoring::Diagnostics DiagnosticsOf(const ecms::ReadProfile& read) {
  authoring::Diagnostics out;
  for (const ecms::ProfileProblem& problem : read.problems) {
    authoring::Place place;
    place.path = problem.path;
    out.Add(problem.rule,
            problem.error ? authoring::Severity::kError : authoring::Severity::kWarning,
            std::move(place), problem.message);
  }
  return out;
}

int Check(const Options& o) {
  bool unreadable = false, errors = false;
  std::string items;
  for (const std::string& file : o.files) {
    const auto text = ReadText(file);
    if (!text) {
      Complain("profile check", text.error().message);
      unreadable = true;
      continue;
    }
    const ecms::ReadProfile read = ecms::ParseProfile(*text);
    const authoring::Diagnostics found = DiagnosticsOf(read);
    errors = errors || read.profile == nullptr;
    if (o.format == "json") {
      const std::string more = authoring::ToJsonItems(found, file);
      items += (items.empty() || more.empty() ? "" : ",\n") + more;
      continue;
    }
    std::fputs(authoring::ToText(found, file).c_str(), stdout);
    if (read.profile)
      std::printf("%s: %s (profile \"%s\")\n", file.c_str(),
                  found.all().empty() ? "in order" : "can be used", read.profile->id.c_str());
  }
  if (o.format == "json") std::printf("[%s]\n", items.c_str());
  if (unreadable) return kCannot;
  return errors ? kFound : kDone;
}

int Explain(const Options& o) {
  const auto text = ReadText(o.file);
  if (!text) return Complain("profile explain", text.error().message);
  const ecms::ReadProfile read = ecms::ParseProfile(*text);
  if (!read.profile) {
    Complain("profile explain",
             "the profile cannot be used\n" + ecms::DescribeErrors(read, o.file));
    return kFound;
  }
  std::fputs(ecms::ExplainProfile(*read.profile).c_str(), stdout);
  return kDone;
}

}  // namespace

void AddProfile(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine profile = program.Command(
      "profile", "Country profiles: states, deadlines and words of an inspectorate's cases");
  CommandLine check = profile.Command(
      "check", "Find what is wrong; exit 1 on an error, 2 when a file cannot be read");
  check.Texts("FILE", o->files, "Profiles (.json), or names of shipped ones: ws, ck, generic",
              true);
  check.OneOf("--format", o->format, {"text", "json"}, "Form of the findings");
  check.Run([o] { return Check(*o); });
  CommandLine explain =
      profile.Command("explain", "Say a profile in plain words, to read and correct together");
  explain.Text("FILE", o->file, "A profile (.json), or the name of a shipped one", true);
  explain.Run([o] { return Explain(*o); });
}

}  // namespace bot::commands
