// SPDX-License-Identifier: Apache-2.0
// Every text of every catalog as a worker gets it: direction, length, who has read it.
#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include <fstream>
#include <sstream>

#include "core/utf8.h"
#include "locales/catalog.h"
#include "locales/catalog_file.h"
#include "locales/isolates.h"

namespace locales {
namespace {

TEST(RightToLeft, IsolatesLatinWordsAndValues) {
  EXPECT_EQ(Isolated("LX-4821"), "\u2068LX-4821\u2069");
  EXPECT_EQ(Isolated("إيقاف"), "إيقاف");
  EXPECT_EQ(Isolated("911\n999"), "\u2068911\u2069\n\u2068999\u2069");
  EXPECT_EQ(WithIsolatedLatin("أرسل STOP الآن"), "أرسل \u2068STOP\u2069 الآن");
  EXPECT_EQ(WithIsolatedLatin("من 12-15 سنة"), "من \u206812-15\u2069 سنة");
  EXPECT_EQ(WithIsolatedLatin("عمر 15 سنة"), "عمر 15 سنة");
  EXPECT_EQ(WithIsolatedLatin("STOP"), "STOP");
  EXPECT_EQ(Isolated("https://office.example/check"), "https://office.example/check");
}

// A phone takes what stands right behind a link into it: "check።", "check।", and an isolate's end
// too.
TEST(Links, NothingStandsBehindThemInAnyLanguage) {
  const auto catalogs = Catalogs::Load();
  ASSERT_TRUE(catalogs) << catalogs.error().message;
  constexpr std::string_view kLink = "https://office.example/check";
  for (const auto& language : catalogs->languages()) {
    for (const std::string_view address : {"number", "other"}) {
      const auto text = catalogs->Closest(language).Format(
          TextKey::kReal, {{"address", address}, {"office", "X"}, {"check", kLink}});
      const size_t at = text.find(kLink);
      ASSERT_NE(at, std::string::npos) << language;
      EXPECT_EQ(text.substr(at + kLink.size(), 1), "\n") << language << ": " << text;
    }
  }
}

// "3/9", "from 0 to 24", a code and the numbers of options are in Latin digits; so is every other
// number of a text.
TEST(Digits, AreTheSameInEveryText) {
  const auto catalogs = Catalogs::Load();
  ASSERT_TRUE(catalogs) << catalogs.error().message;
  const auto native = [](const std::string& text) {
    for (size_t at = 0; at < text.size();) {
      const char32_t c = core::NextCodePoint(text, at);
      if (c > 0x7F && u_isdigit(static_cast<UChar32>(c)) != 0) return true;
    }
    return false;
  };
  for (const auto& language : catalogs->languages()) {
    const Catalog& catalog = catalogs->Closest(language);
    for (size_t i = 0; i < kTextKeyCount; ++i) {
      const auto key = static_cast<TextKey>(i);
      EXPECT_FALSE(native(catalog.Text(key))) << language << " " << Name(key);
    }
    const auto hours = catalog.FormatCount(TextKey::kLaterInHours, "hours", 12);
    EXPECT_NE(hours.find("12"), std::string::npos) << language << ": " << hours;
  }
}

TEST(RightToLeft, EveryTextOfArabicAndUrduIsBalanced) {
  const auto catalogs = Catalogs::Load();
  ASSERT_TRUE(catalogs) << catalogs.error().message;
  for (const char* language : {"ar", "ur"}) {
    const Catalog* catalog = catalogs->Find(language);
    ASSERT_NE(catalog, nullptr);
    EXPECT_TRUE(catalog->right_to_left());
    const auto code = catalog->Format(TextKey::kReceipt, {{"code", "LX-4821"}});
    EXPECT_NE(code.find("\u2068LX-4821\u2069"), std::string::npos) << code;
    for (size_t i = 0; i < kTextKeyCount; ++i) {
      int open = 0;
      const std::string& text = catalog->Text(static_cast<TextKey>(i));
      for (size_t at = 0; at < text.size();) {
        const char32_t c = core::NextCodePoint(text, at);
        open += c == 0x2068 ? 1 : (c == 0x2069 ? -1 : 0);
        EXPECT_TRUE(open == 0 || open == 1);
      }
      EXPECT_EQ(open, 0) << Name(static_cast<TextKey>(i));
    }
  }
}

// The tightest limit for a text with choices: 1,024 units in an interactive WhatsApp message. On
// SMS a system text should stay within five parts even in UCS-2.
TEST(Lengths, NoTextIsLongerThanItsChannelTakes) {
  constexpr size_t kMostUnits = 335;  // five parts of 67
  const auto catalogs = Catalogs::Load();
  ASSERT_TRUE(catalogs) << catalogs.error().message;
  for (const auto& language : catalogs->languages()) {
    const Catalog& catalog = catalogs->Closest(language);
    for (size_t i = 0; i < kTextKeyCount; ++i) {
      const auto key = static_cast<TextKey>(i);
      if (key == TextKey::kLaterInHours || key == TextKey::kAmbiguous ||
          key == TextKey::kHelpNumbers)
        continue;  // what is put in is the survey's or the config's
      const std::string_view worst = "1234567890 1234567890";
      for (const std::string_view chosen : {std::string_view(), Chooses(key).value}) {
        const auto text = catalog.Format(key, {{Chooses(key).argument, chosen},
                                               {"start", worst},
                                               {"status", worst},
                                               {"word", worst},
                                               {"example", worst},
                                               {"min", worst},
                                               {"max", worst},
                                               {"value", worst},
                                               {"code", "ABCD-1234"},
                                               {"count", "99"},
                                               {"days", "120"},
                                               {"stop", worst},
                                               {"back", worst},
                                               {"skip", worst},
                                               {"language", worst},
                                               {"real", worst},
                                               {"office", worst},
                                               {"check", worst}});
        EXPECT_LE(core::Utf16Length(text), kMostUnits) << language << " " << Name(key);
      }
    }
  }
}

// Capitals tell a word that is to be sent from the words around it. Scripts without capitals need
// quotes; STOP stands out in all of them.
TEST(WordsToSend, StandInQuotesWhereThereAreNoCapitals) {
  constexpr std::string_view kWord = "ሀሀ";  // not Latin: Arabic and Urdu would isolate that
  const auto catalogs = Catalogs::Load();
  ASSERT_TRUE(catalogs) << catalogs.error().message;
  for (const auto& language : catalogs->languages()) {
    const Catalog& catalog = catalogs->Closest(language);
    if (static_cast<unsigned char>(catalog.Text(TextKey::kWordSkip).front()) < 0x80)
      continue;  // Latin
    EXPECT_EQ(catalog.Text(TextKey::kWordStop), "STOP") << language;
    for (size_t i = 0; i < kTextKeyCount; ++i) {
      const auto key = static_cast<TextKey>(i);
      if (key == TextKey::kLaterInHours || key == TextKey::kThreadQuestion ||
          key == TextKey::kThreadNote)
        continue;
      const std::string text = catalog.Format(key, {{Chooses(key).argument, Chooses(key).value},
                                                    {"start", kWord},
                                                    {"status", kWord},
                                                    {"word", kWord},
                                                    {"back", kWord},
                                                    {"skip", kWord},
                                                    {"language", kWord},
                                                    {"real", kWord}});
      for (size_t at = text.find(kWord); at != std::string::npos; at = text.find(kWord, at + 1)) {
        const std::string_view before = std::string_view(text).substr(0, at),
                               behind = std::string_view(text).substr(at + kWord.size());
        EXPECT_TRUE((before.ends_with("“") && behind.starts_with("”")) ||
                    (before.ends_with("«") && behind.starts_with("»")))
            << language << " " << text;
      }
    }
  }
}

std::string English() {
  std::ifstream in(DWBOT_SOURCE_DIR "/locales/messages/en.json");
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::string With(std::string json, const std::string& from, const std::string& to) {
  const size_t at = json.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? json : json.replace(at, from.size(), to);
}

TEST(Reviewed, HoldsForTheTextsThatWereReadOnly) {
  core::Problems problems;
  const auto plain = ReadCatalog("en", English(), problems);
  EXPECT_FALSE(plain.reviewed);
  const auto read = With(English(), "\"reviewed\": false",
                         R"("reviewed": {"name": "A. Reader", "date": "2026-11-21", "texts": ")" +
                             TextsHash(plain) + "\"}");
  EXPECT_TRUE(ReadCatalog("en", read, problems).reviewed);
  const auto& source = plain.messages[static_cast<size_t>(TextKey::kNotWhole)].source;
  const auto changed = ReadCatalog("en", With(read, source, source + "!"), problems);
  EXPECT_FALSE(changed.reviewed);
  EXPECT_TRUE(changed.changed_since_review);
  EXPECT_TRUE(problems.empty()) << core::Describe(problems);
  static_cast<void>(
      ReadCatalog("en", With(English(), "\"reviewed\": false", "\"reviewed\": true"), problems));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].what.find(TextsHash(plain)), std::string::npos);
}

}  // namespace
}  // namespace locales
