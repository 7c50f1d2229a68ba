// SPDX-License-Identifier: Apache-2.0
#include "bot/config/read_feed.h"

#include "channels/settings.h"
#include "ecms/feed_signature.h"

namespace bot::config {
namespace {

constexpr const char* kSecretForm =
    "must be \"whsec_\" and the base64 of 24 to 64 random bytes, as Standard Webhooks has it";

void ReadSecrets(core::ObjectReader& feed, FeedConfig& out) {
  const std::string text = feed.String("secret");
  if (auto secret = ecms::ReadWebhookSecret(text)) {
    out.secrets.push_back(std::move(*secret));
  } else if (feed.Has("secret")) {
    feed.Report("secret", kSecretForm);
  }
  const std::string previous = feed.String("previous_secret", "");
  if (previous.empty()) return;
  if (auto secret = ecms::ReadWebhookSecret(previous)) {
    out.secrets.push_back(std::move(*secret));
  } else {
    feed.Report("previous_secret", kSecretForm);
  }
}

void ReadKinds(core::ObjectReader& feed, ecms::FeedRules& rules) {
  for (const std::string& kind : feed.Strings("kinds")) {
    if (kind == "signal") {
      rules.signals = true;
    } else if (kind == "referral") {
      rules.referrals = true;
    } else {
      feed.Report("kinds", "may hold \"signal\" and \"referral\", nothing else");
    }
  }
  if (!rules.signals && !rules.referrals)
    feed.Report("kinds", "must hold \"signal\", \"referral\" or both: what goes out");
}

}  // namespace

void ReadFeed(core::ObjectReader& root, Config& out) {
  if (!root.Has("feed")) return;
  core::ObjectReader feed = root.Object("feed");
  FeedConfig& made = out.feed.emplace();
  made.rules.on = true;
  made.rules.source = "urn:dwbot:" + core::PercentEncode(out.organisation);
  made.url = feed.String("url");
  if (feed.Has("url")) {
    if (std::string problem = channels::UrlProblem(made.url, channels::PlainHttp::kPrivateNetwork);
        !problem.empty())
      feed.Report("url", problem);
  }
  ReadSecrets(feed, made);
  ReadKinds(feed, made.rules);
  made.rules.hold = std::chrono::minutes(feed.Integer("hold_minutes", 0, 24 * 60, 60));
  feed.Finish();
}

}  // namespace bot::config
