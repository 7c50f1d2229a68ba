// SPDX-License-Identifier: Apache-2.0
// A file of a case as it is stored: a document of the kind "case_upload" until it is complete, then
// "case_file" (parent: the case), and one row of `sealed` for the head and for each part.
#pragma once

#include <string>
#include <vector>

#include "ecms/case_files.h"
#include "store/commands.h"

namespace ecms {

// NOTE: persistent values.
inline constexpr const char* kUploadKind = "case_upload";
inline constexpr const char* kFileKind = "case_file";
inline constexpr const char* kFileField = "file";

struct FileRecord {
  FileId id;
  std::string case_id;
  int64_t stored_version = 0;  // of the document; 0 = not yet
  int64_t number = 0, version = 1;
  std::string note, by, digest;
  core::Timestamp at;
  core::RecordId head;
  std::vector<core::RecordId> parts;
  std::string replaces, replaced_by;  // ids of files; "" = none
  std::vector<FileOpening> opened;
  std::optional<FileView::Removed> removed;
};

[[nodiscard]] core::Result<FileRecord> FileFrom(const store::DocumentRow& row);
[[nodiscard]] store::Command PutFile(const FileRecord& record, const char* kind);
// The head and the parts.
[[nodiscard]] std::vector<core::RecordId> SealedOf(const FileRecord& record);

}  // namespace ecms
