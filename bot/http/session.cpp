// SPDX-License-Identifier: Apache-2.0
#include "bot/http/session.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <cstring>

#include "bot/http/response_writer.h"
#include "core/limits.h"

namespace bot {

namespace net = boost::asio;
using boost::system::error_code;

// Shared by the copies of one Responder. The first answer counts; none at all is a 503.
struct Responder::Impl {
  std::shared_ptr<http::Completions> completions;
  std::weak_ptr<http::Session> session;
  std::thread::id io_thread;
  uint64_t request = 0;
  std::atomic<bool> answered{false};

  ~Impl() {
    if (!answered.load())
      Send(http::ServerProblem(503, "the service could not take this request; try again later"));
  }
  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void Send(core::HttpResponse response) {
    if (answered.exchange(true)) return;
    if (std::this_thread::get_id() == io_thread) {
      if (auto target = session.lock()) target->Answer(request, std::move(response));
    } else {
      http::Give(completions, {session, request, std::move(response)});
    }
  }
};

void Responder::operator()(core::HttpResponse response) const { impl_->Send(std::move(response)); }

namespace http {
namespace {

constexpr size_t kFirstBuffer = 4096;
constexpr size_t kMaxBodyBuffer = size_t{64} * 1024;
static_assert(kMaxBodyBuffer > core::limits::kMaxHeaderBytes);
constexpr size_t kMaxLingering = size_t{4} << 20;  // bytes read and thrown away after a refusal
constexpr std::chrono::milliseconds kLingerTime{2000};
constexpr int kFairShare = 16;  // pipelined requests of one connection before others get their turn

}  // namespace

Session::Session(net::ip::tcp::socket socket, const ListenerOptions& options, Shared& shared,
                 std::string network)
    : socket_(std::move(socket)),
      options_(options),
      shared_(shared),
      network_(std::move(network)),
      reader_(options.max_body) {}

void Session::SetDeadline(std::chrono::milliseconds after) {
  deadline_ = std::chrono::steady_clock::now() + after;
}

void Session::Start() {
  SetDeadline(options_.request_deadline);
  Pump();
}

void Session::Refuse() {
  counted_ = false;
  keep_alive_ = false;
  BeginWrite(ServerProblem(503, "too many connections; try again later"), false);
  Pump();
}

void Session::Pump() {
  if (pumping_ || waiting_) return;
  pumping_ = true;
  auto self = shared_from_this();
  for (int requests = 0; !waiting_;) {
    bool go_on = false;
    if (state_ == State::kReading) {
      go_on = ReadStep();
    } else if (state_ == State::kWriting) {
      go_on = WriteStep();
      if (go_on && ++requests == kFairShare && state_ == State::kReading) {
        waiting_ = true;
        net::post(socket_.get_executor(), [self] {
          self->waiting_ = false;
          self->Pump();
        });
      }
    }
    if (!go_on) break;
  }
  pumping_ = false;
}

bool Session::ReadStep() {
  size_t used = 0;
  bool was_started = reader_.started();
  auto state =
      in_size_ == 0 ? RequestReader::State::kNeedMore : reader_.Feed({in_.data(), in_size_}, used);
  if (!was_started && reader_.started()) SetDeadline(options_.request_deadline);
  if (used != 0) {
    in_size_ -= used;
    if (in_size_ != 0) std::memmove(in_.data(), in_.data() + used, in_size_);
  }
  if (state == RequestReader::State::kFailed) {
    FailRequest(reader_.failure_status(), reader_.failure_detail());
    return true;
  }
  if (state == RequestReader::State::kComplete) {
    Dispatch();
    return state_ == State::kWriting;
  }
  if (in_size_ == 0 && reader_.TakeExpectContinue()) SendContinue();
  if (shared_.stopping && !reader_.started()) {
    Close();
    return false;
  }
  StartRead();
  return false;
}

void Session::Dispatch() {
  auto responder = std::make_shared<Responder::Impl>();
  responder->completions = shared_.completions;
  responder->session = weak_from_this();
  responder->io_thread = shared_.io_thread;
  responder->request = ++request_;
  keep_alive_ = reader_.keep_alive();
  core::HttpRequest request = std::move(reader_.request());
  reader_.Reset();
  if (in_size_ == 0 && in_.size() == kMaxBodyBuffer) std::vector<char>().swap(in_);
  head_only_ = request.method == "HEAD";
  state_ = State::kHandling;
  if (request.method == "OPTIONS") {
    Responder(std::move(responder))(
        {204, {{"Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"}}, ""});
    return;
  }
  request.network = network_;
  options_.handler(std::move(request), Responder(std::move(responder)));
}

void Session::Answer(uint64_t request, core::HttpResponse response) {
  if (state_ != State::kHandling || request != request_) return;
  BeginWrite(response, head_only_);
  Pump();
}

void Session::StartRead() {
  if (in_.size() < kFirstBuffer) in_.resize(kFirstBuffer);
  if (in_size_ == in_.size() || (filled_ && in_.size() < kMaxBodyBuffer))
    in_.resize(std::min(in_.size() * 4, kMaxBodyBuffer));
  waiting_ = true;
  socket_.async_read_some(net::buffer(in_.data() + in_size_, in_.size() - in_size_),
                          [self = shared_from_this()](error_code ec, size_t bytes) {
                            self->OnRead(bytes, static_cast<bool>(ec));
                          });
}

void Session::OnRead(size_t bytes, bool failed) {
  waiting_ = false;
  if (state_ == State::kLingering) {
    lingered_ += bytes;
    in_size_ = 0;
    if (failed || lingered_ > kMaxLingering) return Close();
    return StartRead();
  }
  if (state_ == State::kReading) {
    if (failed) return Close();
    in_size_ += bytes;
    filled_ = in_size_ == in_.size();
  }
  Pump();  // a deadline may have turned the reading into an answer meanwhile
}

void Session::FailRequest(int status, const char* detail) {
  keep_alive_ = false;
  ++request_;
  BeginWrite(ServerProblem(status, detail), false);
}

void Session::BeginWrite(const core::HttpResponse& response, bool head_only) {
  if (shared_.stopping) keep_alive_ = false;
  out_.clear();
  out_sent_ = 0;
  AppendResponse(out_, response, {head_only, keep_alive_, shared_.date});
  state_ = State::kWriting;
  SetDeadline(options_.request_deadline);
}

bool Session::WriteStep() {
  while (out_sent_ < out_.size()) {
    error_code ec;
    out_sent_ +=
        socket_.write_some(net::buffer(out_.data() + out_sent_, out_.size() - out_sent_), ec);
    if (ec == net::error::would_block || ec == net::error::try_again) {
      waiting_ = true;
      socket_.async_wait(net::ip::tcp::socket::wait_write,
                         [self = shared_from_this()](error_code wait_error) {
                           self->waiting_ = false;
                           if (wait_error) return self->Close();
                           self->Pump();
                         });
      return false;
    }
    if (ec) {
      Close();
      return false;
    }
  }
  if (out_.capacity() > kMaxBodyBuffer) std::string().swap(out_);
  if (!keep_alive_) {
    Linger();
    return false;
  }
  state_ = State::kReading;
  SetDeadline(options_.keep_alive_idle);
  return true;
}

void Session::SendContinue() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  error_code ec;
  socket_.write_some(net::buffer(kContinue.data(), kContinue.size()),
                     ec);  // 25 bytes into an empty send buffer
}

// Closing while the client still writes would reset the connection and could take the answer with
// it.
void Session::Linger() {
  error_code ec;
  socket_.shutdown(net::ip::tcp::socket::shutdown_send, ec);
  if (ec) return Close();
  state_ = State::kLingering;
  SetDeadline(std::min(kLingerTime, options_.request_deadline));
  in_size_ = 0;
  StartRead();
}

void Session::CheckDeadline(SteadyTime now) {
  if (state_ == State::kHandling || state_ == State::kClosed || now < deadline_) return;
  if (state_ == State::kReading && reader_.started()) {
    FailRequest(408, "the request did not arrive in time");
    error_code ec;
    socket_.cancel(ec);  // ends the read; its handler goes on with the answer
    return;
  }
  Close();
}

void Session::Drain() {
  if (state_ == State::kReading && !reader_.started() && in_size_ == 0) return Close();
  keep_alive_ = false;
}

void Session::Close() {
  if (state_ == State::kClosed) return;
  state_ = State::kClosed;
  error_code ec;
  socket_.close(ec);
  shared_.on_closed(*this);
}

}  // namespace http
}  // namespace bot
