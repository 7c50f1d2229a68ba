// SPDX-License-Identifier: Apache-2.0
#include "bot/standin_fixture.h"
#include "core/base64.h"

namespace bot::simulate {
namespace {

// ---- Twilio ----

class TwilioStandIn : public StandIn {
 protected:
  void On(const std::string& from) {
    Begin(
        R"({"type": "twilio", "account_sid": "AC1", "auth_token": "t", "public_url": "https://h.example", "from": ")" +
            from + "\"}",
        "+68572001234", MakeTwilio);
  }
  int64_t Send(const core::Parameters& form, const std::string& token = "t",
               const std::string& type = "application/x-www-form-urlencoded") {
    auto answer =
        Ask("POST", "/2010-04-01/Accounts/AC1/Messages.json",
            {{"Authorization", "Basic " + core::Base64Encode(core::AsBytes("AC1:" + token))},
             {"Content-Type", type}},
            core::FormEncode(form));
    auto body = core::JsonDocument::Parse(answer.body);
    return answer.status == 201 ? 0 : body->root().Find("code")->Integer();
  }
};

TEST_F(TwilioStandIn, RefusesWhatTwilioRefusesOfAnSms) {
  On("+6855550001");
  const core::Parameters good = {{"To", "+68572001234"},
                                 {"From", "+6855550001"},
                                 {"Body", "x"},
                                 {"StatusCallback", "https://h.example/hooks/main?message=1"}};
  auto changed = [&](const std::string& key, const std::string& value) {
    core::Parameters form = good;
    for (auto& [name, text] : form) {
      if (name == key) text = value;
    }
    return Send(form);
  };
  EXPECT_EQ(Send(good), 0);
  EXPECT_EQ(phones_.posts, 1);
  EXPECT_EQ(changed("Body", Text(1600)), 0);
  EXPECT_EQ(changed("Body", Text(1601)), 21617);
  EXPECT_EQ(changed("Body", ""), 21602);
  EXPECT_EQ(changed("Body", "\xff"), 21619);
  EXPECT_EQ(changed("To", ""), 21604);
  EXPECT_EQ(changed("To", "68572001234"), 21211);
  EXPECT_EQ(changed("To", "whatsapp:+68572001234"), 21211);
  EXPECT_EQ(changed("From", ""), 21603);
  EXPECT_EQ(changed("From", "+6855550009"), 21606);
  EXPECT_EQ(changed("StatusCallback", "/hooks/main"), 21609);
  EXPECT_EQ(Send(good, "other"), 20003);
  EXPECT_EQ(Send(good, "t", "application/json"), 21600);
  EXPECT_EQ(phones_.addresses.size(), 2u);
}

TEST_F(TwilioStandIn, HasWhatsAppsWindow) {
  On("whatsapp:+6855550002");
  core::Parameters form = {
      {"To", "whatsapp:+68572001234"}, {"From", "whatsapp:+6855550002"}, {"Body", "x"}};
  EXPECT_EQ(Send(form), 0);
  clock_.Advance(std::chrono::hours(24));
  EXPECT_EQ(Send(form), 63016);
  form.back() = {"ContentSid", "HX0123456789abcdef0123456789abcdef"};
  EXPECT_EQ(Send(form), 0) << "a template";
  form.back() = {"ContentSid", "message_waiting"};
  EXPECT_EQ(Send(form), 21655);
  form = {{"To", "whatsapp:+68572009999"}, {"From", "whatsapp:+6855550002"}, {"Body", "x"}};
  EXPECT_EQ(Send(form), 63016) << "has never written";
}

TEST_F(TwilioStandIn, DeletesAMessageOnce) {
  On("+6855550001");
  auto remove = [&](const std::string& sid) {
    return Ask("DELETE", "/2010-04-01/Accounts/AC1/Messages/" + sid + ".json",
               {{"Authorization", "Basic " + core::Base64Encode(core::AsBytes("AC1:t"))}}, "")
        .status;
  };
  EXPECT_EQ(remove("SM0123456789abcdef0123456789abcdef"), 204);
  EXPECT_EQ(remove("SM0123456789abcdef0123456789abcdef"), 404);
}

// ---- Telegram ----

std::unique_ptr<Provider> TelegramWithoutClock(Lines lines, const core::Clock&) {
  return MakeTelegram(std::move(lines));
}
std::unique_ptr<Provider> KannelWithoutClock(Lines lines, const core::Clock&) {
  return MakeKannel(std::move(lines));
}
std::unique_ptr<Provider> HttpSmsWithoutClock(Lines lines, const core::Clock&) {
  return MakeHttpSms(std::move(lines));
}

TEST_F(StandIn, OfTelegramRefusesWhatTelegramRefuses) {
  Begin(R"({"type": "telegram", "token": "1:t", "secret": "12345678"})", "42",
        TelegramWithoutClock);
  auto send = [&](const std::string& body, const std::string& token = "1:t",
                  const std::string& type = "application/json") {
    return Ask("POST", "/bot" + token + "/sendMessage", {{"Content-Type", type}}, body).status;
  };
  auto keyboard = [&](const std::string& button, int count) {
    std::string rows;
    for (int i = 0; i < count; ++i) rows += (i == 0 ? "[" : ",[") + button + "]";
    return send(R"({"chat_id":42,"text":"x","reply_markup":{"inline_keyboard":[)" + rows + "]}}");
  };
  EXPECT_EQ(send(R"({"chat_id":42,"text":")" + Text(4096) + "\"}"), 200);
  EXPECT_EQ(keyboard(R"({"text":"Yes","callback_data":")" + Text(64) + "\"}", 100), 200);
  EXPECT_EQ(phones_.last.buttons.size(), 100u);
  EXPECT_EQ(send(R"({"chat_id":42,"text":")" + Text(4097) + "\"}"), 400);
  EXPECT_EQ(send(R"({"chat_id":42,"text":" "})"), 400);
  EXPECT_EQ(send(R"({"chat_id":43,"text":"x"})"), 400) << "has never written";
  EXPECT_EQ(send(R"({"chat_id":42})"), 400);
  EXPECT_EQ(send(R"({"chat_id":42,"text":"x"})", "1:other"), 401);
  EXPECT_EQ(send(R"({"chat_id":42,"text":"x"})", "1:t", "text/plain"), 400);
  EXPECT_EQ(send("{\"chat_id\":42,\"text\":\"\xff\"}"), 400);
  EXPECT_EQ(send(R"({"chat_id":42,"text":"x","reply_markup":{"inline_keyboard":[{"text":"a"}]}})"),
            400)
      << "rows are lists";
  EXPECT_EQ(keyboard(R"({"text":"Yes","callback_data":")" + Text(65) + "\"}", 1), 400);
  EXPECT_EQ(keyboard(R"({"text":"Yes","callback_data":""})", 1), 400);
  EXPECT_EQ(keyboard(R"({"text":"","callback_data":"a"})", 1), 400);
  EXPECT_EQ(keyboard(R"({"text":"Yes","callback_data":"a"})", 101), 400);
  EXPECT_EQ(phones_.addresses.size(), 2u);
}

