// SPDX-License-Identifier: Apache-2.0
#include "bot/http/client.h"

#include <httplib.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <string>

namespace bot {
namespace {

using Clock = std::chrono::steady_clock;
constexpr size_t kMaxReply = size_t{1} << 20;  // no provider's answer is near this

struct SplitUrl {
  std::string origin;  // scheme://host:port
  std::string target;  // path and query
};

bool Split(const std::string& url, SplitUrl& out) {
  size_t scheme = url.find("://");
  if (scheme == std::string::npos) return false;
  std::string name = url.substr(0, scheme);
  if (name != "http" && name != "https") return false;
  size_t slash = url.find_first_of("/?", scheme + 3);
  out.origin = url.substr(0, slash);
  out.target = slash == std::string::npos ? "/" : url.substr(slash);
  if (out.target[0] == '?') out.target.insert(0, "/");
  return out.origin.size() > scheme + 3;
}

class HttplibClient final : public HttpClient {
 public:
  core::HttpReply SendBlocking(const core::HttpCall& call,
                               std::chrono::milliseconds timeout) override {
    SplitUrl url;
    if (!Split(call.url, url)) return {};
    try {
      httplib::Client* client = ClientFor(url.origin);
      return client == nullptr ? core::HttpReply{} : Send(*client, call, url.target, timeout);
    } catch (const std::exception&) {
      const std::lock_guard lock(mutex_);
      clients_.erase(url.origin);
      return {};
    }
  }

  void Abort() override {
    const std::lock_guard lock(mutex_);
    aborted_ = true;
    for (auto& [origin, client] : clients_)
      client->stop();  // cpp-httplib: may come from another thread
  }

 private:
  httplib::Client* ClientFor(const std::string& origin) {
    const std::lock_guard lock(mutex_);
    if (aborted_) return nullptr;
    auto& client = clients_[origin];
    if (!client) {
      client = std::make_unique<httplib::Client>(origin);
      client->set_keep_alive(true);
      client->set_tcp_nodelay(true);
      client->set_follow_location(false);
      client->set_url_encode(false);  // targets arrive encoded
      client->enable_server_certificate_verification(true);
    }
    return client.get();
  }

  static httplib::Request ToRequest(const core::HttpCall& call, const std::string& target) {
    httplib::Request request;
    request.method = call.method;
    request.path = target;
    for (const auto& [name, value] : call.headers) request.headers.emplace(name, value);
    request.body = call.body;
    return request;
  }

  core::HttpReply Send(httplib::Client& client, const core::HttpCall& call,
                       const std::string& target, std::chrono::milliseconds timeout) {
    auto deadline = Clock::now() + timeout;
    auto step = std::max(timeout, std::chrono::milliseconds(1));
    client.set_connection_timeout(step);
    client.set_read_timeout(step);  // per read: the receivers below hold the whole to the deadline
    client.set_write_timeout(step);
    core::HttpReply reply;
    bool answered = false;
    httplib::Request request = ToRequest(call, target);
    request.response_handler = [&](const httplib::Response&) { return answered = true; };
    request.content_receiver = [&](const char* data, size_t n, uint64_t, uint64_t) {
      if (reply.body.size() + n > kMaxReply || Clock::now() > deadline) return false;
      reply.body.append(data, n);
      return true;
    };
    httplib::Result result = client.send(request);
    if (!result) {
      reply = {};
      reply.maybe_sent = answered || MayHaveArrived(result.error());
      return reply;
    }
    reply.status = result->status;
    for (const auto& [name, value] : result->headers) reply.headers.emplace_back(name, value);
    return reply;
  }

  // False only where the connection never stood: then nothing can have arrived.
  static bool MayHaveArrived(httplib::Error error) {
    switch (error) {
      case httplib::Error::Connection:
      case httplib::Error::ConnectionTimeout:
      case httplib::Error::BindIPAddress:
      case httplib::Error::SSLConnection:
      case httplib::Error::SSLLoadingCerts:
      case httplib::Error::SSLServerVerification:
        return false;
      default:
        return true;
    }
  }

  std::mutex mutex_;  // protects what is below; a client itself is used by one thread
  std::map<std::string, std::unique_ptr<httplib::Client>> clients_;
  bool aborted_ = false;
};

}  // namespace

std::unique_ptr<HttpClient> MakeHttpClient() { return std::make_unique<HttplibClient>(); }

}  // namespace bot
