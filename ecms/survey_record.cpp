// SPDX-License-Identifier: Apache-2.0
#include "ecms/survey_record.h"

#include <algorithm>

#include "core/json.h"
#include "core/json_writer.h"

namespace ecms {
namespace {

constexpr size_t kMaxSurveys = 10'000;
constexpr std::string_view kConfiguration = "configuration";

SurveyVersion ReadVersion(core::ObjectReader& in) {
  return {in.String("hash"), in.String("day"), in.String("by"), in.Bool("withdrawn", false)};
}

void WriteVersion(core::JsonWriter& w, const SurveyVersion& version) {
  w.BeginObject();
  w.Key("hash").String(version.hash);
  w.Key("day").String(version.day);
  w.Key("by").String(version.by);
  w.Key("withdrawn").Bool(version.withdrawn);
  w.EndObject();
}

core::Result<SurveyRecord> Read(const store::DocumentRow& row) {
  ASSIGN_OR_RETURN(const auto document, core::JsonDocument::Parse(row.body));
  core::Problems problems;
  core::ObjectReader in(document.root(), "", problems);
  SurveyRecord record;
  record.id = row.key;
  record.stored = row.version;
  record.current = in.String("current");
  record.organisation = in.String("organisation", "");
  record.file = in.String("file");
  in.Array("versions", [&](core::JsonValue value, const std::string& path) {
    core::ObjectReader version(value, path, problems);
    record.versions.push_back(ReadVersion(version));
  });
  if (in.Has("waiting")) {
    core::ObjectReader waiting = in.Object("waiting");
    record.waiting = ReadVersion(waiting);
  }
  if (!problems.empty())
    return core::Err(core::ErrorCode::kStorage, "a record of a survey's versions is damaged");
  return record;
}

}  // namespace

const SurveyVersion* SurveyRecord::Find(std::string_view hash) const {
  const auto it = std::find_if(versions.begin(), versions.end(),
                               [&](const SurveyVersion& v) { return v.hash == hash; });
  return it == versions.end() ? nullptr : &*it;
}

void SurveyRecord::MakeCurrent(std::string_view hash, std::string_view by, core::Day day) {
  std::erase_if(versions, [&](const SurveyVersion& v) { return v.hash == hash; });
  versions.push_back({std::string(hash), core::ToText(day), std::string(by), false});
  current = hash;
}

bool SurveyRecord::Withdraw(std::string_view hash) {
  for (SurveyVersion& version : versions) {
    if (version.hash != hash || version.withdrawn) continue;
    version.withdrawn = true;
    if (current == hash) current.clear();
    return true;
  }
  return false;
}

bool SurveyRecord::TakeFile(std::string_view hash, core::Day day) {
  if (hash == file) return false;
  if (!hash.empty()) {
    MakeCurrent(hash, kConfiguration, day);
  } else if (current == file) {
    current.clear();
  }
  file = hash;
  return true;
}

std::string SurveyRecord::Classing() const {
  return !current.empty() || versions.empty() ? current : versions.back().hash;
}

bool SurveyRecord::Needs(std::string_view hash) const {
  return hash == current || (waiting && hash == waiting->hash) || hash == file ||
         (!versions.empty() && hash == versions.back().hash);
}

core::Result<std::vector<SurveyRecord>> ListSurveyRecords(const store::Store& store) {
  ASSIGN_OR_RETURN(const auto rows,
                   store.ListDocuments(kSurveyDocument, std::nullopt, "", kMaxSurveys));
  std::vector<SurveyRecord> records;
  records.reserve(rows.size());
  for (const store::DocumentRow& row : rows) {
    ASSIGN_OR_RETURN(auto record, Read(row));
    records.push_back(std::move(record));
  }
  return records;
}

core::Result<SurveyRecord> FindSurveyRecord(const store::Store& store, std::string_view id) {
  ASSIGN_OR_RETURN(const auto row, store.FindDocument(kSurveyDocument, id));
  if (row) return Read(*row);
  SurveyRecord record;
  record.id = id;
  return record;
}

store::Command PutSurveyRecord(const SurveyRecord& record) {
  core::JsonWriter w;
  w.BeginObject();
  w.Key("current").String(record.current);
  w.Key("file").String(record.file);
  w.Key("organisation").String(record.organisation);
  w.Key("versions").BeginArray();
  for (const SurveyVersion& version : record.versions) WriteVersion(w, version);
  w.EndArray();
  if (record.waiting) WriteVersion(w.Key("waiting"), *record.waiting);
  w.EndObject();
  return store::PutDocument{{kSurveyDocument, record.id, "", 0, w.Take()}, record.stored};
}

}  // namespace ecms
