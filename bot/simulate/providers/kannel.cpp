// SPDX-License-Identifier: Apache-2.0
// Kannel: its get-url as docs/operations.md has it, and sendsms.
#include "bot/simulate/provider.h"

namespace bot::simulate {
namespace {

std::string AsUuid(const std::string& hex) {
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

std::string ParameterOf(const core::Parameters& parameters, std::string_view name) {
  const std::string* found = core::FindParameter(parameters, name);
  return found == nullptr ? "" : *found;
}

class Kannel final : public Provider {
 public:
  explicit Kannel(Lines lines) : lines_(std::move(lines)) {}

  std::string NewAddress(const std::string& country, core::RandomSource& random) const override {
    return PhoneNumber(country, random);
  }
  // http-request-retry = 10, as docs/operations.md has it; anything but 200 and 202 is a failure.
  bool Taken(int status) const override { return status == 200 || status == 202; }

  core::HttpCall Webhook(const Line& line, const Sending& s, const Reply& reply) override {
    core::HttpCall call;
    call.method = "GET";
    call.url = line.hook + "?" +
               core::FormEncode({{"secret", line.Text("secret")},
                                 {"id", AsUuid(s.unique)},
                                 {"from", s.address},
                                 {"to", line.Text("from")},
                                 {"text", reply.text},
                                 {"coding", "0"},
                                 {"charset", "UTF-8"},
                                 {"ts", std::to_string(s.now.ms / 1000)}});
    return call;
  }

  std::optional<core::HttpResponse> Answer(const core::HttpRequest& request, Stage& stage) override {
    if (request.path != "/cgi-bin/sendsms") return std::nullopt;
    core::Parameters given = core::ParseForm(request.query).value_or(core::Parameters{});
    const Line* line = FindLine(lines_, [&](const Line& l) {
      return l.Text("username") == ParameterOf(given, "username") &&
             l.Text("password") == ParameterOf(given, "password");
    });
    if (line == nullptr) return core::TextResponse(403, "Authorization failed for sendsms");
    std::string to = ParameterOf(given, "to");
    if (to.empty()) return core::TextResponse(400, "Missing receiver number, rejected");
    stage.Show(*line, to, {ParameterOf(given, "text"), {}});
    return core::TextResponse(202, "0: Accepted for delivery");
  }

 private:
  Lines lines_;
};

}  // namespace

std::unique_ptr<Provider> MakeKannel(Lines lines) { return std::make_unique<Kannel>(std::move(lines)); }

}  // namespace bot::simulate
