// SPDX-License-Identifier: Apache-2.0
// Twilio: signed webhooks, Messages.json, status callbacks, deletion of messages. Refuses what
// Twilio refuses (https://www.twilio.com/docs/api/errors).
#include <algorithm>
#include <cctype>
#include <map>
#include <mutex>
#include <set>

#include "bot/simulate/provider.h"
#include "channels/hmac.h"
#include "core/base64.h"
#include "core/json_writer.h"
#include "core/utf8.h"

namespace bot::simulate {
namespace {

constexpr std::string_view kAccounts = "/2010-04-01/Accounts/";
constexpr std::string_view kWhatsApp = "whatsapp:";

std::string Get(const core::Parameters& parameters, std::string_view name) {
  const std::string* found = core::FindParameter(parameters, name);
  return found == nullptr ? "" : *found;
}

// The documentation's own rule, not the adapter's code.
std::string Sign(const Line& line, const std::string& url, core::Parameters form) {
  std::sort(form.begin(), form.end());
  std::string signed_text = url;
  for (const auto& [name, value] : form) signed_text += name + value;
  return core::Base64Encode(
      channels::Hmac(channels::HashKind::kSha1, line.Text("auth_token"), signed_text));
}

core::HttpCall SignedPost(const Line& line, std::string url, const core::Parameters& form) {
  core::HttpCall call;
  call.url = std::move(url);
  call.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"},
                  {"X-Twilio-Signature", Sign(line, call.url, form)}};
  call.body = core::FormEncode(form);
  return call;
}

core::HttpResponse Error(int status, int code, std::string_view message) {
  core::JsonWriter json;
  json.BeginObject()
      .Key("code")
      .Integer(code)
      .Key("message")
      .String(message)
      .Key("status")
      .Integer(status)
      .EndObject();
  return core::JsonResponse(status, json.Take());
}

// A number; on WhatsApp also a user id, "whatsapp:US.1349...".
bool IsReachable(std::string_view to) {
  if (to.starts_with(kWhatsApp)) {
    to.remove_prefix(kWhatsApp.size());
    if (to.size() > 3 && to[2] == '.' && std::isupper(static_cast<unsigned char>(to[0])) != 0)
      return true;
  }
  return to.size() >= 8 && to.size() <= 16 && to[0] == '+' &&
         std::all_of(to.begin() + 1, to.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Twilio final : public Provider {
 public:
  Twilio(Lines lines, const core::Clock& clock) : lines_(std::move(lines)), clock_(clock) {}

  std::string NewAddress(const std::string& country, core::RandomSource& random) const override {
    return PhoneNumber(country, random);
  }
  // #rc=5&rp=all, as docs/operations.md has it.
  [[nodiscard]] Repeats repeats() const override {
    return {std::chrono::milliseconds(1000), false, 5};
  }

  core::HttpCall Webhook(const Line& line, const Sending& s, const Reply& reply) override {
    const std::string prefix(IsWhatsApp(line) ? kWhatsApp : "");
    const std::string sid = "SM" + s.unique;
    {
      const std::lock_guard lock(mutex_);
      kept_.insert(sid);
      heard_at_[prefix + s.address] = s.now;
    }
    std::string to = line.Text("from");
    core::Parameters form = {{"ToCountry", ""},
                             {"MessageSid", sid},
                             {"SmsSid", sid},
                             {"SmsMessageSid", sid},
                             {"AccountSid", line.Text("account_sid")},
                             {"From", prefix + s.address},
                             {"To", to},
                             {"Body", reply.text},
                             {"NumMedia", "0"},
                             {"NumSegments", "1"},
                             {"SmsStatus", "received"},
                             {"ApiVersion", "2010-04-01"}};
    if (IsWhatsApp(line)) form.emplace_back("ProfileName", "Simulated");
    return SignedPost(line, line.Text("public_url") + "/hooks/" + core::PercentEncode(line.name),
                      form);
  }

  std::optional<core::HttpResponse> Answer(const core::HttpRequest& request,
                                           Stage& stage) override {
    if (!request.path.starts_with(kAccounts)) return std::nullopt;
    const Line* line = FindLine(lines_, [&](const Line& l) {
      return request.path.starts_with(std::string(kAccounts) + l.Text("account_sid") +
                                      "/Messages") &&
             core::HeaderValue(request.headers, "Authorization") ==
                 "Basic " + core::Base64Encode(
                                core::AsBytes(l.Text("account_sid") + ":" + l.Text("auth_token")));
    });
    if (line == nullptr) return Error(401, 20003, "Authenticate");
    const std::string resource = request.path.substr(
        kAccounts.size() + line->Text("account_sid").size() + std::string_view("/Messages").size());
    if (resource == ".json" && request.method == "POST") return Send(request, stage);
    if (resource.starts_with("/") && request.method == "DELETE") return Delete(resource);
    return Error(404, 20404, "The requested resource was not found");
  }

 private:
  static bool IsWhatsApp(const Line& line) { return line.Text("from").starts_with(kWhatsApp); }

  core::HttpResponse Send(const core::HttpRequest& request, Stage& stage) {
    auto form = core::ParseForm(request.body);
    if (!form || !core::HeaderValue(request.headers, "Content-Type")
                      .starts_with("application/x-www-form-urlencoded"))
      return Error(400, 21600, "The body must be a form");
    const std::string to = Get(*form, "To");
    const std::string body = Get(*form, "Body");
    const std::string content = Get(*form, "ContentSid");
    const std::string url = Get(*form, "StatusCallback");
    // Several channels may share an account: the sender tells which one it is.
    const Line* line =
        FindLine(lines_, [&](const Line& l) { return l.Text("from") == Get(*form, "From"); });
    if (Get(*form, "From").empty()) return Error(400, 21603, "A 'From' phone number is required");
    if (line == nullptr)
      return Error(400, 21606, "The 'From' phone number is not a sender of this account");
    if (to.empty()) return Error(400, 21604, "A 'To' phone number is required");
    if (!IsReachable(to) || to.starts_with(kWhatsApp) != IsWhatsApp(*line))
      return Error(400, 21211, "Invalid 'To'");
    if (body.empty() && content.empty()) return Error(400, 21602, "Message body is required");
    if (!content.empty() && !(content.starts_with("HX") && content.size() == 34))
      return Error(400, 21655, "The ContentSid is invalid");
    if (!url.empty() && !url.starts_with("http://") && !url.starts_with("https://"))
      return Error(400, 21609, "The StatusCallback URL is not valid");
    if (!core::IsUtf8(body)) return Error(400, 21619, "Body is not UTF-8");
    if (core::Utf16Length(body) > 1600)
      return Error(400, 21617, "The concatenated message body exceeds 1600");
    const std::string sid = Keep(to, IsWhatsApp(*line) && !body.empty());
    if (sid.empty()) return Error(400, 63016, "Outside the messaging window");
    stage.Show(*line, to.substr(IsWhatsApp(*line) ? kWhatsApp.size() : 0), {body, {}});
    if (!url.empty()) {
      stage.Post(*line, SignedPost(*line, url,
                                   {{"MessageSid", sid},
                                    {"MessageStatus", "delivered"},
                                    {"To", to},
                                    {"From", Get(*form, "From")},
                                    {"ApiVersion", "2010-04-01"}}));
    }
    core::JsonWriter json;
    json.BeginObject().Key("sid").String(sid).Key("status").String("queued").EndObject();
    return core::JsonResponse(201, json.Take());
  }

  core::HttpResponse Delete(std::string resource) {
    if (!resource.ends_with(".json"))
      return Error(404, 20404, "The requested resource was not found");
    const std::lock_guard lock(mutex_);
    const bool known = kept_.erase(resource.substr(1, resource.size() - 6)) > 0;
    return known ? core::HttpResponse{204, {}, ""}
                 : Error(404, 20404, "The requested resource was not found");
  }

  // The id of a new message; "" if it needs an open window and there is none.
  std::string Keep(const std::string& to, bool needs_window) {
    const std::lock_guard lock(mutex_);
    if (needs_window) {
      auto heard = heard_at_.find(to);
      if (heard == heard_at_.end() || clock_.Now() - heard->second >= std::chrono::hours(24))
        return "";
    }
    std::string number = std::to_string(++sids_);
    return *kept_.insert("SM" + std::string(32 - number.size(), 'f') + number).first;
  }

  Lines lines_;
  const core::Clock& clock_;
  std::mutex mutex_;
  std::set<std::string> kept_;  // messages that have not been deleted; guarded by mutex_
  std::map<std::string, core::Timestamp>
      heard_at_;      // when a person opened the window; guarded by mutex_
  int64_t sids_ = 0;  // guarded by mutex_
};

}  // namespace

std::unique_ptr<Provider> MakeTwilio(Lines lines, const core::Clock& clock) {
  return std::make_unique<Twilio>(std::move(lines), clock);
}
std::unique_ptr<Provider> MakeTwilio(Lines lines) {
  static const core::SystemClock clock;
  return MakeTwilio(std::move(lines), clock);
}

}  // namespace bot::simulate