// ---- Kannel ----

TEST_F(StandIn, OfKannelRefusesOrSpoilsWhatKannelDoes) {
  Begin(
      R"({"type": "kannel", "secret": "12345678", "username": "u", "password": "p", "from": "8000"})",
      "+68572001234", KannelWithoutClock);
  const core::Parameters good = {{"username", "u"},       {"password", "p"},    {"from", "8000"},
                                 {"to", "+68572001234"},  {"charset", "UTF-8"}, {"coding", "0"},
                                 {"text", "Talofa [a] ñ"}};
  auto changed = [&](const std::string& key, const std::string& value) {
    core::Parameters form = good;
    for (auto& [name, text] : form) {
      if (name == key) text = value;
    }
    return Ask("GET", "/cgi-bin/sendsms", {}, "", core::FormEncode(form)).status;
  };
  EXPECT_EQ(changed("", ""), 202);
  EXPECT_EQ(phones_.last.text, "Talofa [a] ñ");
  EXPECT_EQ(changed("text", "আমি á"), 202);
  EXPECT_EQ(phones_.last.text, "??? ?") << "what GSM-7 lacks is lost with coding 0";
  EXPECT_EQ(changed("text", Text(2000)), 202);
  EXPECT_EQ(phones_.last.text.size(), 1530u) << "ten parts";
  EXPECT_EQ(changed("password", "q"), 403);
  EXPECT_EQ(changed("to", ""), 400);
  EXPECT_EQ(changed("to", "+685 72001234"), 400);
  EXPECT_EQ(changed("from", ""), 400);
  EXPECT_EQ(changed("text", ""), 400);
  EXPECT_EQ(changed("text", "\xff"), 400);
  EXPECT_EQ(changed("charset", "latin1"), 400);
  EXPECT_EQ(changed("coding", "3"), 400);
  EXPECT_EQ(phones_.addresses.size(), 3u);
}

