// SPDX-License-Identifier: Apache-2.0
#include "bot/commands/commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "bot/commands/chat.h"
#include "core/base64.h"
#include "core/crypto.h"
#include "ecms/accounts.h"
#include "ecms/profile.h"
#include "privacy/recovery.h"
#include "privacy/sealing.h"
#include "store/store.h"

namespace bot::commands {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct Ran {
  int code = 0;
  std::string out, error;
};

Ran RunDwbot(std::vector<std::string> arguments, const std::string& input = "") {
  std::vector<const char*> argv{"dwbot"};
  for (const std::string& a : arguments) argv.push_back(a.c_str());
  std::istringstream in(input);
  auto* real = std::cin.rdbuf(in.rdbuf());
  std::cin.clear();
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Ran ran;
  ran.code = RunProgram(static_cast<int>(argv.size()), argv.data());
  std::cout.flush();
  std::fflush(stdout);
  ran.out = testing::internal::GetCapturedStdout();
  ran.error = testing::internal::GetCapturedStderr();
  std::cin.rdbuf(real);
  std::cin.clear();
  return ran;
}

class Commands : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "dwbot-commands-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    config_ = Write(
        "config.json",
        R"({"listen": {"public": "127.0.0.1:0"}, "data_dir": "data", "country": "WS", "surveys": ["core-9"],
      "help": [{"for": "any", "number": "911"}], "channels": {"web": {"type": "webchat", "survey": "core-9"}}})");
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  static mode_t Mode(const fs::path& file) {
    struct stat info{};
    return ::stat(file.c_str(), &info) == 0 ? info.st_mode & 0777 : 0;
  }
  fs::path folder_;
  std::string config_;
};

// ---- one case at least for every command: arguments, input, exit code, what is printed ----

struct Case {
  std::vector<std::string> arguments;
  std::string input;
  int code;
  const char* out;    // part of standard output
  const char* error;  // part of standard error
};

std::string Oracle(const std::string& file) {
  return std::string(DWBOT_SOURCE_DIR) + "/tests/oracles/" + file;
}

