// SPDX-License-Identifier: Apache-2.0
// The phone page's post. What else the page does (token, polling) is bot/simulate/webchat.cpp.
#include "bot/simulate/provider.h"
#include "core/json_writer.h"

namespace bot::simulate {
namespace {

class Webchat final : public Provider {
 public:
  std::string NewAddress(const std::string&, core::RandomSource&) const override { return ""; }

  core::HttpCall Webhook(const Line& line, const Sending& s, const Reply& reply) override {
    core::JsonWriter json;
    json.BeginObject();
    json.Key("token").String(s.address);
    json.Key("id").String(s.unique);
    if (!s.language.empty()) json.Key("language").String(s.language);
    if (reply.tap.empty()) {
      json.Key("text").String(reply.text);
    } else {
      json.Key("tap").String(reply.tap);
    }
    json.EndObject();
    core::HttpCall call;
    call.url = line.hook;
    call.headers = {{"Content-Type", "application/json"}, {"Origin", line.target}};
    call.body = json.Take();
    return call;
  }

  std::optional<core::HttpResponse> Answer(const core::HttpRequest&, Stage&) override {
    return std::nullopt;
  }
};

}  // namespace

std::unique_ptr<Provider> MakeWebchat(Lines) { return std::make_unique<Webchat>(); }

}  // namespace bot::simulate
