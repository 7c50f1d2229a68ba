// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "channels/sms/encoding.h"
#include "channels/sms/gsm7.h"
#include "core/utf8.h"

namespace channels::sms {
namespace {

std::string Times(const std::string& unit, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += unit;
  return out;
}

struct Case {
  std::string text;
  std::string encoding;
  size_t units;
  size_t segments;
};

TEST(Segments, CountsWhatAGatewaySends) {
  const Case kCases[] = {
      {"", "GSM-7", 0, 1},
      {Times("a", 160), "GSM-7", 160, 1},
      {Times("a", 161), "GSM-7", 161, 2},
      {Times("a", 306), "GSM-7", 306, 2},
      {Times("a", 307), "GSM-7", 307, 3},
      {Times("a", 460), "GSM-7", 460, 4},
      {Times("€", 80), "GSM-7", 160, 1},
      {Times("€", 81), "GSM-7", 162, 2},
      {Times("€", 152), "GSM-7", 304, 2},
      {Times("€", 153), "GSM-7", 306, 3},  // 76 whole pairs in a part of 153
      {Times("€", 154), "GSM-7", 308, 3},
      {Times("क", 70), "UCS-2", 70, 1},
      {Times("क", 71), "UCS-2", 71, 2},
      {Times("क", 134), "UCS-2", 134, 2},
      {Times("क", 135), "UCS-2", 135, 3},
      {Times("क", 201), "UCS-2", 201, 3},
      {Times("😀", 35), "UCS-2", 70, 1},
      {Times("😀", 36), "UCS-2", 72, 2},
      {Times("😀", 66), "UCS-2", 132, 2},
      {Times("😀", 67), "UCS-2", 134, 3},  // 33 whole pairs in a part of 67
      {Times("क", 66) + "😀" + Times("क", 10), "UCS-2", 78, 2},
      {"ÇA", "GSM-7", 2, 1},
      {"ça", "UCS-2", 2, 1},
      {"a\tb", "UCS-2", 3, 1},
      {"a\nb", "GSM-7", 3, 1},
      {"a\r\nb", "GSM-7", 4, 1},
      {"ΔΦΓΛΩΠΨΣΘΞ", "GSM-7", 10, 1},
      {"Α", "UCS-2", 1, 1},  // Greek capital alpha looks like A but is none
      {"^{}\\[]~|€", "GSM-7", 18, 1},
      {"a\u00a0b", "UCS-2", 3, 1},  // no-break space
      {"`", "UCS-2", 1, 1},
      {"\x1b", "UCS-2", 1, 1},
      {"\xff", "UCS-2", 1, 1},
  };
  for (const Case& c : kCases) {
    Segments got = CountSegments(c.text);
    EXPECT_EQ(got.encoding, c.encoding) << c.text;
    EXPECT_EQ(got.units, c.units) << c.text;
    EXPECT_EQ(got.segments, c.segments) << c.text;
  }
}

TEST(SmartEncode, ReplacesTypographyOnlyWhereThatMakesItCheap) {
  EXPECT_EQ(SmartEncode("“It’s 5–6 o’clock…”"), "\"It's 5-6 o'clock...\"");
  EXPECT_EQ(SmartEncode("a\u00a0b\u200b"), "a b");
  EXPECT_EQ(SmartEncode("plain"), "plain");
  EXPECT_EQ(SmartEncode("“হ্যাঁ”"), "“হ্যাঁ”");  // stays UCS-2, so it stays as written
  EXPECT_EQ(SmartEncode("São “Tomé”"), "São “Tomé”");
  EXPECT_EQ(CountSegments(SmartEncode(Times("a", 159) + "’")).segments, 1u);
}

TEST(Gsm7, TablesAgreeWithCosts) {
  ASSERT_EQ(Gsm7Basic().size(), 128u);
  for (size_t septet = 0; septet < 128; ++septet) {
    char32_t c = Gsm7Basic()[septet];
    EXPECT_EQ(Gsm7Septets(c), septet == 0x1b ? 0 : 1) << septet;
  }
  for (const Gsm7Extended& e : Gsm7Extension())
    EXPECT_EQ(Gsm7Septets(e.character), 2) << int{e.septet};
  for (char32_t c : {U'ç', U'\t', U'`', U'á', U'\u0000', U'ক', U'\U0010ffff'})
    EXPECT_EQ(Gsm7Septets(c), 0);
}

#ifdef DWBOT_GSM_TABLE
TEST(Gsm7, AgreesWithTheWholeOf23038) {
  std::ifstream file(DWBOT_GSM_TABLE);
  ASSERT_TRUE(file.good());
  std::string line;
  size_t rows = 0;
  while (std::getline(file, line)) {
    std::istringstream row(line);
    std::string kind, id, name, septet, code;
    if (!(row >> kind >> id >> name >> septet >> code) || id != "0") continue;
    auto character = static_cast<char32_t>(std::stoul(code, nullptr, 16));
    auto at = static_cast<uint8_t>(std::stoul(septet, nullptr, 16));
    ++rows;
    if (kind == "locking") {
      EXPECT_EQ(Gsm7Basic()[at], character) << line;
    } else {
      bool found = false;
      for (const Gsm7Extended& e : Gsm7Extension())
        found |= e.septet == at && e.character == character;
      EXPECT_TRUE(found) << line;
    }
  }
  EXPECT_EQ(rows, 127 + Gsm7Extension().size());
}
#endif

}  // namespace
}  // namespace channels::sms
