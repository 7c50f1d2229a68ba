// SPDX-License-Identifier: Apache-2.0
// Limits of what authors upload. The largest real workbook among 204 public ones has 0.94 MB, 6.9
// MB unpacked, and entries packed 39:1.
#pragma once

#include <cstddef>
#include <cstdint>

namespace authoring::limits {

inline constexpr size_t kMaxFileBytes = 10 << 20;
inline constexpr size_t kMaxZipEntries = 2000;
inline constexpr size_t kMaxEntryBytes = 64 << 20;      // unpacked, counted while unpacking
inline constexpr size_t kMaxUnpackedBytes = 128 << 20;  // all entries that were read
inline constexpr size_t kMaxPackRatio = 200;            // after the first MiB
inline constexpr size_t kMaxXmlMarks =
    3'000'000;  // '<' and '=' of one part: at most about 200 MB as a tree
inline constexpr size_t kMaxXmlDepth = 64;
inline constexpr size_t kMaxSharedStrings = 500'000;
inline constexpr size_t kMaxCellTextBytes =
    32 << 20;  // of all cells: one shared string can stand in many
inline constexpr size_t kMaxCellChars = 32'767;  // Excel's own
inline constexpr uint32_t kMaxColumns = 200;
inline constexpr uint32_t kMaxSurveyRows = 5'000;
inline constexpr uint32_t kMaxChoiceRows = 20'000;
inline constexpr uint32_t kEmptyRowsEnd = 60;  // so many empty rows end a sheet
inline constexpr uint32_t kEmptyHeadersEnd = 20;

}  // namespace authoring::limits
