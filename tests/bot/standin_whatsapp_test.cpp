// SPDX-License-Identifier: Apache-2.0
#include "bot/standin_fixture.h"

namespace bot::simulate {
namespace {

class MetaStandIn : public StandIn {
 protected:
  void SetUp() override {
    Begin(R"({"type": "whatsapp", "phone_number_id": "77", "access_token": "t", "app_secret": "s",
        "templates": {"en": {"name": "waiting", "language": "en_US", "parameters": ["x"]}}})",
          "+68572001234", MakeWhatsApp);
  }
  // 0: taken; else Meta's code.
  int64_t Send(const std::string& members, const std::string& token = "t",
               const std::string& type = "application/json") {
    auto answer = Ask("POST", "/v23.0/77/messages",
                      {{"Authorization", "Bearer " + token}, {"Content-Type", type}},
                      R"({"messaging_product":"whatsapp",)" + members + "}");
    if (answer.status == 200) return 0;
    auto body = core::JsonDocument::Parse(answer.body);
    return body->root().Find("error")->Find("code")->Integer();
  }
  int64_t To(const std::string& rest) { return Send(R"("to":"68572001234",)" + rest); }
  int64_t Interactive(const std::string& members, size_t body = 10) {
    return To(R"("type":"interactive","interactive":{"body":{"text":")" + Text(body) + R"("},)" +
              members + "}");
  }
  static std::string Button(const std::string& id, const std::string& title) {
    return R"({"type":"reply","reply":{"id":")" + id + R"(","title":")" + title + R"("}})";
  }
  int64_t Buttons(const std::string& buttons) {
    return Interactive(R"("type":"button","action":{"buttons":[)" + buttons + "]}");
  }
  int64_t List(const std::string& rows, const std::string& open = "Choose") {
    return Interactive(R"("type":"list","action":{"button":")" + open +
                       R"(","sections":[{"rows":[)" + rows + "]}]}");
  }
  static std::string Rows(int count) {
    std::string rows;
    for (int i = 0; i < count; ++i)
      rows += (i == 0 ? "" : ",") + (R"({"id":"r)" + std::to_string(i) + R"(","title":"Row )" +
                                     std::to_string(i) + "\"}");
    return rows;
  }
};

TEST_F(MetaStandIn, TakesWhatMetaTakes) {
  EXPECT_EQ(
      To(R"("recipient_type":"individual","type":"text","text":{"preview_url":false,"body":")" +
         Text(4096) + "\"}"),
      0);
  EXPECT_EQ(Buttons(Button("a", "Yes") + "," + Button("b", "No") + "," + Button("c", Text(20))), 0);
  ASSERT_EQ(phones_.last.buttons.size(), 3u);
  EXPECT_EQ(List(Rows(10), Text(20)), 0);
  EXPECT_EQ(Interactive(R"("type":"button","footer":{"text":"f"},"action":{"buttons":[)" +
                            Button("a", "A") + "]}",
                        1024),
            0);
  EXPECT_EQ(phones_.posts, 4) << "a status for each";
  EXPECT_EQ(phones_.addresses.front(), "+68572001234");
}

TEST_F(MetaStandIn, RefusesTextsThatMetaRefuses) {
  EXPECT_EQ(To(R"("type":"text","text":{"body":")" + Text(4097) + "\"}"), 100);
  EXPECT_EQ(To(R"("type":"text","text":{"body":""})"), 100);
  EXPECT_EQ(To(R"("type":"text")"), 100);
  EXPECT_EQ(To(R"("type":"text","text":{"body":"x","colour":"red"})"), 100);
  EXPECT_EQ(To(R"("type":"text","text":{"body":"x"},"mood":"good")"), 100);
  EXPECT_EQ(
      To(R"("type":"text","text":{"body":"x"},"biz_opaque_callback_data":")" + Text(513) + "\""),
      100);
  EXPECT_EQ(To(R"("type":"hologram")"), 131051);
  EXPECT_EQ(Send(R"("type":"text","text":{"body":"x"})"), 131008) << "to nobody";
  EXPECT_EQ(Send(R"("to":"68 572","type":"text","text":{"body":"x"})"), 100);
  EXPECT_EQ(Send(R"("recipient":"68572001234","type":"text","text":{"body":"x"})"), 100)
      << "a number is no user id";
  EXPECT_EQ(
      Send(R"("to":"68572001234","recipient_type":"group","type":"text","text":{"body":"x"})"),
      100);
  EXPECT_EQ(Send(R"("to":"68572001234","type":"text","text":{"body":"x"})", "other"), 190);
  EXPECT_EQ(Send(R"("to":"68572001234","type":"text","text":{"body":"x"})", "t", "text/plain"),
            100);
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
  EXPECT_EQ(
      Interactive(
          R"("type":"list","action":{"button":"x","sections":[{"rows":[{"id":"a","title":"A"}]},{"rows":[{"id":"b","title":"B"}]}]})"),
      131009)
      << "two sections without titles";
  const std::string action = R"("type":"button","action":{"buttons":[)" + Button("a", "A") + "]}";
  EXPECT_EQ(Interactive(action, 1025), 131009);
  EXPECT_EQ(Interactive(action + R"(,"header":{"type":"text","text":")" + Text(61) + "\"}"),
            131009);
  EXPECT_EQ(Interactive(action + R"(,"footer":{"text":")" + Text(61) + "\"}"), 131009);
  EXPECT_TRUE(phones_.addresses.empty());
}

TEST_F(MetaStandIn, HasAWindowTemplatesAndARateToOnePerson) {
  const std::string text = R"("type":"text","text":{"body":"x"})";
  auto with = [](const std::string& name, const std::string& language,
                 const std::string& parameters) {
    return R"("type":"template","template":{"name":")" + name + R"(","language":{"code":")" +
           language + R"("},"components":[{"type":"body","parameters":[)" + parameters + "]}]}";
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
  auto call =
      provider_->Webhook(line_, {"+68572001234", "en", 2, "00", clock_.Now()}, {"হ্যাঁ a/b 😀", ""});
  EXPECT_NE(call.body.find(R"("body":"\u09b9\u09cd\u09af\u09be\u0981 a\/b \ud83d\ude00")"),
            std::string::npos)
      << call.body;
}

}  // namespace
}  // namespace bot::simulate
