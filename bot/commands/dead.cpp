// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>

#include "bot/commands/commands.h"
#include "bot/commands/database.h"
#include "bot/commands/lines.h"

namespace bot::commands {
namespace {

constexpr size_t kMaxListed = 10'000;

struct Options {
  std::string config, channel;
  std::vector<std::string> ids;
  bool all = false;
};

core::Result<std::vector<store::OutboxRow>> DeadRows(const store::Store& store,
                                                     const std::string& channel) {
  ASSIGN_OR_RETURN(auto rows, store.ListDead(kMaxListed));
  if (!channel.empty())
    std::erase_if(rows, [&](const store::OutboxRow& row) { return row.channel != channel; });
  return rows;
}

int List(const Options& o) {
  auto store = OpenDatabase(o.config);
  if (!store) return Complain("dead list", store.error().message);
  auto rows = DeadRows(**store, o.channel);
  if (!rows) return Complain("dead list", rows.error().message);
  for (const store::OutboxRow& row : *rows) {
    std::printf("%s  channel=%s  error=%s  attempts=%d  kept until %s\n", row.id.Text().c_str(),
                row.channel.c_str(), row.error.c_str(), row.attempts,
                core::ToText(core::DayOf(row.expires_at)).c_str());
  }
  std::printf("%zu messages were given up.\n", rows->size());
  return kDone;
}

int Replay(const Options& o) {
  if (o.all == !o.ids.empty())
    return Complain("dead replay", "give either the IDs that `dwbot dead list` shows, or --all");
  auto store = OpenDatabase(o.config);
  if (!store) return Complain("dead replay", store.error().message);
  std::vector<core::MessageId> ids;
  for (const std::string& text : o.ids) {
    auto id = core::MessageId::FromText(text);
    if (!id) {
      return Complain("dead replay",
                      "\"" + text.substr(0, 40) + "\" is not an ID that `dwbot dead list` shows");
    }
    ids.push_back(*id);
  }
  if (o.all) {
    auto rows = DeadRows(**store, o.channel);
    if (!rows) return Complain("dead replay", rows.error().message);
    for (const store::OutboxRow& row : *rows) ids.push_back(row.id);
  }
  const core::Timestamp now = core::SystemClock().Now();
  size_t replayed = 0;
  for (const core::MessageId& id : ids) {
    auto done = CommitOne(**store, {store::ReplayDead{id, now}});
    if (done) {
      ++replayed;
    } else {
      Complain("dead replay", id.Text() + ": " + done.error().message);
    }
  }
  std::printf("%zu messages will be sent again; a running service takes them up within a minute.\n",
              replayed);
  return replayed == ids.size() ? kDone : kFound;
}

}  // namespace

void AddDead(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine dead =
      program.Command("dead", "Messages that were given up; works beside a running service");
  CommandLine list = dead.Command("list", "Show them: their channel and the provider's error code");
  list.Text("--config", o->config, "The configuration file", true);
  list.Text("--channel", o->channel, "Only those of this channel");
  list.Run([o] { return List(*o); });
  CommandLine replay = dead.Command("replay", "Send them again");
  replay.Texts("ID", o->ids, "Which ones");
  replay.Flag("--all", o->all, "All of them");
  replay.Text("--channel", o->channel, "With --all: only those of this channel");
  replay.Text("--config", o->config, "The configuration file", true);
  replay.Run([o] { return Replay(*o); });
}

}  // namespace bot::commands
