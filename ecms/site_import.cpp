// SPDX-License-Identifier: Apache-2.0
#include "ecms/site_import.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <string>

#include "core/utf8.h"
#include "dialogs/site_code.h"

namespace ecms {
namespace {

using store::SiteRow;

constexpr size_t kMaxBytes = 400;  // of a field: 100 characters of any script
constexpr size_t kMaxSites = 100'000;
constexpr int64_t kMostWorkers = 1'000'000;

constexpr std::array<std::string_view, 13> kProblemKinds = {
    "unknown_column", "column_twice", "column_missing", "no_heading", "empty",
    "too_long",       "line_break",   "no_number",      "key_twice",  "date",
    "error",          "uncalculated", "formula"};

struct Column {
  std::string_view name;
  std::string SiteRow::* field;  // nullptr: workers, a number
  bool required;
};
constexpr std::array kColumns = {Column{"key", &SiteRow::key, true},
                                 Column{"name", &SiteRow::name, true},
                                 Column{"district", &SiteRow::district, true},
                                 Column{"sector", &SiteRow::sector, false},
                                 Column{"owner", &SiteRow::owner, false},
                                 Column{"address", &SiteRow::address, false},
                                 Column{"workers", nullptr, false}};

struct Wrong {
  std::string_view kind;  // "" = nothing
  std::string what = {};
};

// Without the mark that our own tables put before what a spreadsheet would calculate.
std::string Cleaned(const std::string& text) {
  std::string_view out = core::Trim(text);
  if (out.size() > 1 && out[0] == '\'' &&
      std::string_view("=+-@|%").find(out[1]) != std::string_view::npos)
    out.remove_prefix(1);
  return std::string(out);
}

std::string Lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

Wrong CheckCell(const core::TableCell& cell) {
  switch (cell.fault) {
    case core::CellFault::kDate:
      return {
          "date",
          "was taken for a date by the spreadsheet: format the cell as text and write it again"};
    case core::CellFault::kError:
      return {"error", "holds an error of the spreadsheet: write what shall stand there"};
    case core::CellFault::kUncalculated:
      return {"uncalculated",
              "holds a formula that was never calculated: open the file in a spreadsheet program "
              "and save it, or write the value"};
    case core::CellFault::kNone:
      break;
  }
  if (core::Trim(cell.text).starts_with('='))
    return {"formula", "holds a formula: write the value"};
  return {};
}

Wrong CheckText(const Column& column, const std::string& text) {
  if (column.required && text.empty()) return {"empty", "is empty"};
  if (text.size() > kMaxBytes)
    return {"too_long", "has more than " + std::to_string(kMaxBytes) + " bytes"};
  const bool control = std::any_of(text.begin(), text.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (control) return {"line_break", "holds a line break or another control character"};
  return {};
}

Wrong ReadWorkers(const std::string& text, SiteRow& site) {
  if (text.empty()) return {};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), site.workers);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (whole && site.workers >= 0 && site.workers <= kMostWorkers) return {};
  return {"no_number", "must be a whole number from 0 to 1000000, without separators"};
}

class Importer {
 public:
  explicit Importer(std::vector<SiteProblem>& problems) : problems_(problems) {}

  void ReadHeader(const core::TableRow& row) {
    for (size_t i = 0; i < row.cells.size(); ++i) {
      const std::string name = Lower(Cleaned(row.cells[i].text));
      const auto* known = std::find_if(kColumns.begin(), kColumns.end(),
                                       [&](const Column& c) { return c.name == name; });
      const bool twice = known != kColumns.end() &&
                         std::find(columns_.begin(), columns_.end(), known) != columns_.end();
      if (name.empty()) {
        // Nothing under it is read; a cell that holds something there is told.
      } else if (known == kColumns.end()) {
        problems_.push_back(
            {row.number, i, name, "unknown_column",
             "is not a column; there are key, name, district, sector, owner, address, workers"});
      } else if (twice) {
        problems_.push_back({row.number, i, name, "column_twice", "stands here twice"});
      }
      columns_.push_back(known == kColumns.end() || twice ? nullptr : known);
    }
    for (const Column& column : kColumns) {
      if (column.required && std::find(columns_.begin(), columns_.end(), &column) == columns_.end())
        problems_.push_back(
            {row.number, std::nullopt, std::string(column.name), "column_missing", "is missing"});
    }
  }

