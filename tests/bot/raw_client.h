// SPDX-License-Identifier: Apache-2.0
// A blocking loopback connection that sends bytes as they are. Every read has a deadline, so that a
// test can fail but not hang.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <string>
#include <string_view>

namespace test {

class RawClient {
 public:
  // `receive_buffer` bytes at most lie unread in the system; 0: what it likes, which may be 32 MB.
  explicit RawClient(uint16_t port, int receive_buffer = 0)
      : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (receive_buffer != 0)
      ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    timeval limit{10, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~RawClient() { ::close(fd_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }
  void Send(std::string_view bytes) const {
    while (!bytes.empty()) {
      ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return;
      bytes.remove_prefix(static_cast<size_t>(n));
    }
  }
  void CloseWriting() const { ::shutdown(fd_, SHUT_WR); }

  struct Response {
    int status = 0;  // 0 = the connection ended (or the deadline passed) before a whole response
    std::string head;
    std::string body;
  };
  // The next response; `head_request`: it has no body whatever its length says.
  Response Read(bool head_request = false) {
    Response r;
    size_t end;
    while ((end = in_.find("\r\n\r\n")) == std::string::npos) {
      if (!Fill()) return {};
    }
    r.head = in_.substr(0, end + 4);
    in_.erase(0, end + 4);
    size_t at = r.head.find("Content-Length: ");
    size_t length =
        at == std::string::npos || head_request ? 0 : std::stoul(r.head.substr(at + 16));
    while (in_.size() < length) {
      if (!Fill()) return {};
    }
    r.body = in_.substr(0, length);
    in_.erase(0, length);
    r.status = std::stoi(r.head.substr(9, 3));
    return r;
  }
  // True when the peer closed and nothing more came.
  [[nodiscard]] bool AtEnd() { return in_.empty() && !Fill() && ended_; }

 private:
  bool Fill() {
    char buffer[65536];
    ssize_t n = ::recv(fd_, buffer, sizeof buffer, 0);
    ended_ = n == 0;
    if (n <= 0) return false;
    in_.append(buffer, static_cast<size_t>(n));
    return true;
  }

  int fd_;
  bool connected_ = false;
  bool ended_ = false;
  std::string in_;
};

}  // namespace test
