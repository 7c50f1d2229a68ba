// SPDX-License-Identifier: Apache-2.0
// Versions of surveys: what a start takes from the configuration's files, what publishing and
// withdrawing do to conversations, what is deleted and when.
#include "bot/publishing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "bot/doors.h"
#include "bot/turn_fixture.h"
#include "core/base64.h"

namespace bot {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

using Files = std::map<std::string, std::shared_ptr<const dialogs::Survey>>;
const core::Timestamp kNow = *core::TimestampFromRfc3339("2026-11-21T09:00:00Z");

// Core-9 with another word in it: another version.
std::shared_ptr<const dialogs::Survey> Version(const std::string& asks) {
  std::string json(*dialogs::ShippedSurvey("core-9"));
  const std::string old = "How old are you?";
  json.replace(json.find(old), old.size(), asks);
  return *dialogs::Survey::Parse(json);
}

std::string Hex(const std::shared_ptr<const dialogs::Survey>& survey) {
  return core::HexEncode(survey->hash());
}

// One start of the service, with these files in its configuration.
void Start(SurveyBook& book, store::Store& store, const Files& files) {
  auto group = TakeSurveyFiles(book, store, files, kNow);
  ASSERT_TRUE(group);
  store::Batch batch;
  batch.groups.push_back(std::move(*group));
  ASSERT_TRUE(store.Commit(batch)->groups.front());
}

void Commit(store::Store& store, store::CommandGroup group) {
  store::Batch batch;
  batch.groups.push_back(std::move(group));
  ASSERT_TRUE(store.Commit(batch)->groups.front());
}

void Publish(store::Store& store, const std::shared_ptr<const dialogs::Survey>& survey) {
  auto record = *ecms::FindSurveyRecord(store, survey->id());
  record.MakeCurrent(Hex(survey), "author", core::DayOf(kNow));
  Commit(store, {store::PutSurvey{
                     {Hex(survey), survey->id(), dialogs::kSurveyFormat, survey->canonical_json()}},
                 ecms::PutSurveyRecord(record)});
}

void Withdraw(store::Store& store, const std::shared_ptr<const dialogs::Survey>& survey) {
  auto record = *ecms::FindSurveyRecord(store, survey->id());
  ASSERT_TRUE(record.Withdraw(Hex(survey)));
  Commit(store, {ecms::PutSurveyRecord(record)});
}

std::string OnOffer(const SurveyBook& book) {
  const Offers offers = book.CurrentOffers();
  const auto offer = offers.find("core-9");
  if (offer == offers.end()) return "nothing";
  return (offer->second.open ? "" : "closed ") + Hex(offer->second.survey);
}

TEST(SurveyFiles, AChangedFileIsANewVersionAndAnUnchangedOneLeavesWhatWasPublishedSince) {
  auto store = store::MakeMemoryStore();
  const auto one = Version("How old are you?"), two = Version("What is your age?"),
             three = Version("Your age?");
  SurveyBook book;
  Start(book, *store, {{"core-9", one}});
  EXPECT_EQ(OnOffer(book), Hex(one));
  Publish(*store, two);
  Start(book, *store, {{"core-9", one}});
  EXPECT_EQ(OnOffer(book), Hex(two));
  EXPECT_TRUE(TakeSurveyFiles(book, *store, {{"core-9", one}}, kNow)->empty())
      << "a start that finds nothing new writes nothing";
  Start(book, *store, {{"core-9", three}});
  EXPECT_EQ(OnOffer(book), Hex(three));
  const auto record = *ecms::FindSurveyRecord(*store, "core-9");
  EXPECT_THAT(record.versions, SizeIs(3));
  EXPECT_TRUE(book.ByHash(one->hash()));
  EXPECT_THAT(*store->ListAudit(0, 10), SizeIs(2)) << "one for each change of the file";
}

TEST(SurveyFiles, AFileThatVanishedTakesNoNewConversations) {
  auto store = store::MakeMemoryStore();
  const auto one = Version("How old are you?"), two = Version("What is your age?");
  SurveyBook book;
  Start(book, *store, {{"core-9", one}});
  Start(book, *store, {});
  EXPECT_EQ(OnOffer(book), "nothing");
  EXPECT_TRUE(book.ByHash(one->hash())) << "its conversations go on";
  Start(book, *store, {{"core-9", one}});
  EXPECT_EQ(OnOffer(book), Hex(one));
  Publish(*store, two);
  Start(book, *store, {});
  EXPECT_EQ(OnOffer(book), Hex(two)) << "what an author published does not hang on a file";
}

TEST(SurveyFiles, AWithdrawnFileStaysWithdrawnUntilItChanges) {
  auto store = store::MakeMemoryStore();
  const auto one = Version("How old are you?"), two = Version("What is your age?");
  SurveyBook book;
  Start(book, *store, {{"core-9", one}});
  Withdraw(*store, one);
  Start(book, *store, {{"core-9", one}});
  EXPECT_EQ(OnOffer(book), "closed " + Hex(one));
  EXPECT_TRUE(book.IsWithdrawn(one->hash()));
  Start(book, *store, {{"core-9", two}});
  EXPECT_EQ(OnOffer(book), Hex(two));
  EXPECT_TRUE(book.IsWithdrawn(one->hash()));
}

// ---- conversations ----

struct Published : testing::Test {
  Published() {
    Start(office.surveys, *office.store, {{"core-9", office.survey}});
    newer = Version("What is your age?");
  }
  // What Publishing::Refresh() does with the doors.
  void Refresh() {
    ASSERT_TRUE(office.surveys.Load(*office.store));
    const Offer offer = office.surveys.CurrentOffers().at("core-9");
    office.doors["sms"].survey = offer.survey;
    office.doors["sms"].open = offer.open;
  }
  std::vector<std::string> Texts() {
    std::vector<std::string> out;
    for (const Sent& sent : office.Collect()) out.push_back(sent.message.text);
    return out;
  }
  std::string Said(const std::string& from, const std::string& text) {
    EXPECT_TRUE(office.Say(from, "m" + std::to_string(next_++), text));
    std::string all;
    for (const std::string& one : Texts()) all += one + "\n";
    return all;
  }
  // Up to the question for the age.
  void Begin(const std::string& from) {
    for (const char* text : {"hello", "1", "yes", "yes"}) last = Said(from, text);
  }
  Office office;
  std::shared_ptr<const dialogs::Survey> newer;
  std::string last;
  int next_ = 0;
};

constexpr char kAnna[] = "+6857212345", kBen[] = "+6857212346";

TEST_F(Published, ConversationsEndOnTheVersionThatTheyBeganWith) {
  Begin(kAnna);
  ASSERT_THAT(last, HasSubstr("How old are you?"));
  Publish(*office.store, newer);
  Refresh();
  EXPECT_THAT(Said(kAnna, "nonsense"), HasSubstr("How old are you?"));
  Begin(kBen);
  EXPECT_THAT(last, HasSubstr("What is your age?"));
}

TEST_F(Published, AWithdrawnVersionEndsItsConversationsAtTheNextTurn) {
  Begin(kAnna);
  Withdraw(*office.store, office.survey);
  Publish(*office.store, newer);
  Refresh();
  const std::string ended = Said(kAnna, "18");
  EXPECT_THAT(ended, HasSubstr("These questions have ended."));
  EXPECT_THAT(ended, HasSubstr("START"));
  EXPECT_THAT(ended, Not(HasSubstr("danger")));
  Begin(kAnna);  // a new conversation, on the new version
  EXPECT_THAT(last, HasSubstr("What is your age?"));
}

TEST_F(Published, StopAndDeleteWorkInAWithdrawnConversation) {
  Begin(kAnna);
  Begin(kBen);
  Withdraw(*office.store, office.survey);
  Refresh();
  EXPECT_THAT(Said(kAnna, "STOP"), HasSubstr("You will get no more messages"));
  EXPECT_THAT(Said(kBen, "DELETE"), HasSubstr("Erase everything"));
  EXPECT_THAT(Said(kBen, "yes"), HasSubstr("is erased"));
}

TEST_F(Published, NothingToBeginIsSaidWithHelpNumbersAndNothingIsPromised) {
  Withdraw(*office.store, office.survey);
  Refresh();
  const std::string closed = Said(kAnna, "hello");
  EXPECT_THAT(closed, HasSubstr("These questions have ended."));
  EXPECT_THAT(closed, HasSubstr("911"));
  EXPECT_THAT(closed, Not(HasSubstr("START")));
  EXPECT_THAT(Said(kAnna, "hello again"), HasSubstr("These questions have ended."));
}

TEST_F(Published, AWithdrawnConversationIsToldWhenTimePasses) {
  Begin(kAnna);
  Withdraw(*office.store, office.survey);
  Refresh();
  office.clock.Advance(std::chrono::hours(13));  // the morning after, in Apia
  office.Wake();
  EXPECT_THAT(Texts(), ElementsAre(HasSubstr("These questions have ended.")));
  office.clock.Advance(std::chrono::hours(100));
  office.Wake();
  EXPECT_THAT(Texts(), IsEmpty());
}

TEST_F(Published, VersionsThatNothingNamesAreDeleted) {
  Begin(kAnna);
  Publish(*office.store, newer);
  Refresh();
  const auto third = Version("Your age?");
  Publish(*office.store, third);
  Refresh();
  Start(office.surveys, *office.store, {});  // no file keeps a version
  // The first: a live conversation. The second: nobody began one. The third is current.
  EXPECT_EQ(*DropUnnamedSurveys(*office.store, *office.keys, office.doors), 1);
  ASSERT_TRUE(office.surveys.Load(*office.store));
  EXPECT_TRUE(office.surveys.ByHash(office.survey->hash()));
  EXPECT_FALSE(office.surveys.ByHash(newer->hash()));
  EXPECT_THAT(Said(kAnna, "nonsense"), HasSubstr("How old are you?"));
  Said(kAnna, "DELETE");
  Said(kAnna, "yes");
  for (int i = 0; i < 10; ++i) {
    office.clock.Advance(std::chrono::minutes(11));
    office.erasures->Advance(office.clock.Now());
  }
  EXPECT_EQ(*DropUnnamedSurveys(*office.store, *office.keys, office.doors), 1);
  EXPECT_EQ(*DropUnnamedSurveys(*office.store, *office.keys, office.doors), 0);
  EXPECT_THAT(office.store->ListSurveys()->size(), 1U);
}

TEST_F(Published, ATicketKeepsItsVersion) {
  store::TicketRow ticket;
  ticket.survey_hash = Hex(office.survey);
  ticket.week = "2026-W47";
  Commit(*office.store, {store::PutTicket{ticket}});
  Publish(*office.store, newer);
  Refresh();
  Start(office.surveys, *office.store, {});
  EXPECT_EQ(*DropUnnamedSurveys(*office.store, *office.keys, office.doors), 0);
}

// Format 0 never left this test: titles were one text, in English.
core::Result<std::string> FromFormatZero(std::string_view json) {
  std::string out(json);
  const std::string old = R"("format":0,"heading":)";
  const size_t at = out.find(old);
  if (at == std::string::npos) return core::Err(core::ErrorCode::kInvalid, "no heading");
  out.replace(at, old.size(), R"("format":1,"title":)");
  return out;
}

TEST(StoredVersions, OfAnOlderFormatAreMigratedWhenReadAndKeepTheirHash) {
  constexpr dialogs::SurveyMigration kMigrations[] = {{0, FromFormatZero}};
  const std::string old =
      R"({"format":0,"heading":{"en":"Old"},"id":"old","languages":["en"],"questions":[{"label":{"en":"Why?"},"name":"why","type":"text"}]})";
  const core::Digest hash = core::Blake2b(core::AsBytes(old));
  auto store = store::MakeMemoryStore();
  Commit(*store,
         {store::PutSurvey{{core::HexEncode(hash), "old", 0, old}},
          store::PutSurvey{{std::string(64, 'a'), "newer", dialogs::kSurveyFormat + 1, "{}"}}});
  SurveyBook book;
  ASSERT_TRUE(book.Load(*store, kMigrations));
  const auto survey = book.ByHash(hash);
  ASSERT_TRUE(survey);
  EXPECT_EQ(survey->hash(), hash);
  EXPECT_EQ(survey->title("en"), "Old");
  EXPECT_EQ(dialogs::NewSession(*survey, {}, kNow).survey, hash);
  EXPECT_FALSE(book.ByHashHex(std::string(64, 'a')))
      << "a newer program's version is left out, not guessed at";
  EXPECT_FALSE(dialogs::MigrateSurvey(old, 0)) << "the program itself has no format 0";
  EXPECT_EQ(*dialogs::MigrateSurvey("{}", dialogs::kSurveyFormat), "{}");
}

// ---- the running service's part ----

class Running : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "dwbot-publishing-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    std::ofstream(folder_ / "config.json")
        << R"({"listen": {"public": "127.0.0.1:0"}, "data_dir": "data", "country": "WS",
      "surveys": ["core-9", "pulse-4"], "help": [{"for": "any", "number": "911"}],
      "channels": {"web": {"type": "webchat", "survey": "core-9", "start_words": {"PULSE": "pulse-4"}}}})";
    auto config = LoadConfig((folder_ / "config.json").string(), nullptr);
    ASSERT_TRUE(config) << config.error().message;
    all_.config = std::move(*config);
    all_.catalogs = std::make_unique<locales::Catalogs>(*locales::Catalogs::Load());
    all_.store = store::MakeMemoryStore();
    Files files;
    for (const char* name : {"core-9", "pulse-4"})
      files[name] = *dialogs::Survey::Parse(*dialogs::ShippedSurvey(name));
    Start(all_.surveys, *all_.store, files);
    core::Problems problems;
    all_.doors = MakeDoors(all_.config, *all_.catalogs, all_.surveys.CurrentOffers(), problems);
    ASSERT_TRUE(problems.empty()) << core::Describe(problems);
    publishing_ = std::make_unique<Publishing>(all_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
  Assembly all_;
  std::unique_ptr<Publishing> publishing_;
};

