// SPDX-License-Identifier: Apache-2.0
// What may be wrong with a key folder, each with the command that mends it.
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <system_error>

#include "privacy/key_storage.h"

namespace privacy {
namespace {

// Reads the whole folder and gathers what is wrong with it.
class Inspection {
 public:
  Inspection(std::string folder, KeyStorage& storage)
      : folder_(std::move(folder)), storage_(&storage) {}

  void Run() {
    if (!Folder(folder_)) return;
    for (const KeyKind kind : {KeyKind::kToken, KeyKind::kReceipt, KeyKind::kLogin}) {
      const std::string path = folder_ + "/" + PathOf({kind, 0});
      if (access(path.c_str(), F_OK) == 0) {
        File({kind, 0});
      } else {
        Report(path,
               "is missing: restore it from where the keys are kept, or make a new one with `dwbot "
               "keys init` "
               "(what the lost one signed stops being valid)");
      }
    }
    for (const KeyKind kind : kKeyFolders) {
      const std::string path = folder_ + "/" + std::string(SubFolder(kind));
      if (Folder(path)) Files(path, kind);
    }
  }

  [[nodiscard]] const core::Problems& problems() const { return problems_; }
  std::map<KeyName, KeyBytes> TakeKeys() { return std::move(keys_); }

 private:
  void Report(const std::string& where, std::string what) {
    problems_.push_back({where, std::move(what)});
  }

  bool Folder(const std::string& path) {
    struct stat info{};
    if (lstat(path.c_str(), &info) != 0) {
      Report(
          path,
          "is missing: make the key folder with `dwbot keys init`, or set data_dir to where it is");
      return false;
    }
    if (!S_ISDIR(info.st_mode)) {
      Report(path, "must be a folder of its own, not a file or a link: move it away");
      return false;
    }
    if ((info.st_mode & 077) != 0) Report(path, "can be entered by others: chmod 700 " + path);
    if (access(path.c_str(), R_OK | X_OK) == 0) return true;
    Report(path, "cannot be read by this user: chown it to the user that runs dwbot");
    return false;
  }

  void Files(const std::string& path, KeyKind kind) {
    std::error_code error;
    std::set<std::string> names;  // sorted: the same report every time
    for (const auto& file : std::filesystem::directory_iterator(path, error))
      names.insert(file.path().filename().string());
    if (error) Report(path, "cannot be listed: " + error.message());
    for (const auto& name : names) {
      if (name.starts_with(kUnfinishedKey)) {
        unlink((path + "/" + name).c_str());  // a kill left it there before it became a key
      } else if (auto epoch = EpochFromFileName(kind, name)) {
        File({kind, *epoch});
      } else {
        Report(path + "/" + name,
               "is not a name that this program gives to a key: a copy of a key outlives its "
               "expiry, delete it");
      }
    }
  }

  void File(KeyName name) {
    const std::string path = folder_ + "/" + PathOf(name);
    struct stat info{};
    if (lstat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode))
      return Report(path, "must be a plain file, not a link");
    if ((info.st_mode & 077) != 0) Report(path, "can be read by others: chmod 400 " + path);
    if (info.st_size != static_cast<off_t>(sizeof(KeyBytes))) {
      return Report(path, "has " + std::to_string(info.st_size) +
                              " bytes, a key has 32: restore it from where the keys are kept");
    }
    auto bytes = storage_->Load(name);
    if (!bytes || !bytes->has_value())
      return Report(path, "cannot be read by this user: chown it to the user that runs dwbot");
    if (sodium_is_zero((*bytes)->data(), (*bytes)->size()) == 1)
      Report(path, "holds zeros only: restore it from where the keys are kept");
    for (const auto& [other, value] : keys_) {
      if (sodium_memcmp(value.data(), (*bytes)->data(), value.size()) == 0) {
        Report(path, "holds the same key as " + PathOf(other) +
                         ": each use has a key of its own, delete the copy");
      }
    }
    keys_[name] = **bytes;
  }

  std::string folder_;
  KeyStorage* storage_;
  core::Problems problems_;
  std::map<KeyName, KeyBytes> keys_;
};

}  // namespace

std::map<KeyName, KeyBytes> InspectKeyFolder(const std::string& folder, KeyStorage& storage,
                                             core::Problems& problems) {
  Inspection inspection(folder, storage);
  inspection.Run();
  problems = inspection.problems();
  return inspection.TakeKeys();
}

}  // namespace privacy
