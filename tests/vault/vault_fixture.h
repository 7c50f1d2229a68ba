// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "core/random.h"
#include "core/result.h"
#include "vault/vault.h"

namespace vault {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "dwbot-vault-XXXXXX").string();
    CHECK(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// A key ring and short ways to say what a turn writes.
class World {
 public:
  explicit World(uint64_t seed = 3) : random_(seed), keys_(privacy::MakeMemoryKeyRing(random_)) {}

  [[nodiscard]] privacy::KeyRing& keys() { return *keys_; }
  [[nodiscard]] core::ConversationId NewConversation() {
    return core::ConversationId::Random(random_);
  }
  [[nodiscard]] core::RandomSource& random() { return random_; }

  [[nodiscard]] Lookup Of(const std::string& address, core::Day today,
                          const std::string& channel = "main",
                          core::ChannelKind kind = core::ChannelKind::kSms) {
    auto keys = keys_->LookupKeys(today);
    CHECK(keys);
    return MakeLookup(*keys, kind, channel, core::Address(address));
  }

  [[nodiscard]] static VaultWrite Put(const Lookup& lookup,
                                      const core::ConversationId& conversation, core::Day today,
                                      core::Day key_day) {
    VaultWrite write;
    write.kind = VaultWrite::Kind::kPut;
    write.lookup = &lookup;
    write.conversation = conversation;
    write.day = today;
    write.key_day = key_day;
    return write;
  }
  [[nodiscard]] static VaultWrite Write(VaultWrite::Kind kind,
                                        const core::ConversationId& conversation) {
    VaultWrite write;
    write.kind = kind;
    write.conversation = conversation;
    return write;
  }
  [[nodiscard]] static VaultWrite Expire(core::Day day, int32_t epoch = 0) {
    VaultWrite write;
    write.kind = VaultWrite::Kind::kExpire;
    write.day = day;
    write.epoch = epoch;
    return write;
  }

 private:
  core::SeededRandom random_;
  std::unique_ptr<privacy::KeyRing> keys_;
};

inline core::Status CommitOne(Vault& vault, const VaultWrite& write) {
  return vault.Commit(std::span(&write, 1));
}

inline std::optional<Contact> FindOne(Vault& vault, const Lookup& lookup) {
  const Lookup* pointer = &lookup;
  auto found = vault.Find(std::span(&pointer, 1));
  CHECK(found && found->size() == 1);
  return found->front();
}

}  // namespace vault
