// SPDX-License-Identifier: Apache-2.0
// The one implementation of CaseFiles.
#include "ecms/case_files.h"

#include <algorithm>
#include <set>

#include "core/base64.h"
#include "core/crypto.h"
#include "core/utf8.h"
#include "ecms/case_files_record.h"
#include "ecms/cases_desk.h"
#include "ecms/credential.h"
#include "ecms/make_case_files.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kMostFiles = 500, kMostUploads = 20, kMostOpenings = 50, kMinWhy = 3,
                 kMaxWhy = 500, kListPage = 1000;
constexpr auto kMayFetch = core::Millis(3'600'000);  // after an opening
constexpr size_t kKeyIdAt = 3, kKeyIdBytes = 4, kSmallestEnvelope = 111 + 1024 + 16;

core::Error NoSuchFile() { return {ErrorCode::kNotFound, "there is no such file in this case"}; }
int64_t PartsOf(int64_t bytes) { return (bytes + kFilePartBytes - 1) / kFilePartBytes; }

std::string WhatIsMissing(const std::vector<size_t>& missing) {
  std::string out;
  for (size_t i = 0; i < missing.size() && i < 10; ++i)
    out += (i == 0 ? "" : ", ") + std::to_string(missing[i]);
  return out + (missing.size() > 10 ? ", ..." : "");
}

class FileDesk final : public CaseFiles {
 public:
  explicit FileDesk(CaseFilesParts parts)
      : p_(std::move(parts)), store_(p_.cases.store), cases_(p_.cases) {}

  core::Result<FileList> List(const Caller& caller, const CaseId& id) const override {
    RETURN_IF_ERROR(cases_.MayRead(caller));
    RETURN_IF_ERROR(cases_.Exists(id));
    ASSIGN_OR_RETURN(const auto records, Files(kFileKind, id));
    FileList out;
    out.limits = p_.limits;
    ASSIGN_OR_RETURN(const int64_t room, Room(id));
    out.left_bytes = room * kFilePartBytes;
    for (const FileRecord& one : records) {
      out.files.push_back({one.id, one.number, one.version, one.note, one.by, one.at,
                           static_cast<int64_t>(one.parts.size()), one.digest,
                           !one.replaced_by.empty(), one.opened, one.removed,
                           !one.removed && MayRemove(caller, one)});
    }
    std::sort(out.files.begin(), out.files.end(), [](const FileView& a, const FileView& b) {
      return std::pair(a.number, a.version) < std::pair(b.number, b.version);
    });
    return out;
  }

  core::Result<FileUpload> Begin(const Caller& caller, const CaseId& id,
                                 const NewFile& wanted) override;
  core::Status PutPart(const Caller& caller, const CaseId& id, const FileId& file, int64_t number,
                       core::ByteSpan sealed) override;
  core::Status Complete(const Caller& caller, const CaseId& id, const FileId& file,
                        core::ByteSpan head) override;
  core::Result<OpenedFile> Open(const Caller& caller, const CaseId& id,
                                const FileId& file) override;
  core::Result<core::Bytes> Part(const Caller& caller, const CaseId& id, const FileId& file,
                                 int64_t number) const override;
  core::Status Remove(const Caller& caller, const CaseId& id, const FileId& file,
                      const std::string& reason) override;

