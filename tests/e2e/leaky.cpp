// SPDX-License-Identifier: Apache-2.0
// The positive control of the canary test: the whole program with one leak planted in it, as a
// hurried developer would write it. The linker puts these functions in the place of three real ones
// (--wrap), so the program that ships has no trace of them, not even a switch. DWBOT_PLANTED_LEAK
// chooses: log, temp, index (with DWBOT_PLANTED_DB), core, or nothing.
#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "bot/turn/prepare.h"

namespace {

std::string_view Leak() {
  const char* leak = std::getenv("DWBOT_PLANTED_LEAK");
  return leak == nullptr ? "" : leak;
}

void LeakToTemporaryFile(const std::string& words) {
  std::string name = std::string(std::getenv("TMPDIR")) + "/message-XXXXXX";
  const int file = ::mkstemp(name.data());
  if (file < 0 || ::write(file, words.data(), words.size()) < 0) std::abort();
  ::close(file);
}

void LeakToIndex(const std::string& address) {
  sqlite3* db = nullptr;
  if (sqlite3_open(std::getenv("DWBOT_PLANTED_DB"), &db) != SQLITE_OK) std::abort();
  sqlite3_busy_timeout(db, 5000);
  const std::string sql =
      "CREATE TABLE IF NOT EXISTS last_seen (address TEXT); CREATE INDEX IF NOT EXISTS by_address "
      "ON last_seen (address);"
      "INSERT INTO last_seen VALUES ('" +
      address + "')";
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) std::abort();
  sqlite3_close(db);
}

}  // namespace

core::Result<bot::PreparedTurn>
RealPrepare(const bot::Preparer* self, const bot::Door& door, core::InboundMessage message) __asm__(
    "__real__ZNK3bot8Preparer7PrepareERKNS_4DoorEN4core14InboundMessageE");
core::Result<bot::PreparedTurn> LeakyPrepare(
    const bot::Preparer* self, const bot::Door& door,
    core::InboundMessage
        message) __asm__("__wrap__ZNK3bot8Preparer7PrepareERKNS_4DoorEN4core14InboundMessageE");
core::Result<bot::PreparedTurn> LeakyPrepare(const bot::Preparer* self, const bot::Door& door,
                                             core::InboundMessage message) {
  const std::string& address = message.from.Reveal();
  const std::string& words = message.text.Reveal();
  if (Leak() == "log") std::fprintf(stderr, "prepare: a message from %s\n", address.c_str());
  if (Leak() == "temp") LeakToTemporaryFile(words);
  if (Leak() == "index") LeakToIndex(address);
  if (Leak() == "core") {
    static std::string cache;  // "so that we can look at the last messages"
    cache += words;
  }
  return RealPrepare(self, door, std::move(message));
}

extern "C" {
int __real_setrlimit(__rlimit_resource_t resource, const rlimit* limit);
int __real_prctl(int option, ...);
int __wrap_setrlimit(__rlimit_resource_t resource, const rlimit* limit);
int __wrap_prctl(int option, unsigned long a, unsigned long b, unsigned long c, unsigned long d);

int __wrap_setrlimit(__rlimit_resource_t resource, const rlimit* limit) {
  return Leak() == "core" && resource == RLIMIT_CORE ? 0 : __real_setrlimit(resource, limit);
}
int __wrap_prctl(int option, unsigned long a, unsigned long b, unsigned long c, unsigned long d) {
  return Leak() == "core" && option == PR_SET_DUMPABLE ? 0 : __real_prctl(option, a, b, c, d);
}
}
