// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace channels {
namespace {

using testing::HasSubstr;

std::unique_ptr<Channel> Polling() {
  core::Problems problems;
  return MakeChannel("telegram", R"({"token": "1:a", "api_base": "http://127.0.0.1:1"})", problems);
}

core::HttpReply Reply(int status, std::string body) {
  core::HttpReply reply;
  reply.status = status;
  reply.body = std::move(body);
  return reply;
}

TEST(Telegram, SetsItsWebhookWhereItCanBeReached) {
  auto channel = MakeFixtureChannel("telegram");
  auto calls = channel->StartCalls();
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_EQ(calls[0].url,
            "http://127.0.0.1:9000/bot123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11/setWebhook");
  EXPECT_EQ(
      calls[0].body,
      R"({"url":"https://bot.example/hooks/main","secret_token":"wJ8x2nQ4vT6yB9cD1fG3hK5mP7rS0uZe",)"
      R"("allowed_updates":["message","edited_message","callback_query","my_chat_member"]})");
  EXPECT_FALSE(channel->PollCall(0));
}

TEST(Telegram, PollsWhereItCannotBeReached) {
  auto channel = Polling();
  ASSERT_EQ(channel->StartCalls().size(), 1u);
  EXPECT_EQ(channel->StartCalls()[0].url, "http://127.0.0.1:1/bot1:a/deleteWebhook");
  auto call = channel->PollCall(43);
  ASSERT_TRUE(call);
  EXPECT_EQ(call->url, "http://127.0.0.1:1/bot1:a/getUpdates");
  EXPECT_EQ(call->body,
            R"({"offset":43,"limit":100,"timeout":25,)"
            R"("allowed_updates":["message","edited_message","callback_query","my_chat_member"]})");
}

TEST(Telegram, APollMovesTheOffsetBehindEverythingItHeld) {
  auto channel = Polling();
  auto polled = channel->ReadPoll(Reply(200, R"({"ok":true,"result":[
      {"update_id":50,"message":{"message_id":1,"chat":{"id":4,"type":"private"},"text":"a"}},
      {"update_id":52,"channel_post":{"message_id":1}},
      {"no id":1},
      {"update_id":51,"callback_query":{"id":"77","from":{"id":4},"data":"k"}}]})"),
                                  43);
  ASSERT_TRUE(polled);
  EXPECT_EQ(polled->next_offset, 53);
  ASSERT_EQ(polled->inbound.messages.size(), 2u);
  EXPECT_EQ(polled->inbound.messages[0].text.Reveal(), "a");
  auto acks = channel->AcknowledgeCalls(polled->inbound);
  ASSERT_EQ(acks.size(), 1u);
  EXPECT_THAT(acks[0].url, HasSubstr("/answerCallbackQuery"));
  EXPECT_EQ(acks[0].body, R"({"callback_query_id":"77"})");
}

TEST(Telegram, APollThatBringsNothingOrFailsKeepsTheOffset) {
  auto channel = Polling();
  EXPECT_EQ(channel->ReadPoll(Reply(200, R"({"ok":true,"result":[]})"), 43)->next_offset, 43);
  EXPECT_EQ(channel->ReadPoll(Reply(409, "{}"), 43).error().code, core::ErrorCode::kConflict);
  EXPECT_EQ(channel->ReadPoll(Reply(401, "{}"), 43).error().code, core::ErrorCode::kDenied);
  EXPECT_EQ(channel->ReadPoll(Reply(0, ""), 43).error().code, core::ErrorCode::kUnavailable);
  EXPECT_FALSE(channel->ReadPoll(Reply(200, "{}"), 43));
  EXPECT_FALSE(channel->ReadPoll(Reply(200, "<html>"), 43));
}

