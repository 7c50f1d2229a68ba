// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "bot/config/config.h"
#include "core/base64.h"
#include "core/crypto.h"
#include "core/random.h"
#include "privacy/key_ring.h"
#include "privacy/sealing.h"

namespace bot::commands {
namespace {

namespace fs = std::filesystem;

core::Status MakeFolder(const std::string& folder) {
  std::error_code ec;
  bool made = fs::create_directories(folder, ec);
  if (ec) {
    return core::Err(core::ErrorCode::kStorage,
                     folder + ": the folder cannot be made: " + ec.message());
  }
  if (made) ::chmod(folder.c_str(), 0700);
  return {};
}

// Durable, and never over a file that is there.
core::Status WriteNew(const std::string& file, std::string_view content, mode_t mode) {
  int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) {
    std::error_code ec(errno, std::generic_category());
    return core::Err(core::ErrorCode::kStorage, file + ": " + ec.message());
  }
  bool written =
      ::write(fd, content.data(), content.size()) == static_cast<ssize_t>(content.size()) &&
      ::fsync(fd) == 0;
  ::close(fd);
  if (written) return {};
  ::unlink(file.c_str());
  return core::Err(core::ErrorCode::kStorage, file + ": cannot be written");
}

int Init(const std::string& config_file, std::string folder) {
  if (config_file.empty() == folder.empty())
    return Complain("keys init", "give either --config FILE or --dir DIR");
  if (folder.empty()) {
    auto folders = LoadFolders(config_file);
    if (!folders) return Complain("keys init", folders.error().message);
    if (auto made = MakeFolder(folders->data_dir); !made)
      return Complain("keys init", made.error().message);
    folder = folders->keys_dir;
  }
  if (auto made = MakeFolder(fs::path(folder).parent_path().string());
      !made && !fs::path(folder).parent_path().empty()) {
    return Complain("keys init", made.error().message);
  }
  core::SystemRandom random;
  auto ring = privacy::OpenKeyRing(folder, random, true);
  if (!ring) return Complain("keys init", ring.error().message);
  std::printf(
      "The server's keys are in %s.\nKeep this folder out of every backup: deleting a key is how "
      "personal data expires.\n",
      folder.c_str());
  return kDone;
}

int Office(const std::string& folder) {
  if (auto made = MakeFolder(folder); !made) return Complain("keys office", made.error().message);
  std::string public_file = (fs::path(folder) / "office.pub").string();
  std::string private_file = (fs::path(folder) / "office.key").string();
  std::error_code ec;
  if (fs::exists(public_file, ec) || fs::exists(private_file, ec)) {
    return Complain("keys office", folder +
                                       ": there is an office key already; what it sealed can only "
                                       "be read with it. Choose another folder");
  }
  privacy::KeyPair pair = privacy::NewKeyPair();
  std::string secret = core::Base64Encode(pair.private_key.Reveal()) + "\n";
  auto written = WriteNew(private_file, secret, 0400);
  core::Wipe({reinterpret_cast<uint8_t*>(secret.data()), secret.size()});
  if (!written) return Complain("keys office", written.error().message);
  written = WriteNew(public_file, core::Base64Encode(pair.public_key) + "\n", 0644);
  if (!written) return Complain("keys office", written.error().message);
  std::printf(
      "%s   the public key (id %s). Name it in the configuration:\n"
      "    \"keys\": {\"office_public\": {\"file\": \"%s\"}}\n"
      "%s   the private key: the only thing that opens what workers write in their own words.\n"
      "    Move it off this machine now, to where the inspectorate keeps it, and keep a printed "
      "copy.\n",
      public_file.c_str(), privacy::KeyId(pair.public_key).c_str(), public_file.c_str(),
      private_file.c_str());
  return kDone;
}

}  // namespace

void AddKeys(CommandLine& program) {
  struct Options {
    std::string config, folder, out;
  };
  auto o = std::make_shared<Options>();
  CommandLine keys = program.Command("keys", "Make keys");
  CommandLine init = keys.Command("init", "Make the server's keys; harmless when they are there");
  init.Text("--config", o->config, "The configuration file that names the folder");
  init.Text("--dir", o->folder, "The folder itself");
  init.Run([o] { return Init(o->config, o->folder); });
  CommandLine office = keys.Command(
      "office", "Make the inspectorate's key pair: what workers write is sealed to it");
  office.Text("--out", o->out, "Folder for office.pub and office.key", true);
  office.Run([o] { return Office(o->out); });
  AddKeysRecovery(keys);
}

}  // namespace bot::commands
