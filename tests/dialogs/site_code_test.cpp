// SPDX-License-Identifier: Apache-2.0
#include "dialogs/site_code.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "dialogs/check_character.h"
#include "dialogs/support.h"

namespace dialogs_test {
namespace {

using core::ChannelKind;
using dialogs::NewSiteCode;
using dialogs::ReadSiteCode;
using dialogs::ReadSiteCodeAtEnd;
using Kind = dialogs::SiteCodeReading::Kind;
using locales::TextKey;

std::string Compact(std::string code) {
  std::erase(code, '-');
  return code;
}

TEST(SiteCode, EveryWrongCharacterAndEverySwapOfNeighboursIsNoticed) {
  constexpr std::string_view kTypable = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  core::SeededRandom random(core::Seed{3}, 1);
  for (int i = 0; i < 300; ++i) {
    const std::string code = NewSiteCode(random);
    ASSERT_EQ(ReadSiteCode(code).kind, Kind::kCode) << code;
    const std::string right = Compact(code);
    for (size_t at = 0; at < right.size(); ++at) {
      for (char c : kTypable) {
        std::string wrong = right;
        wrong[at] = c;
        if (c != right[at]) {
          EXPECT_EQ(ReadSiteCode(wrong).kind, Kind::kMistyped) << code << " " << wrong;
        }
      }
      std::string swapped = right;
      if (at + 1 < right.size()) std::swap(swapped[at], swapped[at + 1]);
      if (swapped != right) {
        EXPECT_EQ(ReadSiteCode(swapped).kind, Kind::kMistyped) << code << " " << swapped;
      }
      std::string shorter = right, longer = right;
      shorter.erase(at, 1);
      longer.insert(at, 1, 'X');
      EXPECT_EQ(ReadSiteCode(shorter).kind, Kind::kMistyped) << code << " " << shorter;
      EXPECT_EQ(ReadSiteCode(longer).kind, Kind::kMistyped) << code << " " << longer;
    }
  }
}

struct Typed {
  const char* text;
  Kind whole, at_end;
};

TEST(SiteCode, IsReadAsPeopleTypeIt) {
  core::SeededRandom random(core::Seed{4}, 1);
  std::string code = NewSiteCode(random);
  const std::string a = code.substr(0, 3), b = code.substr(4);
  std::string lower = Compact(code);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const std::string& typed :
       {code, lower, a + " " + b, " " + code + ".", a + "–" + b, a + "‑" + b}) {
    EXPECT_EQ(ReadSiteCode(typed).code, code) << typed;
    EXPECT_EQ(ReadSiteCodeAtEnd("Hello " + typed).code, code) << typed;
    EXPECT_EQ(ReadSiteCode("Hello " + typed).kind, Kind::kNone) << typed;
  }
  for (const char* words : {"", "hello", "Blue Ocean Cannery, Apia", "12345", "123-456", "no", "🙂",
                            "কোথায়", "Vailima", "Unit 4B", "+685 721 2345", "Salelologa Plant 2"}) {
    EXPECT_EQ(ReadSiteCode(words).kind, Kind::kNone) << words;
    EXPECT_EQ(ReadSiteCodeAtEnd(words).kind, Kind::kNone) << words;
  }
}

// A code that reads like these needs its digits typed in another script.
TEST(SiteCode, TakesDigitsOfOtherScripts) {
  core::SeededRandom random(core::Seed{5}, 1);
  const std::string code = NewSiteCode(random);
  static const char* const kBengali[] = {"০", "১", "২", "৩", "৪", "৫", "৬", "৭", "৮", "৯"};
  std::string typed;
  for (char c : code)
    typed += c >= '0' && c <= '9' ? std::string(kBengali[c - '0']) : std::string(1, c);
  EXPECT_EQ(ReadSiteCode(typed).code, code);
}

class StartCode : public testing::Test {
 protected:
  StartCode() : worker_(Core9(), ChannelKind::kTelegram, "en") {
    core::SeededRandom random(core::Seed{6}, 1);
    code_ = NewSiteCode(random);
    wrong_ = code_;
    wrong_[0] = wrong_[0] == 'A' ? 'B' : 'A';
  }
  [[nodiscard]] bool AsksAgain() const {
    return Shows(worker_.last.messages.at(0).text, worker_.catalog(), TextKey::kCodeMistyped);
  }
  [[nodiscard]] const dialogs::FileTicket* Filed() const {
    for (const auto& effect : worker_.last.effects) {
      if (const auto* filed = std::get_if<dialogs::FileTicket>(&effect)) return filed;
    }
    return nullptr;
  }
  Worker worker_;
  std::string code_, wrong_;
};

TEST_F(StartCode, NamesTheSiteOfTheTicketAndTheSiteIsNotAskedFor) {
  worker_.Write("Hello " + code_);
  EXPECT_EQ(worker_.session.site, code_);
  bool asked = false;
  const dialogs::FileTicket* filed = nullptr;
  for (int i = 0; i < 12 && filed == nullptr; ++i) {
    worker_.Tap(worker_.Token(worker_.OpenQuestion() == "age" ? 2 : 0));
    asked = asked || worker_.OpenQuestion() == "site";
    filed = Filed();
  }
  ASSERT_NE(filed, nullptr);
  EXPECT_EQ(filed->site, code_);
  EXPECT_FALSE(asked);
}

TEST_F(StartCode, AskedBackWhenMistypedAndThenTaken) {
  worker_.Write(wrong_);
  EXPECT_TRUE(AsksAgain());
  EXPECT_EQ(worker_.session.stage, dialogs::Stage::kCode);
  worker_.Write(code_);
  EXPECT_FALSE(AsksAgain());
  EXPECT_EQ(worker_.session.site, code_);
  EXPECT_EQ(worker_.OpenQuestion(), "safe_now");
}

TEST_F(StartCode, GoesOnWithoutAfterSkipOrAThirdError) {
  worker_.Write(wrong_);
  worker_.Write(worker_.catalog().Text(TextKey::kWordSkip));
  EXPECT_EQ(worker_.session.site, "");
  EXPECT_EQ(worker_.OpenQuestion(), "safe_now");

  Worker other(Core9(), ChannelKind::kTelegram, "en");
  other.Write(wrong_);
  other.Write(wrong_);
  EXPECT_EQ(other.session.stage, dialogs::Stage::kCode);
  other.Write(wrong_);
  EXPECT_EQ(other.OpenQuestion(), "safe_now");
}

TEST_F(StartCode, StopCountsWhileACodeIsAskedFor) {
  worker_.Write(wrong_);
  worker_.Write("STOP");
  EXPECT_EQ(worker_.session.stage, dialogs::Stage::kStopped);
}

TEST_F(StartCode, SiteQuestionTakesACodeAndBackTakesItAway) {
  worker_.Write("hi");
  for (size_t option : {0, 0, 2, 1, 0})
    worker_.Tap(worker_.Token(option));  // safe, consent, age, danger, documents
  ASSERT_EQ(worker_.OpenQuestion(), "site");
  worker_.Write(wrong_);
  EXPECT_TRUE(AsksAgain());
  EXPECT_EQ(worker_.OpenQuestion(), "site");
  worker_.Write(code_);
  EXPECT_EQ(worker_.session.site, code_);
  EXPECT_TRUE(worker_.last.effects.empty());  // nothing to seal: a code is no own words
  worker_.Write("BACK");
  EXPECT_EQ(worker_.OpenQuestion(), "site");
  EXPECT_EQ(worker_.session.site, "");
  worker_.Write("The cannery at the harbour");
  EXPECT_EQ(worker_.session.site, "");
  EXPECT_NE(worker_.OpenQuestion(), "site");
}

}  // namespace
}  // namespace dialogs_test