  SiteRow ReadRow(const core::TableRow& row) {
    SiteRow site;
    for (size_t i = 0; i < std::max(row.cells.size(), columns_.size()); ++i) {
      const core::TableCell cell = i < row.cells.size() ? row.cells[i] : core::TableCell{};
      const Column* column = i < columns_.size() ? columns_[i] : nullptr;
      const Wrong wrong = column == nullptr ? CheckStray(cell) : ReadCell(*column, cell, site);
      if (wrong.kind.empty()) continue;
      problems_.push_back({row.number, i,
                           column == nullptr ? std::to_string(i + 1) : std::string(column->name),
                           wrong.kind, wrong.what});
    }
    const auto [first, is_new] = rows_by_key_.emplace(site.key, row.number);
    if (!is_new && !site.key.empty()) {
      const size_t other = first->second;
      problems_.push_back({row.number, KeyColumn(), "key", "key_twice",
                           "is that of row " + std::to_string(other) + " too", other});
    }
    return site;
  }

 private:
  static Wrong CheckStray(const core::TableCell& cell) {
    if (cell.fault == core::CellFault::kNone && core::Trim(cell.text).empty()) return {};
    return {"no_heading", "has no heading"};
  }
  static Wrong ReadCell(const Column& column, const core::TableCell& cell, SiteRow& site) {
    if (Wrong wrong = CheckCell(cell); !wrong.kind.empty()) return wrong;
    std::string text = Cleaned(cell.text);
    if (column.field == nullptr) return ReadWorkers(text, site);
    Wrong wrong = CheckText(column, text);
    site.*(column.field) = std::move(text);
    return wrong;
  }
  [[nodiscard]] size_t KeyColumn() const {
    return static_cast<size_t>(std::find(columns_.begin(), columns_.end(), &kColumns.front()) -
                               columns_.begin());
  }

  std::vector<SiteProblem>& problems_;
  std::vector<const Column*> columns_;  // by position; nullptr = not understood
  std::map<std::string, size_t> rows_by_key_;
};

bool Same(const SiteRow& a, const SiteRow& b) {
  return a.name == b.name && a.district == b.district && a.sector == b.sector &&
         a.owner == b.owner && a.address == b.address && a.workers == b.workers;
}

std::map<std::string, const SiteRow*> ByKey(const std::vector<SiteRow>& sites) {
  std::map<std::string, const SiteRow*> out;
  for (const SiteRow& site : sites) out[site.key] = &site;
  return out;
}

void GiveCodes(SiteImport& plan, const std::vector<SiteRow>& known, core::RandomSource& random) {
  const auto by_key = ByKey(known);
  std::set<std::string> codes;
  for (const SiteRow& site : known) codes.insert(site.code);
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

std::span<const std::string_view> SiteProblemKinds() { return kProblemKinds; }

std::string Describe(const std::vector<SiteProblem>& problems) {
  core::Problems out;
  for (const SiteProblem& problem : problems)
    out.push_back(
        {"row " + std::to_string(problem.row) + ", column " + problem.heading, problem.what});
  return core::Describe(out);
}

core::Result<SiteImport> PlanSiteImport(const core::Table& table, const std::vector<SiteRow>& known,
                                        core::RandomSource& random) {
  const auto& rows = table.rows;
  if (rows.size() < 2)
    return core::Err(core::ErrorCode::kInvalid,
                     "holds no sites: the first row names the columns, each other row is a site");
  if (rows.size() - 1 + known.size() > kMaxSites)
    return core::Err(core::ErrorCode::kInvalid,
                     "a register holds at most " + std::to_string(kMaxSites) + " sites");
  SiteImport plan;
  Importer importer(plan.problems);
  importer.ReadHeader(rows.front());
  const bool readable =
      plan.problems.empty();  // else every row would repeat what its heading lacks
  for (size_t i = 1; readable && i < rows.size(); ++i)
    plan.sites.push_back(importer.ReadRow(rows[i]));
  if (plan.problems.empty()) GiveCodes(plan, known, random);
  return plan;
}

store::CommandGroup CommandsOf(const SiteImport& plan, const std::vector<SiteRow>& known,
                               const std::string& actor, core::Timestamp now) {
  const auto by_key = ByKey(known);
  store::CommandGroup out;
  for (const SiteRow& site : plan.sites) {
    const auto before = by_key.find(site.key);
    if (before == by_key.end() || !Same(site, *before->second))
      out.emplace_back(store::PutSite{site});
  }
  const std::string numbers = std::to_string(plan.sites.size()) + ", " +
                              std::to_string(plan.added) + ", " + std::to_string(plan.changed);
  out.emplace_back(store::AppendAudit{{0, now, actor, "site.import", "sites", numbers, {}}});
  return out;
}

}  // namespace ecms