TEST_F(Running, WhatAnotherProgramPublishedIsNoticedAndTakenOver) {
  WriterQueue queue(10, 10);
  publishing_->LookForNews(queue);
  EXPECT_EQ(queue.size(), 0U);
  const auto newer = Version("What is your age?");
  Publish(*all_.store, newer);
  publishing_->LookForNews(queue);
  ASSERT_EQ(queue.size(), 1U);
  std::get<TaskItem>(queue.TakeBlocking().front()).run();
  EXPECT_EQ(all_.doors.at("web").survey->hash(), newer->hash());
  publishing_->LookForNews(queue);
  EXPECT_EQ(queue.size(), 0U);
}

TEST_F(Running, ASurveyThatDoesNotFitIsRefusedWithEveryReason) {
  const auto help = std::exchange(all_.config.help, {});
  const auto refused = publishing_->Fits(*Version("What is your age?"));
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("help"));
  EXPECT_THAT(refused.error().message, HasSubstr("office key"));
  all_.config.help = help;
  all_.office_key.Set(privacy::NewKeyPair().public_key);
  EXPECT_TRUE(publishing_->Fits(*Version("What is your age?"))) << "as soon as there is one";
  all_.config.help.clear();
  // Stored all the same (by hand): what runs goes on.
  const core::Digest before = all_.doors.at("web").survey->hash();
  Publish(*all_.store, Version("What is your age?"));
  publishing_->Refresh();
  EXPECT_EQ(all_.doors.at("web").survey->hash(), before);
}

