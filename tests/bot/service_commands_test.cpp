// SPDX-License-Identifier: Apache-2.0
// dwbot serve, backup, user, dead, simulate.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "bot/commands_fixture.h"
#include "core/crypto.h"
#include "core/random.h"
#include "ecms/accounts.h"
#include "ecms/profile.h"
#include "store/store.h"

namespace bot::commands {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST_F(Commands, ServeSaysWhatIsWrongWithTheCountryProfile) {
  ASSERT_EQ(RunDwbot({"keys", "init", "--config", config_}).code, 0);
  std::ifstream in(config_);
  std::string config((std::istreambuf_iterator<char>(in)), {});
  const auto with = [&](const std::string& profile) {
    std::string text = config;
    return Write("profiled.json", text.insert(1, "\"profile\": \"" + profile + "\", "));
  };
  Ran ran = RunDwbot({"serve", "--config", with("fiji")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.error, HasSubstr("neither a file nor one of ws, ck, generic"));
  std::string broken(*ecms::ShippedProfile("ck"));
  broken.replace(broken.find("\"NZD\""), 5, "\"x\"");
  Write("own.json", broken);
  ran = RunDwbot({"serve", "--config", with("own.json")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.error, testing::AllOf(HasSubstr("own.json"),
                                        HasSubstr("currency: must be an ISO 4217 code")));
}

// A clock that stands in the past is for a demo's history: a real installation would file and
// forget by the wrong days.
TEST_F(Commands, ServeTakesAnotherClockOnlyForADemoAndOnlyAnEarlierOne) {
  ASSERT_EQ(RunDwbot({"keys", "init", "--config", config_}).code, 0);
  const auto serve = [&](const std::string& config, const char* clock) {
    return RunDwbot({"serve", "--config", config, "--clock", clock});
  };
  Ran ran = serve(config_, "2026-01-01T00:00:00Z");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.error, HasSubstr("\"demo\": true"));
  std::ifstream in(config_);
  std::string text((std::istreambuf_iterator<char>(in)), {});
  const std::string demo = Write("demo.json", text.insert(1, "\"demo\": true, "));
  ran = serve(demo, "2999-01-01T00:00:00Z");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.error, HasSubstr("in the past"));
  ran = serve(demo, "yesterday");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.error, HasSubstr("--clock: a moment like"));
}

TEST_F(Commands, BackupTakesWhatTheConfigurationNames) {
  ASSERT_EQ(RunDwbot({"keys", "init", "--config", config_}).code, 0);
  ASSERT_EQ(RunDwbot({"user", "add", "ana", "--config", config_}).code, 0);
  Write("own.json", std::string(*ecms::ShippedProfile("ck")));
  std::ifstream in(config_);
  std::string config((std::istreambuf_iterator<char>(in)), {});
  const std::string profiled =
      Write("profiled.json", config.insert(1, "\"profile\": \"own.json\", "));
  Ran ran = RunDwbot({"backup", (folder_ / "backup").string(), "--config", profiled});
  EXPECT_EQ(ran.code, 0) << ran.error;
  EXPECT_TRUE(fs::exists(folder_ / "backup/own.json"));
  EXPECT_TRUE(fs::exists(folder_ / "backup/core.db"));
  EXPECT_FALSE(fs::exists(folder_ / "backup/data"));
}

// ---- user, dead ----

TEST_F(Commands, UserAddKnowsPartners) {
  const auto add = [&](const char* name, const char* role, const char* whose) {
    return RunDwbot(
        {"user", "add", name, "--role", role, "--organisation", whose, "--config", config_});
  };
  EXPECT_THAT(add("ana", "officer", "Union").error,
              HasSubstr("only survey authors may belong to a partner organisation"));
  EXPECT_THAT(add("nia", "author", "Union").out, HasSubstr("nia (author of Union)"));
  EXPECT_THAT(add("noe", "author", "UNION").out, HasSubstr("noe (author of Union)"))
      << "two spellings are one partner";
}

