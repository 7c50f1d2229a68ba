// SPDX-License-Identifier: Apache-2.0
// The ring as a folder of small files. Everything here is rare (a new day, month or week, midnight,
// the start), so each step is written for durability, not speed.
#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <set>
#include <system_error>

#include "core/base64.h"
#include "privacy/key_storage.h"

namespace privacy {
namespace {

using core::Err;
using core::ErrorCode;

std::string Reason() { return std::generic_category().message(errno); }

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

core::Status SyncFolder(const std::string& folder) {
  const Descriptor fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.ok() || fsync(fd.get()) != 0)
    return Err(ErrorCode::kStorage, "cannot sync " + folder + ": " + Reason());
  return {};
}

core::Status WriteNew(const std::string& path, const KeyBytes& bytes) {
  const Descriptor fd(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400));
  if (!fd.ok() ||
      write(fd.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
      fsync(fd.get()) != 0) {
    return Err(ErrorCode::kStorage, "cannot write the key file " + path + ": " + Reason());
  }
  return {};
}

// false with errno if it fails; EEXIST if `to` is there already.
bool RenameNew(const std::string& from, const std::string& to) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
  // A file system that cannot do it in one step: one process per key folder is the rule anyway.
  if (access(to.c_str(), F_OK) == 0) {
    errno = EEXIST;
    return false;
  }
  return rename(from.c_str(), to.c_str()) == 0;
}

class FileStorage final : public KeyStorage {
 public:
  explicit FileStorage(std::string folder) : folder_(std::move(folder)) {}

  core::Result<KeyBytes> Add(KeyName name, const KeyBytes& fresh) override {
    const std::string path = folder_ + "/" + PathOf(name);
    const std::string parent = std::filesystem::path(path).parent_path().string();
    uint8_t tag[8];
    randombytes_buf(tag, sizeof tag);
    const std::string temporary = parent + "/" + kUnfinishedKey + core::HexEncode(tag);
    if (auto written = WriteNew(temporary, fresh); !written) {
      unlink(temporary.c_str());
      return tl::unexpected<core::Error>(std::move(written.error()));
    }
    if (!RenameNew(temporary, path)) {
      const bool exists = errno == EEXIST;
      auto error = Err(ErrorCode::kStorage, "cannot name the key file " + path + ": " + Reason());
      unlink(temporary.c_str());
      if (!exists) return error;
    }
    RETURN_IF_ERROR(SyncFolder(parent));
    ASSIGN_OR_RETURN(auto stored, Load(name));
    if (!stored)
      return Err(ErrorCode::kStorage, "the key file " + path + " vanished while it was made");
    return *stored;
  }

  core::Result<std::optional<KeyBytes>> Load(KeyName name) override {
    const std::string path = folder_ + "/" + PathOf(name);
    const Descriptor fd(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!fd.ok() && errno == ENOENT) return std::optional<KeyBytes>();
    if (!fd.ok())
      return Err(ErrorCode::kStorage, "cannot open the key file " + path + ": " + Reason());
    KeyBytes bytes{};
    uint8_t more = 0;
    const bool whole =
        read(fd.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
        read(fd.get(), &more, 1) == 0;
    if (!whole)
      return Err(ErrorCode::kInvalid, "the key file " + path + " must hold exactly 32 bytes");
    return std::optional(bytes);
  }

  core::Result<std::vector<KeyName>> List(KeyKind kind) override {
    std::vector<KeyName> names;
    std::error_code error;
    const std::filesystem::directory_iterator files(folder_ + "/" + std::string(SubFolder(kind)),
                                                    error);
    if (error)
      return Err(ErrorCode::kStorage,
                 "cannot list the key folder " + folder_ + ": " + error.message());
    for (const auto& file : files) {
      if (auto epoch = EpochFromFileName(kind, file.path().filename().string()))
        names.push_back({kind, *epoch});
    }
    return names;
  }

  core::Status Remove(const std::vector<KeyName>& names) override {
    core::Status status;
    std::set<std::string> parents;
    for (const KeyName name : names) {
      const std::string path = folder_ + "/" + PathOf(name);
      Overwrite(path);
      if (unlink(path.c_str()) != 0 && errno != ENOENT && status) {
        status = Err(ErrorCode::kStorage,
                     "cannot delete the expired key file " + path + ": " + Reason());
      }
      parents.insert(std::filesystem::path(path).parent_path().string());
    }
    for (const auto& parent : parents) {
      auto synced = SyncFolder(parent);
      if (!synced && status) status = std::move(synced);
    }
    return status;
  }

 private:
  // Helps where a block is rewritten in place, does nothing on flash: expiry rests on the
  // unlinking, so errors are ignored.
  static void Overwrite(const std::string& path) {
    if (chmod(path.c_str(), 0600) != 0) return;
    const Descriptor fd(open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
    KeyBytes noise{};
    randombytes_buf(noise.data(), noise.size());
    if (fd.ok() && write(fd.get(), noise.data(), noise.size()) > 0) fsync(fd.get());
  }

  std::string folder_;
};

// Makes what is missing of the folders, and the two keys that do not change.
core::Status Create(const std::string& folder, FileStorage& storage, core::RandomSource& random) {
  std::error_code error;
  const auto parent = std::filesystem::path(folder).parent_path();
  if (!parent.empty()) std::filesystem::create_directories(parent, error);
  if (error)
    return Err(ErrorCode::kStorage,
               "cannot make the folder " + parent.string() + ": " + error.message());
  std::vector<std::string> folders = {folder};
  for (const KeyKind kind : kKeyFolders)
    folders.push_back(folder + "/" + std::string(SubFolder(kind)));
  for (const auto& path : folders) {
    if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
      return Err(ErrorCode::kStorage, "cannot make the key folder " + path + ": " + Reason());
    }
  }
  for (const KeyKind kind : {KeyKind::kToken, KeyKind::kReceipt, KeyKind::kLogin}) {
    if (access((folder + "/" + PathOf({kind, 0})).c_str(), F_OK) == 0) continue;
    KeyBytes fresh{};
    random.Fill(fresh);
    // A file that is there but unusable is left for the inspection to explain.
    if (auto added = storage.Add({kind, 0}, fresh);
        !added && added.error().code == ErrorCode::kStorage) {
      return tl::unexpected<core::Error>(std::move(added.error()));
    }
    sodium_memzero(fresh.data(), fresh.size());
  }
  return SyncFolder(parent.empty() ? "." : parent.string());
}

}  // namespace

core::Result<std::unique_ptr<KeyRing>> OpenKeyRing(const std::string& folder,
                                                   core::RandomSource& random, bool create) {
  auto storage = std::make_unique<FileStorage>(folder);
  if (create) RETURN_IF_ERROR(Create(folder, *storage, random));
  core::Problems problems;
  std::map<KeyName, KeyBytes> keys = InspectKeyFolder(folder, *storage, problems);
  if (!problems.empty()) {
    return Err(ErrorCode::kInvalid, "the key folder cannot be used:\n" + core::Describe(problems));
  }
  return MakeKeyRing(std::move(storage), std::move(keys), random);
}

}  // namespace privacy
