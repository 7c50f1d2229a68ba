// SPDX-License-Identifier: Apache-2.0
// Inside privacy/ only: where a ring's keys lie. The rules of the ring (key_ring.cpp) are the same
// for files and memory.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/random.h"
#include "core/result.h"
#include "core/time.h"
#include "privacy/key_ring.h"

namespace privacy {

using KeyBytes = std::array<uint8_t, 32>;

enum class KeyKind : uint8_t { kLookup, kProvider, kDay, kToken, kReceipt, kLogin };

// `epoch` is the month, the week or the day number of NamedKey; 0 for the last three.
struct KeyName {
  KeyKind kind = KeyKind::kToken;
  int32_t epoch = 0;
  auto operator<=>(const KeyName&) const = default;
};

[[nodiscard]] int32_t MonthEpoch(core::Day day);
[[nodiscard]] int32_t WeekEpoch(core::Day day);
// "lookup", "provider", "day"; "" for those that lie in the ring's folder itself.
[[nodiscard]] std::string_view SubFolder(KeyKind kind);
// "lookup/2026-11", "provider/2026-W47", "day/2026-12-21", "token", "receipt", "login".
[[nodiscard]] std::string PathOf(KeyName name);
// The epoch that a file name in SubFolder(kind) stands for; nullopt unless PathOf() makes that very
// name.
[[nodiscard]] std::optional<int32_t> EpochFromFileName(KeyKind kind, std::string_view file_name);

class KeyStorage {
 public:
  virtual ~KeyStorage() = default;
  // Stores a new key durably and returns it. If one of that name is there already, that one stays
  // and is returned.
  [[nodiscard]] virtual core::Result<KeyBytes> Add(KeyName name, const KeyBytes& fresh) = 0;
  // nullopt: there is none.
  [[nodiscard]] virtual core::Result<std::optional<KeyBytes>> Load(KeyName name) = 0;
  // The names of one kind that are stored, in any order.
  [[nodiscard]] virtual core::Result<std::vector<KeyName>> List(KeyKind kind) = 0;
  // Removes them durably; one that is not there is no error. Goes on after an error and returns the
  // first.
  [[nodiscard]] virtual core::Status Remove(const std::vector<KeyName>& names) = 0;
};

inline constexpr std::array kKeyFolders = {KeyKind::kLookup, KeyKind::kProvider, KeyKind::kDay};
// How the name of a file begins that was never used as a key: a kill came before its renaming.
inline constexpr const char* kUnfinishedKey = ".new-";

// Reads all keys of the folder and appends everything that is wrong with it. Removes unfinished
// files.
[[nodiscard]] std::map<KeyName, KeyBytes> InspectKeyFolder(const std::string& folder,
                                                           KeyStorage& storage,
                                                           core::Problems& problems);

// `loaded` must hold kToken, kReceipt and kLogin. `random` must outlive the ring; it is used under
// the ring's lock.
[[nodiscard]] std::unique_ptr<KeyRing> MakeKeyRing(std::unique_ptr<KeyStorage> storage,
                                                   std::map<KeyName, KeyBytes> loaded,
                                                   core::RandomSource& random);

}  // namespace privacy
