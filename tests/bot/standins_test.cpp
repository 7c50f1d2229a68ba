// SPDX-License-Identifier: Apache-2.0
// The stand-ins refuse what the providers would refuse: a stand-in that takes everything proves nothing. Each table begins
// with what is taken.
#include <gtest/gtest.h>

#include "bot/simulate/provider.h"
#include "core/base64.h"
#include "core/json.h"

namespace bot::simulate {
namespace {

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

Line LineOf(const std::string& settings) {
  Line line;
  line.name = "main";
  line.hook = "http://127.0.0.1:2/hooks/main";
  line.settings = std::make_shared<const core::JsonDocument>(std::move(*core::JsonDocument::Parse(settings)));
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
    (void)provider_->Webhook(line_, {worker, "en", 1, "0123456789abcdef0123456789abcdef", clock_.Now()}, {"START", ""});
  }
  core::HttpResponse Ask(const std::string& method, const std::string& path, const core::Headers& headers,
                         const std::string& body, const std::string& query = "") {
    core::HttpRequest request{method, path + (query.empty() ? "" : "?" + query), path, query, headers, body, ""};
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

// ---- WhatsApp ----

class MetaStandIn : public StandIn {
 protected:
  void SetUp() override {
    Begin(R"({"type": "whatsapp", "phone_number_id": "77", "access_token": "t", "app_secret": "s",
        "templates": {"en": {"name": "waiting", "language": "en_US", "parameters": ["x"]}}})",
          "+68572001234", MakeWhatsApp);
  }
  // 0: taken; else Meta's code.
  int64_t Send(const std::string& members, const std::string& token = "t", const std::string& type = "application/json") {
    auto answer = Ask("POST", "/v23.0/77/messages", {{"Authorization", "Bearer " + token}, {"Content-Type", type}},
                      R"({"messaging_product":"whatsapp",)" + members + "}");
    if (answer.status == 200) return 0;
    auto body = core::JsonDocument::Parse(answer.body);
    return body->root().Find("error")->Find("code")->Integer();
  }
  int64_t To(const std::string& rest) { return Send(R"("to":"68572001234",)" + rest); }
  int64_t Interactive(const std::string& members, size_t body = 10) {
    return To(R"("type":"interactive","interactive":{"body":{"text":")" + Text(body) + R"("},)" + members + "}");
  }
  static std::string Button(const std::string& id, const std::string& title) {
    return R"({"type":"reply","reply":{"id":")" + id + R"(","title":")" + title + R"("}})";
  }
  int64_t Buttons(const std::string& buttons) { return Interactive(R"("type":"button","action":{"buttons":[)" + buttons + "]}"); }
  int64_t List(const std::string& rows, const std::string& open = "Choose") {
    return Interactive(R"("type":"list","action":{"button":")" + open + R"(","sections":[{"rows":[)" + rows + "]}]}");
  }
  static std::string Rows(int count) {
    std::string rows;
    for (int i = 0; i < count; ++i)
      rows += (i == 0 ? "" : ",") + (R"({"id":"r)" + std::to_string(i) + R"(","title":"Row )" + std::to_string(i) + "\"}");
    return rows;
  }
};

TEST_F(MetaStandIn, TakesWhatMetaTakes) {
  EXPECT_EQ(To(R"("recipient_type":"individual","type":"text","text":{"preview_url":false,"body":")" + Text(4096) + "\"}"), 0);
  EXPECT_EQ(Buttons(Button("a", "Yes") + "," + Button("b", "No") + "," + Button("c", Text(20))), 0);
  ASSERT_EQ(phones_.last.buttons.size(), 3u);
  EXPECT_EQ(List(Rows(10), Text(20)), 0);
  EXPECT_EQ(Interactive(R"("type":"button","footer":{"text":"f"},"action":{"buttons":[)" + Button("a", "A") + "]}", 1024), 0);
  EXPECT_EQ(phones_.posts, 4) << "a status for each";
  EXPECT_EQ(phones_.addresses.front(), "+68572001234");
}

