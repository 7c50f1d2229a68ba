// SPDX-License-Identifier: Apache-2.0
#include "locales/catalog.h"
#include "locales/telling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "core/utf8.h"
#include "locales/understand.h"

namespace locales {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

std::string ReadShipped(const std::string& language) {
  std::ifstream in(DWBOT_SOURCE_DIR "/locales/messages/" + language + ".json");
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string Replaced(std::string text, const std::string& what, const std::string& with) {
  const size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

// A folder of overlay catalogs, gone with the test.
class Overlay {
 public:
  // The process id is in the name: the suite runs under several LANG at once.
  Overlay() {
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("overlay_" + std::to_string(::getpid()) + "_" +
               std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Overlay() { std::filesystem::remove_all(folder_); }
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;
  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }
  [[nodiscard]] std::string path() const { return folder_.string(); }

 private:
  std::filesystem::path folder_;
};

const Catalogs& Shipped() {
  static const auto loaded = Catalogs::Load();
  if (!loaded) ADD_FAILURE() << loaded.error().message;
  return *loaded;
}

TEST(TextKeys, HaveDistinctNames) {
  std::set<std::string_view> names;
  for (size_t i = 0; i < kTextKeyCount; ++i) names.insert(Name(static_cast<TextKey>(i)));
  EXPECT_EQ(names.size(), kTextKeyCount);
  EXPECT_TRUE(names.contains("choose_language"));
}

// Load() itself holds every catalog to the keys, placeholders and lengths; this shows that the
// shipped ones pass.
TEST(Catalogs, LoadsWhatIsShipped) {
  const auto languages = Shipped().languages();
  EXPECT_THAT(languages, Contains("en"));
  EXPECT_THAT(languages, Contains("bn"));
  size_t files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(DWBOT_SOURCE_DIR "/locales/messages")) {
    files += entry.path().extension() == ".json" ? 1 : 0;
  }
  EXPECT_EQ(languages.size(), files)
      << "a file in locales/messages is not listed in locales/CMakeLists.txt";
}

TEST(Catalogs, EveryTextIsThereAndEveryPlaceholderIsFilled) {
  for (const auto& language : Shipped().languages()) {
    const Catalog& catalog = *Shipped().Find(language);
    EXPECT_FALSE(catalog.own_name().empty());
    for (size_t i = 0; i < kTextKeyCount; ++i) {
      const auto key = static_cast<TextKey>(i);
      EXPECT_FALSE(catalog.Text(key).empty()) << language << " " << Name(key);
      const auto text = catalog.FormatCount(TextKey::kLaterInHours, "hours", 3);
      EXPECT_EQ(text.find('{'), std::string::npos) << language;
    }
    const auto help = catalog.Format(
        TextKey::kHelp,
        {{"stop", "<1>"}, {"back", "<2>"}, {"skip", "<3>"}, {"language", "<4>"}, {"real", "<5>"}});
    for (const char* value : {"<1>", "<2>", "<3>", "<4>", "<5>"})
      EXPECT_THAT(help, HasSubstr(value)) << language;
    EXPECT_EQ(help.find('{'), std::string::npos) << language;
  }
}

TEST(Catalogs, FindsTheBaseLanguageAndFallsBackToEnglish) {
  ASSERT_NE(Shipped().Find("bn-BD"), nullptr);
  EXPECT_EQ(Shipped().Find("bn-BD")->language(), "bn");
  EXPECT_EQ(Shipped().Find("tlh"), nullptr);
  EXPECT_EQ(Shipped().Closest("tlh").language(), "en");
}

// GSM 03.38 default alphabet without its letters that English does not use; '{' and '}' stand for
// placeholders here.
TEST(Catalogs, EnglishIsGsm7) {
  const std::string_view allowed = "@$_!\"#%&'()*+,-./:;<=>?\n ";
  const Catalog& english = *Shipped().Find("en");
  for (size_t i = 0; i < kTextKeyCount; ++i) {
    const auto key = static_cast<TextKey>(i);
    for (const char c : english.Text(key)) {
      const bool letter =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      EXPECT_TRUE(letter || c == '{' || c == '}' || allowed.find(c) != std::string_view::npos)
          << Name(key) << ": character " << static_cast<int>(static_cast<unsigned char>(c));
    }
  }
}

// A lock screen shows the beginning of a message, and somebody else may look at it.
TEST(Catalogs, NoTextBeginsWithWhatTheChatIsAbout) {
  for (const auto& language : Shipped().languages()) {
    EXPECT_GE(TellingWords(language).size(), 4u) << language;
    for (size_t i = 0; i < kTextKeyCount; ++i) {
      const auto key = static_cast<TextKey>(i);
      if (key == TextKey::kReal || key == TextKey::kFollowUpAsk)
        continue;  // the engine puts kLeadIn before them
      for (const std::string_view chosen : {std::string_view(), Chooses(key).value}) {
        const std::string& text = Shipped().Find(language)->Text(key, chosen);
        EXPECT_FALSE(TellsWhatItIsAbout(language, "", text))
            << language << " " << Name(key) << ": " << text;
      }
    }
  }
}

TEST(Catalogs, TheLeadInFillsALockScreen) {
  for (const auto& language : Shipped().languages()) {
    const std::string& text = Shipped().Find(language)->Text(TextKey::kLeadIn);
    size_t chars = 0;
    for (size_t at = 0; at < text.size(); ++chars) static_cast<void>(core::NextCodePoint(text, at));
    EXPECT_GE(chars, kLockScreenChars) << language;
  }
}

TEST(LockScreen, FindsWhatTellsAndNothingElse) {
  EXPECT_TRUE(TellsWhatItIsAbout("en", "", "Your COMPLAINT was received"));
  EXPECT_TRUE(TellsWhatItIsAbout("en", "Labour Inspectorate", "This is the labour inspectorate."));
  EXPECT_TRUE(
      TellsWhatItIsAbout("en-GB", "Ministry", "Hello, this message comes from the Mini\u00adstry"));
  EXPECT_TRUE(TellsWhatItIsAbout("zh", "", "您的投诉"));
  EXPECT_FALSE(TellsWhatItIsAbout(
      "en", "Labour Inspectorate",
      "Hello. Is it OK to answer a few short questions now? Labour Inspectorate"));
  EXPECT_FALSE(TellsWhatItIsAbout("en", "", "We embossed it, and rereported nothing"));
  EXPECT_FALSE(TellsWhatItIsAbout("tlh", "", "complaint"));
}

TEST(Catalogs, CountsInLatinDigitsAsInEveryText) {
  EXPECT_EQ(Shipped().Find("en")->FormatCount(TextKey::kLaterInHours, "hours", 1), "in 1 hour");
  EXPECT_EQ(Shipped().Find("en")->FormatCount(TextKey::kLaterInHours, "hours", 12), "in 12 hours");
  EXPECT_EQ(Shipped().Find("bn")->FormatCount(TextKey::kLaterInHours, "hours", 3), "3 ঘণ্টা পরে");
}

// "Please send one of the numbers shown" is not true where there are buttons, nor "your number" on
// a web page.
TEST(Catalogs, TwoWordingsAreTwoAndNothingOfTheChoiceIsLeft) {
  for (const auto& language : Shipped().languages()) {
    const Catalog& catalog = *Shipped().Find(language);
    for (size_t i = 0; i < kTextKeyCount; ++i) {
      const auto key = static_cast<TextKey>(i);
      const Choosing chooses = Chooses(key);
      if (chooses.argument.empty()) continue;
      SCOPED_TRACE(language + " " + std::string(Name(key)));
      const auto as = [&](std::string_view value) {
        return catalog.Format(key, {{chooses.argument, value},
                                    {"options", "A"},
                                    {"office", "B"},
                                    {"check", "C"},
                                    {"word", "D"},
                                    {"start", "E"},
                                    {"status", "F"}});
      };
      EXPECT_NE(as(chooses.value), as("other"));
      EXPECT_EQ(as("other"), as(""));
      for (const std::string& text : {as(chooses.value), as("other")}) {
        EXPECT_EQ(text.find_first_of("{}"), std::string::npos) << text;
        EXPECT_EQ(text.find("select"), std::string::npos) << text;
      }
    }
  }
  const Catalog& english = *Shipped().Find("en");
  EXPECT_EQ(
      english.Text(TextKey::kNotUnderstoodChoice, "numbers"),
      "Sorry, I did not get that. Please send one of the numbers shown. HELP and STOP work too.");
  EXPECT_EQ(
      english.Text(TextKey::kNotUnderstoodChoice),
      "Sorry, I did not get that. Please choose one of the answers shown. HELP and STOP work too.");
}

TEST(Catalogs, OverlayAddsALanguageWithItsWords) {
  const Overlay overlay;
  auto text = Replaced(ReadShipped("en"), R"("language": "en")", R"("language": "tlh")");
  text = Replaced(text, R"("own_name": "English")", R"("own_name": "tlhIngan")");
  text = Replaced(text, R"("yes": ["yes",)", R"("yes": ["HISlaH", "yes",)");
  text = Replaced(text, R"("Sorry, I did not get that. Please write it in words.)",
                  R"("I didn't get '{'that'}'.)");
  overlay.Write("tlh.json", text);
  const auto catalogs = Catalogs::Load(overlay.path());
  ASSERT_TRUE(catalogs) << catalogs.error().message;
  ASSERT_NE(catalogs->Find("tlh"), nullptr);
  EXPECT_EQ(catalogs->Find("tlh")->own_name(), "tlhIngan");
  // ICU's apostrophes: one alone is itself, a pair quotes a brace.
  EXPECT_EQ(catalogs->Find("tlh")->Text(TextKey::kNotUnderstoodText),
            "I didn't get {that}. HELP and STOP work too.");
  Question question;
  question.type = AnswerType::kYesNo;
  question.language = "tlh";
  EXPECT_THAT(Understand(question, "HISlaH!").values, ::testing::ElementsAre("yes"));
}

TEST(Catalogs, MissingOverlayFolderIsNone) { EXPECT_TRUE(Catalogs::Load("/nonexistent/folder")); }

TEST(Catalogs, ReportsEveryProblemAtOnceWithFileAndKey) {
  const Overlay overlay;
  auto text = ReadShipped("en");
  text = Replaced(text, R"("out_of_range": "Please send a number from {min} to {max}.")",
                  R"("out_of_range": "From {min} to {top}.")");
  text = Replaced(text, R"("stale":)", R"("stalled":)");
  text = Replaced(text, R"("word_done": "Done")", R"("word_done": "Done and ready to be sent")");
  text = Replaced(text, R"("receipt": "Your code: {code})", R"("receipt": "Your code: {code)");
  text = Replaced(text, R"("word_skip": "SKIP")", R"("word_skip": "OMIT")");
  text = Replaced(text, "answers, select, numbers {Please send the number.}",
                  "answers, select, buttons {Please send the number.}");
  text = Replaced(text, R"("not_whole": "Please)",
                  R"("not_whole": "{a, select, b {x} other {y}} Please)");
  overlay.Write("xx.json", text);
  overlay.Write("broken.json", "{\"language\": ");
  const auto catalogs = Catalogs::Load(overlay.path());
  ASSERT_FALSE(catalogs);
  const std::string& message = catalogs.error().message;
  EXPECT_EQ(catalogs.error().code, core::ErrorCode::kInvalid);
  for (const char* part :
       {"xx.json: messages.out_of_range", "{max}, {min}", "messages.stale", "messages.stalled",
        "messages.word_done", "messages.receipt", "messages.word_skip", "words.skip", "broken.json",
        "messages.ambiguous: must have two wordings: {answers, select, numbers {...} other {...}}",
        "messages.not_whole: only takes plain {name} placeholders"}) {
    EXPECT_THAT(message, HasSubstr(part));
  }
}

}  // namespace
}  // namespace locales
