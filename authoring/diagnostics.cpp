// SPDX-License-Identifier: Apache-2.0
#include "authoring/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "authoring/cell.h"
#include "core/json_writer.h"
#include "core/utf8.h"

namespace authoring {
namespace {

constexpr size_t kToldSingly = 3;  // more of one kind are told as one
constexpr size_t kMaxDiagnostics = 5000;
constexpr size_t kMaxShownChars = 100;  // of a cell's text

Severity SeverityOf(std::string_view rule) {
  if (rule.starts_with("W-")) return Severity::kWarning;
  return rule.starts_with("N-") ? Severity::kNote : Severity::kError;
}

std::string KeyOf(const Place& p) {
  return fmt::format("{}!{}!{}!{}", p.sheet, p.row, p.column ? static_cast<int64_t>(*p.column) : -1,
                     p.path);
}

std::string OneLine(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

size_t Characters(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) static_cast<void>(core::NextCodePoint(text, at));
  return count;
}

// The cell's text around the caret, and the caret line below it.
std::string Excerpt(const Diagnostic& d) {
  const std::string text = OneLine(d.place.text);
  if (text.empty()) return {};
  size_t start = 0;
  if (d.caret_length > 0 && d.caret > kMaxShownChars / 2) {
    start = d.caret - kMaxShownChars / 2;
    while (start < text.size() && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U)
      ++start;
  }
  const std::string_view shown =
      core::Utf8Prefix(std::string_view(text).substr(start), kMaxShownChars);
  const std::string before = start > 0 ? "..." : "";
  std::string out =
      fmt::format("    {}{}{}\n", before, shown, start + shown.size() < text.size() ? "..." : "");
  if (d.caret_length == 0 || d.caret < start || d.caret > start + shown.size()) return out;
  const std::string_view marked = shown.substr(d.caret - start, d.caret_length);
  out += fmt::format("    {}{}\n",
                     std::string(before.size() + Characters(shown.substr(0, d.caret - start)), ' '),
                     std::string(std::max<size_t>(1, Characters(marked)), '^'));
  return out;
}

std::string More(const std::vector<const Diagnostic*>& group) {
  constexpr size_t kRowsNamed = 8;
  std::set<uint32_t> rows;
  for (const Diagnostic* d : group) rows.insert(d->place.row);
  rows.erase(group[0]->place.row);
  if (rows.empty()) return fmt::format("    And {} more in this row.\n", group.size() - 1);
  std::string named;
  size_t count = 0;
  for (uint32_t row : rows) {
    if (count++ < kRowsNamed) named += fmt::format("{}{}", named.empty() ? "" : ", ", row);
  }
  return fmt::format("    And {} more {}: row{} {}{}.\n", group.size() - 1, group[0]->group,
                     rows.size() > 1 ? "s" : "", named, rows.size() > kRowsNamed ? " ..." : "");
}

std::string Entry(const std::vector<const Diagnostic*>& group, std::string_view file) {
  const Diagnostic& d = *group[0];
  const std::string where = Where(d.place);
  std::string out = fmt::format("{}: {}{}{} {}\n", file, where, where.empty() ? "" : ": ",
                                Name(d.severity), d.rule);
  out += Excerpt(d);
  out += fmt::format("    {}\n", d.message);
  if (!d.change.empty()) out += fmt::format("    {}\n", d.change);
  if (group.size() > 1) out += More(group);
  return out;
}

}  // namespace

std::string_view Name(Severity severity) {
  if (severity == Severity::kError) return "error";
  return severity == Severity::kWarning ? "warning" : "note";
}

Diagnostic& Diagnostics::Add(std::string_view rule, Place place, std::string message,
                             std::string change, std::string group) {
  Diagnostic& d =
      Add(rule, SeverityOf(rule), std::move(place), std::move(message), std::move(change));
  d.group = std::move(group);
  return d;
}

Diagnostic& Diagnostics::Add(std::string_view rule, Severity severity, Place place,
                             std::string message, std::string change) {
  Diagnostic d{severity, std::string(rule),  std::move(place),  0,
               0,        std::move(message), std::move(change), {}};
  errors_ = errors_ || d.severity == Severity::kError;
  if (all_.size() >= kMaxDiagnostics) return beyond_ = std::move(d);
  if (d.severity == Severity::kError) error_cells_.insert(KeyOf(d.place));
  all_.push_back(std::move(d));
  return all_.back();
}

bool Diagnostics::HasErrors() const { return errors_; }

bool Diagnostics::HasErrorAt(const Place& place) const {
  return error_cells_.contains(KeyOf(place));
}

void Diagnostics::Sort(const std::vector<std::string>& sheets) {
  auto rank = [&](const Diagnostic& d) {
    const auto sheet = std::find(sheets.begin(), sheets.end(), d.place.sheet) - sheets.begin();
    return std::tuple(d.place.sheet.empty() ? -1 : sheet, d.place.row, d.place.column.value_or(0),
                      d.severity);
  };
  std::stable_sort(all_.begin(), all_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return rank(a) < rank(b); });
}

