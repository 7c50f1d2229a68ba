// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "channels/hmac.h"
#include "core/base64.h"
#include "core/http.h"
#include "fixture.h"
#include "twilio_requests.h"

namespace channels {
namespace {

using testing::HasSubstr;

TEST(TwilioSignature, HoldsTheVectorsOfTwiliosLibrary) {
  std::ifstream file(std::string(DWBOT_SOURCE_DIR) + "/tests/channels/data/twilio_signatures.json");
  std::stringstream bytes;
  bytes << file.rdbuf();
  auto document = core::JsonDocument::Parse(bytes.str());
  ASSERT_TRUE(document);
  auto vectors = *document->root().Find("vectors");
  ASSERT_GE(vectors.size(), 5u);
  for (size_t i = 0; i < vectors.size(); ++i) {
    core::JsonValue vector = vectors.At(i);
    SCOPED_TRACE(vector.Find("label")->String());
    SignedRequest made = SignedRequestFrom(vector);
    auto channel = TwilioFor(vector.Find("token")->String(), made.origin);
    ASSERT_TRUE(channel);
    EXPECT_TRUE(IsTakenAsSigned(*channel, made.request));
    EXPECT_FALSE(IsTakenAsSigned(*TwilioFor("12346", made.origin), made.request));
    made.request.headers.clear();
    EXPECT_FALSE(IsTakenAsSigned(*channel, made.request));
  }
}

// Which forms of one address are the same to Twilio: its library takes a signature over the URL
// without a port, or with the port, whatever the service was told.
TEST(TwilioSignature, AStandardPortMayStandInThePublicUrlOrNot) {
  auto file = LoadFixture("twilio", "text");
  auto good = RequestFrom(*file->root().Find("cases")->At(0).Find("request"));
  constexpr const char* kToken = "0123456789abcdef0123456789abcdef";
  for (const char* url : {"https://bot.example", "https://bot.example/", "https://bot.example:443",
                          "https://bot.example:8443", "https://bot.example/hooks/main"}) {
    EXPECT_TRUE(IsTakenAsSigned(*TwilioFor(kToken, url), good)) << url;
  }
  for (const char* url : {"http://127.0.0.1", "https://bot.example/sub", "https://bot.exampl"}) {
    EXPECT_FALSE(IsTakenAsSigned(*TwilioFor(kToken, url), good)) << url;
  }
}

std::string ProblemsOf(const std::string& settings) {
  core::Problems problems;
  EXPECT_FALSE(MakeChannel("twilio", settings, problems));
  return core::Describe(problems);
}

TEST(Twilio, SaysEverythingThatIsWrongWithItsSettings) {
  std::string all = ProblemsOf("{}");
  for (const char* key : {"account_sid", "auth_token", "from"}) EXPECT_THAT(all, HasSubstr(key));
  EXPECT_THAT(ProblemsOf(R"({"account_sid":"AC1","auth_token":"t","from":"+15550001"})"),
              HasSubstr("public_url"));
  EXPECT_THAT(
      ProblemsOf(
          R"({"account_sid":"SK1","auth_token":"t","from":"+15550001","public_url":"https://h"})"),
      HasSubstr("begin with AC"));
  EXPECT_THAT(
      ProblemsOf(
          R"({"account_sid":"AC1","auth_token":"t","from":"+15550001","public_url":"https://h",
                             "api_key_sid":"SK1"})"),
      HasSubstr("belong together"));
}

std::unique_ptr<Channel> OnWhatsApp() {
  core::Problems problems;
  return MakeChannel("twilio", R"({"account_sid":"AC1","auth_token":"t","from":"whatsapp:+15550001",
      "messaging_service_sid":"MG1","public_url":"https://h.example","api_key_sid":"SK1","api_key_secret":"s",
      "api_base":"http://127.0.0.1:9000"})",
                     problems);
}

TEST(Twilio, WhatsAppHasAWindowAndTemplates) {
  auto channel = OnWhatsApp();
  ASSERT_TRUE(channel);
  EXPECT_EQ(channel->traits().kind, core::ChannelKind::kWhatsApp);
  EXPECT_TRUE(channel->traits().window_24h);
  core::OutboundMessage message;
  message.template_name = "HX0123";
  message.template_parameters = {"a", "b \"c\""};
  auto calls = channel->Render(core::Address("+6857212345"), {}, message);
  ASSERT_TRUE(calls && calls->size() == 1);
  auto form = core::ParseForm((*calls)[0].body);
  ASSERT_TRUE(form);
  EXPECT_EQ(*core::FindParameter(*form, "To"), "whatsapp:+6857212345");
  EXPECT_EQ(*core::FindParameter(*form, "From"), "whatsapp:+15550001");
  EXPECT_EQ(*core::FindParameter(*form, "MessagingServiceSid"), "MG1");
  EXPECT_EQ(*core::FindParameter(*form, "ContentSid"), "HX0123");
  EXPECT_EQ(*core::FindParameter(*form, "ContentVariables"), R"({"1":"a","2":"b \"c\""})");
  EXPECT_EQ(core::FindParameter(*form, "Body"), nullptr);
  EXPECT_EQ(core::HeaderValue((*calls)[0].headers, "Authorization"), "Basic U0sxOnM=");  // SK1:s
}

