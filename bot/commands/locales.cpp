// SPDX-License-Identifier: Apache-2.0
// A sheet for translators: a row a text, a column a language, English beside it.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "authoring/xlsx/read.h"
#include "authoring/xlsx/write.h"
#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "locales/text_keys.h"
#include "locales/translation.h"

namespace bot::commands {
namespace {

constexpr const char* kSheet = "texts";
constexpr uint32_t kFirstLanguage = 2;  // behind the key and its placeholders

struct Options {
  std::string file, languages, folder;
};

// "bn,sm", or all of them; English comes first, for it is translated from.
std::vector<std::string> Wanted(const std::string& list) {
  std::vector<std::string> out{"en"};
  const auto add = [&](std::string tag) {
    if (tag != "en" && !tag.empty()) out.push_back(std::move(tag));
  };
  if (list.empty()) {
    for (auto& tag : locales::ShippedLanguages()) add(std::move(tag));
    return out;
  }
  for (size_t begin = 0; begin <= list.size();) {
    const size_t end = std::min(list.find(',', begin), list.size());
    add(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

int Export(const Options& o) {
  const auto languages = Wanted(o.languages);
  authoring::XlsxWriter sheet(o.file);
  sheet.BeginSheet(kSheet);
  sheet.Text(1, 0, "key", std::nullopt, true);
  sheet.Text(1, 1, "keep these", std::nullopt, true);
  sheet.Width(0, 24);
  for (uint32_t i = 0; i < languages.size(); ++i) {
    auto texts = locales::ShippedTexts(languages[i]);
    if (!texts) return Complain("locales export", texts.error().message);
    sheet.Text(1, kFirstLanguage + i, languages[i], std::nullopt, true);
    sheet.Width(kFirstLanguage + i, 60);
    for (uint32_t row = 0; row < locales::kTextKeyCount; ++row) {
      const auto key = static_cast<locales::TextKey>(row);
      const std::string name(Name(key));
      if (i == 0) sheet.Text(row + 2, 0, name);
      if (i == 0) sheet.Text(row + 2, 1, std::string(Placeholders(key)));
      sheet.Text(row + 2, kFirstLanguage + i, texts->at(name));
    }
  }
  sheet.FreezeHeader();
  auto written = sheet.Finish();
  if (!written) return Complain("locales export", o.file + ": " + written.error().message);
  std::printf("%zu texts in %zu languages are in %s.\n", locales::kTextKeyCount, languages.size(),
              o.file.c_str());
  return kDone;
}

// The column's texts by key; an empty cell leaves the text as it is.
std::map<std::string, std::string> Column(const authoring::Sheet& sheet, uint32_t column) {
  std::map<std::string, std::string> out;
  for (const authoring::Cell& cell : sheet.cells) {
    if (cell.column != column || cell.row == 1 || cell.text.empty()) continue;
    const authoring::Cell* key = sheet.At(cell.row, 0);
    if (key != nullptr && !key->text.empty()) out[key->text] = cell.text;
  }
  return out;
}

// Every language whose texts differ from the shipped ones becomes a file in the folder.
int WriteChanged(const Options& o, const authoring::Sheet& sheet) {
  std::string problems;
  std::map<std::string, std::string> files;
  for (const authoring::Cell& head : sheet.cells) {
    if (head.row != 1 || head.column < kFirstLanguage || head.text.empty()) continue;
    auto shipped = locales::ShippedTexts(head.text);
    if (!shipped) {
      problems +=
          authoring::CellName(head.row, head.column) + ": " + shipped.error().message + "\n";
      continue;
    }
    auto texts = Column(sheet, head.column);
    std::erase_if(texts, [&](const auto& each) {
      const auto before = shipped->find(each.first);
      return before != shipped->end() && before->second == each.second;
    });
    if (texts.empty()) continue;
    auto json = locales::CatalogWithTexts(head.text, texts);
    if (json) files[head.text] = *json;
    if (!json) problems += json.error().message + "\n";
  }
  if (!problems.empty()) return Complain("locales import", "nothing was written\n" + problems);
  std::error_code error;
  std::filesystem::create_directories(o.folder, error);
  for (const auto& [tag, json] : files) {
    const std::string path = o.folder + "/" + tag + ".json";
    if (!(std::ofstream(path, std::ios::binary) << json).flush())
      return Complain("locales import", path + " cannot be written");
    std::printf("%s\n", path.c_str());
  }
  std::printf("%zu languages changed.\n", files.size());
  return kDone;
}

int Import(const Options& o) {
  auto bytes = ReadFile(o.file);
  if (!bytes) return Complain("locales import", bytes.error().message);
  auto book = authoring::ReadXlsx(*bytes, [](std::string_view name) { return name == kSheet; });
  if (!book) return Complain("locales import", o.file + ": " + book.error().message);
  for (const authoring::Sheet& sheet : book->sheets) {
    if (sheet.name == kSheet) return WriteChanged(o, sheet);
  }
  return Complain("locales import",
                  o.file + " has no sheet \"texts\"; begin with dwbot locales export");
}

}  // namespace

void AddLocales(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine locales =
      program.Command("locales", "The texts that workers see, as a spreadsheet for translators");
  CommandLine out =
      locales.Command("export", "Write all texts into an .xlsx, a column for each language");
  out.Text("FILE", o->file, "The spreadsheet to write", true);
  out.Text("--lang", o->languages, "Tags of the languages beside English, e.g. bn,sm; else all");
  out.Run([o] { return Export(*o); });
  CommandLine in = locales.Command(
      "import",
      "Check such an .xlsx, and write the languages that changed as files for data_dir/locales");
  in.Text("FILE", o->file, "The spreadsheet", true);
  in.Text("--out", o->folder, "The folder to write into", true);
  in.Run([o] { return Import(*o); });
}

}  // namespace bot::commands