TEST_F(MetaStandIn, RefusesTextsThatMetaRefuses) {
  EXPECT_EQ(To(R"("type":"text","text":{"body":")" + Text(4097) + "\"}"), 100);
  EXPECT_EQ(To(R"("type":"text","text":{"body":""})"), 100);
  EXPECT_EQ(To(R"("type":"text")"), 100);
  EXPECT_EQ(To(R"("type":"text","text":{"body":"x","colour":"red"})"), 100);
  EXPECT_EQ(To(R"("type":"text","text":{"body":"x"},"mood":"good")"), 100);
  EXPECT_EQ(To(R"("type":"text","text":{"body":"x"},"biz_opaque_callback_data":")" + Text(513) + "\""), 100);
  EXPECT_EQ(To(R"("type":"hologram")"), 131051);
  EXPECT_EQ(Send(R"("type":"text","text":{"body":"x"})"), 131008) << "to nobody";
  EXPECT_EQ(Send(R"("to":"68 572","type":"text","text":{"body":"x"})"), 100);
  EXPECT_EQ(Send(R"("recipient":"68572001234","type":"text","text":{"body":"x"})"), 100) << "a number is no user id";
  EXPECT_EQ(Send(R"("to":"68572001234","recipient_type":"group","type":"text","text":{"body":"x"})"), 100);
  EXPECT_EQ(Send(R"("to":"68572001234","type":"text","text":{"body":"x"})", "other"), 190);
  EXPECT_EQ(Send(R"("to":"68572001234","type":"text","text":{"body":"x"})", "t", "text/plain"), 100);
  EXPECT_TRUE(phones_.addresses.empty()) << "nothing of it reached a phone";
}

TEST_F(MetaStandIn, RefusesButtonsAndListsThatMetaRefuses) {
  const std::string three = Button("a", "A") + "," + Button("b", "B") + "," + Button("c", "C");
  EXPECT_EQ(Buttons(three + "," + Button("d", "D")), 131009);
  EXPECT_EQ(Buttons(""), 131009);
  EXPECT_EQ(Buttons(Button("a", Text(21))), 131009);
  EXPECT_EQ(Buttons(Button("a", "")), 131009);
  EXPECT_EQ(Buttons(Button("a", "Same") + "," + Button("b", "Same")), 131009);
  EXPECT_EQ(Buttons(Button("a", "A") + "," + Button("a", "B")), 131009);
  EXPECT_EQ(Buttons(Button(" a", "A")), 131009);
  EXPECT_EQ(Buttons(Button(Text(257), "A")), 131009);
  EXPECT_EQ(List(Rows(11)), 131009);
  EXPECT_EQ(List(""), 131009);
  EXPECT_EQ(List(Rows(2), Text(21)), 131009);
  EXPECT_EQ(List(R"({"id":"a","title":")" + Text(25) + "\"}"), 131009);
  EXPECT_EQ(List(R"({"id":"a","title":"A","description":")" + Text(73) + "\"}"), 131009);
  EXPECT_EQ(List(R"({"id":")" + Text(201) + R"(","title":"A"})"), 131009);
  EXPECT_EQ(List(R"({"id":"a","title":"A","icon":"x"})"), 100);
  EXPECT_EQ(Interactive(R"("type":"list","action":{"button":"x","sections":[{"rows":[{"id":"a","title":"A"}]},{"rows":[{"id":"b","title":"B"}]}]})"),
            131009)
      << "two sections without titles";
  const std::string action = R"("type":"button","action":{"buttons":[)" + Button("a", "A") + "]}";
  EXPECT_EQ(Interactive(action, 1025), 131009);
  EXPECT_EQ(Interactive(action + R"(,"header":{"type":"text","text":")" + Text(61) + "\"}"), 131009);
  EXPECT_EQ(Interactive(action + R"(,"footer":{"text":")" + Text(61) + "\"}"), 131009);
  EXPECT_TRUE(phones_.addresses.empty());
}

