// SPDX-License-Identifier: Apache-2.0
#include "ecms/site_import.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/csv.h"
#include "core/utf8.h"
#include "dialogs/site_code.h"

namespace ecms {
namespace {

using store::SiteRow;

constexpr size_t kMaxBytes = 400;  // of a field: 100 characters of any script
constexpr size_t kMaxSites = 100'000;
constexpr int64_t kMostWorkers = 1'000'000;

struct Column {
  std::string_view name;
  std::string SiteRow::*field;  // nullptr: workers, a number
  bool required;
};
constexpr std::array kColumns = {Column{"key", &SiteRow::key, true},         Column{"name", &SiteRow::name, true},
                                 Column{"district", &SiteRow::district, true}, Column{"sector", &SiteRow::sector, false},
                                 Column{"owner", &SiteRow::owner, false},      Column{"address", &SiteRow::address, false},
                                 Column{"workers", nullptr, false}};

std::string Cleaned(const std::string& text) { return std::string(core::Trim(text)); }

std::string Lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

class Importer {
 public:
  explicit Importer(core::Problems& problems) : problems_(problems) {}

  void ReadHeader(const core::CsvRow& row) {
    for (const std::string& field : row.fields) {
      const std::string name = Lower(Cleaned(field));
      const auto* known = std::find_if(kColumns.begin(), kColumns.end(), [&](const Column& c) { return c.name == name; });
      const bool twice = known != kColumns.end() && std::find(columns_.begin(), columns_.end(), known) != columns_.end();
      if (known == kColumns.end()) {
        problems_.push_back({At(row, name), "is not a column; there are key, name, district, sector, owner, address, workers"});
      } else if (twice) {
        problems_.push_back({At(row, name), "stands here twice"});
      }
      columns_.push_back(known == kColumns.end() || twice ? nullptr : known);
    }
    for (const Column& column : kColumns) {
      if (column.required && std::find(columns_.begin(), columns_.end(), &column) == columns_.end())
        problems_.push_back({At(row, column.name), "is missing"});
    }
  }

  SiteRow ReadRow(const core::CsvRow& row) {
    SiteRow site;
    if (row.fields.size() > columns_.size())
      problems_.push_back({At(row, std::to_string(columns_.size() + 1)), "has no heading"});
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i] == nullptr) continue;
      const std::string text = i < row.fields.size() ? Cleaned(row.fields[i]) : "";
      const std::string problem = columns_[i]->field != nullptr ? Check(*columns_[i], text) : ReadWorkers(text, site);
      if (!problem.empty()) problems_.push_back({At(row, columns_[i]->name), problem});
      if (columns_[i]->field != nullptr) site.*(columns_[i]->field) = text;
    }
    auto [first, is_new] = rows_by_key_.emplace(site.key, row.line);
    if (!is_new && !site.key.empty())
      problems_.push_back({At(row, "key"), "is that of row " + std::to_string(first->second) + " too"});
    return site;
  }

 private:
  static std::string At(const core::CsvRow& row, std::string_view column) {
    return "row " + std::to_string(row.line) + ", column " + std::string(column);
  }
  static std::string Check(const Column& column, const std::string& text) {
    if (column.required && text.empty()) return "is empty";
    if (text.size() > kMaxBytes) return "has more than " + std::to_string(kMaxBytes) + " bytes";
    const bool control = std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    return control ? "holds a line break or another control character" : "";
  }
  static std::string ReadWorkers(const std::string& text, SiteRow& site) {
    if (text.empty()) return "";
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), site.workers);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (whole && site.workers >= 0 && site.workers <= kMostWorkers) return "";
    return "must be a whole number from 0 to 1000000, without separators";
  }

  core::Problems& problems_;
  std::vector<const Column*> columns_;  // by position; nullptr = not understood
  std::map<std::string, size_t> rows_by_key_;
};

bool Same(const SiteRow& a, const SiteRow& b) {
  return a.name == b.name && a.district == b.district && a.sector == b.sector && a.owner == b.owner &&
         a.address == b.address && a.workers == b.workers;
}

void GiveCodes(SiteImport& plan, const std::vector<SiteRow>& known, core::RandomSource& random) {
  std::map<std::string, const SiteRow*> by_key;
  std::set<std::string> codes;
  for (const SiteRow& site : known) {
    by_key[site.key] = &site;
    codes.insert(site.code);
  }
  for (SiteRow& site : plan.sites) {
    if (auto before = by_key.find(site.key); before != by_key.end()) {
      site.code = before->second->code;
      plan.changed += Same(site, *before->second) ? 0 : 1;
      continue;
    }
    plan.added += 1;
    do site.code = dialogs::NewSiteCode(random);
    while (!codes.insert(site.code).second);
  }
}

}  // namespace

core::Result<SiteImport> PlanSiteImport(std::string_view csv, const std::vector<SiteRow>& known,
                                        core::RandomSource& random) {
  ASSIGN_OR_RETURN(const auto rows, core::ParseCsv(csv));
  if (rows.size() < 2) return core::Err(core::ErrorCode::kInvalid, "holds no sites: the first row names the columns, each other row is a site");
  if (rows.size() - 1 + known.size() > kMaxSites)
    return core::Err(core::ErrorCode::kInvalid, "a register holds at most " + std::to_string(kMaxSites) + " sites");
  core::Problems problems;
  Importer importer(problems);
  SiteImport plan;
  importer.ReadHeader(rows.front());
  const bool readable = problems.empty();  // else every row would repeat what its heading lacks
  for (size_t i = 1; readable && i < rows.size(); ++i) plan.sites.push_back(importer.ReadRow(rows[i]));
  if (!problems.empty()) return core::Err(core::ErrorCode::kInvalid, core::Describe(problems));
  GiveCodes(plan, known, random);
  return plan;
}

}  // namespace ecms