// The same update by webhook and by poll is the same message: switching over doubles nothing.
TEST(Telegram, AnUpdateHasOneIdHoweverItCame) {
  const std::string update =
      R"({"update_id":50,"message":{"message_id":1,"chat":{"id":4,"type":"private"},"text":"a"}})";
  auto webhook = MakeFixtureChannel("telegram");
  core::HttpRequest request;
  request.method = "POST";
  request.headers = {{"X-Telegram-Bot-Api-Secret-Token", "wJ8x2nQ4vT6yB9cD1fG3hK5mP7rS0uZe"}};
  request.body = update;
  auto pushed = webhook->Receive(request);
  auto polled = Polling()->ReadPoll(Reply(200, R"({"ok":true,"result":[)" + update + "]}"), 0);
  ASSERT_TRUE(pushed && polled);
  EXPECT_EQ(pushed->messages[0].provider_id.Reveal(),
            polled->inbound.messages[0].provider_id.Reveal());
}

// deleteMessages: https://core.telegram.org/bots/api#deletemessages
TEST(Telegram, EmptiesAChatByOneCall) {
  auto channel = Polling();
  EXPECT_TRUE(channel->traits().clears_chat);
  auto call = channel->EraseCall(core::SecretString("4711:12\n4711:13"));
  ASSERT_TRUE(call);
  EXPECT_EQ(call->url, "http://127.0.0.1:1/bot1:a/deleteMessages");
  EXPECT_EQ(call->body, R"({"chat_id":4711,"message_ids":[12,13]})");
  std::string many;
  for (int i = 1; i <= 101; ++i) many += "4711:" + std::to_string(i) + "\n";
  for (const std::string& wrong : {std::string(), std::string("12"),
                                   std::string("4711:12\n4712:13"), std::string("4711:x"), many})
    EXPECT_FALSE(channel->EraseCall(core::SecretString(wrong))) << wrong.substr(0, 20);
}

TEST(Telegram, WhatCannotBeDeletedAnyMoreIsNotTriedAgain) {
  auto channel = Polling();
  EXPECT_EQ(channel->ReadEraseReply(Reply(200, R"({"ok":true,"result":true})")).outcome,
            Outcome::kSent);
  EXPECT_EQ(
      channel
          ->ReadEraseReply(Reply(
              400,
              R"({"ok":false,"error_code":400,"description":"Bad Request: message can't be deleted"})"))
          .outcome,
      Outcome::kSent);
  EXPECT_EQ(
      channel
          ->ReadEraseReply(Reply(
              403,
              R"({"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"})"))
          .outcome,
      Outcome::kSent);
  EXPECT_EQ(
      channel
          ->ReadEraseReply(Reply(
              404, R"({"ok":false,"error_code":404,"description":"Not Found: method not found"})"))
          .outcome,
      Outcome::kSent);
  EXPECT_EQ(channel
                ->ReadEraseReply(
                    Reply(429, R"({"ok":false,"error_code":429,"parameters":{"retry_after":7}})"))
                .outcome,
            Outcome::kRetry);
  EXPECT_EQ(channel->ReadEraseReply(Reply(0, "")).outcome, Outcome::kRetry);
  EXPECT_EQ(channel->ReadEraseReply(Reply(401, R"({"ok":false})")).outcome, Outcome::kChannelDown);
}

TEST(Telegram, AnEditNamesTheMessageThatItReplaces) {
  auto channel = Polling();
  auto polled = channel->ReadPoll(Reply(200, R"({"ok":true,"result":[
      {"update_id":50,"message":{"message_id":12,"chat":{"id":4711,"type":"private"},"text":"a"}},
      {"update_id":51,"edited_message":{"message_id":12,"chat":{"id":4711,"type":"private"},"text":"b"}}]})"),
                                  43);
  ASSERT_TRUE(polled && polled->inbound.messages.size() == 2);
  EXPECT_EQ(polled->inbound.messages[0].chat_message.Reveal(), "4711:12");
  EXPECT_TRUE(polled->inbound.messages[1].is_edit);
  EXPECT_EQ(polled->inbound.messages[1].target.Reveal(), "4711:12");
}

}  // namespace
}  // namespace channels