 private:
  [[nodiscard]] core::Result<std::vector<FileRecord>> Files(const char* kind,
                                                            const CaseId& id) const {
    ASSIGN_OR_RETURN(const auto rows, store_.ListDocuments(kind, id.Text(), "", kListPage));
    std::vector<FileRecord> out;
    for (const store::DocumentRow& row : rows) {
      ASSIGN_OR_RETURN(auto record, FileFrom(row));
      out.push_back(std::move(record));
    }
    return out;
  }
  // Of that case; an upload of that caller.
  [[nodiscard]] core::Result<FileRecord> Find(const char* kind, const Caller& caller,
                                              const CaseId& id, const FileId& file) const {
    RETURN_IF_ERROR(cases_.MayRead(caller));
    ASSIGN_OR_RETURN(const auto row, store_.FindDocument(kind, file.Text()));
    if (!row || row->parent != id.Text()) return tl::unexpected(NoSuchFile());
    ASSIGN_OR_RETURN(auto record, FileFrom(*row));
    if (kind == kUploadKind && record.by != caller.name) return tl::unexpected(NoSuchFile());
    return record;
  }
  [[nodiscard]] core::Result<core::Bytes> Sealed(const core::RecordId& record) const {
    ASSIGN_OR_RETURN(auto rows, store_.FindSealed(record));
    if (rows.empty()) return core::Bytes();
    return std::move(rows.front().envelope);
  }
  // In parts; never negative.
  [[nodiscard]] core::Result<int64_t> Room(const CaseId& id) const {
    int64_t left = PartsOf(p_.limits.case_bytes);
    for (const char* kind : {kFileKind, kUploadKind}) {
      ASSIGN_OR_RETURN(const auto records, Files(kind, id));
      for (const FileRecord& one : records)
        left -= one.removed ? 0 : static_cast<int64_t>(one.parts.size());
    }
    return std::max<int64_t>(left, 0);
  }
  [[nodiscard]] static bool MayRemove(const Caller& caller, const FileRecord& record) {
    return record.by == caller.name || caller.role == "supervisor";
  }
  [[nodiscard]] core::Status CheckEnvelope(core::ByteSpan sealed, size_t least, size_t most) const;
  [[nodiscard]] core::Result<std::string> DigestOf(const FileRecord& record,
                                                   core::ByteSpan head) const;
  [[nodiscard]] core::Status CheckNew(const CaseId& id, const NewFile& wanted) const;
  [[nodiscard]] store::Command Audit(const Caller& caller, const char* action, const FileId& file,
                                     const std::string& detail) const {
    return store::AppendAudit{
        {0, p_.cases.clock.Now(), caller.name, action, file.Text(), detail, {}}};
  }
  static void DropSealed(const FileRecord& record, store::CommandGroup& group) {
    for (const core::RecordId& one : SealedOf(record)) group.emplace_back(store::DropSealed{one});
  }

  CaseFilesParts p_;
  const store::Store& store_;
  CaseDesk cases_;
};

core::Status FileDesk::CheckEnvelope(core::ByteSpan sealed, size_t least, size_t most) const {
  constexpr std::string_view kMagic = "DW1";
  if (sealed.size() < least || sealed.size() > most ||
      !std::equal(kMagic.begin(), kMagic.end(), sealed.begin()))
    return Err(ErrorCode::kInvalid,
               "what was sent is not sealed as docs/envelope.md says: nothing is kept in clear; "
               "load the page again");
  const std::string key = core::HexEncode(sealed.subspan(kKeyIdAt, kKeyIdBytes));
  // To the one of today alone: who has left may hold an earlier one.
  const auto current = p_.office_key.Get();
  if (!current || privacy::KeyId(*current) != key)
    return Err(ErrorCode::kInvalid,
               "it is not sealed to the office key of today; load the page again");
  return {};
}

core::Status FileDesk::CheckNew(const CaseId& id, const NewFile& wanted) const {
  core::Problems problems;
  const int64_t most = PartsOf(p_.limits.file_bytes);
  const auto mib = [](int64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; };
  if (wanted.parts < 1) problems.push_back({"parts", "a file of 0 bytes says nothing"});
  if (wanted.parts > most)
    problems.push_back({"parts", "a file may have " + mib(p_.limits.file_bytes) +
                                     " (limits.case_file_mib of the configuration)"});
  ASSIGN_OR_RETURN(const int64_t room, Room(id));
  if (wanted.parts <= most && wanted.parts > room)
    problems.push_back({"parts", "the files of a case may have " + mib(p_.limits.case_bytes) +
                                     " together (limits.case_files_mib); " +
                                     mib(room * kFilePartBytes) + " are left"});
  const size_t length = core::Utf16Length(wanted.note);
  if (length < kMinWhy || length > kMaxWhy)
    problems.push_back({"note", "3 to 500 characters that say what it is and why it is kept"});
  cases_.CheckWords("note", wanted.note, problems);
  ASSIGN_OR_RETURN(const auto files, Files(kFileKind, id));
  ASSIGN_OR_RETURN(const auto uploads, Files(kUploadKind, id));
  if (files.size() >= kMostFiles) problems.push_back({"parts", "a case may have 500 files"});
  if (uploads.size() >= kMostUploads)
    problems.push_back(
        {"parts", "20 files are on their way to this case; wait for them, or until tomorrow"});
  return Told(problems);
}

core::Result<FileUpload> FileDesk::Begin(const Caller& caller, const CaseId& id,
                                         const NewFile& wanted) {
  RETURN_IF_ERROR(cases_.MayRead(caller));
  RETURN_IF_ERROR(cases_.IsOpen(id));
  RETURN_IF_ERROR(CheckNew(id, wanted));
  FileRecord record;
  if (wanted.replaces) {
    ASSIGN_OR_RETURN(const FileRecord old, Find(kFileKind, caller, id, *wanted.replaces));
    if (!old.replaced_by.empty())
      return Err(ErrorCode::kConflict,
                 "somebody has added a newer version meanwhile; look at that one first");
    record.replaces = old.id.Text();
  }
  record.id = FileId::Random(p_.cases.random);
  record.case_id = id.Text();
  record.note = wanted.note;
  record.by = caller.name;
  record.at = p_.cases.clock.Now();
  record.head = core::RecordId::Random(p_.cases.random);
  for (int64_t i = 0; i < wanted.parts; ++i)
    record.parts.push_back(core::RecordId::Random(p_.cases.random));
  RETURN_IF_ERROR(p_.cases.commit({PutFile(record, kUploadKind)}));
  return FileUpload{record.id, p_.organisation, record.head, record.parts};
}