TEST_F(Running, ALanguageThatIsNoneIsTold) {
  all_.config.allow_unreviewed = {"en", "english"};
  core::Problems problems;
  (void)MakeDoors(all_.config, *all_.catalogs, all_.surveys.CurrentOffers(), problems);
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_EQ(problems[0].where, "languages.allow_unreviewed");
  EXPECT_THAT(problems[0].what, HasSubstr("\"english\""));
}

TEST_F(Running, AStartWordOfAWithdrawnSurveyIsAnOrdinaryFirstMessage) {
  Withdraw(*all_.store, *dialogs::Survey::Parse(*dialogs::ShippedSurvey("pulse-4")));
  publishing_->Refresh();
  const Door& door = all_.doors.at("web");
  EXPECT_TRUE(door.open);
  EXPECT_FALSE(door.start_words.front().open);
}

TEST_F(Running, UsesNameChannelsAndStartWords) {
  ASSERT_THAT(publishing_->UsesOf("pulse-4"), SizeIs(1));
  EXPECT_EQ(publishing_->UsesOf("pulse-4").front().word, "PULSE");
  EXPECT_EQ(publishing_->UsesOf("core-9").front().channel, "web");
  EXPECT_THAT(publishing_->UsesOf("other"), IsEmpty());
}

}  // namespace
}  // namespace bot
