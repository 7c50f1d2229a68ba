// SPDX-License-Identifier: Apache-2.0
// Files of a case: photos, scans, letters. Sealed in the browser to the office key before they
// leave it (docs/envelope.md, "Files"): the program keeps and hands out what it cannot read, and
// says who added, opened and removed what. Includes core/ and cases.h only, so that web/ can use
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/time.h"
#include "ecms/accounts.h"
#include "ecms/cases.h"

namespace ecms {

using FileId = core::Id<struct FileTag>;

inline constexpr int64_t kFilePartBytes =
    65'535;  // of the clear file in a part; padded by at least one byte
inline constexpr size_t kSealedPartBytes = 65'663;  // the envelope around 65,536 bytes
inline constexpr size_t kMaxSealedHead = 4096;      // name, type, size and hash in one envelope

struct FileLimits {
  int64_t file_bytes = int64_t{10} << 20;
  int64_t case_bytes = int64_t{100} << 20;
};
struct NewFile {
  int64_t parts = 0;               // of kFilePartBytes, the last one filled up
  std::string note;                // why: 3 to 500 characters, not sealed
  std::optional<FileId> replaces;  // a new version of that one, which stays
};
// Where the browser seals to: one record for the head and one for each part, all of the field
// "file".
struct FileUpload {
  FileId file;
  std::string organisation;
  core::RecordId head;
  std::vector<core::RecordId> parts;
};
struct FileOpening {
  std::string by;
  core::Timestamp at;
};
struct FileView {
  FileId id;
  int64_t number = 0, version = 1;  // "file 2, version 1": its name is sealed
  std::string note, by;             // who added it: its custodian
  core::Timestamp at;
  int64_t parts = 0;
  std::string digest;  // hex: SHA-256 over the SHA-256 of the sealed head and of each sealed part
  bool replaced = false;
  std::vector<FileOpening> opened;  // the last 50, oldest first; the audit has all
  struct Removed {
    std::string by, reason;
    core::Timestamp at;
  };
  std::optional<Removed> removed;
  bool may_remove = false;  // this caller
};
struct FileList {
  std::vector<FileView> files;  // by number, then version
  FileLimits limits;
  int64_t left_bytes = 0;  // of the case's limit
};
struct OpenedFile {
  std::string organisation;
  core::RecordId head_record;
  core::Bytes head;
  std::vector<core::RecordId> parts;
};

// Thread-safe. May block on the disk: for the `office` thread. kDenied: the role may not;
// kNotFound: no such case, file or part; kInvalid: what is wrong and what is allowed; kConflict:
// somebody else was first, or what is stored was changed.
class CaseFiles {
 public:
  virtual ~CaseFiles() = default;
  [[nodiscard]] virtual core::Result<FileList> List(const Caller& caller,
                                                    const CaseId& id) const = 0;

  // Nobody sees the file until Complete(). An upload that is not completed in a day is deleted by
  // the nightly job.
  [[nodiscard]] virtual core::Result<FileUpload> Begin(const Caller& caller, const CaseId& id,
                                                       const NewFile& wanted) = 0;
  // Durable when it returns, whole or not at all. A part that is there already stays: sending it
  // again does no harm.
  [[nodiscard]] virtual core::Status PutPart(const Caller& caller, const CaseId& id,
                                             const FileId& file, int64_t number,
                                             core::ByteSpan sealed) = 0;
  // The file, its line in the case's timeline and the audit entry, in one transaction. kInvalid
  // names parts that are missing. The same again is ok.
  [[nodiscard]] virtual core::Status Complete(const Caller& caller, const CaseId& id,
                                              const FileId& file, core::ByteSpan head) = 0;

  // The audit entry is committed before anything is handed out. kConflict: what is stored is not
  // what was added.
  [[nodiscard]] virtual core::Result<OpenedFile> Open(const Caller& caller, const CaseId& id,
                                                      const FileId& file) = 0;
  // Part `number` (from 1) of a file that this caller opened within the last hour; kDenied
  // otherwise.
  [[nodiscard]] virtual core::Result<core::Bytes> Part(const Caller& caller, const CaseId& id,
                                                       const FileId& file,
                                                       int64_t number) const = 0;
  // By whoever added it or a supervisor, with a reason of 3 to 500 characters: the sealed bytes go,
  // the line stays. Of an upload by its owner: it goes whole, no reason needed.
  [[nodiscard]] virtual core::Status Remove(const Caller& caller, const CaseId& id,
                                            const FileId& file, const std::string& reason) = 0;
};

}  // namespace ecms
