// SPDX-License-Identifier: Apache-2.0
// dwbot keys.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "bot/commands_fixture.h"
#include "core/base64.h"
#include "core/crypto.h"
#include "privacy/recovery.h"
#include "privacy/sealing.h"
#include "store/store.h"

namespace bot::commands {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

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

// The yearly drill of docs/keys.md: what is printed opens what was sealed; a sheet with a wrong
// letter, another sheet or a damaged record is told apart.
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
                                                "v1|recovery|" + privacy::KeyId(office.public_key),
                                                office.private_key.Reveal());
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
  const std::string json = R"({"public_key":")" + core::Base64Encode(office.public_key) +
                           R"(","sealed_to_recovery":")" + core::Base64Encode(sealed) + "\"}";
  store::TicketRow ticket;
  ticket.id = core::TicketId::Random(random);
  store::CommandGroup group{
      store::PutDocument{{"office_key", privacy::KeyId(office.public_key), "", 0, json}, 0}};
  for (const privacy::KeyPair* key : {&office, &office, &older}) {
    const auto record = core::RecordId::Random(random);
    ticket.words.push_back(record);
    group.push_back(store::PutSealed{
        {record, "scrubbed", "site",
         privacy::SealWords(key->public_key, {"office", record, "scrubbed"}, "Kanarienmuehle")}});
  }
  group.push_back(store::PutTicket{ticket});
  put(std::move(group));
  Ran good = RunDwbot({"keys", "recovery", "--config", config_}, sheet + "\n");
  EXPECT_EQ(good.code, 0) << good.error;
  EXPECT_THAT(good.out,
              HasSubstr("2 sealed texts open with it, 1 are sealed to another office key"));
  EXPECT_EQ((good.out + good.error).find("Kanarien"), std::string::npos);
  EXPECT_EQ(good.out.find("0410H"), std::string::npos);
  Ran typed = RunDwbot({"keys", "recovery", "--config", config_},
                       core::Base64Encode(office.private_key.Reveal()) + "\n");
  EXPECT_THAT(typed.out, HasSubstr("2 sealed texts open with it")) << typed.error;
  Ran mistyped = RunDwbot({"keys", "recovery", "--config", config_},
                          "0410H 61058 0R3GN G28A4 1C602 T3GFA 208H8 44RM2\n");
  EXPECT_EQ(mistyped.code, 2);
  EXPECT_THAT(mistyped.error, HasSubstr("group 8"));
  Ran another = RunDwbot({"keys", "recovery", "--config", config_},
                         core::Base64Encode(older.private_key.Reveal()) + "\n");
  EXPECT_EQ(another.code, 2);
  EXPECT_THAT(another.error, HasSubstr("not the private half"));
  // One record whose last byte was changed.
  const auto record = core::RecordId::Random(random);
  core::Bytes damaged =
      privacy::SealWords(office.public_key, {"office", record, "scrubbed"}, "text");
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

}  // namespace
}  // namespace bot::commands