const std::vector<Case>& Cases() {
  static const std::vector<Case> cases = {
      {{"version"}, "", 0, "dwbot 0.", ""},
      {{"serve", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"serve"}, "", 2, "", "--config"},
      {{"check", "core-9"}, "", 0, "can be used", ""},
      {{"check", "/nowhere.json"}, "", 2, "", "cannot be read"},
      {{"check", "core-9", "--format", "json"}, "", 0, "\"severity\":\"note\",\"rule\":\"SMS-UCS2\"", ""},
      {{"check", "core-9", "--rule", "SMS-UCS2=error"}, "", 1, "error SMS-UCS2", ""},
      {{"check", "core-9", "--rule", "SMS-UCS=error"}, "", 2, "", "Did you mean SMS-UCS2?"},
      {{"check", "core-9", "--costs"}, "", 0, "consent        2    4U", ""},
      {{"explain", "core-9"}, "", 0, "Taken only if the answer is 0 or more and the answer is 24 or less.", ""},
      {{"explain", "core-9", "--lang", "xx"}, "", 2, "", "it has en"},
      {{"check", "core-9", "--format", "yaml"}, "", 2, "", "yaml"},
      {{"convert", "core-9", "/nowhere/x.json"}, "", 2, "", "cannot be written"},
      {{"convert", "core-9", "x.pdf"}, "", 2, "", "ending"},
      {{"chat", "core-9", "--lang", "en"}, "START\n", 0, "Hello", ""},
      {{"chat", "core-9"}, "START\n", 0, "English", ""},
      {{"chat", "none"}, "", 2, "", "core-9"},
      {{"chat", "core-9", "--lang", "xx"}, "", 2, "", "it has en bn"},
      {{"chat", "core-9", "--now", "tomorrow"}, "", 2, "", "2026-11-21T09:00:00Z"},
      {{"profile", "check", "ws", "ck", "generic"}, "", 0, "ck: can be used (profile \"ck\")", ""},
      {{"profile", "check", "ws", "--format", "json"}, "", 0, "\"rule\":\"P-REVIEWED\"", ""},
      {{"profile", "check", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"profile", "check", Oracle("survey.json")}, "", 1, "error P-FORMAT", ""},
      {{"profile", "explain", "ck"}, "", 0, "Decide within 1 working day, class P1", ""},
      {{"profile", "explain", Oracle("survey.json")}, "", 1, "", "transitions"},
      {{"eval", Oracle("survey.json"), "--answers", Oracle("answers.json"), "count(${kids}[age < 18])"}, "", 0, "2\n", ""},
      {{"eval", Oracle("survey.json"), "--answers", Oracle("answers.json"), "--now", "2024-03-01", "-"},
       "today() + 1\n${a} AND 1\nformat-date(today(), '%e %b')\n",
       1,
       "19784\nerror: at character 6 (AND): \"AND\" must be written in small letters: and\n1 Mar\n",
       ""},
      {{"eval", Oracle("survey.json"), "--answers", Oracle("answers.json"), "${agge}"}, "", 1, "", "did you mean \"age\"?"},
      {{"eval", "core-9", "--answers", Oracle("answers.json"), "1"}, "", 2, "", "there is no question named \"district\""},
      {{"eval", "core-9", "--answers", "/nowhere.json", "1"}, "", 2, "", "/nowhere.json"},
      {{"eval", "core-9", "--answers", Oracle("answers.json"), "--now", "soon", "1"}, "", 2, "", "2026-11-21T09:00:00Z"},
      {{"template", "/nowhere/survey.xlsx"}, "", 2, "", "cannot be written"},
      {{"template", "survey.json"}, "", 2, "", "ends in .xlsx"},
      {{"template", std::string(DWBOT_SOURCE_DIR) + "/docs/examples/template.xlsx"}, "", 2, "", "is there already"},
      {{"test", Oracle("survey.json"), Oracle("conversation.json")}, "", 0, "as written", ""},
      {{"test", Oracle("survey.json"), Oracle("conversation.json")}, "", 0, "  never chosen: one = x", ""},
      {{"test", Oracle("survey.json"), Oracle("conversation.json"), "--complete"}, "", 1, "as written", ""},
      {{"test", Oracle("survey.json"), Oracle("answers.json")}, "", 1, "NOT as written", ""},
      {{"test", "core-9", Oracle("conversation.json")}, "", 1, "asks \"safe_now\" and not \"a\"", ""},
      {{"test", "core-9", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"understand", "--lang", "en", "--type", "yes_no"},
       "Yes\nno\nmaybe so\nSTOP\n",
       0,
       "{\"kind\":\"value\",\"value\":\"yes\"}\n{\"kind\":\"value\",\"value\":\"no\"}\n",
       ""},
      {{"understand", "--lang", "bn", "--type", "integer"},
       "\u09e7\u09e8\n",
       0,
       "{\"kind\":\"value\",\"value\":12}\n",
       ""},
      {{"understand", "--lang", "en", "--type", "date", "--today", "2026-11-21"},
       "yesterday\n",
       0,
       "2026-11-20",
       ""},
      {{"understand", "--lang", "en", "--type", "integer"},
       "STOP\n",
       0,
       "{\"kind\":\"stop\"}\n",
       ""},
      {{"understand", "--lang", "en", "--type", "select_one"}, "", 2, "", "--options"},
      {{"understand", "--lang", "en", "--type", "colour"}, "", 2, "", "colour"},
      {{"scrub", "--country", "WS"},
       "mail me at someone@example.org\n",
       0,
       "mail me at [email]\n",
       ""},
      {{"segments"},
       "hello\n\u09b9\n",
       0,
       "{\"encoding\":\"GSM-7\",\"units\":5,\"segments\":1}\n{\"encoding\":\"UCS-2\",\"units\":1,"
       "\"segments\":1}\n",
       ""},
      {{"costs", "no-such-survey"}, "", 2, "", "no-such-survey"},
      {{"segments", "--smart"}, "it\u2019s\n", 0, "GSM-7", ""},
      {{"keys", "init"}, "", 2, "", "--config"},
      {{"keys", "office", "--out", "/proc/none"}, "", 2, "", "/proc/none"},
      {{"user", "add", "a", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"user", "add", "a", "--role", "king", "--config", "x"}, "", 2, "", "king"},
      {{"dead", "list", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"retention"}, "", 0, "| record | lies in |", ""},
      {{"alert", "test", "--to", "a@example.org", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"backup", "/tmp/nowhere", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"site", "import", "/nowhere.csv", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.csv"},
      {{"locales", "export", "/nowhere/texts.xlsx", "--lang", "xx"}, "", 2, "", "xx"},
      {{"locales", "import", "/nowhere.xlsx", "--out", "/tmp/nowhere"}, "", 2, "", "/nowhere.xlsx"},
      {{"site", "list", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"survey", "list", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"survey", "publish", "core-9", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"survey", "withdraw", "core-9", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
      {{"survey", "diff", "core-9", "core-9"}, "", 0, "Nothing changed.", ""},
      {{"survey", "diff", "core-9", "pulse-4"}, "", 1, "id of the survey: core-9 becomes pulse-4.", ""},
      {{"simulate", "--config", "/nowhere.json"}, "", 2, "", "/nowhere.json"},
  };
  return cases;
}

TEST_F(Commands, DoWhatTheirCasesSay) {
  for (const Case& c : Cases()) {
    Ran ran = RunDwbot(c.arguments, c.input);
    std::string name = testing::PrintToString(c.arguments);
    EXPECT_EQ(ran.code, c.code) << name << "\n" << ran.error;
    EXPECT_THAT(ran.out, HasSubstr(c.out)) << name;
    EXPECT_THAT(ran.error, HasSubstr(c.error)) << name;
  }
}

TEST_F(Commands, HaveACaseAndAHelpEach) {
  for (const std::string& name : CommandNames()) {
    bool has_case = std::any_of(Cases().begin(), Cases().end(),
                                [&](const Case& c) { return c.arguments.front() == name; });
    EXPECT_TRUE(has_case) << name;
    Ran help = RunDwbot({name, "--help"});
    EXPECT_EQ(help.code, 0) << name;
    EXPECT_THAT(help.out, HasSubstr("--help")) << name;
  }
  EXPECT_EQ(RunDwbot({"--help"}).code, 0);
  EXPECT_EQ(RunDwbot({}).code, 2);
  EXPECT_EQ(RunDwbot({"frobnicate"}).code, 2);
  EXPECT_EQ(RunDwbot({"keys"}).code, 2);
}

// ---- check ----

TEST_F(Commands, CheckReportsFindingsWithExitCodeOne) {
  std::string broken = Write("broken.json", R"({"format": 1, "id": "x"})");
  Ran text = RunDwbot({"check", broken, "core-9"});
  EXPECT_EQ(text.code, 1);
  EXPECT_THAT(text.out, HasSubstr(broken + ": languages: error E-"));
  EXPECT_THAT(text.out, HasSubstr("core-9: can be used"));
  Ran json = RunDwbot({"check", broken, "--format", "json"});
  EXPECT_EQ(json.code, 1);
  EXPECT_THAT(json.out, HasSubstr("\"severity\":\"error\""));
  EXPECT_EQ(RunDwbot({"check", broken, "/nowhere.json"}).code, 2);
}

TEST_F(Commands, CheckReadsTablesAndMarksProblemsInAWorkbook) {
  std::string form = Write("form.md",
                           "## survey\n| type | name | label::English (en) | relevant |\n"
                           "| integer | age | Age? | |\n| text | why | Why? | ${agge} > 1 |\n");
  Ran text = RunDwbot({"check", form, "--problems", (folder_ / "problems.xlsx").string()});
  EXPECT_EQ(text.code, 1);
  EXPECT_THAT(text.out, HasSubstr("survey!D3 (relevant): error E-REF-UNKNOWN"));
  EXPECT_THAT(text.out, HasSubstr("    ${agge} > 1\n    ^^^^^^^\n"));
  EXPECT_GT(fs::file_size(folder_ / "problems.xlsx"), 1000U);
  Ran json = RunDwbot({"check", form, "--format", "json"});
  EXPECT_THAT(json.out, HasSubstr(R"("sheet":"survey","row":3,"column":"D")"));
  // What was marked is a workbook again, with the same problem in it.
  Ran again = RunDwbot({"check", (folder_ / "problems.xlsx").string()});
  EXPECT_THAT(again.out, HasSubstr("survey!D3 (relevant): error E-REF-UNKNOWN"));
}

TEST_F(Commands, ConvertGoesThereAndBack) {
  const std::string book = (folder_ / "core.xlsx").string(), json = (folder_ / "core.json").string();
  EXPECT_EQ(RunDwbot({"convert", "core-9", book}).code, 0);
  EXPECT_EQ(RunDwbot({"convert", book, json}).code, 0);
  EXPECT_EQ(RunDwbot({"check", json}).code, 0);
  EXPECT_EQ(RunDwbot({"convert", Write("bad.md", "| type |\n"), json}).code, 1);
}

// ---- chat ----

TEST_F(Commands, ChatEndsEachTurnWithAnEmptyLineAndStopsAtTheEnd) {
  Ran ran = RunDwbot(
      {"chat", "core-9", "--lang", "en", "--country", "WS", "--now", "2026-11-21T09:00:00Z"},
      "hello\n\n1\n\n\n2\nthis is never read\n");  // Enter alone is no message
  EXPECT_EQ(ran.code, 0);
  size_t turns = 0;
  for (size_t at = ran.out.find("\n\n"); at != std::string::npos; at = ran.out.find("\n\n", at + 2))
    ++turns;
  EXPECT_EQ(turns, 3u) << ran.out;  // greeting, consent, the thanks of who refused
  EXPECT_THAT(ran.out, HasSubstr("1"));
}

TEST(OnTerminal, ShowsAnEmptyLineInsideAMessageAsOneSpace) {
  EXPECT_EQ(OnTerminal("a\n\nb\n"), "a\n \nb");
  EXPECT_EQ(OnTerminal("a\r\n\r\nb"), "a\n \nb");
  EXPECT_EQ(OnTerminal("one"), "one");
}

// ---- keys ----

TEST_F(Commands, KeysOfficeMakesAPairThatFitsAndNeverReplacesOne) {
  std::string out = (folder_ / "office").string();
  Ran ran = RunDwbot({"keys", "office", "--out", out});
  ASSERT_EQ(ran.code, 0) << ran.error;
  EXPECT_EQ(Mode(folder_ / "office/office.key"), 0400u);
  std::ifstream pub(folder_ / "office/office.pub"), key(folder_ / "office/office.key");
  std::string pub_text, key_text;
  pub >> pub_text;
  key >> key_text;
  EXPECT_EQ(ran.out.find(key_text), std::string::npos);
  auto public_key = privacy::PublicKeyFromBase64(pub_text);
  ASSERT_TRUE(public_key);
  auto secret = core::Base64Decode(key_text);
  ASSERT_TRUE(secret && secret->size() == 32);
  privacy::KeyPair pair{*public_key, {}};
  std::copy(secret->begin(), secret->end(), pair.private_key.RevealMutable().begin());
  core::SystemRandom random;
  auto record = core::RecordId::Random(random);
  auto opened =
      privacy::OpenWords(pair, {"office", record, "words"},
                         privacy::SealWords(*public_key, {"office", record, "words"}, "text"));
  ASSERT_TRUE(opened) << opened.error().message;
  Ran again = RunDwbot({"keys", "office", "--out", out});
  EXPECT_EQ(again.code, 2);
  EXPECT_THAT(again.error, HasSubstr("there is an office key already"));
}

// The yearly drill of docs/keys.md: what is printed opens what was sealed; a sheet with a wrong letter, another sheet or a
// damaged record is told apart.
TEST_F(Commands, KeysRecoveryTriesThePrintedKeyOnEverythingAndShowsNothing) {
  const std::string sheet = "0410H 61058 0R3GN G28A4 1C602 T3GFA 208H8 44RM1";
  const privacy::KeyPair office = privacy::NewKeyPair(), older = privacy::NewKeyPair();
  core::SystemRandom random;
  const auto secret = privacy::ReadRecoverySheet(sheet);
  ASSERT_TRUE(secret);
  std::string material = "dwbot recovery v1|";
  material.append(reinterpret_cast<const char*>(secret->Reveal().data()), secret->Reveal().size());
  core::Bytes sealed{'D', 'R', '1'};
  const core::Bytes body = privacy::SealWithKey(privacy::Key(core::Sha256(core::AsBytes(material))),
                                                "v1|recovery|" + privacy::KeyId(office.public_key), office.private_key.Reveal());
  sealed.insert(sealed.end(), body.begin(), body.end());
  auto put = [&](store::CommandGroup group) {
    fs::create_directories(folder_ / "data");
    auto store = store::OpenSqliteStore((folder_ / "data/core.db").string());
    ASSERT_TRUE(store);
    store::Batch batch;
    batch.groups.push_back(std::move(group));
    auto committed = (*store)->Commit(batch);
    ASSERT_TRUE(committed && committed->groups.front());
  };
  const std::string json = R"({"public_key":")" + core::Base64Encode(office.public_key) + R"(","sealed_to_recovery":")" +
                           core::Base64Encode(sealed) + "\"}";
  store::TicketRow ticket;
  ticket.id = core::TicketId::Random(random);
  store::CommandGroup group{store::PutDocument{{"office_key", privacy::KeyId(office.public_key), "", 0, json}, 0}};
  for (const privacy::KeyPair* key : {&office, &office, &older}) {
    const auto record = core::RecordId::Random(random);
    ticket.words.push_back(record);
    group.push_back(store::PutSealed{{record, "scrubbed", "site", privacy::SealWords(key->public_key, {"office", record, "scrubbed"}, "Kanarienmuehle")}});
  }
  group.push_back(store::PutTicket{ticket});
  put(std::move(group));
  Ran good = RunDwbot({"keys", "recovery", "--config", config_}, sheet + "\n");
  EXPECT_EQ(good.code, 0) << good.error;
  EXPECT_THAT(good.out, HasSubstr("2 sealed texts open with it, 1 are sealed to another office key"));
  EXPECT_EQ((good.out + good.error).find("Kanarien"), std::string::npos);
  EXPECT_EQ(good.out.find("0410H"), std::string::npos);
  Ran typed = RunDwbot({"keys", "recovery", "--config", config_}, core::Base64Encode(office.private_key.Reveal()) + "\n");
  EXPECT_THAT(typed.out, HasSubstr("2 sealed texts open with it")) << typed.error;
  Ran mistyped = RunDwbot({"keys", "recovery", "--config", config_}, "0410H 61058 0R3GN G28A4 1C602 T3GFA 208H8 44RM2\n");
  EXPECT_EQ(mistyped.code, 2);
  EXPECT_THAT(mistyped.error, HasSubstr("group 8"));
  Ran another = RunDwbot({"keys", "recovery", "--config", config_}, core::Base64Encode(older.private_key.Reveal()) + "\n");
  EXPECT_EQ(another.code, 2);
  EXPECT_THAT(another.error, HasSubstr("not the private half"));
  // One record whose last byte was changed.
  const auto record = core::RecordId::Random(random);
  core::Bytes damaged = privacy::SealWords(office.public_key, {"office", record, "scrubbed"}, "text");
  damaged.back() ^= 1;
  ticket.words = {record};
  put({store::PutSealed{{record, "scrubbed", "site", damaged}}, store::PutTicket{ticket}});
  Ran found = RunDwbot({"keys", "recovery", "--config", config_}, sheet + "\n");
  EXPECT_EQ(found.code, 1);
  EXPECT_THAT(found.out, HasSubstr("1 sealed texts are damaged"));
}

TEST_F(Commands, KeysInitMakesWhatTheConfigurationNamesAndIsHarmlessTwice) {
  for (int i = 0; i < 2; ++i) {
    Ran ran = RunDwbot({"keys", "init", "--config", config_});
    EXPECT_EQ(ran.code, 0) << ran.error;
    EXPECT_THAT(ran.out, HasSubstr("data/keys"));
  }
  EXPECT_EQ(Mode(folder_ / "data"), 0700u);
  EXPECT_EQ(RunDwbot({"keys", "init", "--dir", (folder_ / "other/keys").string()}).code, 0);
  EXPECT_TRUE(fs::exists(folder_ / "other/keys"));
}

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
  EXPECT_THAT(ran.error, testing::AllOf(HasSubstr("own.json"), HasSubstr("currency: must be an ISO 4217 code")));
}

TEST_F(Commands, BackupTakesWhatTheConfigurationNames) {
  ASSERT_EQ(RunDwbot({"keys", "init", "--config", config_}).code, 0);
  ASSERT_EQ(RunDwbot({"user", "add", "ana", "--config", config_}).code, 0);
  Write("own.json", std::string(*ecms::ShippedProfile("ck")));
  std::ifstream in(config_);
  std::string config((std::istreambuf_iterator<char>(in)), {});
  const std::string profiled = Write("profiled.json", config.insert(1, "\"profile\": \"own.json\", "));
  Ran ran = RunDwbot({"backup", (folder_ / "backup").string(), "--config", profiled});
  EXPECT_EQ(ran.code, 0) << ran.error;
  EXPECT_TRUE(fs::exists(folder_ / "backup/own.json"));
  EXPECT_TRUE(fs::exists(folder_ / "backup/core.db"));
  EXPECT_FALSE(fs::exists(folder_ / "backup/data"));
}

// ---- user, dead ----

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

TEST_F(Commands, UserAddKnowsPartners) {
  const auto add = [&](const char* name, const char* role, const char* whose) { return RunDwbot({"user", "add", name, "--role", role, "--organisation", whose, "--config", config_}); };
  EXPECT_THAT(add("ana", "officer", "Union").error, HasSubstr("only survey authors may belong to a partner organisation"));
  EXPECT_THAT(add("nia", "author", "Union").out, HasSubstr("nia (author of Union)"));
  EXPECT_THAT(add("noe", "author", "UNION").out, HasSubstr("noe (author of Union)")) << "two spellings are one partner";
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
