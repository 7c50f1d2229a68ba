// SPDX-License-Identifier: Apache-2.0
#include "bot/http/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <ctime>
#include <unordered_set>

#include "bot/http/response_writer.h"
#include "bot/http/session.h"
#include "bot/http/target.h"
#include "core/log.h"

namespace bot {

namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;

namespace {

constexpr size_t kMaxRefusing =
    64;  // connections over the cap that are told so; more are closed without a word
constexpr std::chrono::milliseconds kAcceptPause{
    100};  // when the process has no file descriptor left

struct Listener {
  ListenerOptions options;
  tcp::acceptor acceptor;
  net::steady_timer pause;
  size_t connections = 0;

  Listener(ListenerOptions o, net::io_context& io)
      : options(std::move(o)), acceptor(io), pause(io) {}
};

struct Repeating {
  net::steady_timer timer;
  std::chrono::milliseconds period;
  std::function<void()> task;
};

}  // namespace

struct HttpServer::Impl {
  net::io_context io{1};
  net::executor_work_guard<net::io_context::executor_type> work{io.get_executor()};
  http::Shared shared;
  std::vector<http::Completion> taken;
  std::vector<std::unique_ptr<Listener>> listeners;
  std::vector<std::shared_ptr<Repeating>> repeating;
  std::unordered_set<std::shared_ptr<http::Session>> sessions;
  size_t refusing = 0;
  std::atomic<size_t> open{0};
  net::signal_set signals{io};
  net::steady_timer sweep{io};
  net::steady_timer grace{io};
  std::chrono::milliseconds sweep_period{1000};
  bool finished = false;

  Impl() {
    shared.completions =
        std::make_shared<http::Completions>([this] { net::post(io, [this] { Deliver(); }); });
    shared.on_closed = [this](http::Session& session) { OnClosed(session); };
  }
  ~Impl() { shared.completions->Close(); }

  void Deliver() {
    shared.completions->TakeAll(taken);
    for (http::Completion& c : taken) {
      if (auto session = c.session.lock()) session->Answer(c.request, std::move(c.response));
    }
    taken.clear();
  }

  Listener* FindListener(const ListenerOptions& options) {
    for (auto& l : listeners) {
      if (&l->options == &options) return l.get();
    }
    return nullptr;
  }

  void OnClosed(http::Session& session) {
    if (session.counted()) {
      --FindListener(session.options())->connections;
    } else {
      --refusing;
    }
    sessions.erase(session.shared_from_this());
    open.store(sessions.size());
    if (shared.stopping && sessions.empty()) Finish();
  }

  core::Status Bind(ListenerOptions options) {
    auto where = fmt::format("{}:{} (listener \"{}\")", options.host, options.port, options.name);
    error_code ec;
    auto address = net::ip::make_address(options.host, ec);
    if (ec) {
      return core::Err(
          core::ErrorCode::kInvalid,
          "cannot listen on " + where + ": the host must be an IP address, like 127.0.0.1 or ::");
    }
    tcp::endpoint endpoint(address, options.port);
    auto listener = std::make_unique<Listener>(std::move(options), io);
    tcp::acceptor& a = listener->acceptor;
    a.open(endpoint.protocol(), ec);
    if (!ec) a.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec) a.bind(endpoint, ec);
    if (!ec) a.listen(1024, ec);
    if (ec) {
      return core::Err(core::ErrorCode::kUnavailable,
                       "cannot listen on " + where + ": " + ec.message());
    }
    listeners.push_back(std::move(listener));
    return {};
  }

  void Accept(Listener& listener) {
    listener.acceptor.async_accept([this, &listener](error_code ec, tcp::socket socket) {
      if (shared.stopping || ec == net::error::operation_aborted) return;
      if (ec) {
        core::Log(core::LogLevel::kWarning, "http", "cannot accept a connection",
                  {{core::LogKey::kCode, ec.value()}});
        listener.pause.expires_after(kAcceptPause);
        listener.pause.async_wait([this, &listener](error_code stopped) {
          if (!stopped) Accept(listener);
        });
        return;
      }
      Begin(listener, std::move(socket));
      Accept(listener);
    });
  }