TEST_F(MetaStandIn, HasAWindowTemplatesAndARateToOnePerson) {
  const std::string text = R"("type":"text","text":{"body":"x"})";
  auto with = [](const std::string& name, const std::string& language, const std::string& parameters) {
    return R"("type":"template","template":{"name":")" + name + R"(","language":{"code":")" + language +
           R"("},"components":[{"type":"body","parameters":[)" + parameters + "]}]}";
  };
  const std::string one = R"({"type":"text","text":"x"})";
  EXPECT_EQ(Send(R"("to":"68572009999",)" + text), 131047) << "has never written";
  clock_.Advance(std::chrono::hours(24));
  EXPECT_EQ(To(text), 131047);
  EXPECT_EQ(To(with("waiting", "en_US", one)), 0);
  EXPECT_EQ(phones_.last.text, "[waiting]");
  EXPECT_EQ(To(with("waiting", "en_US", "")), 132000);
  EXPECT_EQ(To(with("waiting", "sm", one)), 132001);
  EXPECT_EQ(To(with("offer", "en_US", one)), 132001);
  Write("+68572001234");
  EXPECT_EQ(To(text), 0);
  for (int i = 2; i < 45; ++i) EXPECT_EQ(To(text), 0) << i;
  EXPECT_EQ(To(text), 131056) << "45 are lent";
  clock_.Advance(std::chrono::seconds(6));
  EXPECT_EQ(To(text), 0);
  EXPECT_EQ(To(text), 131056);
}

TEST_F(MetaStandIn, ReachesAPersonWithoutANumberByUserIdOnly) {
  Write("WS.1349120865530274");
  EXPECT_EQ(Send(R"("recipient":"WS.1349120865530274","type":"text","text":{"body":"x"})"), 0);
  EXPECT_EQ(Send(R"("to":"WS.1349120865530274","type":"text","text":{"body":"x"})"), 100);
  EXPECT_EQ(phones_.addresses, std::vector<std::string>{"WS.1349120865530274"});
}

TEST_F(MetaStandIn, WritesWebhooksAsMetaDoes) {
  auto call = provider_->Webhook(line_, {"+68572001234", "en", 2, "00", clock_.Now()}, {"হ্যাঁ a/b 😀", ""});
  EXPECT_NE(call.body.find(R"("body":"\u09b9\u09cd\u09af\u09be\u0981 a\/b \ud83d\ude00")"), std::string::npos) << call.body;
}

// ---- Twilio ----

class TwilioStandIn : public StandIn {
 protected:
  void On(const std::string& from) {
    Begin(R"({"type": "twilio", "account_sid": "AC1", "auth_token": "t", "public_url": "https://h.example", "from": ")" + from + "\"}",
          "+68572001234", MakeTwilio);
  }
  int64_t Send(const core::Parameters& form, const std::string& token = "t",
               const std::string& type = "application/x-www-form-urlencoded") {
    auto answer = Ask("POST", "/2010-04-01/Accounts/AC1/Messages.json",
                      {{"Authorization", "Basic " + core::Base64Encode(core::AsBytes("AC1:" + token))}, {"Content-Type", type}},
                      core::FormEncode(form));
    auto body = core::JsonDocument::Parse(answer.body);
    return answer.status == 201 ? 0 : body->root().Find("code")->Integer();
  }
};

TEST_F(TwilioStandIn, RefusesWhatTwilioRefusesOfAnSms) {
  On("+6855550001");
  const core::Parameters good = {{"To", "+68572001234"}, {"From", "+6855550001"}, {"Body", "x"}, {"StatusCallback", "https://h.example/hooks/main?message=1"}};
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
  core::Parameters form = {{"To", "whatsapp:+68572001234"}, {"From", "whatsapp:+6855550002"}, {"Body", "x"}};
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
               {{"Authorization", "Basic " + core::Base64Encode(core::AsBytes("AC1:t"))}}, "").status;
  };
  EXPECT_EQ(remove("SM0123456789abcdef0123456789abcdef"), 204);
  EXPECT_EQ(remove("SM0123456789abcdef0123456789abcdef"), 404);
}

// ---- Telegram ----

std::unique_ptr<Provider> TelegramWithoutClock(Lines lines, const core::Clock&) { return MakeTelegram(std::move(lines)); }
std::unique_ptr<Provider> KannelWithoutClock(Lines lines, const core::Clock&) { return MakeKannel(std::move(lines)); }
std::unique_ptr<Provider> HttpSmsWithoutClock(Lines lines, const core::Clock&) { return MakeHttpSms(std::move(lines)); }

