// SPDX-License-Identifier: Apache-2.0
// What tests/e2e/xform.test.mjs cannot see from outside: the form of single expressions.
#include "authoring/xform/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "authoring/survey_file.h"
#include "authoring/xform/paths.h"

namespace authoring {
namespace {

using testing::HasSubstr;

TEST(XForm, WritesPathsForNames) {
  const XFormPaths paths = {{"q", {"/data/q", ""}},
                            {"age", {"/data/kids/age", "/data/kids"}},
                            {"name", {"/data/kids/g/name", "/data/kids"}}};
  const XFormPath outside{"/data/x", ""}, inside{"/data/kids/g/y", "/data/kids"};
  EXPECT_EQ(XFormExpression("${q} = 1", outside, paths), " /data/q  = 1");
  EXPECT_EQ(XFormExpression("${ q }-1", outside, paths), " /data/q -1");
  EXPECT_EQ(XFormExpression("sum(${age})", outside, paths), "sum( /data/kids/age )");
  EXPECT_EQ(XFormExpression("${age} + ${name}", inside, paths), " ../../age  +  ../name ");
  EXPECT_EQ(XFormExpression("a[b = ${age}]/c", inside, paths), "a[b =  current()/../../age ]/c");
  EXPECT_EQ(XFormExpression("kind = ${age}", inside, paths, true), "kind =  current()/../../age ");
  EXPECT_EQ(XFormExpression("jr:choice-name(${q}, '${q}')", outside, paths),
            "jr:choice-name( /data/q , '/data/q')");
}

TEST(XForm, HoldsEachQuestionOfCore9) {
  auto catalogs = locales::Catalogs::Load();
  ASSERT_TRUE(catalogs);
  auto xml = ExportXForm(*dialogs::ShippedSurvey("core-9"), *catalogs);
  ASSERT_TRUE(xml);
  for (const char* part :
       {"<select1 ref=\"/data/danger\">", "nodeset=\"instance('yes_no_unsure')/root/item\"",
        "required=\"true()\"", "<translation lang=\"bn\">", "type=\"int\"", "constraint="})
    EXPECT_THAT(*xml, HasSubstr(part));
}

}  // namespace
}  // namespace authoring