core::Status FileDesk::PutPart(const Caller& caller, const CaseId& id, const FileId& file,
                               int64_t number, core::ByteSpan sealed) {
  ASSIGN_OR_RETURN(const FileRecord record, Find(kUploadKind, caller, id, file));
  if (number < 1 || number > static_cast<int64_t>(record.parts.size()))
    return tl::unexpected(NoSuchFile());
  RETURN_IF_ERROR(CheckEnvelope(sealed, kSealedPartBytes, kSealedPartBytes));
  const core::RecordId& part = record.parts.at(static_cast<size_t>(number - 1));
  // The upload is named with it: one that was given up meanwhile must not leave a part behind.
  core::Status done = p_.cases.commit(
      {PutFile(record, kUploadKind),
       store::PutSealed{{part, kFileField, "", core::Bytes(sealed.begin(), sealed.end()), false}}});
  for (int attempt = 0; !done && done.error().code == ErrorCode::kConflict && attempt < 5;
       ++attempt) {
    ASSIGN_OR_RETURN(const core::Bytes there, Sealed(part));
    if (!there.empty()) return {};
    ASSIGN_OR_RETURN(const FileRecord fresh, Find(kUploadKind, caller, id, file));
    done = p_.cases.commit({PutFile(fresh, kUploadKind),
                            store::PutSealed{{part, kFileField, "",
                                              core::Bytes(sealed.begin(), sealed.end()), false}}});
  }
  return done;
}

core::Result<std::string> FileDesk::DigestOf(const FileRecord& record, core::ByteSpan head) const {
  core::Bytes all;
  std::vector<size_t> missing;
  const auto add = [&](core::ByteSpan bytes) {
    const core::Digest one = core::Sha256(bytes);
    all.insert(all.end(), one.begin(), one.end());
  };
  add(head);
  for (size_t i = 0; i < record.parts.size(); ++i) {
    ASSIGN_OR_RETURN(const core::Bytes part, Sealed(record.parts[i]));
    if (part.empty()) missing.push_back(i + 1);
    add(part);
  }
  if (!missing.empty())
    return Err(ErrorCode::kInvalid,
               "parts that have not arrived: " + WhatIsMissing(missing) + "; send them again");
  return core::HexEncode(core::Sha256(all));
}

core::Status FileDesk::Complete(const Caller& caller, const CaseId& id, const FileId& file,
                                core::ByteSpan head) {
  // The answer to the first may have been lost.
  if (const auto done = Find(kFileKind, caller, id, file); done && done->by == caller.name)
    return {};
  ASSIGN_OR_RETURN(FileRecord record, Find(kUploadKind, caller, id, file));
  RETURN_IF_ERROR(CheckEnvelope(head, kSmallestEnvelope, kMaxSealedHead));
  ASSIGN_OR_RETURN(record.digest, DigestOf(record, head));
  record.stored_version = 0;
  record.at = p_.cases.clock.Now();
  return cases_.Record(caller, id, [&](CaseDesk::Draft& draft, Entry& entry) -> core::Status {
    RETURN_IF_ERROR(cases_.IsOpen(id));
    ASSIGN_OR_RETURN(const auto files, Files(kFileKind, id));
    record.number = record.version = 1;
    for (const FileRecord& one : files) record.number = std::max(record.number, one.number + 1);
    if (!record.replaces.empty()) {
      const auto old = std::find_if(files.begin(), files.end(), [&](const FileRecord& one) {
        return one.id.Text() == record.replaces;
      });
      if (old == files.end()) return tl::unexpected(NoSuchFile());
      if (!old->replaced_by.empty())
        return Err(ErrorCode::kConflict,
                   "somebody has added a newer version meanwhile; look at that one first");
      FileRecord before = *old;
      before.replaced_by = record.id.Text();
      record.number = old->number;
      record.version = old->version + 1;
      draft.more.push_back(PutFile(before, kFileKind));
    }
    RETURN_IF_ERROR(draft.CheckRoom());
    entry.kind = record.replaces.empty() ? "file_added" : "file_replaced";
    entry.code = std::to_string(record.number);
    entry.text = record.note;
    draft.audit_action = "case.entry";
    draft.audit_detail = entry.kind;
    draft.more.push_back(PutFile(record, kFileKind));
    draft.more.emplace_back(store::DropDocument{kUploadKind, record.id.Text()});
    draft.more.emplace_back(store::PutSealed{
        {record.head, kFileField, "", core::Bytes(head.begin(), head.end()), false}});
    draft.more.push_back(Audit(caller, "case.file_add", record.id, record.digest));
    return {};
  });
}

