// SPDX-License-Identifier: Apache-2.0
#include "vault/vault.h"

namespace vault {

Lookup MakeLookup(std::span<const privacy::NamedKey> keys, core::ChannelKind kind,
                  std::string channel, core::Address address) {
  Lookup lookup;
  lookup.kind = kind;
  lookup.channel = std::move(channel);
  lookup.candidates.reserve(keys.size());
  for (const privacy::NamedKey& key : keys) {
    lookup.candidates.push_back(
        {key.epoch, privacy::KeyedFingerprint(*key.key, core::Name(kind), address.Reveal())});
  }
  lookup.address = std::move(address);
  return lookup;
}

}  // namespace vault
