// SPDX-License-Identifier: Apache-2.0
#include "web/case_files_api.h"

#include <charconv>

#include "core/base64.h"
#include "core/json_writer.h"
#include "ecms/case_files.h"
#include "web/api.h"
#include "web/services.h"

namespace web {
namespace {

using core::HttpResponse;
using core::JsonWriter;

struct Where {
  ecms::CaseId case_id;
  ecms::FileId file;
  int64_t part = 0;
};
// From the address; nullopt: it names nothing.
std::optional<Where> WhereOf(const Call& call) {
  Where out;
  const auto case_id = ecms::CaseId::FromText(call.captured.at(0));
  if (!case_id) return std::nullopt;
  out.case_id = *case_id;
  if (call.captured.size() > 1) {
    const auto file = ecms::FileId::FromText(call.captured.at(1));
    if (!file) return std::nullopt;
    out.file = *file;
  }
  if (call.captured.size() > 2) {
    const std::string& text = call.captured.at(2);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.part);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  }
  return out;
}
HttpResponse Nowhere() {
  return ErrorResponse({core::ErrorCode::kNotFound, "there is no such case or file"});
}

HttpResponse NoContent() {
  HttpResponse response;
  response.status = 204;
  return response;
}

HttpResponse BadBody(const core::Problems& problems) {
  return core::ProblemResponse(400, "Bad request", core::Describe(problems));
}

void WriteFile(JsonWriter& w, const ecms::FileView& file) {
  w.BeginObject();
  w.Key("id").String(file.id.Text());
  w.Key("number").Integer(file.number);
  w.Key("version").Integer(file.version);
  w.Key("note").String(file.note);
  w.Key("by").String(file.by);
  w.Key("at").String(core::Rfc3339(file.at));
  w.Key("parts").Integer(file.parts);
  w.Key("digest").String(file.digest);
  w.Key("replaced").Bool(file.replaced);
  w.Key("opened").BeginArray();
  for (const ecms::FileOpening& one : file.opened) {
    w.BeginObject();
    w.Key("by").String(one.by);
    w.Key("at").String(core::Rfc3339(one.at));
    w.EndObject();
  }
  w.EndArray();
  w.Key("removed");
  if (file.removed) {
    w.BeginObject();
    w.Key("by").String(file.removed->by);
    w.Key("at").String(core::Rfc3339(file.removed->at));
    w.Key("reason").String(file.removed->reason);
    w.EndObject();
  } else {
    w.Null();
  }
  w.Key("may_remove").Bool(file.may_remove);
  w.EndObject();
}

void WriteIds(JsonWriter& w, const std::vector<core::RecordId>& ids) {
  w.Key("parts").BeginArray();
  for (const core::RecordId& id : ids) w.String(id.Text());
  w.EndArray();
}

HttpResponse Listed(const Call& call, const ecms::CaseId& id) {
  const auto list = call.services.case_files.List(call.caller, id);
  if (!list) return ErrorResponse(list.error());
  JsonWriter w;
  w.BeginObject();
  w.Key("files").BeginArray();
  for (const ecms::FileView& file : list->files) WriteFile(w, file);
  w.EndArray();
  w.Key("file_bytes").Integer(list->limits.file_bytes);
  w.Key("left_bytes").Integer(list->left_bytes);
  w.EndObject();
  return Tagged(call, w.Take());
}

}  // namespace

HttpResponse ListFiles(const Call& call) {
  const auto where = WhereOf(call);
  return where ? Listed(call, where->case_id) : Nowhere();
}

HttpResponse BeginFile(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  ecms::NewFile wanted;
  wanted.parts = in.Integer("parts", 0, 1'000'000);
  wanted.note = in.String("note");
  if (in.Has("replaces")) {
    wanted.replaces = ecms::FileId::FromText(in.String("replaces"));
    if (!wanted.replaces) in.Report("replaces", "must be the id of a file");
  }
  in.Finish();
  if (!problems.empty()) return BadBody(problems);
  const auto where = WhereOf(call);
  if (!where) return Nowhere();
  const auto upload = call.services.case_files.Begin(call.caller, where->case_id, wanted);
  if (!upload) return ErrorResponse(upload.error());
  JsonWriter w;
  w.BeginObject();
  w.Key("file").String(upload->file.Text());
  w.Key("organisation").String(upload->organisation);
  w.Key("head_record").String(upload->head.Text());
  WriteIds(w, upload->parts);
  w.EndObject();
  return core::JsonResponse(201, w.Take());
}

HttpResponse PutFilePart(const Call& call) {
  const auto where = WhereOf(call);
  if (!where) return Nowhere();
  const auto done = call.services.case_files.PutPart(call.caller, where->case_id, where->file,
                                                     where->part, core::AsBytes(call.request.body));
  return done ? NoContent() : ErrorResponse(done.error());
}

HttpResponse CompleteFile(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const auto head = core::Base64Decode(in.String("head"));
  if (!head) in.Report("head", "must be base64");
  in.Finish();
  if (!problems.empty()) return BadBody(problems);
  const auto where = WhereOf(call);
  if (!where) return Nowhere();
  const auto done =
      call.services.case_files.Complete(call.caller, where->case_id, where->file, *head);
  return done ? NoContent() : ErrorResponse(done.error());
}

HttpResponse OpenFile(const Call& call) {
  const auto where = WhereOf(call);
  if (!where) return Nowhere();
  const auto opened = call.services.case_files.Open(call.caller, where->case_id, where->file);
  if (!opened) return ErrorResponse(opened.error());
  JsonWriter w;
  w.BeginObject();
  w.Key("organisation").String(opened->organisation);
  w.Key("head_record").String(opened->head_record.Text());
  w.Key("head").String(core::Base64Encode(opened->head));
  WriteIds(w, opened->parts);
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

HttpResponse GetFilePart(const Call& call) {
  const auto where = WhereOf(call);
  if (!where) return Nowhere();
  const auto part =
      call.services.case_files.Part(call.caller, where->case_id, where->file, where->part);
  if (!part) return ErrorResponse(part.error());
  HttpResponse response;
  response.headers = {{"Content-Type", "application/octet-stream"}};
  response.body.assign(part->begin(), part->end());
  return response;
}

HttpResponse RemoveFile(const Call& call) {
  core::Problems problems;
  core::ObjectReader in(call.body->root(), "", problems);
  const std::string reason = in.String("reason", "");
  in.Finish();
  if (!problems.empty()) return BadBody(problems);
  const auto where = WhereOf(call);
  if (!where) return Nowhere();
  const auto done =
      call.services.case_files.Remove(call.caller, where->case_id, where->file, reason);
  return done ? NoContent() : ErrorResponse(done.error());
}

}  // namespace web