TEST(Twilio, TemplatesStandForAMessageInItsLanguageOnly) {
  core::Problems problems;
  auto channel = MakeChannel(
      "twilio",
      R"({"account_sid":"AC1","auth_token":"t","from":"whatsapp:+15550001","public_url":"https://h.example",
      "templates":{"pt":{"content_sid":"HX0123","parameters":["a"]}}})",
      problems);
  ASSERT_TRUE(channel) << core::Describe(problems);
  core::OutboundMessage message;
  message.text = "secret words";
  message.language = "pt-BR";
  auto form = channel->AsTemplate(message);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->template_name, "HX0123");
  EXPECT_EQ(form->template_parameters, std::vector<std::string>{"a"});
  EXPECT_EQ(form->text, "");
  message.language = "sm";
  EXPECT_FALSE(channel->AsTemplate(message));
  EXPECT_THAT(
      ProblemsOf(
          R"({"account_sid":"AC1","auth_token":"t","from":"whatsapp:+15550001","public_url":"https://h",
      "templates":{"pt":{"content_sid":"waiting","extra":1}}})"),
      testing::AllOf(HasSubstr("channels.main.templates.pt.content_sid"),
                     HasSubstr("channels.main.templates.pt.extra")));
  EXPECT_THAT(
      ProblemsOf(
          R"({"account_sid":"AC1","auth_token":"t","from":"+15550001","public_url":"https://h",
      "templates":{"pt":{"content_sid":"HX0123"}}})"),
      HasSubstr("WhatsApp only"));
}

// Signed by the rule of the documentation: the URL, then each parameter's name and value in the
// order of the names.
core::HttpRequest SignedForm(const std::string& token, const std::string& url,
                             core::Parameters form) {
  std::sort(form.begin(), form.end());
  std::string text = url;
  for (const auto& [name, value] : form) text += name + value;
  core::HttpRequest request;
  request.method = "POST";
  request.target = request.path = url.substr(url.find('/', 8));
  request.headers = {
      {"X-Twilio-Signature", core::Base64Encode(Hmac(HashKind::kSha1, token, text))}};
  request.body = core::FormEncode(form);
  return request;
}

TEST(Twilio, AUserIdBesideTheNumberIsTheSamePerson) {
  core::Problems problems;
  auto channel = MakeChannel(
      "twilio",
      R"({"account_sid":"AC1","auth_token":"t","from":"whatsapp:+15550001","public_url":"https://h.example"})",
      problems);
  ASSERT_TRUE(channel);
  auto from = [&](core::Parameters form) {
    form.insert(
        form.end(),
        {{"MessageSid", "SM1"}, {"To", "whatsapp:+15550001"}, {"Body", "1"}, {"NumMedia", "0"}});
    return channel->Receive(SignedForm("t", "https://h.example/hooks/main", form));
  };
  auto both = from({{"From", "whatsapp:+6857212345"}, {"ExternalUserId", "whatsapp:WS.1349"}});
  ASSERT_TRUE(both) << both.error().message;
  EXPECT_EQ(both->messages.at(0).from.Reveal(), "+6857212345");
  EXPECT_EQ(both->messages.at(0).also.Reveal(), "WS.1349");
  auto alone = from({{"From", "whatsapp:WS.1349"}, {"ExternalUserId", "whatsapp:WS.1349"}});
  ASSERT_TRUE(alone);
  EXPECT_EQ(alone->messages.at(0).from.Reveal(), "WS.1349");
  EXPECT_TRUE(alone->messages.at(0).also.empty());
  auto calls = channel->Render(core::Address("WS.1349"), {}, [] {
    core::OutboundMessage m;
    m.text = "x";
    return m;
  }());
  ASSERT_TRUE(calls);
  EXPECT_EQ(*core::FindParameter(*core::ParseForm(calls->front().body), "To"), "whatsapp:WS.1349");
}

TEST(Twilio, DeletesItsCopyOfAMessage) {
  auto channel = OnWhatsApp();
  EXPECT_TRUE(channel->traits().keeps_copies);
  auto call = channel->EraseCall(core::SecretString("SM0123456789abcdef"));
  ASSERT_TRUE(call);
  EXPECT_EQ(call->method, "DELETE");
  EXPECT_EQ(call->url,
            "http://127.0.0.1:9000/2010-04-01/Accounts/AC1/Messages/SM0123456789abcdef.json");
  EXPECT_FALSE(channel->EraseCall(core::SecretString("SM1/blocked")));
  EXPECT_FALSE(channel->EraseCall(core::SecretString("../Calls")));
  auto outcome = [&](int status) {
    core::HttpReply reply;
    reply.status = status;
    return channel->ReadEraseReply(reply).outcome;
  };
  EXPECT_EQ(outcome(204), Outcome::kSent);
  EXPECT_EQ(outcome(404), Outcome::kSent);  // it is gone
  EXPECT_EQ(outcome(400), Outcome::kRetry);
  EXPECT_EQ(outcome(0), Outcome::kRetry);
  EXPECT_EQ(outcome(401), Outcome::kChannelDown);
}

}  // namespace
}  // namespace channels
