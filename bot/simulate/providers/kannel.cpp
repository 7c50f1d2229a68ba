// SPDX-License-Identifier: Apache-2.0
// Kannel: its get-url as docs/operations.md has it, and sendsms (Kannel User Guide, "Sending SMS").
#include <algorithm>

#include "bot/simulate/provider.h"
#include "core/utf8.h"

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

// Letters that GSM 03.38 has beside ASCII; of ASCII it lacks the backtick.
constexpr std::u32string_view kGsmBeyondAscii = U"£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€";

// What the handset gets: with coding 0 each letter that GSM lacks as '?', and no more than ten
// parts (max-messages).
std::string AsDelivered(const std::string& text, bool gsm) {
  const size_t most = gsm ? 10 * 153 : 10 * 67;
  std::string out;
  size_t units = 0;
  for (size_t at = 0; at < text.size();) {
    char32_t c = core::NextCodePoint(text, at);
    const bool in_gsm = c < 0x80 ? c != U'`' && (c >= 0x20 || c == U'\n' || c == U'\r')
                                 : kGsmBeyondAscii.find(c) != std::u32string_view::npos;
    if (gsm && !in_gsm) c = U'?';
    const bool pair =
        gsm ? std::u32string_view(U"^{}\\[~]|€").find(c) != std::u32string_view::npos : c > 0xffff;
    units += pair ? 2 : 1;
    if (units > most) break;
    core::AppendUtf8(out, c);
  }
  return out;
}

bool IsNumber(std::string_view to) {
  if (to.starts_with('+')) to.remove_prefix(1);
  return !to.empty() &&
         std::all_of(to.begin(), to.end(), [](char c) { return c >= '0' && c <= '9'; });
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

  std::optional<core::HttpResponse> Answer(const core::HttpRequest& request,
                                           Stage& stage) override {
    if (request.path != "/cgi-bin/sendsms") return std::nullopt;
    core::Parameters given = core::ParseForm(request.query).value_or(core::Parameters{});
    const Line* line = FindLine(lines_, [&](const Line& l) {
      return l.Text("username") == ParameterOf(given, "username") &&
             l.Text("password") == ParameterOf(given, "password");
    });
    if (line == nullptr) return core::TextResponse(403, "Authorization failed for sendsms");
    std::string to = ParameterOf(given, "to");
    if (to.empty()) return core::TextResponse(400, "Missing receiver number, rejected");
    if (!IsNumber(to)) return core::TextResponse(400, "Garbage 'to' field, rejected.");
    if (ParameterOf(given, "from").empty())
      return core::TextResponse(400, "Sender missing and no global set, rejected");
    const std::string coding = ParameterOf(given, "coding"), text = ParameterOf(given, "text");
    if (coding != "" && coding != "0" && coding != "1" && coding != "2")
      return core::TextResponse(400, "coding field misformed, rejected");
    if (text.empty()) return core::TextResponse(400, "Missing text and UDH, rejected");
    if (ParameterOf(given, "charset") != "UTF-8" || !core::IsUtf8(text))
      return core::TextResponse(400, "Charset or body misformed, rejected");
    stage.Show(*line, to, {AsDelivered(text, coding != "2"), {}});
    return core::TextResponse(202, "0: Accepted for delivery");
  }

 private:
  Lines lines_;
};

}  // namespace

std::unique_ptr<Provider> MakeKannel(Lines lines) {
  return std::make_unique<Kannel>(std::move(lines));
}

}  // namespace bot::simulate
