// SPDX-License-Identifier: Apache-2.0
// What the door says of itself while nothing can be stored, and what each number on /metrics is.
#include "bot/gateway.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "bot/turn_fixture.h"

namespace bot {
namespace {

namespace fs = std::filesystem;
using core::ErrorCode;
using testing::HasSubstr;

class Storing : public testing::Test {
 protected:
  // A delivery report comes in, and storing it ends so.
  void Report(const core::Status& outcome) {
    channels::Inbound inbound;
    inbound.statuses.emplace_back();
    gateway_.Submit("web", std::move(inbound), [](const core::Status&) {});
    for (WriteItem& item : queue_.TakeBlocking()) std::get<CommandItem>(item).done(outcome);
  }
  [[nodiscard]] int64_t NotStored() {
    return metrics_.Counter("dwbot_refused_total", "reason=\"not_stored\"");
  }

  Office office_;
  std::map<std::string, Door> doors_{{"web", Door{}}};
  std::map<std::string, std::shared_ptr<const channels::Channel>> channels_;
  WriterQueue queue_{10, 10};
  Mailbox mailbox_{office_.clock};
  Metrics metrics_;
  core::SecretString token_key_{"key"};
  Gateway gateway_{{doors_, channels_, *office_.preparer, office_.sealed_to, queue_, mailbox_,
                    office_.clock, office_.random, token_key_, metrics_}};
};

TEST_F(Storing, IsToldAsFailingUntilItWorksAgain) {
  EXPECT_FALSE(gateway_.failing());
  Report(core::Err(ErrorCode::kStorage, "cannot write the key file: No space left on device"));
  EXPECT_TRUE(gateway_.failing());
  Report(core::Err(ErrorCode::kStorage, "cannot write the key file: No space left on device"));
  EXPECT_EQ(NotStored(), 2);
  Report({});
  EXPECT_FALSE(gateway_.failing());
  EXPECT_EQ(NotStored(), 2);
}

TEST_F(Storing, IsNotJudgedByWhatWasRefusedForAnotherReason) {
  Report(core::Err(ErrorCode::kUnavailable, "too many new conversations"));
  Report(core::Err(ErrorCode::kInvalid, "of no use"));
  EXPECT_FALSE(gateway_.failing());
  Report(core::Err(ErrorCode::kStorage, "full"));
  Report(core::Err(ErrorCode::kUnavailable, "too many new conversations"));
  EXPECT_TRUE(gateway_.failing());
  EXPECT_EQ(NotStored(), 1);
}

TEST(MetricsPage, SaysWhatEachFamilyCounts) {
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(DWBOT_SOURCE_DIR "/bot")) {
    if (entry.path().extension() != ".cpp" || entry.path().filename() == "metrics.cpp") continue;
    std::ifstream in(entry.path());
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    const std::regex family("(?:Counter|Gauge)\\(\"(dwbot_[a-z_]+)\"");
    for (std::sregex_iterator it(text.begin(), text.end(), family), end; it != end; ++it)
      names.insert((*it)[1]);
  }
  EXPECT_GT(names.size(), 15U);
  for (const std::string& name : names) {
    Metrics metrics;
    metrics.Gauge(name) = 1;
    EXPECT_THAT(metrics.Render(), testing::StartsWith("# HELP " + name + " "))
        << "a line in bot/metrics.cpp";
  }
}

}  // namespace
}  // namespace bot