core::Result<OpenedFile> FileDesk::Open(const Caller& caller, const CaseId& id,
                                        const FileId& file) {
  for (int attempt = 0;; ++attempt) {
    ASSIGN_OR_RETURN(FileRecord record, Find(kFileKind, caller, id, file));
    if (record.removed) return Err(ErrorCode::kNotFound, "the file was removed");
    ASSIGN_OR_RETURN(core::Bytes head, Sealed(record.head));
    const auto digest = DigestOf(record, head);
    if (!digest || *digest != record.digest)
      return Err(ErrorCode::kConflict,
                 "what is stored is not what was added: it was damaged or changed outside the "
                 "program; restore it from a backup");
    record.opened.push_back({caller.name, p_.cases.clock.Now()});
    if (record.opened.size() > kMostOpenings) record.opened.erase(record.opened.begin());
    const auto done = p_.cases.commit(
        {PutFile(record, kFileKind), Audit(caller, "case.file_open", record.id, "")});
    if (done) return OpenedFile{p_.organisation, record.head, std::move(head), record.parts};
    if (done.error().code != ErrorCode::kConflict || attempt == 4)
      return tl::unexpected(done.error());
  }
}

core::Result<core::Bytes> FileDesk::Part(const Caller& caller, const CaseId& id, const FileId& file,
                                         int64_t number) const {
  ASSIGN_OR_RETURN(const FileRecord record, Find(kFileKind, caller, id, file));
  if (record.removed || number < 1 || number > static_cast<int64_t>(record.parts.size()))
    return tl::unexpected(NoSuchFile());
  const core::Timestamp now = p_.cases.clock.Now();
  const bool opened = std::any_of(
      record.opened.begin(), record.opened.end(),
      [&](const FileOpening& one) { return one.by == caller.name && now - one.at <= kMayFetch; });
  if (!opened)
    return Err(ErrorCode::kDenied, "open the file first: each opening is an entry of the audit");
  ASSIGN_OR_RETURN(core::Bytes part, Sealed(record.parts.at(static_cast<size_t>(number - 1))));
  if (part.empty()) return tl::unexpected(NoSuchFile());
  return part;
}

core::Status FileDesk::Remove(const Caller& caller, const CaseId& id, const FileId& file,
                              const std::string& reason) {
  if (const auto upload = Find(kUploadKind, caller, id, file)) {
    store::CommandGroup group{store::DropDocument{kUploadKind, file.Text()}};
    DropSealed(*upload, group);
    return p_.cases.commit(std::move(group));
  }
  ASSIGN_OR_RETURN(const FileRecord first, Find(kFileKind, caller, id, file));
  if (!MayRemove(caller, first))
    return Err(ErrorCode::kDenied, "only who added a file, or a supervisor, may remove it");
  core::Problems problems;
  const size_t length = core::Utf16Length(reason);
  if (length < kMinWhy || length > kMaxWhy)
    problems.push_back({"reason", "3 to 500 characters that say why"});
  cases_.CheckWords("reason", reason, problems);
  RETURN_IF_ERROR(Told(problems));
  return cases_.Record(caller, id, [&](CaseDesk::Draft& draft, Entry& entry) -> core::Status {
    ASSIGN_OR_RETURN(FileRecord record, Find(kFileKind, caller, id, file));
    if (record.removed) return Err(ErrorCode::kInvalid, "the file was removed already");
    record.removed = FileView::Removed{caller.name, reason, p_.cases.clock.Now()};
    entry.kind = "file_removed";
    entry.code = std::to_string(record.number);
    entry.text = reason;
    draft.audit_action = "case.entry";
    draft.audit_detail = entry.kind;
    draft.more.push_back(PutFile(record, kFileKind));
    DropSealed(record, draft.more);
    draft.more.push_back(Audit(caller, "case.file_remove", record.id, ""));
    return {};
  });
}

}  // namespace

std::unique_ptr<CaseFiles> MakeCaseFiles(CaseFilesParts parts) {
  return std::make_unique<FileDesk>(std::move(parts));
}

}  // namespace ecms
