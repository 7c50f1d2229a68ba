// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

struct zip;

namespace authoring {

// The entries of a zip file in memory, unpacked one at a time under limits.h. Nothing is written to
// disk; names in the file are looked up, never used as paths.
class Archive {
 public:
  // `bytes` must outlive it. kInvalid: no zip file, damaged, or encrypted; kTooLarge: too many
  // entries.
  [[nodiscard]] static core::Result<Archive> Open(std::string_view bytes);
  Archive(Archive&& other) noexcept;
  Archive& operator=(Archive&&) = delete;
  ~Archive();

  [[nodiscard]] bool Has(const std::string& name) const;
  // kNotFound; kInvalid: damaged or encrypted; kTooLarge: it unpacks to more than anything real.
  [[nodiscard]] core::Result<std::string> Read(const std::string& name);

 private:
  Archive(zip* handle, size_t file_bytes) : zip_(handle), file_bytes_(file_bytes) {}
  zip* zip_;
  size_t file_bytes_;
  size_t unpacked_ = 0;
};

}  // namespace authoring
