// SPDX-License-Identifier: Apache-2.0
// The configuration: one JSON file (comments allowed), secrets as "${ENV}" or {"file": "..."}.
// Every key typed, unknown keys refused, all errors at once. docs/configuration.md describes every
// key (tests/bot/config_test.cpp holds it to that).
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bot/alerts/alerts.h"
#include "bot/feed.h"
#include "bot/sender/budget.h"
#include "channels/channel.h"
#include "core/result.h"
#include "dialogs/engine.h"
#include "ecms/quality.h"
#include "privacy/sealing.h"

namespace bot {

struct Listen {
  std::string host;
  uint16_t port = 0;  // 0 = any free port (tests); the log line names it
};

struct Limits {
  size_t max_connections = 2048;
  size_t max_queued_turns = 8192;
  int turns_per_conversation_per_minute = 30;  // 0 = off
  int new_conversations_per_minute = 600;      // 0 = off
  int webchat_tokens_per_network_per_hour = 20;
  BudgetLimits outbound;
  std::chrono::seconds request_deadline{30};
  int64_t case_file_mib = 10;    // one file of a case
  int64_t case_files_mib = 100;  // all files of one case
};

struct ChannelConfig {
  std::string name;
  std::string type;
  std::string survey;   // id of one of `surveys`
  std::string contact;  // on posters: a number, a Telegram bot's name, a page; "" = none
  std::map<std::string, std::string> start_words;  // first word -> id of another of `surveys`
  double messages_per_second = 0;                  // 0 = the channel's own
  std::shared_ptr<const channels::Channel> channel;
};

struct Config {
  Listen public_listen;  // webhooks, webchat; also the office when `listen.office` is absent
  std::optional<Listen> office_listen;
  Listen internal_listen{"127.0.0.1", 8081};
  std::string public_url;  // "" = not reachable from outside: Telegram is polled
  std::string data_dir;
  std::string keys_dir;                 // default data_dir/keys
  std::string organisation = "office";  // bound into envelopes
  std::string country;
  std::string time_zone;    // default by country
  std::string profile;      // file, or name of a shipped one: ecms/profile.h
  std::string office_name;  // for REAL
  std::string office_check;
  std::string rights_file;                // "" = the lines that ship for `country`
  std::vector<std::string> survey_files;  // paths, or "core-9" for a shipped one
  std::vector<dialogs::HelpNumber> help;
  std::optional<privacy::PublicKey> office_public;
  std::vector<std::string> allow_unreviewed;
  std::map<std::string, ChannelConfig> channels;
  std::optional<FeedConfig> feed;  // to another case management system
  AlertsConfig alerts;             // to people who are not looking
  Limits limits;
  uint8_t quality_marks =
      *ecms::QualityBits("any");  // reasons to check that are looked for: bits of store::quality
  bool demo = false;
  bool debug_log = false;
};

// Reads and checks the file. kInvalid: every problem with its key path, one per line. Relative
// paths in it are relative to the file's folder. `signing_key` is for channels that sign their own
// tokens; nullptr = check only (a zero key).
[[nodiscard]] core::Result<Config> LoadConfig(const std::string& file,
                                              const core::SecretString* signing_key);
// data_dir and keys_dir alone, without opening anything else: needed to open the key ring before
// LoadConfig().
struct Folders {
  std::string data_dir, keys_dir;
};
[[nodiscard]] core::Result<Folders> LoadFolders(const std::string& file);

}  // namespace bot
