// SPDX-License-Identifier: Apache-2.0
#include "bot/http/request_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <limits>
#include <optional>

#include "bot/http/head_scanner.h"
#include "bot/http/target.h"
#include "core/limits.h"

namespace bot::http {
namespace {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using beast::error_code;
using bhttp::field;

// The most that a chunk header or the trailers may hold before they are complete.
constexpr size_t kMaxChunkHeader = 1024;
constexpr size_t kReserveBody = size_t{64} * 1024;  // a claimed length reserves no more than this

bool StartsWithX(beast::string_view name) {
  return name.size() > 2 && (name[0] == 'x' || name[0] == 'X') && name[1] == '-';
}

// Only what a handler needs travels. A forwarded address is a person's: it is dropped here.
bool Keep(field id, beast::string_view name) {
  if (beast::iequals(name.substr(0, 12), "X-Forwarded-") || beast::iequals(name, "X-Real-IP"))
    return false;
  switch (id) {
    case field::host:
    case field::origin:
    case field::content_type:
    case field::authorization:
    case field::cookie:
    case field::if_match:
    case field::if_none_match:
    case field::accept_encoding:
    case field::accept_language:
      return true;
    case field::unknown:
      return StartsWithX(name) || beast::iequals(name.substr(0, 10), "Sec-Fetch-");
    default:
      return StartsWithX(name);
  }
}

bool AllDigits(beast::string_view text) {
  return !text.empty() && text.size() <= 15 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

struct Failure {
  int status = 0;
  const char* detail = "";
};

class Parser final : public bhttp::basic_parser<true> {
 public:
  Parser() {
    header_limit(static_cast<std::uint32_t>(core::limits::kMaxHeaderBytes) + 4);
    body_limit((std::numeric_limits<std::uint64_t>::max)());  // decided by path, after the head
  }

  core::HttpRequest request;
  Failure failure;
  bool expect_continue = false;
  bool http_1_0 = false;

  void Fail(int status, const char* detail) {
    if (failure.status == 0) failure = {status, detail};
  }

 private:
  error_code Refuse(int status, const char* detail) {
    Fail(status, detail);
    return bhttp::make_error_code(bhttp::error::bad_field);
  }

  void on_request_impl(bhttp::verb verb, beast::string_view method, beast::string_view target,
                       int version, error_code& ec) override {
    http_1_0 = version == 10;
    if (verb == bhttp::verb::trace || verb == bhttp::verb::connect ||
        verb == bhttp::verb::unknown) {
      ec = Refuse(501, "this method is not supported");
      return;
    }
    request.method.assign(method.data(), method.size());
    request.target.assign(target.data(), target.size());
    if (verb == bhttp::verb::options && target == "*") {
      request.path = "*";
      return;
    }
    auto parsed = ParseTarget(request.target);
    if (!parsed) {
      detail_ = std::move(parsed.error().message);
      ec = Refuse(400, detail_.c_str());
      return;
    }
    request.path = std::move(parsed->path);
    request.query = std::move(parsed->query);
  }

  void on_field_impl(field id, beast::string_view name, beast::string_view value,
                     error_code& ec) override {
    if (head_done_) return;  // trailers: read over, never merged into the head
    switch (id) {
      case field::host:
        if (hosts_++ != 0) ec = Refuse(400, "more than one Host header");
        break;
      case field::content_length:
        if (lengths_++ != 0 || !AllDigits(value))
          ec = Refuse(400, "Content-Length must be one whole number");
        break;
      case field::transfer_encoding:
        if (encodings_++ != 0 || http_1_0 || !beast::iequals(value, "chunked")) {
          ec = Refuse(400, "the only Transfer-Encoding that is understood is one \"chunked\"");
        }
        break;
      case field::expect:
        expect_continue = beast::iequals(value, "100-continue");
        if (!expect_continue)
          ec = Refuse(417, "the only Expect that is understood is \"100-continue\"");
        break;
      default:
        break;
    }
    if (ec || !Keep(id, name)) return;
    request.headers.emplace_back(std::string(name.data(), name.size()),
                                 std::string(value.data(), value.size()));
  }

  void on_header_impl(error_code& ec) override {
    head_done_ = true;
    if (lengths_ != 0 && encodings_ != 0) {
      ec = Refuse(400, "Content-Length and Transfer-Encoding together");
    } else if (hosts_ == 0 && !http_1_0) {
      ec = Refuse(400, "the Host header is missing");
    }
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    if (length) request.body.reserve(std::min<std::uint64_t>(*length, kReserveBody));
  }

  std::size_t on_body_impl(beast::string_view body, error_code&) override {
    request.body.append(body.data(), body.size());
    return body.size();
  }

  void on_chunk_header_impl(std::uint64_t, beast::string_view extensions, error_code& ec) override {
    if (!extensions.empty()) ec = Refuse(400, "chunk extensions are not supported");
  }

  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, error_code&) override {
    request.body.append(body.data(), body.size());
    return body.size();
  }

  void on_finish_impl(error_code&) override {}
  void on_response_impl(int, beast::string_view, int, error_code&) override {}

  std::string detail_;
  bool head_done_ = false;
  int hosts_ = 0, lengths_ = 0, encodings_ = 0;
};

}  // namespace

struct RequestReader::Impl {
  const MaxBody& max_body;
  std::optional<Parser> parser;
  bool started = false;
  bool in_body = false;
  HeadScanner scanner;
  size_t body_allowed = 0;