TEST_F(Commands, UserAddPrintsATokenOnceThatOpensTheAccount) {
  Ran ran = RunDwbot(
      {"user", "add", "Fa'afetai", "--role", "supervisor", "--api-token", "--config", config_});
  ASSERT_EQ(ran.code, 0) << ran.error;
  size_t at = ran.out.find("API token: ");
  ASSERT_NE(at, std::string::npos);
  std::string token = ran.out.substr(at + 11, ran.out.find('\n', at) - at - 11);
  auto store = store::OpenSqliteStore((folder_ / "data/core.db").string());
  ASSERT_TRUE(store) << store.error().message;
  ecms::Accounts accounts(**store);
  auto caller = accounts.Authenticate(token);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->role, "supervisor");

  Ran twice = RunDwbot({"user", "add", "Fa'afetai", "--role", "supervisor", "--config", config_});
  EXPECT_EQ(twice.code, 2);
  EXPECT_THAT(twice.error, HasSubstr("is there already"));
  Ran more = RunDwbot(
      {"user", "add", "Fa'afetai", "--role", "supervisor", "--api-token", "--config", config_});
  EXPECT_EQ(more.code, 0);
  EXPECT_TRUE(accounts.Authenticate(token));  // the first one still works

  EXPECT_EQ(RunDwbot({"user", "disable", "Fa'afetai", "--config", config_}).code, 0);
  EXPECT_FALSE(accounts.Authenticate(token));
  EXPECT_EQ(RunDwbot({"user", "disable", "nobody", "--config", config_}).code, 2);
  EXPECT_EQ(RunDwbot({"user", "add", " x", "--config", config_}).code, 2);
}

TEST_F(Commands, DeadListsAndReplaysWhatWasGivenUp) {
  Ran empty = RunDwbot({"dead", "list", "--config", config_});
  EXPECT_EQ(empty.code, 0) << empty.error;
  EXPECT_THAT(empty.out, HasSubstr("0 messages were given up"));
  core::SystemRandom random;
  store::OutboxRow row;
  row.id = core::MessageId::Random(random);
  row.conversation = core::ConversationId::Random(random);
  row.channel = "web";
  row.due_at = core::SystemClock().Now();
  row.expires_at = row.due_at + std::chrono::hours(24);
  row.sealed = {1, 2, 3};
  {
    auto store = store::OpenSqliteStore((folder_ / "data/core.db").string());
    ASSERT_TRUE(store);
    store::Batch batch;
    store::ConversationRow conversation;
    conversation.id = row.conversation;
    conversation.state = {1};
    batch.groups.push_back({store::PutConversation{conversation, 0}, store::Enqueue{row}});
    batch.leases.push_back({"web", 1, row.due_at, row.due_at + std::chrono::seconds(30)});
    auto committed = (*store)->Commit(batch);
    ASSERT_TRUE(committed) << committed.error().message;
    ASSERT_TRUE(committed->groups[0]) << committed->groups[0].error().message;
    store::Batch gave_up;
    gave_up.groups.push_back({store::SendGaveUp{row.id, "403"}});
    ASSERT_TRUE((*store)->Commit(gave_up));
  }
  Ran listed = RunDwbot({"dead", "list", "--config", config_});
  EXPECT_THAT(listed.out, HasSubstr(row.id.Text() + "  channel=web  error=403"));
  EXPECT_THAT(RunDwbot({"dead", "list", "--channel", "other", "--config", config_}).out,
              HasSubstr("0 messages"));
  EXPECT_EQ(RunDwbot({"dead", "replay", "--config", config_}).code, 2);
  EXPECT_EQ(RunDwbot({"dead", "replay", "nonsense", "--config", config_}).code, 2);
  Ran replayed = RunDwbot({"dead", "replay", "--all", "--config", config_});
  EXPECT_EQ(replayed.code, 0) << replayed.error;
  EXPECT_THAT(replayed.out, HasSubstr("1 messages"));
  EXPECT_EQ(RunDwbot({"dead", "replay", row.id.Text(), "--config", config_}).code,
            1);  // it is not dead any more
}

TEST_F(Commands, SimulateRefusesChannelsWhoseProviderIsReal) {
  std::string real = Write(
      "real.json",
      R"({"listen": {"public": "127.0.0.1:1"}, "data_dir": "data", "country": "WS", "surveys": ["core-9"],
      "channels": {"main": {"type": "telegram", "survey": "core-9", "token": "1:a", "secret": "12345678"}}})");
  Ran ran = RunDwbot({"simulate", "--config", real, "--workers", "1"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.error, HasSubstr("real people"));
  EXPECT_THAT(RunDwbot({"simulate", "--config", config_, "--channels", "telegram"}).error,
              HasSubstr("no channel of the configuration"));
}

}  // namespace
}  // namespace bot::commands
