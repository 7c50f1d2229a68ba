// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "core/json_writer.h"
#include "dialogs/survey.h"

namespace bot::commands {
namespace {

struct Finding {
  std::string file, path, message;
};

// Survey::Parse() gives "path: message" lines.
void AddFindings(const std::string& file, const std::string& message,
                 std::vector<Finding>& findings) {
  for (size_t at = 0; at <= message.size();) {
    size_t end = std::min(message.find('\n', at), message.size());
    std::string line = message.substr(at, end - at);
    size_t colon = line.find(": ");
    bool has_path = colon != std::string::npos && line.find(' ') == colon + 1;
    if (!line.empty()) {
      findings.push_back(
          {file, has_path ? line.substr(0, colon) : "", has_path ? line.substr(colon + 2) : line});
    }
    at = end + 1;
  }
}

std::string ToJson(const std::vector<Finding>& findings) {
  core::JsonWriter json;
  json.BeginArray();
  for (const Finding& f : findings) {
    json.BeginObject();
    json.Key("file").String(f.file);
    if (!f.path.empty()) json.Key("path").String(f.path);
    json.Key("severity").String("error");
    json.Key("rule").String("survey");
    json.Key("message").String(f.message);
    json.EndObject();
  }
  json.EndArray();
  return json.Take();
}

int Run(const std::vector<std::string>& files, bool as_json) {
  std::vector<Finding> findings;
  bool unreadable = false;
  for (const std::string& file : files) {
    const std::string_view* shipped = dialogs::ShippedSurvey(file);
    auto text =
        shipped != nullptr ? core::Result<std::string>(std::string(*shipped)) : ReadFile(file);
    if (!text) {
      Complain("check", text.error().message);
      unreadable = true;
      continue;
    }
    if (file.ends_with(".xlsx")) {
      Complain("check", file + ": this version reads surveys in canonical JSON (.json) only");
      unreadable = true;
      continue;
    }
    size_t before = findings.size();
    auto survey = dialogs::Survey::Parse(*text);
    if (!survey) AddFindings(file, survey.error().message, findings);
    if (as_json) continue;
    for (size_t i = before; i < findings.size(); ++i) {
      const Finding& f = findings[i];
      std::printf("%s: error: %s%s%s\n", file.c_str(), f.path.c_str(), f.path.empty() ? "" : ": ",
                  f.message.c_str());
    }
    if (survey) {
      std::printf("%s: in order (survey \"%s\", %zu languages)\n", file.c_str(),
                  (*survey)->id().c_str(), (*survey)->languages().size());
    }
  }
  if (as_json) std::printf("%s\n", ToJson(findings).c_str());
  if (unreadable) return kCannot;
  return findings.empty() ? kDone : kFound;
}

}  // namespace

void AddCheck(CommandLine& program) {
  struct Options {
    std::vector<std::string> files;
    std::string format = "text";
  };
  auto o = std::make_shared<Options>();
  CommandLine command = program.Command(
      "check", "Find what is wrong with surveys; exit 1 on an error, 2 when a file cannot be read");
  command.Texts("FILE", o->files, "Survey files in canonical JSON, or names of shipped surveys",
                true);
  command.OneOf("--format", o->format, {"text", "json"}, "Form of the findings");
  command.Run([o] { return Run(o->files, o->format == "json"); });
}

}  // namespace bot::commands
