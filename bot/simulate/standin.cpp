// SPDX-License-Identifier: Apache-2.0
#include "bot/simulate/standin.h"

#include <httplib.h>

namespace bot::simulate {
namespace {

constexpr size_t kThreads = 32;  // each kept-alive connection of the service holds one

core::HttpRequest FromHttplib(const httplib::Request& request, std::string body) {
  core::HttpRequest out;
  out.method = request.method;
  out.target = request.target;
  out.path = request.path;
  if (size_t question = request.target.find('?'); question != std::string::npos)
    out.query = request.target.substr(question + 1);
  out.headers.assign(request.headers.begin(), request.headers.end());
  out.body = std::move(body);
  return out;
}

}  // namespace

struct Standin::Impl {
  std::vector<Provider*> providers;
  Stage& stage;
  httplib::Server server;

  Impl(std::vector<Provider*> p, Stage& s) : providers(std::move(p)), stage(s) {
    server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
    server.set_tcp_nodelay(true);
    server.set_keep_alive_max_count(1'000'000);
    auto without_body = [this](const httplib::Request& q, httplib::Response& r) {
      Handle(FromHttplib(q, ""), r);
    };
    // Read by hand: httplib itself refuses a form over 8 KiB.
    auto with_body = [this](const httplib::Request& q, httplib::Response& r,
                            const httplib::ContentReader& read) {
      std::string body;
      read([&](const char* data, size_t size) {
        body.append(data, size);
        return true;
      });
      Handle(FromHttplib(q, std::move(body)), r);
    };
    server.Get(".*", without_body);
    server.Post(".*", with_body);
    server.Put(".*", with_body);
    server.Delete(".*", with_body);
  }

  void Handle(const core::HttpRequest& request, httplib::Response& out) {
    core::HttpResponse answer =
        core::TextResponse(404, "no provider of this simulation has this path\n");
    for (Provider* provider : providers) {
      if (auto given = provider->Answer(request, stage)) {
        answer = std::move(*given);
        break;
      }
    }
    out.status = answer.status;
    std::string type(core::HeaderValue(answer.headers, "Content-Type"));
    for (const auto& [name, value] : answer.headers) {
      if (name != "Content-Type") out.set_header(name.c_str(), value.c_str());
    }
    out.set_content(answer.body, type.empty() ? "text/plain" : type.c_str());
  }
};

Standin::Standin(std::vector<Provider*> providers, Stage& stage)
    : impl_(std::make_unique<Impl>(std::move(providers), stage)) {}
Standin::~Standin() = default;

core::Status Standin::Listen(const std::string& host, int port) {
  if (impl_->server.bind_to_port(host.c_str(), port)) return {};
  return core::Err(
      core::ErrorCode::kUnavailable,
      "cannot listen on " + host + ":" + std::to_string(port) + "; is another simulation running?");
}

void Standin::RunBlocking() { impl_->server.listen_after_bind(); }
void Standin::Stop() { impl_->server.stop(); }

}  // namespace bot::simulate
