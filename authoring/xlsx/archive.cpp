// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsx/archive.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <utility>

#include "authoring/limits.h"

namespace authoring {
namespace {

using core::ErrorCode;

constexpr const char* kDamaged =
    "The file is damaged or incomplete. Open it in Excel or LibreOffice, save it again as .xlsx, "
    "and copy or send that "
    "file.";

zip* OpenZip(std::string_view bytes, int flags, int& code) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip* handle = source == nullptr ? nullptr : zip_open_from_source(source, flags, &error);
  code = zip_error_code_zip(&error);
  if (handle == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  return handle;
}

}  // namespace

core::Result<Archive> Archive::Open(std::string_view bytes) {
  int code = 0;
  zip* handle = OpenZip(bytes, ZIP_RDONLY | ZIP_CHECKCONS, code);
  // Some writers put different values into the two headers of an entry; the limits hold without
  // that check.
  if (handle == nullptr && code == ZIP_ER_INCONS) handle = OpenZip(bytes, ZIP_RDONLY, code);
  if (handle == nullptr) return core::Err(ErrorCode::kInvalid, kDamaged);
  Archive archive(handle, bytes.size());
  const zip_int64_t entries = zip_get_num_entries(handle, 0);
  if (entries > static_cast<zip_int64_t>(limits::kMaxZipEntries)) {
    return core::Err(
        ErrorCode::kTooLarge,
        fmt::format("The file has {} parts; a workbook has at most {}. It was not read.", entries,
                    limits::kMaxZipEntries));
  }
  return archive;
}

Archive::Archive(Archive&& other) noexcept
    : zip_(std::exchange(other.zip_, nullptr)),
      file_bytes_(other.file_bytes_),
      unpacked_(other.unpacked_) {}

Archive::~Archive() {
  if (zip_ != nullptr) zip_discard(zip_);
}

bool Archive::Has(const std::string& name) const {
  return zip_name_locate(zip_, name.c_str(), ZIP_FL_NOCASE) >= 0;
}

core::Result<std::string> Archive::Read(const std::string& name) {
  const zip_int64_t index = zip_name_locate(zip_, name.c_str(), ZIP_FL_NOCASE);
  if (index < 0)
    return core::Err(ErrorCode::kNotFound,
                     fmt::format("The workbook has no part \"{}\". {}", name, kDamaged));
  zip_stat_t info;
  zip_stat_init(&info);
  if (zip_stat_index(zip_, static_cast<zip_uint64_t>(index), 0, &info) != 0)
    return core::Err(ErrorCode::kInvalid, kDamaged);
  if ((info.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && info.encryption_method != ZIP_EM_NONE) {
    return core::Err(ErrorCode::kInvalid,
                     "The file is protected with a password. Remove the password (File > Info > "
                     "Protect Workbook) and save "
                     "it again.");
  }
  const size_t packed = (info.valid & ZIP_STAT_COMP_SIZE) != 0
                            ? std::min<size_t>(info.comp_size, file_bytes_)
                            : file_bytes_;
  zip_file_t* file = zip_fopen_index(zip_, static_cast<zip_uint64_t>(index), 0);
  if (file == nullptr) return core::Err(ErrorCode::kInvalid, kDamaged);
  std::string out;
  zip_int64_t got = 0;
  constexpr size_t kChunk = 64 * 1024;
  bool too_large = false;
  do {
    const size_t before = out.size();
    out.resize(before + kChunk);
    got = zip_fread(file, out.data() + before, kChunk);
    out.resize(before + static_cast<size_t>(std::max<zip_int64_t>(got, 0)));
    too_large = out.size() > limits::kMaxEntryBytes ||
                unpacked_ + out.size() > limits::kMaxUnpackedBytes ||
                (out.size() > (1U << 20) && out.size() / limits::kMaxPackRatio > packed);
  } while (got > 0 && !too_large);
  zip_fclose(file);
  if (too_large) {
    return core::Err(ErrorCode::kTooLarge,
                     "The file unpacks to far more than a real workbook holds, so it was not read. "
                     "Copy its cells into a new workbook.");
  }
  if (got < 0) return core::Err(ErrorCode::kInvalid, kDamaged);
  unpacked_ += out.size();
  return out;
}

}  // namespace authoring
