// SPDX-License-Identifier: Apache-2.0
// Holds web/openapi.json to the route table and to what really comes back.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

#include "web/openapi_check.h"
#include "web/test_web.h"

namespace web {
namespace {

std::string Lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

class Description : public ::testing::Test {
 protected:
  Description()
      : file_(core::JsonDocument::Parse(t_.Get("/api/openapi.json", "").body).value()),
        api_(file_.root()) {}

  core::JsonValue OperationOf(const Route& route) {
    auto operation = api_.Operation(std::string(route.pattern), Lower(route.method));
    EXPECT_TRUE(operation.has_value()) << route.pattern << " is not described";
    return operation.value();
  }
  static bool IsApi(const Route& route) { return route.pattern.starts_with("/api/"); }
  void ExpectDescribed(const Route& route, const core::HttpResponse& response);

  TestWeb t_;
  core::JsonDocument file_;
  OpenApi api_;
};

std::set<std::string> Words(std::string_view text) {
  std::istringstream in{std::string(text)};
  return {std::istream_iterator<std::string>(in), {}};
}

void Description::ExpectDescribed(const Route& route, const core::HttpResponse& response) {
  std::string what = std::string(route.pattern) + " " + std::to_string(response.status);
  auto described = OperationOf(route).Find("responses")->Find(std::to_string(response.status));
  ASSERT_TRUE(described.has_value()) << what << " is not described";
  core::JsonValue answer = api_.Resolve(*described);
  auto headers = answer.Find("headers");
  for (size_t i = 0; headers && i < headers->Keys().size(); ++i) {
    EXPECT_FALSE(core::HeaderValue(response.headers, headers->Keys()[i]).empty())
        << what << " lacks " << headers->Keys()[i];
  }
  auto content = answer.Find("content");
  if (!content) {
    EXPECT_EQ(response.body, "") << what;
    return;
  }
  auto media = content->Find(core::HeaderValue(response.headers, "Content-Type"));
  ASSERT_TRUE(media.has_value()) << what;
  if (core::HeaderValue(response.headers, "Content-Type").find("json") == std::string_view::npos)
    return;  // a file
  const auto format = media->Find("schema")->Find("format");
  if (format && format->String() == "binary") {  // a file
    EXPECT_FALSE(response.body.empty()) << what;
    return;
  }
  auto body = core::JsonDocument::Parse(response.body);
  ASSERT_TRUE(body.has_value()) << what;
  std::vector<std::string> wrong;
  api_.Check(media->Find("schema").value(), body->root(), "body", wrong);
  for (const std::string& line : wrong) ADD_FAILURE() << what << ": " << line;
}

TEST_F(Description, HasExactlyTheRoutesOfTheTable) {
  std::set<std::string> described, served;
  for (const std::string& path : file_.root().Find("paths")->Keys()) {
    for (const std::string& method : file_.root().Find("paths")->Find(path)->Keys())
      described.insert(method + " " + path);
  }
  for (const Route& route : Routes()) {
    if (!IsApi(route)) continue;
    served.insert(Lower(route.method) + " " + std::string(route.pattern));
  }
  EXPECT_EQ(described, served);
}

TEST_F(Description, HasTheParametersOfTheTable) {
  for (const Route& route : Routes()) {
    if (!IsApi(route)) continue;
    std::set<std::string> query, path;
    auto parameters = OperationOf(route).Find("parameters");
    for (size_t i = 0; parameters && i < parameters->size(); ++i) {
      core::JsonValue parameter = api_.Resolve(parameters->At(i));
      std::string in = parameter.Find("in")->String();
      if (in == "query") query.insert(parameter.Find("name")->String());
      if (in == "path") path.insert("{" + parameter.Find("name")->String() + "}");
    }
    EXPECT_EQ(query, Words(route.query)) << route.pattern;
    for (const std::string& name : path)
      EXPECT_NE(route.pattern.find(name), std::string_view::npos);
    EXPECT_EQ(path.size(),
              static_cast<size_t>(std::count(route.pattern.begin(), route.pattern.end(), '{')));
  }
}

TEST_F(Description, SaysWhoMayCall) {
  for (const Route& route : Routes()) {
    if (!IsApi(route)) continue;
    core::JsonValue operation = OperationOf(route);
    EXPECT_EQ(operation.Find("security").has_value(), route.who == Who::kAnyone) << route.pattern;
    std::set<std::string> said;
    auto roles = operation.Find("x-roles");
    for (size_t i = 0; roles && i < roles->size(); ++i) said.insert(roles->At(i).String());
    std::set<std::string> let_in;
    for (std::string_view role : ecms::Roles()) {
      if (route.who != Who::kAnyone && MayEnter(route.who, role)) let_in.emplace(role);
    }
    EXPECT_EQ(said, let_in) << route.pattern;
  }
}

TEST_F(Description, IsTrueOfEveryAnswer) {
  for (const Route& route : Routes()) {
    if (!IsApi(route)) continue;
    std::string target = t_.TargetOf(route);
    const std::string method(route.method);
    if (method != "GET") {
      for (const char* asker : {"", "nobody", "officer", "supervisor", "author"}) {
        const core::Headers json{{"Content-Type", "application/json"}};
        ExpectDescribed(route, t_.Ask(method, target, asker, json, R"({"x": 1})"));
        ExpectDescribed(route, t_.Ask(method, target, asker, json, "{"));
        ExpectDescribed(route, t_.Ask(method, target, asker, {}, "{}"));
        ExpectDescribed(route, t_.Ask(method, target + "?unknown=1", asker, json, "{}"));
      }
      continue;
    }
    for (const char* asker : {"", "nobody", "disabled", "officer", "supervisor", "administrator",
                              "author", "auditor"}) {
      ExpectDescribed(route, t_.Get(target, asker));
      ExpectDescribed(route, t_.Ask("PUT", target, asker));
      ExpectDescribed(route, t_.Get(target + "?unknown=1", asker));
      ExpectDescribed(route, t_.Get(target + "?limit=1", asker));
    }
    auto answer = t_.Get(target);
    if (auto tag = core::HeaderValue(answer.headers, "ETag"); !tag.empty()) {
      ExpectDescribed(route,
                      t_.Ask("GET", target, "officer", {{"If-None-Match", std::string(tag)}}));
    }
    if (route.pattern.find("{id}") != std::string_view::npos) {
      ExpectDescribed(route, t_.Get("/api/v1/tickets/" + core::TicketId{{77}}.Text()));
    }
  }
}

// The limits that the description states are the limits that hold.
TEST_F(Description, ParametersAcceptWhatTheySay) {
  auto parameters = api_.Operation("/api/v1/tickets", "get")->Find("parameters").value();
  for (size_t i = 0; i < parameters.size(); ++i) {
    core::JsonValue parameter = api_.Resolve(parameters.At(i));
    if (parameter.Find("in")->String() != "query") continue;
    std::string name = parameter.Find("name")->String();
    core::JsonValue schema = parameter.Find("schema").value();
    auto ask = [&](const std::string& value) {
      return t_.Get("/api/v1/tickets?" + name + "=" + value).status;
    };
    if (auto allowed = schema.Find("enum")) {
      for (size_t k = 0; k < allowed->size(); ++k) EXPECT_EQ(ask(allowed->At(k).String()), 200);
    } else if (schema.Find("type")->String() == "integer") {
      EXPECT_EQ(ask(std::to_string(schema.Find("minimum")->Integer())), 200);
      EXPECT_EQ(ask(std::to_string(schema.Find("maximum")->Integer())), 200);
      EXPECT_EQ(ask(std::to_string(schema.Find("minimum")->Integer() - 1)), 400);
      EXPECT_EQ(ask(std::to_string(schema.Find("maximum")->Integer() + 1)), 400);
    } else if (name == "week") {
      for (const char* good : {"2026-W47", "0000-W99"}) EXPECT_EQ(ask(good), 200) << good;
      for (const char* bad : {"2026-47", "2026-W4", "2026-W471", "x026-W47", "2026-w47"})
        EXPECT_EQ(ask(bad), 400) << bad;
    } else if (name != "after") {
      auto longest = static_cast<size_t>(schema.Find("maxLength")->Integer());
      EXPECT_EQ(ask(std::string(longest, 'a')), 200) << name;
      EXPECT_EQ(ask(std::string(longest + 1, 'a')), 400) << name;
      EXPECT_EQ(ask("Az09._~-"), 200) << name;
      EXPECT_EQ(ask(""), 400) << name;
      EXPECT_EQ(ask("a%2Fb"), schema.Find("pattern") ? 400 : 200)
          << name << ": without a pattern they are free words";
    }
  }
}

}  // namespace
}  // namespace web