  void Begin(Listener& listener, tcp::socket socket) {
    error_code ec;
    auto peer = socket.remote_endpoint(ec);
    if (ec) return;
    socket.set_option(tcp::no_delay(true), ec);
    socket.non_blocking(true, ec);
    bool over = listener.connections >= listener.options.max_connections;
    if (over && refusing >= kMaxRefusing) return;
    ++(over ? refusing : listener.connections);
    auto session = std::make_shared<http::Session>(std::move(socket), listener.options, shared,
                                                   http::NetworkOf(peer.address().to_string()));
    sessions.insert(session);
    open.store(sessions.size());
    if (over) {
      session->Refuse();
    } else {
      session->Start();
    }
  }

  void Sweep() {
    shared.date = http::HttpDate(std::time(nullptr));
    auto now = std::chrono::steady_clock::now();
    // A session may close, and so leave the set, while it is looked at.
    std::vector<std::shared_ptr<http::Session>> all(sessions.begin(), sessions.end());
    for (auto& session : all) session->CheckDeadline(now);
    sweep.expires_after(sweep_period);
    sweep.async_wait([this](error_code ec) {
      if (!ec) Sweep();
    });
  }

  void Repeat(const std::shared_ptr<Repeating>& r) {
    r->timer.expires_after(r->period);
    r->timer.async_wait([this, r](error_code ec) {
      if (ec || finished) return;
      r->task();
      Repeat(r);
    });
  }

  void BeginStop(std::chrono::milliseconds wait) {
    if (shared.stopping) return;
    shared.stopping = true;
    for (auto& l : listeners) {
      error_code ec;
      l->acceptor.close(ec);
      l->pause.cancel();
    }
    grace.expires_after(wait);
    grace.async_wait([this](error_code ec) {
      if (!ec) CloseAll();
    });
    std::vector<std::shared_ptr<http::Session>> all(sessions.begin(), sessions.end());
    for (auto& session : all) session->Drain();
    if (sessions.empty()) Finish();
  }

  void CloseAll() {
    std::vector<std::shared_ptr<http::Session>> all(sessions.begin(), sessions.end());
    for (auto& session : all) session->Close();
    Finish();
  }

  void Finish() {
    if (finished) return;
    finished = true;
    work.reset();
    io.stop();
  }
};

HttpServer::HttpServer() : impl_(std::make_unique<Impl>()) {}
HttpServer::~HttpServer() {
  impl_->shared.completions->Close();
  // Handlers that still wait hold sessions, sessions refer to `shared`: they go first, and tell
  // nobody.
  impl_->shared.on_closed = [](http::Session&) {};
  impl_->sessions.clear();
}

core::Status HttpServer::Listen(std::vector<ListenerOptions> listeners) {
  for (ListenerOptions& options : listeners) {
    std::chrono::milliseconds shortest =
        std::min(options.request_deadline, options.keep_alive_idle) / 8;
    impl_->sweep_period = std::clamp(shortest, std::chrono::milliseconds(10), impl_->sweep_period);
    RETURN_IF_ERROR(impl_->Bind(std::move(options)));
  }
  return {};
}

uint16_t HttpServer::port(std::string_view listener) const {
  for (const auto& l : impl_->listeners) {
    error_code ec;
    if (l->options.name == listener) return l->acceptor.local_endpoint(ec).port();
  }
  return 0;
}

void HttpServer::RunBlocking() {
  impl_->shared.io_thread = std::this_thread::get_id();
  for (auto& l : impl_->listeners) {
    if (!impl_->shared.stopping) impl_->Accept(*l);
  }
  impl_->Sweep();
  impl_->io.run();
  impl_->shared.completions->Close();
}

void HttpServer::Post(std::function<void()> task) { net::post(impl_->io, std::move(task)); }

void HttpServer::Every(std::chrono::milliseconds period, std::function<void()> task) {
  net::post(impl_->io, [impl = impl_.get(), period, task = std::move(task)]() mutable {
    auto r = std::make_shared<Repeating>(
        Repeating{net::steady_timer(impl->io), period, std::move(task)});
    impl->repeating.push_back(r);
    impl->Repeat(r);
  });
}

void HttpServer::OnSignal(std::function<void()> on_signal) {
  error_code ec;
  impl_->signals.add(SIGTERM, ec);
  impl_->signals.add(SIGINT, ec);
  impl_->signals.async_wait([task = std::move(on_signal)](error_code wait_error, int) {
    if (!wait_error) task();
  });
}

void HttpServer::Stop(std::chrono::milliseconds grace) {
  net::post(impl_->io, [impl = impl_.get(), grace] { impl->BeginStop(grace); });
}

size_t HttpServer::open_connections() const { return impl_->open.load(); }

}  // namespace bot
