// SPDX-License-Identifier: Apache-2.0
#include "bot/config/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <algorithm>
#include <iterator>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "bot/config/listen.h"
#include "channels/registry.h"
#include "store/rows.h"

namespace bot {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

const std::string kDocs = DWBOT_SOURCE_DIR "/docs/";

std::string ReadAll(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

class ConfigFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "dwbot-config-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text, mode_t mode = 0600) {
    fs::path file = folder_ / name;
    std::ofstream(file) << text;
    ::chmod(file.c_str(), mode);
    return file.string();
  }
  core::Result<Config> Load(const std::string& json) {
    return LoadConfig(Write("config.json", json), nullptr);
  }
  std::string Problems(const std::string& json) {
    auto config = Load(json);
    return config ? "" : config.error().message;
  }

  // The smallest whole configuration, with `more` members at its front.
  static std::string Small(
      const std::string& more = "",
      const std::string& channels = R"("web": {"type": "webchat", "survey": "core-9"})") {
    return "{" + more + (more.empty() ? "" : ",") +
           R"("listen": {"public": "127.0.0.1:0"}, "data_dir": "data", "country": "WS", "surveys": ["core-9"], "channels": {)" +
           channels + "}}";
  }
  static std::string Telegram(const std::string& token, const std::string& secret) {
    return R"("main": {"type": "telegram", "survey": "core-9", "token": )" + token +
           R"(, "secret": )" + secret + "}";
  }

  fs::path folder_;
};

TEST_F(ConfigFile, FillsDefaultsAndResolvesPathsAgainstItsFolder) {
  auto c = Load(
      R"({"listen": {"public": "127.0.0.1:0"}, "data_dir": "data", "country": "WS", "surveys": ["core-9", "own/one.json"],
               "channels": {"web": {"type": "webchat", "survey": "core-9"}}})");
  ASSERT_TRUE(c) << c.error().message;
  EXPECT_EQ(c->data_dir, (folder_ / "data").string());
  EXPECT_EQ(c->keys_dir, (folder_ / "data/keys").string());
  EXPECT_EQ(c->survey_files,
            (std::vector<std::string>{"core-9", (folder_ / "own/one.json").string()}));
  EXPECT_EQ(c->internal_listen.port, 8081);
  EXPECT_FALSE(c->office_listen);
  EXPECT_EQ(c->time_zone, "Pacific/Apia");
  EXPECT_EQ(c->limits.max_connections, 2048u);
  EXPECT_EQ(c->channels.at("web").channel->name(), "web");
}

TEST_F(ConfigFile, ReportsEverythingAtOnceWithItsPath) {
  std::string all = Problems(R"({
    "listen": {"public": "8080", "internal": "127.0.0.1:9x", "ofice": "127.0.0.1:1"},
    "data_dir": 7, "country": "Samoa", "time_zone": "Mars/Base", "surveys": [],
    "public_url": "http://chat.example.org", "keys": {"office_public": "c2hvcnQ="},
    "help": [{"for": "fire", "number": "1"}, {"for": "any"}, "911"],
    "limits": {"max_connections": 1, "turns_per_conversation_per_minute": "many"},
    "channels": {"Main": {"type": "webchat", "survey": "core-9"}, "b": {"type": "telegramm", "survey": "core-9"},
                 "c": {"type": "telegram", "token": "1:a", "secret": "x"}}})");
  for (const char* part :
       {"listen.public: must be \"address:port\"", "listen.internal: must be",
        "listen.ofice: is not a known key; did you mean \"office\"", "data_dir: must be a text",
        "country: must be an ISO 3166", "time_zone: is not an IANA",
        "surveys: must name at least one", "public_url: must begin with https://",
        "keys.office_public: must be the base64", "help[0].for: is \"fire\"",
        "help[1].number: is missing", "help[2]: must be an object",
        "limits.max_connections: is 1; it must be",
        "limits.turns_per_conversation_per_minute: must be a whole number",
        "channels.Main: a channel's name",
        "channels.b.type: is not a channel type; it must be one of \"http_sms\", \"kannel\", "
        "\"telegram\", "
        "\"twilio\", \"webchat\", \"whatsapp\"",
        "channels.c.survey: is missing", "channels.c.secret: must be 8 to 256"}) {
    EXPECT_THAT(all, HasSubstr(part));
  }
}

