// SPDX-License-Identifier: Apache-2.0
#include "privacy/key_storage.h"

namespace privacy {
namespace {

// The ring's own cache is all the memory there is.
class NoStorage final : public KeyStorage {
 public:
  core::Result<KeyBytes> Add(KeyName, const KeyBytes& fresh) override { return fresh; }
  core::Result<std::optional<KeyBytes>> Load(KeyName) override { return std::optional<KeyBytes>(); }
  core::Result<std::vector<KeyName>> List(KeyKind) override { return std::vector<KeyName>(); }
  core::Status Remove(const std::vector<KeyName>&) override { return {}; }
};

}  // namespace

std::unique_ptr<KeyRing> MakeMemoryKeyRing(core::RandomSource& random) {
  std::map<KeyName, KeyBytes> keys;
  for (const KeyKind kind : {KeyKind::kToken, KeyKind::kReceipt, KeyKind::kLogin})
    random.Fill(keys[{kind, 0}]);
  return MakeKeyRing(std::make_unique<NoStorage>(), std::move(keys), random);
}

}  // namespace privacy
