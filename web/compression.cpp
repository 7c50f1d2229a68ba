// SPDX-License-Identifier: Apache-2.0
#include "web/compression.h"

#include <zlib.h>

#include <algorithm>
#include <optional>

namespace web {
namespace {

constexpr size_t kWorthIt = 1024;  // bytes: below, it is one packet either way
constexpr int kLevel =
    4;  // a quarter of the time of level 9 and 98 % of its gain (web/openapi.json)
constexpr int kGzipWindow = 15 + 16;  // zlib's way to ask for gzip's frame
constexpr std::string_view kSession = "/api/v1/session";

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool EqualNoCase(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// "q=0", "q=0.0": not wanted.
bool IsRefused(std::string_view parameters) {
  const size_t at = parameters.find_first_of("qQ");
  if (at == std::string_view::npos) return false;
  std::string_view weight = Trim(parameters.substr(at + 1));
  if (weight.empty() || weight.front() != '=') return false;
  weight = Trim(weight.substr(1));
  return !weight.empty() && weight.find_first_not_of("0.") == std::string_view::npos;
}

std::optional<std::string> Gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, MAX_MEM_LEVEL - 1,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    return std::nullopt;
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  std::string in(bytes);  // zlib takes no const bytes
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int ended = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (ended != Z_STREAM_END) return std::nullopt;
  return out;
}

std::string* Find(core::Headers& headers, std::string_view name) {
  auto at = std::find_if(headers.begin(), headers.end(),
                         [&](const auto& header) { return EqualNoCase(header.first, name); });
  return at == headers.end() ? nullptr : &at->second;
}

bool MayCompress(const core::HttpRequest& request, const core::HttpResponse& response) {
  if ((request.method != "GET" && request.method != "HEAD") || request.path == kSession ||
      response.status != 200)
    return false;
  if (!core::HeaderValue(response.headers, "Content-Encoding").empty()) return false;
  const std::string_view type = core::HeaderValue(response.headers, "Content-Type");
  return type.starts_with("application/json") || type.starts_with("text/html");
}

}  // namespace

bool Takes(const core::HttpRequest& request, std::string_view coding) {
  std::string_view list = core::HeaderValue(request.headers, "Accept-Encoding");
  while (!list.empty()) {
    const size_t end = std::min(list.find(','), list.size());
    const std::string_view one = list.substr(0, end);
    const size_t name = std::min(one.find(';'), one.size());
    if (EqualNoCase(Trim(one.substr(0, name)), coding)) return !IsRefused(one.substr(name));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

void Compress(const core::HttpRequest& request, core::HttpResponse& response) {
  if (!MayCompress(request, response)) return;
  if (std::string* vary = Find(response.headers, "Vary"))
    *vary += ", Accept-Encoding";
  else
    response.headers.emplace_back("Vary", "Accept-Encoding");
  if (response.body.size() < kWorthIt || !Takes(request, "gzip")) return;
  auto packed = Gzip(response.body);
  if (!packed || packed->size() >= response.body.size()) return;
  response.body = std::move(*packed);
  response.headers.emplace_back("Content-Encoding", "gzip");
  std::string* tag = Find(response.headers, "ETag");
  if (tag != nullptr && tag->ends_with('"')) tag->replace(tag->size() - 1, 1, kGzipTag);
}

}  // namespace web
