// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/json_writer.h"

namespace core {
namespace {

using testing::HasSubstr;

TEST(Json, RefusesWhatHidesThings) {
  EXPECT_THAT(JsonDocument::Parse(R"({"a":1,"a":2})").error().message, HasSubstr("twice"));
  EXPECT_THAT(JsonDocument::Parse(std::string(40, '[') + std::string(40, ']')).error().message,
              HasSubstr("32 levels"));
  EXPECT_THAT(JsonDocument::Parse("{\n  \"a\" 1}").error().message, HasSubstr("line 2"));
  EXPECT_FALSE(JsonDocument::Parse("\"\xff\""));
  EXPECT_FALSE(JsonDocument::Parse("// x\n1"));
  EXPECT_TRUE(JsonDocument::Parse("// x\n1", true));
  std::string bomb(200'000, '[');
  EXPECT_FALSE(JsonDocument::Parse(bomb));
}

TEST(ObjectReader, ReportsEverythingAtOnceWithPaths) {
  auto doc = JsonDocument::Parse(R"({"listen":{"port":99999},"tokn":"x","list":[1,"b"]})");
  ASSERT_TRUE(doc);
  Problems problems;
  ObjectReader r(doc->root(), "", problems);
  r.String("token");
  auto listen = r.Object("listen");
  EXPECT_EQ(listen.Integer("port", 1, 65535), 1);
  listen.Finish();
  r.Strings("list");
  r.OneOf("mode", {"a", "b"}, "a");
  r.Finish();
  std::string all = Describe(problems);
  EXPECT_THAT(all, HasSubstr("token: is missing"));
  EXPECT_THAT(all, HasSubstr("listen.port: is 99999; it must be a whole number from 1 to 65535"));
  EXPECT_THAT(all, HasSubstr("list[0]: must be a text"));
  EXPECT_THAT(all, HasSubstr("tokn: is not a known key; did you mean \"token\"?"));
}

TEST(JsonWriter, EscapesAndBalances) {
  JsonWriter w;
  w.BeginObject();
  w.Key("a").String("x\"\n\x01\xff");
  w.Key("b").BeginArray().Integer(1).Number(0.5).Bool(true).Null().EndArray();
  w.EndObject();
  EXPECT_EQ(w.Take(), "{\"a\":\"x\\\"\\n\\u0001\xef\xbf\xbd\",\"b\":[1,0.5,true,null]}");
}

}  // namespace
}  // namespace core