TEST_F(StandIn, OfTelegramRefusesWhatTelegramRefuses) {
  Begin(R"({"type": "telegram", "token": "1:t", "secret": "12345678"})", "42", TelegramWithoutClock);
  auto send = [&](const std::string& body, const std::string& token = "1:t", const std::string& type = "application/json") {
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
  EXPECT_EQ(send(R"({"chat_id":42,"text":"x","reply_markup":{"inline_keyboard":[{"text":"a"}]}})"), 400) << "rows are lists";
  EXPECT_EQ(keyboard(R"({"text":"Yes","callback_data":")" + Text(65) + "\"}", 1), 400);
  EXPECT_EQ(keyboard(R"({"text":"Yes","callback_data":""})", 1), 400);
  EXPECT_EQ(keyboard(R"({"text":"","callback_data":"a"})", 1), 400);
  EXPECT_EQ(keyboard(R"({"text":"Yes","callback_data":"a"})", 101), 400);
  EXPECT_EQ(phones_.addresses.size(), 2u);
}

// ---- Kannel ----

TEST_F(StandIn, OfKannelRefusesOrSpoilsWhatKannelDoes) {
  Begin(R"({"type": "kannel", "secret": "12345678", "username": "u", "password": "p", "from": "8000"})", "+68572001234",
        KannelWithoutClock);
  const core::Parameters good = {{"username", "u"}, {"password", "p"}, {"from", "8000"}, {"to", "+68572001234"},
                                 {"charset", "UTF-8"}, {"coding", "0"}, {"text", "Talofa [a] ñ"}};
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
      "values": {"username": "sandbox", "api_key": "k", "from": "8001"}})", "+68572001234", HttpSmsWithoutClock);
  auto send = [&](const core::Parameters& form, const std::string& key = "k") {
    return Ask("POST", "/version1/messaging", {{"apikey", key}}, core::FormEncode(form));
  };
  const core::Parameters good = {{"username", "sandbox"}, {"to", "+68572001234"}, {"from", "8001"}, {"message", "x"}};
  EXPECT_NE(send(good).body.find("\"statusCode\":101"), std::string::npos);
  EXPECT_EQ(send(good, "other").status, 401);
  EXPECT_EQ(send({{"username", "sandbox"}, {"to", "+68572001234"}, {"from", "8001"}}).status, 400);
  EXPECT_NE(send({{"username", "sandbox"}, {"to", "72001234"}, {"from", "8001"}, {"message", "x"}}).body.find("403"), std::string::npos);
  EXPECT_NE(send({{"username", "sandbox"}, {"to", "+68572001234"}, {"from", "9"}, {"message", "x"}}).body.find("402"), std::string::npos);
  EXPECT_EQ(phones_.addresses.size(), 1u);
}

TEST_F(StandIn, OfThePhoneRefusesWhatTheAppRefuses) {
  Begin(R"({"type": "http_sms", "preset": "capcom6", "secret": "12345678", "values": {"username": "u", "password": "p"}})",
        "+68572001234", HttpSmsWithoutClock);
  auto send = [&](const std::string& body, const std::string& password = "p") {
    return Ask("POST", "/messages", {{"Authorization", "Basic " + core::Base64Encode(core::AsBytes("u:" + password))}}, body).status;
  };
  const std::string good = R"({"id":"a","textMessage":{"text":"x"},"phoneNumbers":["+68572001234"]})";
  EXPECT_EQ(send(good), 202);
  EXPECT_EQ(phones_.posts, 2) << "the report, and what the worker wrote once more";
  EXPECT_EQ(send(good, "q"), 401);
  EXPECT_EQ(send("{"), 400);
  EXPECT_EQ(send(R"({"id":"a","textMessage":{"text":""},"phoneNumbers":["+68572001234"]})"), 400);
  EXPECT_EQ(send(R"({"id":"a","textMessage":{"text":"x"},"phoneNumbers":["72001234"]})"), 400);
  EXPECT_EQ(send(R"({"id":"a","textMessage":{"text":"x"},"phoneNumbers":[]})"), 400);
  EXPECT_EQ(send(R"({"id":")" + Text(37) + R"(","textMessage":{"text":"x"},"phoneNumbers":["+68572001234"]})"), 400);
  EXPECT_EQ(phones_.addresses.size(), 1u);
}

}  // namespace
}  // namespace bot::simulate
