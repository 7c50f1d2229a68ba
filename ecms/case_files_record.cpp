// SPDX-License-Identifier: Apache-2.0
#include "ecms/case_files_record.h"

#include "core/json.h"
#include "core/json_writer.h"
#include "core/log.h"
#include "ecms/make_case_files.h"
#include "store/store.h"

namespace ecms {
namespace {

using core::ObjectReader;

constexpr auto kUploadLasts = core::Millis(86'400'000);
constexpr size_t kListPage = 1000;

core::Error Broken(const store::DocumentRow& row) {
  return {core::ErrorCode::kInternal,
          "the stored document of kind " + row.kind + " cannot be read"};
}

int64_t Number(ObjectReader& in, std::string_view key) { return in.Integer(key, 0, INT64_MAX, 0); }

std::string ToJson(const FileRecord& record) {
  core::JsonWriter w;
  w.BeginObject();
  w.Key("number").Integer(record.number);
  w.Key("version").Integer(record.version);
  w.Key("note").String(record.note);
  w.Key("by").String(record.by);
  w.Key("at").Integer(record.at.ms);
  w.Key("digest").String(record.digest);
  w.Key("replaces").String(record.replaces);
  w.Key("replaced_by").String(record.replaced_by);
  w.Key("head").String(record.head.Text());
  w.Key("parts").BeginArray();
  for (const core::RecordId& part : record.parts) w.String(part.Text());
  w.EndArray();
  w.Key("opened").BeginArray();
  for (const FileOpening& one : record.opened) {
    w.BeginObject();
    w.Key("by").String(one.by);
    w.Key("at").Integer(one.at.ms);
    w.EndObject();
  }
  w.EndArray();
  if (record.removed) {
    w.Key("removed").BeginObject();
    w.Key("by").String(record.removed->by);
    w.Key("at").Integer(record.removed->at.ms);
    w.Key("reason").String(record.removed->reason);
    w.EndObject();
  }
  w.EndObject();
  return w.Take();
}

}  // namespace

core::Result<FileRecord> FileFrom(const store::DocumentRow& row) {
  const auto id = FileId::FromText(row.key);
  const auto document = core::JsonDocument::Parse(row.body);
  if (!id || !document) return tl::unexpected(Broken(row));
  core::Problems problems;
  ObjectReader in(document->root(), "", problems);
  FileRecord out;
  out.id = *id;
  out.case_id = row.parent;
  out.stored_version = row.version;
  out.number = Number(in, "number");
  out.version = Number(in, "version");
  out.note = in.String("note");
  out.by = in.String("by");
  out.at = {Number(in, "at")};
  out.digest = in.String("digest");
  out.replaces = in.String("replaces");
  out.replaced_by = in.String("replaced_by");
  const auto head = core::RecordId::FromText(in.String("head"));
  if (!head) return tl::unexpected(Broken(row));
  out.head = *head;
  for (const std::string& text : in.Strings("parts")) {
    const auto part = core::RecordId::FromText(text);
    if (!part) return tl::unexpected(Broken(row));
    out.parts.push_back(*part);
  }
  in.Array("opened", [&](core::JsonValue value, const std::string& path) {
    ObjectReader one(value, path, problems);
    out.opened.push_back({one.String("by"), {Number(one, "at")}});
  });
  if (in.Has("removed")) {
    ObjectReader removed = in.Object("removed");
    out.removed =
        FileView::Removed{removed.String("by"), removed.String("reason"), {Number(removed, "at")}};
  }
  if (!problems.empty()) return tl::unexpected(Broken(row));
  return out;
}

store::Command PutFile(const FileRecord& record, const char* kind) {
  return store::PutDocument{{kind, record.id.Text(), record.case_id, 0, ToJson(record)},
                            record.stored_version};
}

std::vector<core::RecordId> SealedOf(const FileRecord& record) {
  std::vector<core::RecordId> out{record.head};
  out.insert(out.end(), record.parts.begin(), record.parts.end());
  return out;
}

core::Result<store::CommandGroup> StaleUploads(const store::Store& store, core::Timestamp now) {
  ASSIGN_OR_RETURN(const auto rows, store.ListDocuments(kUploadKind, std::nullopt, "", kListPage));
  store::CommandGroup out;
  for (const store::DocumentRow& row : rows) {
    const auto record = FileFrom(row);
    if (!record) {  // one that cannot be read keeps nothing else from being deleted
      core::Log(core::LogLevel::kError, "retention",
                "an upload that was not finished cannot be read and stays",
                {core::LogField::Word(core::LogKey::kCode, core::Name(record.error().code))});
      continue;
    }
    if (now - record->at < kUploadLasts) continue;
    out.emplace_back(store::DropDocument{kUploadKind, row.key});
    for (const core::RecordId& one : SealedOf(*record)) out.emplace_back(store::DropSealed{one});
  }
  return out;
}

core::Result<std::vector<core::RecordId>> FileRecords(const store::Store& store) {
  std::vector<core::RecordId> out;
  for (std::string after;;) {
    ASSIGN_OR_RETURN(const auto rows,
                     store.ListDocuments(kFileKind, std::nullopt, after, kListPage));
    for (const store::DocumentRow& row : rows) {
      ASSIGN_OR_RETURN(const FileRecord record, FileFrom(row));
      for (const core::RecordId& one : SealedOf(record)) {
        if (!record.removed) out.push_back(one);
      }
    }
    if (rows.size() < kListPage) return out;
    after = rows.back().key;
  }
}

}  // namespace ecms