// ---- gateways of http_sms ----

TEST_F(StandIn, OfAfricasTalkingRefusesWhatItRefuses) {
  Begin(R"({"type": "http_sms", "preset": "africastalking", "secret": "12345678",
      "values": {"username": "sandbox", "api_key": "k", "from": "8001"}})",
        "+68572001234", HttpSmsWithoutClock);
  auto send = [&](const core::Parameters& form, const std::string& key = "k") {
    return Ask("POST", "/version1/messaging", {{"apikey", key}}, core::FormEncode(form));
  };
  const core::Parameters good = {
      {"username", "sandbox"}, {"to", "+68572001234"}, {"from", "8001"}, {"message", "x"}};
  EXPECT_NE(send(good).body.find("\"statusCode\":101"), std::string::npos);
  EXPECT_EQ(send(good, "other").status, 401);
  EXPECT_EQ(send({{"username", "sandbox"}, {"to", "+68572001234"}, {"from", "8001"}}).status, 400);
  EXPECT_NE(send({{"username", "sandbox"}, {"to", "72001234"}, {"from", "8001"}, {"message", "x"}})
                .body.find("403"),
            std::string::npos);
  EXPECT_NE(send({{"username", "sandbox"}, {"to", "+68572001234"}, {"from", "9"}, {"message", "x"}})
                .body.find("402"),
            std::string::npos);
  EXPECT_EQ(phones_.addresses.size(), 1u);
}

TEST_F(StandIn, OfThePhoneRefusesWhatTheAppRefuses) {
  Begin(
      R"({"type": "http_sms", "preset": "capcom6", "secret": "12345678", "values": {"username": "u", "password": "p"}})",
      "+68572001234", HttpSmsWithoutClock);
  auto send = [&](const std::string& body, const std::string& password = "p") {
    return Ask("POST", "/messages",
               {{"Authorization", "Basic " + core::Base64Encode(core::AsBytes("u:" + password))}},
               body)
        .status;
  };
  const std::string good =
      R"({"id":"a","textMessage":{"text":"x"},"phoneNumbers":["+68572001234"]})";
  EXPECT_EQ(send(good), 202);
  EXPECT_EQ(phones_.posts, 2) << "the report, and what the worker wrote once more";
  EXPECT_EQ(send(good, "q"), 401);
  EXPECT_EQ(send("{"), 400);
  EXPECT_EQ(send(R"({"id":"a","textMessage":{"text":""},"phoneNumbers":["+68572001234"]})"), 400);
  EXPECT_EQ(send(R"({"id":"a","textMessage":{"text":"x"},"phoneNumbers":["72001234"]})"), 400);
  EXPECT_EQ(send(R"({"id":"a","textMessage":{"text":"x"},"phoneNumbers":[]})"), 400);
  EXPECT_EQ(send(R"({"id":")" + Text(37) +
                 R"(","textMessage":{"text":"x"},"phoneNumbers":["+68572001234"]})"),
            400);
  EXPECT_EQ(phones_.addresses.size(), 1u);
}

}  // namespace
}  // namespace bot::simulate
