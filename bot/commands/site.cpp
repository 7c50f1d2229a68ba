// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

#include "authoring/table.h"
#include "bot/commands/commands.h"
#include "bot/commands/database.h"
#include "bot/commands/lines.h"
#include "bot/commands/site_preview.h"
#include "bot/places.h"
#include "core/csv.h"
#include "core/random.h"
#include "core/time.h"
#include "ecms/site_import.h"

namespace bot::commands {
namespace {

struct Options {
  std::string config, file, out;
  bool dry_run = false, yes = false;
};

constexpr size_t kMaxFileBytes = size_t{64} << 20;

core::Result<std::string> ReadFile(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf()))
    return core::Err(core::ErrorCode::kNotFound, "cannot be read, or is empty");
  if (text.view().size() > kMaxFileBytes)
    return core::Err(core::ErrorCode::kInvalid, "has more than 64 MiB");
  return std::move(text).str();
}

// On standard output, or as CSV into `out`.
int Show(const char* command, const std::vector<store::SiteRow>& sites, const std::string& out) {
  if (out.empty()) {
    for (const store::SiteRow& site : sites)
      std::printf("%s  %s  %s, %s\n", site.code.c_str(), site.key.c_str(), site.name.c_str(),
                  site.district.c_str());
    return kDone;
  }
  std::ofstream file(out, std::ios::binary);
  file << core::CsvLine({"code", "key", "name", "district"});
  for (const store::SiteRow& site : sites)
    file << core::CsvLine({site.code, site.key, site.name, site.district});
  file.close();
  if (!file)
    return Complain(command,
                    out + ": the codes cannot be written there; `dwbot site list` shows them");
  std::printf("The codes are in %s.\n", out.c_str());
  return kDone;
}

// A person at a terminal sees what would happen first; a script that reads no terminal is not
// asked.
bool MayWrite(const Options& o, const ecms::SitePreview& preview) {
  const bool asks = !o.yes && ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0;
  if (!o.dry_run && !asks) return true;
  std::printf("%s", DescribeSiteImport(preview).c_str());
  if (!o.dry_run) {
    std::printf("Import them? Write yes: ");
    std::fflush(stdout);
    std::string answer;
    if (std::getline(std::cin, answer) && (answer == "yes" || answer == "y")) return true;
  }
  std::printf("Nothing was imported.\n");
  return false;
}

int Import(const Options& o) {
  auto bytes = ReadFile(o.file);
  if (!bytes) return Complain("site import", o.file + ": " + bytes.error().message);
  auto store = OpenDatabase(o.config);
  if (!store) return Complain("site import", store.error().message);
  auto known = (*store)->ListSites();
  if (!known) return Complain("site import", known.error().message);
  auto spellings = (*store)->ListSiteSpellings();
  if (!spellings) return Complain("site import", spellings.error().message);
  core::SystemRandom random;
  const auto refuse = [&](const std::string& why) {
    return Complain("site import", o.file + ": nothing was imported\n" + why);
  };
  const auto table = authoring::ReadTable(*bytes);
  if (!table) return refuse(table.error().message);
  auto plan = ecms::PlanSiteImport(*table, *known, random);
  if (!plan) return refuse(plan.error().message);
  if (!plan->problems.empty()) return refuse(ecms::Describe(plan->problems));
  if (!MayWrite(o, ecms::PreviewSiteImport(*plan, *known, *spellings, Places::Lost))) return kDone;
  if (auto done = CommitOne(
          **store, ecms::CommandsOf(*plan, *known, "command line", core::SystemClock().Now()));
      !done)
    return Complain("site import", done.error().message);
  const int shown = Show("site import", plan->sites, o.out);
  std::printf("%zu sites: %zu new, %zu changed, %zu as before.\n", plan->sites.size(), plan->added,
              plan->changed, plan->sites.size() - plan->added - plan->changed);
  return shown;
}

int List(const Options& o) {
  auto store = OpenDatabase(o.config);
  if (!store) return Complain("site list", store.error().message);
  auto sites = (*store)->ListSites();
  if (!sites) return Complain("site list", sites.error().message);
  const int shown = Show("site list", *sites, o.out);
  std::printf("%zu sites.\n", sites->size());
  return shown;
}

}  // namespace

void AddSite(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine site = program.Command(
      "site",
      "The register of workplaces and the codes on their posters; works beside a running service");
  CommandLine import =
      site.Command("import",
                   "Read a spreadsheet (.xlsx or CSV: key, name, district, and sector, owner, "
                   "address, workers); sites known by their key are updated and keep their codes");
  import.Text("FILE", o->file, "The spreadsheet: .xlsx, or saved as CSV UTF-8", true);
  import.Text("--config", o->config, "The configuration file", true);
  import.Text("--out", o->out, "Write the codes into this CSV file");
  import.Flag(
      "--dry-run", o->dry_run,
      "Only show what would be new, change, be there twice or lose its match; write nothing");
  import.Flag("--yes", o->yes, "Do not show that and ask first, as is done at a terminal");
  import.Run([o] { return Import(*o); });
  CommandLine list = site.Command("list", "Show the sites and their codes");
  list.Text("--config", o->config, "The configuration file", true);
  list.Text("--out", o->out, "Write them into this CSV file");
  list.Run([o] { return List(*o); });
}

}  // namespace bot::commands