  explicit Impl(const MaxBody& max) : max_body(max) { parser.emplace(); }

  State Fail(int status, const char* detail) {
    parser->Fail(status, detail);
    return State::kFailed;
  }

  State ReadHead(std::string_view bytes, size_t& used) {
    size_t end = scanner.Find(bytes);
    if (end == HeadScanner::kRefused) return Fail(400, scanner.refusal());
    if ((end == 0 && bytes.size() > core::limits::kMaxHeaderBytes) ||
        end > core::limits::kMaxHeaderBytes) {
      return Fail(431, "request line and headers may have 16 KiB together");
    }
    if (end == 0) return State::kNeedMore;
    error_code ec;
    used += parser->put({bytes.data(), end}, ec);
    if (ec || !parser->is_header_done()) {
      std::string_view line = bytes.substr(0, bytes.find('\r'));
      if (ec == bhttp::error::bad_version && std::count(line.begin(), line.end(), ' ') == 2)
        return Fail(505, "only HTTP/1.1 and 1.0 are spoken here");
      return Fail(400, "the request line or a header is malformed");
    }
    body_allowed = max_body ? max_body(parser->request.path) : 0;
    auto length = parser->content_length();
    if (length && *length > body_allowed)
      return Fail(413, "the body is larger than this path takes");
    parser->body_limit(body_allowed);
    parser->eager(true);
    in_body = true;
    return parser->is_done() ? State::kComplete : State::kNeedMore;
  }

  State ReadBody(std::string_view bytes, size_t& used) {
    while (!bytes.empty()) {
      error_code ec;
      size_t taken = parser->put({bytes.data(), bytes.size()}, ec);
      used += taken;
      bytes.remove_prefix(taken);
      if (parser->is_done() && !ec) return State::kComplete;
      if (ec == bhttp::error::need_more) {
        if (HasBareLineFeed(bytes)) return Fail(400, "a chunk header ends without carriage return");
        if (bytes.size() > kMaxChunkHeader)
          return Fail(400, "a chunk header or the trailers are too long");
        return State::kNeedMore;
      }
      if (ec == bhttp::error::body_limit)
        return Fail(413, "the body is larger than this path takes");
      if (ec) return Fail(400, "the chunked body is malformed");
    }
    return State::kNeedMore;
  }
};

RequestReader::RequestReader(const MaxBody& max_body) : impl_(std::make_unique<Impl>(max_body)) {}
RequestReader::~RequestReader() = default;

RequestReader::State RequestReader::Feed(std::string_view bytes, size_t& used) {
  used = 0;
  if (!impl_->in_body) {
    // RFC 9112 section 2.2: an empty line before the request line is skipped.
    while (!impl_->started && bytes.substr(0, 2) == "\r\n") {
      bytes.remove_prefix(2);
      used += 2;
    }
    if (!impl_->started && (bytes.empty() || bytes == "\r")) return State::kNeedMore;
    impl_->started = true;
    size_t head = 0;
    State state = impl_->ReadHead(bytes, head);
    used += head;
    if (state != State::kNeedMore || !impl_->in_body) return state;
    bytes.remove_prefix(head);
  }
  return impl_->ReadBody(bytes, used);
}

void RequestReader::Reset() {
  impl_->parser.emplace();
  impl_->started = impl_->in_body = false;
  impl_->scanner = HeadScanner();
  impl_->body_allowed = 0;
}

core::HttpRequest& RequestReader::request() { return impl_->parser->request; }
bool RequestReader::keep_alive() const {
  return !impl_->parser->http_1_0 && impl_->parser->keep_alive();
}
bool RequestReader::TakeExpectContinue() {
  return impl_->in_body && std::exchange(impl_->parser->expect_continue, false);
}
bool RequestReader::started() const { return impl_->started; }
int RequestReader::failure_status() const { return impl_->parser->failure.status; }
const char* RequestReader::failure_detail() const { return impl_->parser->failure.detail; }

}  // namespace bot::http