// A typing error on a poster sends workers to a stranger.
TEST_F(ConfigFile, AContactForPostersFitsItsChannel) {
  const auto telegram = [](const std::string& contact) {
    return R"("main": {"type": "telegram", "survey": "core-9", "token": "1:a", "secret": "0123456789", "contact": ")" +
           contact + "\"}";
  };
  EXPECT_EQ(Problems(Small("", telegram("labour_ws_bot"))), "");
  for (const char* bad : {"@labour_ws_bot", "bot", "https://t.me/labour_ws_bot", "+6857212345"})
    EXPECT_THAT(Problems(Small("", telegram(bad))),
                HasSubstr("channels.main.contact: must be the bot's name without @"))
        << bad;
  EXPECT_THAT(
      Problems(Small(
          "", R"("web": {"type": "webchat", "survey": "core-9", "contact": "labour.example"})")),
      HasSubstr("channels.web.contact: must be the address of the page"));
  const auto kept = Load(Small(
      "",
      R"("web": {"type": "webchat", "survey": "core-9", "contact": "https://labour.example/chat/web"})"));
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_EQ(kept->channels.at("web").contact, "https://labour.example/chat/web");
  EXPECT_THAT(Problems(Small(R"("limits": {"case_file_mib": 20, "case_files_mib": 10})")),
              HasSubstr("limits.case_files_mib: must be at least limits.case_file_mib"));
  EXPECT_THAT(Problems(Small(R"("quality_marks": ["speed", "any"])")),
              HasSubstr("quality_marks: \"any\" is none of burst, speed, copied, all_fine"));
}

TEST_F(ConfigFile, RefusesWhatIsNoJsonWithLineAndColumn) {
  EXPECT_THAT(Problems("{\n  \"listen\": }"), HasSubstr("line 2"));
  EXPECT_THAT(Problems(R"({"demo": true, "demo": false})"), HasSubstr("stands twice"));
  EXPECT_THAT(Problems("[]"), HasSubstr("object"));
  EXPECT_EQ(LoadConfig((folder_ / "none.json").string(), nullptr).error().code,
            core::ErrorCode::kNotFound);
  EXPECT_EQ(LoadConfig(folder_.string(), nullptr).error().code, core::ErrorCode::kNotFound);
}

TEST_F(ConfigFile, TakesValuesFromTheEnvironment) {
  ::setenv("DWBOT_TEST_TOKEN", "123:from-environment", 1);
  ::setenv("DWBOT_TEST_EMPTY", "", 1);
  ::unsetenv("DWBOT_TEST_NONE");
  EXPECT_EQ(
      Problems(Small("", Telegram("\"${DWBOT_TEST_TOKEN}\"", "\"${DWBOT_TEST_NONE:-12345678}\""))),
      "");
  std::string unset =
      Problems(Small("", Telegram("\"${DWBOT_TEST_NONE}\"", "\"${DWBOT_TEST_EMPTY}\"")));
  EXPECT_THAT(unset, HasSubstr("channels.main.token: takes its value from the environment variable "
                               "DWBOT_TEST_NONE, which is not set"));
  EXPECT_THAT(
      unset,
      HasSubstr(
          "channels.main.secret: takes its value from the environment variable DWBOT_TEST_EMPTY"));
  EXPECT_THAT(Problems(Small(R"("public_url": "${oops")")),
              HasSubstr("public_url: has \"${\" without \"}\""));
  EXPECT_THAT(Problems(Small(R"("public_url": "${a-b}")")),
              HasSubstr("public_url: has \"${...}\" with something else"));
}

TEST_F(ConfigFile, TakesSecretsFromFilesThatOnlyItsUserCanRead) {
  Write("secret", "12345678\n", 0400);
  EXPECT_EQ(Problems(Small("", Telegram("\"1:a\"", R"({"file": "secret"})"))), "");
  Write("open", "12345678", 0644);
  EXPECT_THAT(Problems(Small("", Telegram("\"1:a\"", R"({"file": "open"})"))),
              HasSubstr("channels.main.secret: the file open can be read by others"));
  EXPECT_THAT(Problems(Small("", Telegram("\"1:a\"", R"({"file": "nowhere"})"))),
              HasSubstr("channels.main.secret: takes its value from the file nowhere"));
}

TEST_F(ConfigFile, WarnsOncePerSecretThatStandsInTheFileAndNeverShowsIt) {
  testing::internal::CaptureStderr();
  ASSERT_TRUE(Load(Small("", Telegram("\"1:plain-token-value\"", "\"plain-secret-value\""))));
  std::string log = testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr("channels.main.token"));
  EXPECT_THAT(log, HasSubstr("channels.main.secret"));
  EXPECT_THAT(log, Not(HasSubstr("plain-")));
}

TEST_F(ConfigFile, NeverShowsASecretInAnError) {
  std::string all = Problems(Small("", Telegram("\"not a token!\"", "\"se cret!\"")));
  EXPECT_THAT(all, HasSubstr("channels.main.token"));
  EXPECT_THAT(all, HasSubstr("channels.main.secret"));
  EXPECT_THAT(all, Not(HasSubstr("not a token")));
  EXPECT_THAT(all, Not(HasSubstr("se cret")));
}

TEST_F(ConfigFile, FindsListenersThatCollide) {
  auto with = [&](const std::string& listen) {
    return Problems(
        R"({"listen": )" + listen +
        R"(, "data_dir": "d", "country": "WS", "surveys": ["core-9"], "channels": {"web": {"type": "webchat", "survey": "core-9"}}})");
  };
  EXPECT_THAT(with(R"({"public": "127.0.0.1:8081"})"), HasSubstr("listen.internal: is the same"));
  EXPECT_THAT(with(R"({"public": "*:80", "office": "127.0.0.1:80"})"),
              HasSubstr("listen.office: is the same address and port as listen.public"));
  EXPECT_EQ(with(R"({"public": "127.0.0.1:80", "office": "127.0.0.2:80", "internal": "[::1]:80"})"),
            "");
}

TEST_F(ConfigFile, FoldersAreReadWithoutAnythingElse) {
  auto folders = LoadFolders(Write(
      "c.json",
      R"({"data_dir": "d", "keys": {"dir": "/k"}, "nonsense": 1, "country": "${NOT_SET_AT_ALL}"})"));
  ASSERT_TRUE(folders) << folders.error().message;
  EXPECT_EQ(folders->data_dir, (folder_ / "d").string());
  EXPECT_EQ(folders->keys_dir, "/k");
  auto missing = LoadFolders(Write("c.json", R"({"nonsense": 1})"));
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("data_dir: is missing"));
  EXPECT_THAT(missing.error().message, HasSubstr("nonsense: is not a known key"));
}

