// SPDX-License-Identifier: Apache-2.0
#include "bot/http/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "bot/http/server.h"
#include "bot/metrics.h"

namespace bot {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

constexpr milliseconds kPlenty{10'000};

// Our own server plays the provider.
class Provider {
 public:
  explicit Provider(Handler handler) {
    ListenerOptions o;
    o.name = "provider";
    o.host = "127.0.0.1";
    o.max_body = [](std::string_view) { return size_t{1} << 20; };
    o.handler = std::move(handler);
    std::vector<ListenerOptions> all;
    all.push_back(std::move(o));
    EXPECT_TRUE(server_.Listen(std::move(all)));
    url = "http://127.0.0.1:" + std::to_string(server_.port("provider"));
    thread_ = std::thread([this] { server_.RunBlocking(); });
  }
  ~Provider() {
    server_.Stop(milliseconds(0));
    thread_.join();
  }
  [[nodiscard]] size_t connections() const { return server_.open_connections(); }
  std::string url;

 private:
  HttpServer server_;
  std::thread thread_;
};

core::HttpResponse Echo(const core::HttpRequest& request) {
  core::HttpResponse response =
      core::TextResponse(200, request.method + " " + request.target + " " + request.body);
  for (const auto& [name, value] : request.headers)
    response.headers.emplace_back("X-Seen-" + name, value);
  return response;
}

TEST(HttpClient, AbortEndsACallThatWaits) {
  std::mutex mutex;
  std::optional<Responder> held;
  std::atomic<bool> arrived{false};
  Provider provider([&](const core::HttpRequest&, const Responder& respond) {
    const std::lock_guard lock(mutex);
    held = respond;
    arrived = true;
  });
  auto client = MakeHttpClient();
  core::HttpReply reply;
  auto began = std::chrono::steady_clock::now();
  std::thread caller(
      [&] { reply = client->SendBlocking({"GET", provider.url + "/wait", {}, ""}, kPlenty * 6); });
  while (!arrived) std::this_thread::yield();
  client->Abort();
  caller.join();
  EXPECT_EQ(reply.status, 0);
  EXPECT_LT(std::chrono::steady_clock::now() - began, kPlenty);
  EXPECT_EQ(client->SendBlocking({"GET", provider.url + "/again", {}, ""}, kPlenty).status, 0);
  held.reset();
}

TEST(HttpClient, SendsMethodTargetHeadersAndBodyAsTheyAre) {
  Provider provider([](const core::HttpRequest& q, const Responder& respond) { respond(Echo(q)); });
  auto client = MakeHttpClient();
  core::HttpCall call;
  call.url = provider.url + "/a%20b?text=%E0%A6%B9+x&y=%2B1";
  call.headers = {{"X-Kannel", "1"}, {"Content-Type", "application/json"}};
  call.body = "{\"a\":1}";
  auto reply = client->SendBlocking(call, kPlenty);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "POST /a%20b?text=%E0%A6%B9+x&y=%2B1 {\"a\":1}");
  EXPECT_EQ(core::HeaderValue(reply.headers, "x-seen-x-kannel"), "1");
  EXPECT_EQ(core::HeaderValue(reply.headers, "X-Seen-Content-Type"), "application/json");
  call.method = "GET";
  call.url = provider.url;
  call.body = "";
  EXPECT_EQ(client->SendBlocking(call, kPlenty).body, "GET / ");
}

TEST(HttpClient, KeepsOneConnectionForManyCalls) {
  std::atomic<int> calls{0};
  Provider provider([&](const core::HttpRequest&, const Responder& respond) {
    ++calls;
    respond(core::TextResponse(200, "ok"));
  });
  auto client = MakeHttpClient();
  core::HttpCall call;
  call.url = provider.url + "/x";
  for (int i = 0; i < 50; ++i) ASSERT_EQ(client->SendBlocking(call, kPlenty).status, 200);
  EXPECT_EQ(calls.load(), 50);
  EXPECT_EQ(provider.connections(), 1u);
}

TEST(HttpClient, ReturnsErrorsAndRedirectsAsTheyAre) {
  Provider provider([](const core::HttpRequest& q, const Responder& respond) {
    if (q.path == "/moved") return respond({302, {{"Location", "/elsewhere"}}, ""});
    respond({429, {{"Retry-After", "7"}, {"Content-Type", "application/json"}}, "{\"ok\":false}"});
  });
  auto client = MakeHttpClient();
  core::HttpCall call;
  call.url = provider.url + "/moved";
  EXPECT_EQ(client->SendBlocking(call, kPlenty).status, 302);
  call.url = provider.url + "/slow-down";
  auto reply = client->SendBlocking(call, kPlenty);
  EXPECT_EQ(reply.status, 429);
  EXPECT_EQ(core::HeaderValue(reply.headers, "Retry-After"), "7");
  EXPECT_EQ(reply.body, "{\"ok\":false}");
}

TEST(HttpClient, SaysWhetherTheRequestMayHaveArrived) {
  auto client = MakeHttpClient();
  core::HttpCall call;
  {
    Provider gone([](const core::HttpRequest&, const Responder&) {});
    call.url = gone.url + "/x";
  }
  auto refused = client->SendBlocking(call, kPlenty);
  EXPECT_EQ(refused.status, 0);
  EXPECT_FALSE(refused.maybe_sent);

  std::mutex mutex;
  std::optional<Responder> held;  // never answered while the client waits
  {
    Provider silent([&](const core::HttpRequest&, Responder respond) {
      std::lock_guard lock(mutex);
      held = std::move(respond);
    });
    call.url = silent.url + "/x";
    auto unanswered = client->SendBlocking(call, milliseconds(60));
    EXPECT_EQ(unanswered.status, 0);
    EXPECT_TRUE(unanswered.maybe_sent);
    std::lock_guard lock(mutex);
    held.reset();
  }
  for (const char* url : {"", "no url", "ftp://127.0.0.1/x", "http://", "https://"}) {
    call.url = url;
    auto reply = client->SendBlocking(call, milliseconds(200));
    EXPECT_EQ(reply.status, 0) << url;
    EXPECT_FALSE(reply.maybe_sent) << url;
  }
}

TEST(HttpClient, DoesNotTrustAPlainServerBehindHttps) {
  Provider provider([](const core::HttpRequest& q, const Responder& respond) { respond(Echo(q)); });
  auto client = MakeHttpClient();
  core::HttpCall call;
  call.url = "https" + provider.url.substr(4) + "/x";
  auto reply = client->SendBlocking(call, milliseconds(2000));
  EXPECT_EQ(reply.status, 0);
  EXPECT_FALSE(reply.maybe_sent);
}

TEST(Metrics, RendersFamiliesSortedInPrometheusText) {
  Metrics metrics;
  metrics.Gauge("dwbot_queue") = 3;
  metrics.Counter("dwbot_turns_total", "channel=\"b\"") += 2;
  auto& a = metrics.Counter("dwbot_turns_total", "channel=\"a\"");
  ++a;
  EXPECT_EQ(&a, &metrics.Counter("dwbot_turns_total", "channel=\"a\""));
  EXPECT_EQ(metrics.Render(),
            "# TYPE dwbot_queue gauge\ndwbot_queue 3\n"
            "# HELP dwbot_turns_total messages that were handled\n"
            "# TYPE dwbot_turns_total counter\ndwbot_turns_total{channel=\"a\"} "
            "1\ndwbot_turns_total{channel=\"b\"} 2\n");
}

}  // namespace
}  // namespace bot
