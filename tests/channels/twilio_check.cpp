// SPDX-License-Identifier: Apache-2.0
// twilio_check FILE: requests that Twilio's library signed (tests/e2e/twilio_signature.test.mjs).
// Each must be taken, and none of those that differ from it in one bit of signature, URL or body.
// Prints how many; exit 1 where one goes wrong.
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

#include "core/crypto.h"
#include "core/json.h"
#include "twilio_requests.h"

namespace {

using channels::Channel;
using core::HttpRequest;

struct Counts {
  long taken = 0;
  long refused = 0;
  long wrong = 0;
};

template <class Change>
void FlipEveryBit(const Channel& channel, const HttpRequest& good, const std::string& bytes,
                  Change change, Counts& counts) {
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    HttpRequest request = good;
    change(request, std::move(flipped));
    const bool taken = channels::IsTakenAsSigned(channel, request);
    ++(taken ? counts.wrong : counts.refused);
    if (taken) std::printf("taken with bit %zu changed in: %s\n", bit, bytes.c_str());
  }
}

void Check(core::JsonValue vector, Counts& counts) {
  channels::SignedRequest made = channels::SignedRequestFrom(vector);
  auto channel =
      channels::TwilioFor(vector.Find("token")->String(), vector.Find("public_url")->String());
  if (channel == nullptr || !channels::IsTakenAsSigned(*channel, made.request)) {
    ++counts.wrong;
    std::printf("refused: %s\n", vector.Find("url")->String().c_str());
    return;
  }
  ++counts.taken;
  FlipEveryBit(
      *channel, made.request, made.request.headers[0].second,
      [](HttpRequest& r, std::string s) { r.headers[0].second = std::move(s); }, counts);
  FlipEveryBit(
      *channel, made.request, made.request.target,
      [](HttpRequest& r, std::string s) {
        const size_t mark = s.find('?');
        r.query = mark == std::string::npos ? "" : s.substr(mark + 1);
        r.target = std::move(s);
      },
      counts);
  FlipEveryBit(
      *channel, made.request, made.request.body,
      [](HttpRequest& r, std::string s) { r.body = std::move(s); }, counts);
}

}  // namespace

int main(int argc, char** argv) {
  core::InitCrypto();
  std::ifstream file(argc > 1 ? argv[1] : "");
  std::stringstream bytes;
  bytes << file.rdbuf();
  auto document = core::JsonDocument::Parse(bytes.str());
  if (!document) {
    std::printf("no vectors: %s\n", document.error().message.c_str());
    return 1;
  }
  Counts counts;
  for (size_t i = 0; i < document->root().size(); ++i) Check(document->root().At(i), counts);
  std::printf("{\"taken\":%ld,\"refused\":%ld,\"wrong\":%ld}\n", counts.taken, counts.refused,
              counts.wrong);
  return counts.wrong == 0 ? 0 : 1;
}