TEST_F(ConfigFile, AlertsHaveAServerOrAChannel) {
  Write("smtp.password", "canary-secret\n", 0400);
  auto c = Load(Small(
      R"("public_url": "https://x.example", "alerts": {"smtp": {"url": "smtp://mail.example.org:587", "user": "u",
      "password": {"file": "smtp.password"}, "from": "alerts@münster.example"}})"));
  ASSERT_TRUE(c) << c.error().message;
  EXPECT_EQ(c->alerts.smtp->url, "smtp://mail.example.org:587");
  EXPECT_EQ(c->alerts.smtp->password.Reveal(), "canary-secret");
  EXPECT_EQ(c->alerts.smtp->from, "alerts@xn--mnster-3ya.example");
  EXPECT_FALSE(c->alerts.smtp->plain_text);
  EXPECT_EQ(c->alerts.link, "https://x.example/inbox");
  EXPECT_TRUE(Load(Small(
      R"("alerts": {"smtp": {"url": "smtp://127.0.0.1:25", "tls": "none", "from": "a@example.org"}})")));
  EXPECT_TRUE(Load(Small(
      R"("alerts": {"smtp": {"url": "smtp://10.0.0.7:25", "tls": "none", "allow_plain_text": true, "from": "a@example.org"}})")));
  EXPECT_FALSE(Load(Small())->alerts.smtp);
}

TEST_F(ConfigFile, AlertsThatCannotLeaveOrWouldBeReadAreRefused) {
  auto smtp = [&](const std::string& members) {
    return Problems(Small(R"("alerts": {"smtp": {)" + members + "}}"));
  };
  const std::string from = R"("from": "a@example.org")";
  for (const char* url :
       {"", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://u:p@mail.example.org",
        "smtp://mail.example.org/x", "smtp://mail.example.org:port", "smtp://mail exa.org",
        "smtp://mail.example.org\\r\\nX"}) {
    EXPECT_THAT(smtp("\"url\": \"" + std::string(url) + "\", " + from),
                HasSubstr("alerts.smtp.url: "))
        << url;
  }
  EXPECT_THAT(smtp(R"("url": "smtp://mail.example.org:25", "tls": "none", )" + from),
              HasSubstr("could be read on the way"));
  EXPECT_THAT(
      smtp(
          R"("url": "smtp://10.0.0.7:25", "tls": "none", "allow_plain_text": true, "user": "u", "password": "p", )" +
          from),
      HasSubstr("alerts.smtp.password: would cross"));
  EXPECT_THAT(smtp(R"("url": "smtps://mail.example.org:465", "tls": "none", )" + from),
              HasSubstr("always encrypted"));
  EXPECT_THAT(smtp(R"("url": "smtp://mail.example.org:587", "user": "u", )" + from),
              HasSubstr("go together"));
  EXPECT_THAT(smtp(R"("url": "smtp://mail.example.org:587", "ca_file": "none.pem", )" + from),
              HasSubstr("alerts.smtp.ca_file: cannot be read"));
  for (const char* bad :
       {"", "nobody", "a@b", "a@example.org\\r\\nBcc: x@example.org", "Office <a@example.org>"})
    EXPECT_THAT(
        smtp(R"("url": "smtp://mail.example.org:587", "from": ")" + std::string(bad) + "\""),
        HasSubstr("alerts.smtp.from: "))
        << bad;
  EXPECT_THAT(Problems(Small(R"("alerts": {})")), HasSubstr("alerts.smtp: is missing"));
  EXPECT_THAT(Problems(Small(R"("alerts": {"sms_channel": "no"})")),
              HasSubstr("alerts.sms_channel: must be the name"));
  EXPECT_THAT(Problems(Small(R"("alerts": {"sms_channel": "web"})")),
              HasSubstr("alerts.sms_channel: must be a channel that sends SMS"));
  EXPECT_THAT(
      Problems(Small(
          R"("alerts": {"sms_channel": "web", "ending_hours": 0, "at_most_every_minutes": 0, "link": "javascript:x", "pager": 1})")),
      testing::AllOf(HasSubstr("alerts.ending_hours"), HasSubstr("alerts.at_most_every_minutes"),
                     HasSubstr("alerts.link"), HasSubstr("alerts.pager: is not a known key")));
}

TEST(Listen, ReadsAddressesWithPorts) {
  struct Case {
    const char* text;
    const char* host;
    int port;
  };
  for (const Case& c : {Case{"127.0.0.1:80", "127.0.0.1", 80}, Case{"[::1]:65535", "::1", 65535},
                        Case{"localhost:0", "127.0.0.1", 0}, Case{"*:8080", "::", 8080}}) {
    auto listen = config::ParseListen(c.text);
    ASSERT_TRUE(listen) << c.text;
    EXPECT_EQ(listen->host, c.host);
    EXPECT_EQ(listen->port, c.port);
  }
  for (const char* bad :
       {"", ":", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
        "127.0.0.1:8 ", "::1:80", "example.org:80", "1.2.3:80", "[::1:80"}) {
    EXPECT_FALSE(config::ParseListen(bad)) << bad;
  }
}

// ---- documents and examples ----

// First cells of the tables of docs/configuration.md: "" -> keys of the file, a channel type -> its
// keys.
std::map<std::string, std::vector<std::string>> DocumentedKeys() {
  std::map<std::string, std::vector<std::string>> keys;
  std::istringstream in(ReadAll(kDocs + "configuration.md"));
  std::string type;
  std::smatch m;
  for (std::string line; std::getline(in, line);) {
    if (std::regex_search(line, m, std::regex("^## Keys of a channel of type `(\\w+)`")))
      type = m[1];
    if (std::regex_search(line, m, std::regex("^\\| `([^`]+)` \\|"))) keys[type].push_back(m[1]);
  }
  return keys;
}

// {"a": {"b": null}} for "a.b"; a list for "a[].b".
std::string NullAt(const std::string& path) {
  size_t dot = path.find('.');
  std::string name = path.substr(0, dot);
  bool list = name.ends_with("[]");
  if (list) name.resize(name.size() - 2);
  std::string inner = dot == std::string::npos ? "null" : "{" + NullAt(path.substr(dot + 1)) + "}";
  return "\"" + name + "\": " + (list ? "[" + inner + "]" : inner);
}

TEST_F(ConfigFile, KnowsEveryKeyThatIsDocumented) {
  auto documented = DocumentedKeys();
  ASSERT_GT(documented[""].size(), 20u);
  for (std::string key : documented[""]) {
    if (key.starts_with("channels.<name>.")) key.replace(9, 6, "x");
    std::string problems = Problems("{" + NullAt(key) + "}");
    std::string path = std::regex_replace(key, std::regex("\\[\\]"), "[0]");
    EXPECT_THAT(problems, HasSubstr(path + ": must be")) << key;
    EXPECT_THAT(problems, Not(HasSubstr("is not a known key"))) << key;
  }
  for (const auto& type : channels::ChannelTypes()) {
    for (std::string key : documented[std::string(type.type)]) {
      key = std::regex_replace(key, std::regex("<name>"), "x");
      std::string problems = Problems(R"({"channels": {"x": {"type": ")" + std::string(type.type) +
                                      R"(", )" + NullAt(key) + "}}}");
      EXPECT_THAT(problems, HasSubstr("channels.x." + key + ": must be")) << key;
      EXPECT_THAT(problems, Not(HasSubstr("is not a known key"))) << key;
    }
    EXPECT_THAT(ReadAll(kDocs + "configuration.md"),
                HasSubstr("channel of type `" + std::string(type.type) + "`"));
  }
}

// The names that the readers ask for, found in their sources.
std::set<std::string> KeysAskedFor() {
  std::set<std::string> keys;
  std::vector<fs::path> sources;
  for (const auto& entry : fs::directory_iterator(DWBOT_SOURCE_DIR "/bot/config")) {
    if (entry.path().extension() == ".cpp") sources.push_back(entry.path());
  }
  for (const auto& entry : fs::recursive_directory_iterator(DWBOT_SOURCE_DIR "/channels")) {
    if (entry.path().filename() == "settings.cpp") sources.push_back(entry.path());
  }
  std::regex call(
      R"re(\b(?:String|Strings|Bool|Integer|Number|OneOf|Object|Array|Members|Required|)re"
      R"re(SharedSecret|Url|Flag|count)\(\s*"([a-z_]+)")re");
  for (const fs::path& file : sources) {
    std::string text = ReadAll(file);
    for (std::sregex_iterator it(text.begin(), text.end(), call), end; it != end; ++it)
      keys.insert((*it)[1]);
  }
  return keys;
}

TEST(ConfigDocument, NamesEveryKeyThatIsReadAndNoOther) {
  std::set<std::string> documented;
  for (const auto& [type, keys] : DocumentedKeys()) {
    for (const std::string& key : keys) {
      std::istringstream parts(std::regex_replace(key, std::regex("\\[\\]"), ""));
      for (std::string part; std::getline(parts, part, '.');) {
        if (part != "<name>") documented.insert(part);
      }
    }
  }
  std::set<std::string> asked = KeysAskedFor();
  asked.insert("messages_per_second");  // asked for through a constant in channels/settings.cpp
  std::vector<std::string> only_documented, only_asked;
  std::set_difference(documented.begin(), documented.end(), asked.begin(), asked.end(),
                      std::back_inserter(only_documented));
  std::set_difference(asked.begin(), asked.end(), documented.begin(), documented.end(),
                      std::back_inserter(only_asked));
  EXPECT_THAT(only_documented, testing::IsEmpty());
  EXPECT_THAT(only_asked, testing::IsEmpty());
}

TEST_F(ConfigFile, ReadsTheExamples) {
  fs::create_directories(folder_ / "examples/office");
  std::string pub = "3p7bfXt9wbTTW2HC7OQ1Nz+DQ8hbeGdNrfx+FG+IK08=";
  for (const char* name : {"first.json", "minimal.json", "demo.json"}) {
    fs::copy_file(kDocs + "examples/" + name, folder_ / "examples" / name);
  }
  std::ofstream(folder_ / "examples/office/office.pub") << pub;
  ::setenv("TELEGRAM_TOKEN", "123456:example", 1);
  auto first = LoadConfig((folder_ / "examples/first.json").string(), nullptr);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->channels.at("web").type, "webchat");
  auto minimal = LoadConfig((folder_ / "examples/minimal.json").string(), nullptr);
  ASSERT_TRUE(minimal) << minimal.error().message;
  EXPECT_EQ(minimal->channels.at("telegram").survey, "core-9");
  EXPECT_TRUE(minimal->office_public);
  ::setenv("DWBOT_DATA", (folder_ / "examples").c_str(), 1);
  ::setenv("DWBOT_PORT", "9090", 1);
  auto demo = LoadConfig((folder_ / "examples/demo.json").string(), nullptr);
  ASSERT_TRUE(demo) << demo.error().message;
  EXPECT_TRUE(demo->demo);
  EXPECT_EQ(demo->public_listen.port, 9090);
  EXPECT_EQ(demo->channels.size(), 4u);
  EXPECT_EQ(demo->channels.at("sms").type, "kannel");
  EXPECT_EQ(demo->quality_marks, store::quality::kBurst | store::quality::kCopied);
  EXPECT_EQ(minimal->quality_marks, store::quality::kBurst | store::quality::kSpeed |
                                        store::quality::kCopied | store::quality::kAllFine);
  ::unsetenv("DWBOT_PORT");
  ::unsetenv("DWBOT_DATA");
}

}  // namespace
}  // namespace bot
