// SPDX-License-Identifier: Apache-2.0
// Service: its listeners, and who answers what comes in at them.
#include "bot/service.h"
#include "core/limits.h"

namespace bot {
namespace {

// Reading and checking a file (an author's survey, the register of workplaces) takes longer than an
// officer shall wait for the inbox.
bool IsFileWork(std::string_view path) {
  return path.starts_with("/api/v1/surveys") || path.starts_with(web::kSiteImportPath);
}

core::HttpResponse Busy() {
  auto response = core::ProblemResponse(503, "Busy", "try again in a moment");
  response.headers.emplace_back("Retry-After", "1");
  web::AddSecurityHeaders(response);
  return response;
}

}  // namespace

// Bytes; a provider's webhooks may be larger than other requests (WhatsApp: 3 MiB), so may an
// office's files.
size_t Service::MaxBody(bool has_office, std::string_view path) const {
  if (has_office && IsFileWork(path)) return web::kMaxFileRequest;
  constexpr std::string_view kHooks = "/hooks/";
  auto channel = path.starts_with(kHooks)
                     ? all_->channels.find(std::string(path.substr(kHooks.size())))
                     : all_->channels.end();
  return channel == all_->channels.end() ? core::limits::kMaxWebhookBytes
                                         : channel->second->traits().max_webhook_bytes;
}

core::Status Service::Listen() {
  const Config& config = all_->config;
  auto options = [&](const char* name, const bot::Listen& listen) {
    ListenerOptions o;
    o.name = name;
    o.host = listen.host;
    o.port = listen.port;
    o.max_connections = config.limits.max_connections;
    o.request_deadline = config.limits.request_deadline;
    const bool has_office = !config.office_listen || std::string_view(name) == "office";
    o.max_body = [this, has_office](std::string_view path) { return MaxBody(has_office, path); };
    return o;
  };
  std::vector<ListenerOptions> listeners;
  listeners.push_back(options("public", config.public_listen));
  listeners.back().handler = [this](core::HttpRequest r, const Responder& respond) {
    OnRequest(true, std::move(r), respond);
  };
  if (config.office_listen) {
    listeners.push_back(options("office", *config.office_listen));
    listeners.back().handler = [this](core::HttpRequest r, const Responder& respond) {
      OnRequest(false, std::move(r), respond);
    };
  }
  listeners.push_back(options("internal", config.internal_listen));
  listeners.back().handler = [this](const core::HttpRequest& r, const Responder& respond) {
    OnInternal(r, respond);
  };
  return server_.Listen(std::move(listeners));
}

void Service::OnRequest(bool is_public, core::HttpRequest request, const Responder& respond) {
  if (is_public && gateway_.Handle(request, respond)) return;
  bool ours = web_->Owns(request.path) &&
              (!is_public || !all_->config.office_listen || web_->IsPublic(request.path));
  if (!ours) {
    auto response = core::ProblemResponse(404, "Not found", "there is nothing at this address");
    web::AddSecurityHeaders(response);
    respond(std::move(response));
    return;
  }
  auto shared = std::make_shared<core::HttpRequest>(std::move(request));
  auto& work = IsFileWork(shared->path) ? file_work_ : office_work_;
  if (!work.Push([this, shared, respond] { OnOffice(shared, respond); })) respond(Busy());
}

void Service::OnOffice(const std::shared_ptr<core::HttpRequest>& request,
                       const Responder& respond) {
  const uint64_t version = changes_.Version();
  core::HttpResponse response = web_->Handle(*request);
  const int wait = request->path == web::kChangesPath && response.status == 204
                       ? web::WaitSecondsOf(*request)
                       : 0;
  if (wait > 0) {
    watchers_.Wait(request, std::chrono::seconds(wait), version, respond);
    return;
  }
  const bool leaves =
      request->method == "DELETE" && request->path == "/api/v1/session" && response.status == 204;
  respond(std::move(response));
  if (leaves) watchers_.Wake();
}

void Service::AnswerWatcher(std::shared_ptr<const core::HttpRequest> request,
                            const Responder& respond) {
  if (!office_work_.Push(
          [this, request = std::move(request), respond] { respond(web_->Handle(*request)); }))
    respond(Busy());
}

bool Service::IsReady(std::string* why) const {
  if (!all_->store->Healthy())
    *why = "core.db cannot be written: see the log, then start the service again";
  else if (!all_->vault->Healthy())
    *why = "vault.db cannot be written: see the log, then start the service again";
  else if (gateway_.failing())
    *why =
        "messages cannot be stored: is the disk full, may the key folder be written to? They are "
        "refused until that works again";
  else if (gateway_.in_flight() >= all_->config.limits.max_queued_turns)
    *why = "the queue of incoming messages is full";
  else if (stopping_)
    *why = "stopping";
  return why->empty();
}

std::string Service::Alarms() {
  std::string lines;
  if (const std::string over = budget_.Alarm(clock_.Now()); !over.empty())
    lines += "outbound budget: " + over + "\n";
  if (const std::string given_up = feed_sender_ ? feed_sender_->Alarm() : ""; !given_up.empty())
    lines += given_up + "\n";
  lines += alert_sender_->Alarm();
  if (const std::string unreviewed = publishing_.UnreviewedInUse(); !unreviewed.empty())
    lines += "not reviewed by a native speaker: " + unreviewed + "\n";
  const bool has_key = all_->office_key.Get().has_value();
  for (const auto& [name, door] : all_->doors) {
    if (door.IsShut(has_key))
      lines +=
          "shut until there is an office key (an officer's first login makes it): " + name + "\n";
  }
  return lines;
}

void Service::OnInternal(const core::HttpRequest& request, const Responder& respond) {
  if (request.path == "/healthz") {
    respond(core::TextResponse(200, "ok\n"));
  } else if (request.path == "/readyz") {
    std::string why;
    bool ready = IsReady(&why);
    // A gateway that does not repeat lost these: somebody should look, even if there is room again.
    int64_t refused = metrics_.Counter("dwbot_refused_total", "reason=\"full\"");
    const int64_t has_proof = metrics_.Counter("dwbot_signed_refused_total");
    respond(core::TextResponse(
        ready ? 200 : 503, (ready ? "ready\n" : "not ready: " + why + "\n") + Alarms() +
                               "refused for want of room: " + std::to_string(refused) + "\n" +
                               "providers' signed requests refused: " + std::to_string(has_proof) +
                               "\n"));
  } else if (request.path == "/metrics") {
    metrics_.Gauge("dwbot_turns_in_flight") = static_cast<int64_t>(gateway_.in_flight());
    metrics_.Gauge("dwbot_write_queue") = static_cast<int64_t>(queue_.size());
    metrics_.Gauge("dwbot_open_connections") = static_cast<int64_t>(server_.open_connections());
    metrics_.Gauge("dwbot_ready") = [&] {
      std::string why;
      return IsReady(&why) ? 1 : 0;
    }();
    respond({200, {{"Content-Type", "text/plain; version=0.0.4"}}, metrics_.Render()});
  } else {
    respond(core::ProblemResponse(404, "Not found", "here are /healthz, /readyz and /metrics"));
  }
}

}  // namespace bot
