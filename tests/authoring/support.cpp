// SPDX-License-Identifier: Apache-2.0
#include "support.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zip.h>

#include "authoring/xlsx/read.h"

namespace authoring::testing {
namespace {

constexpr const char* kMain = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
constexpr const char* kOffice =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* kRelations =
    "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";

}  // namespace

std::string Zip(const Entries& entries) {
  zip_error_t error;
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  for (const auto& [name, content] : entries) {
    zip_source_t* source = zip_source_buffer(zip, content.data(), content.size(), 0);
    EXPECT_GE(zip_file_add(zip, name.c_str(), source, 0), 0);
  }
  EXPECT_EQ(zip_close(zip), 0);
  zip_source_open(target);
  zip_stat_t info;
  zip_source_stat(target, &info);
  std::string out(info.size, '\0');
  EXPECT_EQ(zip_source_read(target, out.data(), out.size()), static_cast<zip_int64_t>(out.size()));
  zip_source_close(target);
  zip_source_free(target);
  return out;
}

Entries Parts(const Entries& sheets) {
  std::string list, relations;
  Entries out;
  int number = 0;
  for (const auto& [name, inside] : sheets) {
    ++number;
    list += fmt::format("<sheet name=\"{}\" sheetId=\"{}\" r:id=\"rId{}\"/>", name, number, number);
    relations += fmt::format(
        "<Relationship Id=\"rId{}\" Type=\"{}/worksheet\" Target=\"worksheets/s{}.xml\"/>", number,
        kOffice, number);
    out.emplace_back(fmt::format("xl/worksheets/s{}.xml", number),
                     fmt::format("<worksheet {}>{}</worksheet>", kMain, inside));
  }
  out.emplace_back("_rels/.rels",
                   fmt::format("<Relationships {}><Relationship Id=\"rId1\" "
                               "Type=\"{}/officeDocument\" Target=\"xl/workbook.xml\"/>"
                               "</Relationships>",
                               kRelations, kOffice));
  out.emplace_back("xl/workbook.xml",
                   fmt::format("<workbook {} xmlns:r=\"{}\"><sheets>{}</sheets></workbook>", kMain,
                               kOffice, list));
  out.emplace_back("xl/_rels/workbook.xml.rels",
                   fmt::format("<Relationships {}>{}</Relationships>", kRelations, relations));
  return out;
}

std::string Row(int number, const std::vector<std::string>& texts) {
  std::string out = fmt::format("<row r=\"{}\">", number);
  for (size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].empty())
      out +=
          fmt::format("<c r=\"{}\" t=\"inlineStr\"><is><t>{}</t></is></c>",
                      CellName(static_cast<uint32_t>(number), static_cast<uint32_t>(i)), texts[i]);
  }
  return out + "</row>";
}

std::string Rows(const std::vector<std::vector<std::string>>& rows) {
  std::string out = "<sheetData>";
  for (size_t i = 0; i < rows.size(); ++i) out += Row(static_cast<int>(i + 1), rows[i]);
  return out + "</sheetData>";
}

Entries GoodSheets() {
  return {{"survey",
           Rows({{"type", "name", "label::English (en)"}, {"integer", "age", "How old are you?"}})},
          {"settings", Rows({{"form_id", "form_title"}, {"small", "Small"}})}};
}

core::Result<Workbook> Read(const std::string& bytes) {
  return ReadXlsx(bytes, [](std::string_view) { return true; });
}

}  // namespace authoring::testing
