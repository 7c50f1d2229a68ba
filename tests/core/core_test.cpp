// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/base64.h"
#include "core/bytes.h"
#include "core/crypto.h"
#include "core/http.h"
#include "core/ids.h"
#include "core/model.h"
#include "core/random.h"
#include "core/time.h"
#include "core/utf8.h"

namespace core {
namespace {

TEST(Ids, TextFormReadsBackAndRefusesOthers) {
  SeededRandom random(7);
  for (int i = 0; i < 200; ++i) {
    auto id = MessageId::Random(random);
    EXPECT_EQ(MessageId::FromText(id.Text()), id);
    EXPECT_EQ(id.Text().size(), 26u);
  }
  EXPECT_FALSE(MessageId::FromText("short"));
  EXPECT_FALSE(MessageId::FromText("zzzzzzzzzzzzzzzzzzzzzzzzzz"));  // bits beyond 128
}

TEST(Random, SeededStreamsRepeatAndDiffer) {
  SeededRandom a(1), b(1), c(2);
  EXPECT_EQ(a.NewSeed(), b.NewSeed());
  EXPECT_NE(b.NewSeed(), c.NewSeed());
  for (int i = 0; i < 100; ++i) EXPECT_LT(a.Below(7), 7u);
}

TEST(Time, DaysWeeksAndRfc3339) {
  auto day = *DayFromText("2026-11-21");
  EXPECT_EQ(ToText(day), "2026-11-21");
  EXPECT_EQ(IsoWeek(day), "2026-W47");
  EXPECT_EQ(IsoWeek(*DayFromText("2027-01-01")), "2026-W53");
  EXPECT_EQ(IsoWeek(*DayFromText("2024-12-30")), "2025-W01");
  EXPECT_EQ(MonthText(day), "2026-11");
  EXPECT_FALSE(DayFromText("2026-02-30"));
  auto t = *TimestampFromRfc3339("2026-11-21T23:04:05.120Z");
  EXPECT_EQ(Rfc3339(t), "2026-11-21T23:04:05.120Z");
  EXPECT_EQ(DayOf(t), day);
  EXPECT_EQ(DayOf(Timestamp{-1}), *DayFromText("1969-12-31"));
}

TEST(Bytes, WriterReadsBack) {
  ByteWriter w;
  w.Unsigned(0);
  w.Unsigned(UINT64_MAX);
  w.Signed(-5);
  w.Signed(INT64_MIN);
  w.Double(2.5);
  w.String("ok\0x");
  ByteReader r(w.bytes());
  EXPECT_EQ(r.Unsigned(), 0u);
  EXPECT_EQ(r.Unsigned(), UINT64_MAX);
  EXPECT_EQ(r.Signed(), -5);
  EXPECT_EQ(r.Signed(), INT64_MIN);
  EXPECT_EQ(r.Double(), 2.5);
  EXPECT_EQ(r.String(), "ok");
  EXPECT_TRUE(r.ok() && r.AtEnd());
}

TEST(Bytes, ReaderSurvivesEveryTruncation) {
  ByteWriter w;
  w.String("hello");
  w.Unsigned(300);
  w.Double(1);
  for (size_t n = 0; n < w.bytes().size(); ++n) {
    ByteReader r(ByteSpan(w.bytes()).first(n));
    r.String();
    r.Unsigned();
    r.Double();
    EXPECT_FALSE(r.ok());
  }
}

TEST(Model, OutboundReadsBackAndRefusesTruncation) {
  OutboundMessage m;
  m.text = "Q?\n1 a\n2 b";
  m.body = "Q?";
  m.choices = {{"t1", "a"}, {"t2", "b"}};
  m.language = "bn";
  auto bytes = Encode(m);
  auto back = DecodeOutbound(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->choices[1].label, "b");
  EXPECT_EQ(back->text, m.text);
  bytes.pop_back();
  EXPECT_FALSE(DecodeOutbound(bytes));
}

TEST(Utf8, RepairsCutsAndCounts) {
  EXPECT_TRUE(IsUtf8("বাংলা"));
  EXPECT_FALSE(IsUtf8("\xed\xa0\x80"));  // a lone surrogate
  EXPECT_FALSE(IsUtf8("\xc0\xaf"));      // overlong
  EXPECT_EQ(RepairUtf8("a\xff"
                       "b"),
            "a\xef\xbf\xbd"
            "b");
  EXPECT_EQ(Utf8Prefix("aé", 2), "a");
  EXPECT_EQ(Utf16Length("a😀"), 3u);
  EXPECT_EQ(Trim(" \n x "), "x");
}

TEST(Crypto, KnownAnswers) {
  // RFC 4231 test case 2.
  EXPECT_EQ(HexEncode(HmacSha256(AsBytes("Jefe"), AsBytes("what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_TRUE(ConstantTimeEqual("abc", "abc"));
  EXPECT_FALSE(ConstantTimeEqual("abc", "abd"));
  EXPECT_FALSE(ConstantTimeEqual("abc", "abcd"));
}

TEST(Base64, ReadsBackAndRefusesGarbage) {
  EXPECT_EQ(Base64Encode(AsBytes("hi!")), "aGkh");
  EXPECT_EQ(Base64UrlEncode(AsBytes("\xfb\xff")), "-_8");
  EXPECT_FALSE(Base64Decode("aGk"));
  EXPECT_FALSE(Base64Decode("aGkh\n"));
  EXPECT_FALSE(HexDecode("0g"));
  EXPECT_EQ(Base64Decode("")->size(), 0u);
  EXPECT_EQ(HexDecode("")->size(), 0u);
}

TEST(Http, FormsDecodeBytesAndRefuseBadEscapes) {
  auto p = ParseForm("a=1+2&b=%09%28&a=3&c");
  ASSERT_TRUE(p);
  EXPECT_EQ(*FindParameter(*p, "a"), "1 2");
  EXPECT_EQ(*FindParameter(*p, "b"), "\t(");
  EXPECT_EQ(*FindParameter(*p, "c"), "");
  EXPECT_FALSE(ParseForm("a=%2"));
  EXPECT_FALSE(ParseForm("a=%zz"));
  std::string many;
  for (int i = 0; i < 201; ++i) many += "a=1&";
  EXPECT_FALSE(ParseForm(many));
  EXPECT_EQ(PercentEncode("a b+ü"), "a%20b%2B%C3%BC");
}

}  // namespace
}  // namespace core
