// SPDX-License-Identifier: Apache-2.0
#include "web/site_import_api.h"

#include <algorithm>

#include "authoring/cell.h"
#include "authoring/table.h"
#include "core/json_writer.h"
#include "core/utf8.h"
#include "ecms/sites.h"
#include "web/api.h"
#include "web/services.h"
#include "web/table_file.h"

namespace web {
namespace {

using core::JsonWriter;

constexpr size_t kMostItems = 200;  // of a kind; a page shows fewer
constexpr size_t kMostShown = 200;  // bytes of what stands in a cell

std::optional<core::HttpResponse> TooLarge(const Call& call) {
  if (call.request.body.size() <= kMaxSiteFile) return std::nullopt;
  return core::ProblemResponse(
      413, "Too large",
      "a spreadsheet of at most 4 MiB can be sent here; `dwbot site import` takes larger ones");
}

void WritePlace(JsonWriter& w, const ecms::SitePlace& site) {
  w.Key("key").String(site.key);
  w.Key("name").String(site.name);
  w.Key("district").String(site.district);
}

// {"total": n, "items": [...]}: the first of them.
template <class Item, class Write>
void WriteSome(JsonWriter& w, const char* key, const std::vector<Item>& items, const Write& write) {
  w.Key(key).BeginObject();
  w.Key("total").Integer(static_cast<int64_t>(items.size()));
  w.Key("items").BeginArray();
  for (size_t i = 0; i < std::min(items.size(), kMostItems); ++i) {
    w.BeginObject();
    write(items[i]);
    w.EndObject();
  }
  w.EndArray().EndObject();
}

std::string TextAt(const core::Table& table, const ecms::SiteProblem& problem) {
  const auto row = std::ranges::find(table.rows, problem.row, &core::TableRow::number);
  if (row == table.rows.end() || !problem.column || *problem.column >= row->cells.size()) return "";
  return std::string(core::Utf8Prefix(row->cells[*problem.column].text, kMostShown));
}

void WriteProblems(JsonWriter& w, const core::Table& table,
                   const std::vector<ecms::SiteProblem>& problems) {
  WriteSome(w, "problems", problems, [&](const ecms::SiteProblem& problem) {
    w.Key("kind").String(problem.kind);
    w.Key("row").Integer(static_cast<int64_t>(problem.row));
    w.Key("cell").String(problem.column && problem.row > 0
                             ? authoring::CellName(static_cast<uint32_t>(problem.row),
                                                   static_cast<uint32_t>(*problem.column))
                             : "");
    w.Key("column").String(problem.heading);
    w.Key("text").String(TextAt(table, problem));
    w.Key("other_row").Integer(static_cast<int64_t>(problem.other_row));
    w.Key("what").String(problem.what);
  });
}

void WritePreview(JsonWriter& w, const ecms::SitePreview& preview) {
  w.Key("rows").Integer(static_cast<int64_t>(preview.rows));
  w.Key("as_before").Integer(static_cast<int64_t>(preview.AsBefore()));
  w.Key("would_hold").Integer(static_cast<int64_t>(preview.would_hold));
  WriteSome(w, "added", preview.added, [&](const ecms::SitePlace& site) { WritePlace(w, site); });
  WriteSome(w, "changed", preview.changed, [&](const ecms::SiteChange& change) {
    WritePlace(w, change.site);
    w.Key("fields").BeginArray();
    for (const ecms::SiteFieldChange& field : change.fields) {
      w.BeginObject();
      w.Key("column").String(field.column);
      w.Key("before").String(field.before);
      w.Key("after").String(field.after);
      w.EndObject();
    }
    w.EndArray();
  });
  WriteSome(w, "alike", preview.alike, [&](const ecms::SiteLikeness& likeness) {
    WritePlace(w, likeness.site);
    w.Key("other").BeginObject();
    WritePlace(w, likeness.other);
    w.EndObject();
    w.Key("in_file").Bool(likeness.in_file);
  });
  WriteSome(w, "lost", preview.lost, [&](const ecms::LostName& name) {
    w.Key("typed").String(name.typed);
    w.Key("key").String(name.key);
    w.Key("then").String(name.then);
  });
}

core::HttpResponse LookResponse(const core::Table& table, const ecms::SiteImportLook& look) {
  JsonWriter w;
  w.BeginObject();
  w.Key("sheet").String(table.sheet);
  w.Key("usable").Bool(look.problems.empty());
  w.Key("tag").String(look.tag);
  WriteProblems(w, table, look.problems);
  WritePreview(w, look.preview);
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

// A file that is no register is a problem of the whole file, told like those of its cells.
core::HttpResponse Unreadable(const core::Error& error) {
  if (error.code != core::ErrorCode::kInvalid && error.code != core::ErrorCode::kTooLarge)
    return ErrorResponse(error);
  ecms::SiteImportLook look;
  look.problems.push_back({0, std::nullopt, "", "file", error.message, 0});
  return LookResponse({}, look);
}

// What stands between the quotes of If-Match; "" if it is no such tag.
std::string_view TagOf(std::string_view header) {
  if (header.size() < 3 || header.front() != '"' || header.back() != '"') return {};
  return header.substr(1, header.size() - 2);
}

}  // namespace

core::HttpResponse LookAtSiteImport(const Call& call) {
  if (auto refused = TooLarge(call)) return std::move(*refused);
  const auto table = authoring::ReadTable(call.request.body);
  if (!table) return Unreadable(table.error());
  const auto look = call.services.sites.LookAtImport(call.caller, *table);
  return look ? LookResponse(*table, *look) : Unreadable(look.error());
}

core::HttpResponse ImportSites(const Call& call) {
  if (auto refused = TooLarge(call)) return std::move(*refused);
  const std::string_view header = core::HeaderValue(call.request.headers, "If-Match");
  if (header.empty())
    return core::ProblemResponse(428, "Preview needed",
                                 "send the file to /api/v1/site-imports/preview first, and the tag "
                                 "of that answer in If-Match, in quotes");
  const std::string_view tag = TagOf(header);
  if (tag.empty())
    return core::ProblemResponse(400, "Bad If-Match",
                                 "If-Match must be the tag of the preview, in quotes");
  const auto table = authoring::ReadTable(call.request.body);
  if (!table) return ErrorResponse(table.error());
  const auto done = call.services.sites.Import(call.caller, *table, tag);
  if (!done) return ErrorResponse(done.error());
  JsonWriter w;
  w.BeginObject();
  w.Key("rows").Integer(static_cast<int64_t>(done->rows));
  w.Key("added").Integer(static_cast<int64_t>(done->added));
  w.Key("changed").Integer(static_cast<int64_t>(done->changed));
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse ExportSites(const Call& call) {
  const auto format = FormatOf(call);
  if (!format) return core::ProblemResponse(400, "Bad query parameter", "format: csv or xlsx");
  const auto table = call.services.sites.AsTable(call.caller);
  return table ? TableFile(*table, *format, "workplaces") : ErrorResponse(table.error());
}

}  // namespace web
