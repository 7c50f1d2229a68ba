// SPDX-License-Identifier: Apache-2.0
#include "bot/http/response_writer.h"

#include <fmt/format.h>
#include <strings.h>

#include <array>
#include <ctime>
#include <iterator>

namespace bot::http {
namespace {

std::string_view Reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "";
  }
}

bool IsFraming(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kOurs = {"Content-Length", "Transfer-Encoding",
                                                            "Connection", "Keep-Alive", "Date"};
  for (std::string_view ours : kOurs) {
    if (name.size() == ours.size() && strncasecmp(name.data(), ours.data(), name.size()) == 0)
      return true;
  }
  return false;
}

bool OnOneLine(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

}  // namespace

void AppendResponse(std::string& out, const core::HttpResponse& response,
                    const WriteOptions& options) {
  bool bodyless = response.status == 204 || response.status == 304;
  out.reserve(out.size() + response.body.size() + 256);
  fmt::format_to(std::back_inserter(out), FMT_STRING("HTTP/1.1 {} {}\r\n"), response.status,
                 Reason(response.status));
  if (!options.date.empty()) {
    out += "Date: ";
    out += options.date;
    out += "\r\n";
  }
  if (!bodyless) {
    fmt::format_to(std::back_inserter(out), FMT_STRING("Content-Length: {}\r\n"),
                   response.body.size());
  }
  if (!options.keep_alive) out += "Connection: close\r\n";
  for (const auto& [name, value] : response.headers) {
    if (IsFraming(name) || !OnOneLine(name) || !OnOneLine(value)) continue;
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
  }
  out += "\r\n";
  if (!bodyless && !options.head_only) out += response.body;
}

core::HttpResponse ServerProblem(int status, std::string_view detail) {
  core::HttpResponse response = core::ProblemResponse(status, Reason(status), detail);
  response.headers.insert(
      response.headers.end(),
      {{"Cache-Control", "no-store"},
       {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
       {"Referrer-Policy", "no-referrer"},
       {"X-Content-Type-Options", "nosniff"},
       {"Cross-Origin-Opener-Policy", "same-origin"},
       {"Cross-Origin-Resource-Policy", "same-origin"}});
  return response;
}

std::string HttpDate(int64_t unix_seconds) {
  auto seconds = static_cast<std::time_t>(unix_seconds);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     kDays.at(static_cast<size_t>(parts.tm_wday)), parts.tm_mday,
                     kMonths.at(static_cast<size_t>(parts.tm_mon)), parts.tm_year + 1900,
                     parts.tm_hour, parts.tm_min, parts.tm_sec);
}

}  // namespace bot::http