std::string Where(const Place& place) {
  if (place.sheet.empty()) return place.path;
  if (place.row == 0) return fmt::format("sheet {}", place.sheet);
  if (!place.column) return fmt::format("{}!row {}", place.sheet, place.row);
  std::string cell = fmt::format("{}!{}", place.sheet, CellName(place.row, *place.column));
  return place.header.empty() ? cell : fmt::format("{} ({})", cell, place.header);
}

std::string ToText(const Diagnostics& diagnostics, std::string_view file) {
  std::vector<std::vector<const Diagnostic*>> entries;
  std::map<std::tuple<std::string, std::string, std::string>, size_t> groups;
  for (const Diagnostic& d : diagnostics.all()) {
    const auto key = std::tuple(d.rule, d.place.sheet, d.group);
    auto found = d.group.empty() ? groups.end() : groups.find(key);
    if (found != groups.end()) {
      entries[found->second].push_back(&d);
      continue;
    }
    if (!d.group.empty()) groups[key] = entries.size();
    entries.push_back({&d});
  }
  std::string out;
  for (const auto& entry : entries) {
    if (entry.size() > kToldSingly) {
      out += Entry(entry, file);
      continue;
    }
    for (const Diagnostic* d : entry) out += Entry({d}, file);
  }
  return out;
}

std::string ToJsonItems(const Diagnostics& diagnostics, std::string_view file) {
  std::string out;
  for (const Diagnostic& d : diagnostics.all()) {
    core::JsonWriter json;
    json.BeginObject();
    json.Key("file").String(file);
    if (!d.place.sheet.empty()) json.Key("sheet").String(d.place.sheet);
    if (d.place.row != 0) json.Key("row").Integer(d.place.row);
    if (d.place.column) json.Key("column").String(ColumnLetters(*d.place.column));
    if (!d.place.header.empty()) json.Key("header").String(d.place.header);
    if (!d.place.path.empty()) json.Key("path").String(d.place.path);
    json.Key("severity").String(Name(d.severity));
    json.Key("rule").String(d.rule);
    json.Key("message").String(d.change.empty() ? d.message : d.message + " " + d.change);
    if (!d.place.text.empty())
      json.Key("text").String(core::Utf8Prefix(d.place.text, 4 * kMaxShownChars));
    if (d.caret_length > 0) {
      json.Key("caret").BeginObject();
      const std::string_view text(d.place.text);
      const size_t at = std::min(d.caret, text.size());
      json.Key("at").Integer(static_cast<int64_t>(Characters(text.substr(0, at))));
      json.Key("length").Integer(static_cast<int64_t>(Characters(text.substr(at, d.caret_length))));
      json.EndObject();
    }
    json.EndObject();
    out += (out.empty() ? "" : ",") + json.Take();
  }
  return out;
}

}  // namespace authoring
