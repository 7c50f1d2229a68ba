// SPDX-License-Identifier: Apache-2.0
// What the service is measured against (script/bench):
//   baseline_server PORT                  (a) Beast on one io thread: parse the JSON body, answer
//   200 baseline_server PORT --commit FILE    (b) (a), and answer only after four statements are
//   durable in FILE
// Serves until SIGTERM.
#include <pthread.h>

#include <utility>  // before Asio: Boost 1.74 uses std::exchange without including it

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "bench/baseline_writer.h"

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = asio::ip::tcp;

namespace bench {
namespace {

constexpr uint64_t kMaxBodyBytes = 256 * 1024;
constexpr std::chrono::seconds kDeadline{30};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Tcp::socket socket, BaselineWriter* writer)
      : stream_(std::move(socket)), writer_(writer) {}

  void Read() {
    parser_.emplace();
    parser_->body_limit(kMaxBodyBytes);
    stream_.expires_after(kDeadline);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](beast::error_code error, size_t) {
                       if (!error) self->Handle();
                     });
  }

 private:
  void Handle() {
    auto body = nlohmann::json::parse(parser_->get().body(), nullptr, false);
    if (body.is_discarded() || !body.is_object()) return Reply(http::status::bad_request);
    if (writer_ == nullptr) return Reply(http::status::ok);
    Turn turn;
    turn.update_id = body.value("update_id", int64_t{0});
    const auto& message =
        body.contains("callback_query") ? body["callback_query"] : body["message"];
    turn.chat = message.is_object() && message.contains("from")
                    ? message["from"].value("id", int64_t{0})
                    : 0;
    turn.text = message.is_object() ? message.value("text", message.value("data", std::string()))
                                    : std::string();
    turn.done = [self = shared_from_this()] {
      asio::post(self->stream_.get_executor(), [self] { self->Reply(http::status::ok); });
    };
    writer_->Enqueue(std::move(turn));
  }

  void Reply(http::status status) {
    response_ = http::response<http::empty_body>(status, parser_->get().version());
    response_.keep_alive(parser_->get().keep_alive());
    response_.prepare_payload();
    http::async_write(stream_, response_,
                      [self = shared_from_this()](beast::error_code error, size_t) {
                        if (!error && self->response_.keep_alive()) self->Read();
                      });
  }

  beast::tcp_stream stream_;
  BaselineWriter* writer_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  http::response<http::empty_body> response_;
};

class Listener {
 public:
  Listener(asio::io_context& io, uint16_t port, BaselineWriter* writer)
      : acceptor_(io, Tcp::endpoint(asio::ip::address_v4::loopback(), port)), writer_(writer) {
    Accept();
  }

 private:
  void Accept() {
    acceptor_.async_accept([this](beast::error_code error, Tcp::socket socket) {
      if (!error) {
        socket.set_option(Tcp::no_delay(true));
        std::make_shared<Connection>(std::move(socket), writer_)->Read();
      }
      if (acceptor_.is_open()) Accept();
    });
  }

  Tcp::acceptor acceptor_;
  BaselineWriter* writer_;
};

int Serve(uint16_t port, const std::string& file) {
  asio::io_context io(1);
  std::optional<BaselineWriter> writer;
  if (!file.empty()) writer.emplace(file);
  Listener listener(io, port, writer ? &*writer : nullptr);
  asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&io](beast::error_code, int) { io.stop(); });
  pthread_setname_np(pthread_self(), "io");
  std::cerr << "ready" << std::endl;
  io.run();
  return 0;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  const bool commit = argc == 4 && std::string(argv[2]) == "--commit";
  if (argc != 2 && !commit) {
    std::cerr << "usage: baseline_server PORT [--commit FILE]\n";
    return 2;
  }
  try {
    return bench::Serve(static_cast<uint16_t>(std::atoi(argv[1])), commit ? argv[3] : "");
  } catch (const std::exception& error) {
    std::cerr << "baseline_server: " << error.what() << '\n';
    return 1;
  }
}
