// SPDX-License-Identifier: Apache-2.0
// The stand-ins refuse what the providers would refuse: a stand-in that takes everything proves
// nothing. Each table of a test begins with what is taken.
#pragma once

#include <gtest/gtest.h>

#include "bot/simulate/provider.h"
#include "core/json.h"

namespace bot::simulate {

class Phones final : public Stage {
 public:
  void Show(const Line&, const std::string& address, Shown shown) override {
    addresses.push_back(address);
    last = std::move(shown);
  }
  void Post(const Line&, core::HttpCall) override { ++posts; }
  std::vector<std::string> addresses;
  Shown last;
  int posts = 0;
};

inline Line LineOf(const std::string& settings) {
  Line line;
  line.name = "main";
  line.hook = "http://127.0.0.1:2/hooks/main";
  line.settings =
      std::make_shared<const core::JsonDocument>(std::move(*core::JsonDocument::Parse(settings)));
  return line;
}

// One provider, one worker who has written a minute ago.
class StandIn : public testing::Test {
 protected:
  void Begin(const std::string& settings, const std::string& worker,
             std::unique_ptr<Provider> (*make)(Lines, const core::Clock&)) {
    line_ = LineOf(settings);
    provider_ = make({&line_}, clock_);
    Write(worker);
  }
  void Write(const std::string& worker) {
    (void)provider_->Webhook(
        line_, {worker, "en", 1, "0123456789abcdef0123456789abcdef", clock_.Now()}, {"START", ""});
  }
  core::HttpResponse Ask(const std::string& method, const std::string& path,
                         const core::Headers& headers, const std::string& body,
                         const std::string& query = "") {
    core::HttpRequest request{
        method, path + (query.empty() ? "" : "?" + query), path, query, headers, body, ""};
    auto answer = provider_->Answer(request, phones_);
    EXPECT_TRUE(answer) << path;
    return answer ? *answer : core::HttpResponse{0, {}, ""};
  }
  static std::string Text(size_t units) { return std::string(units, 'a'); }

  core::ManualClock clock_{*core::TimestampFromRfc3339("2026-11-21T09:00:00Z")};
  Line line_;
  Phones phones_;
  std::unique_ptr<Provider> provider_;
};

}  // namespace bot::simulate
