// SPDX-License-Identifier: Apache-2.0
#include "bot/gateway.h"

#include <algorithm>
#include <cstdlib>

#include "channels/webchat/token.h"
#include "core/json_writer.h"
#include "core/limits.h"
#include "core/log.h"
#include "web/web.h"

namespace bot {

using core::ErrorCode;

namespace {

int StatusOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kDenied:
      return 401;
    case ErrorCode::kInvalid:
      return 400;
    case ErrorCode::kTooLarge:
      return 413;
    case ErrorCode::kNotFound:
      return 404;
    default:
      return 503;
  }
}

// What a browser may get to see carries the security headers; the 2xx to a provider stays short.
core::HttpResponse Secured(core::HttpResponse response) {
  web::AddSecurityHeaders(response);
  return response;
}

core::HttpResponse Problem(const core::Error& error) {
  int status = StatusOf(error.code);
  auto response = core::ProblemResponse(
      status, status == 503 ? "Try again later" : "The request was refused", error.message);
  if (status == 503) response.headers.emplace_back("Retry-After", "2");
  return Secured(std::move(response));
}

// A page may only talk to the service that it came from.
bool SameOrigin(const core::HttpRequest& request) {
  std::string_view origin = core::HeaderValue(request.headers, "Origin");
  std::string_view host = core::HeaderValue(request.headers, "Host");
  size_t scheme = origin.find("://");
  return scheme != std::string_view::npos && !host.empty() && origin.substr(scheme + 3) == host;
}

// What a page of ours sends carries no provider's signature.
bool IsProvider(core::ChannelKind kind) { return kind != core::ChannelKind::kWebchat; }

}  // namespace

Gateway::Gateway(Parts parts)
    : parts_(std::move(parts)),
      long_work_(parts_.max_queued + 1024, 1),
      flood_(parts_.turns_per_conversation_per_minute) {
  for (int i = 0; i < parts_.prepare_threads; ++i) {
    work_.push_back(std::make_unique<store::WriteQueue<PrepareItem>>(parts_.max_queued + 1024, 64));
  }
}

void Gateway::Start(const std::function<void(std::string, std::function<void()>)>& start_thread) {
  for (size_t i = 0; i < work_.size(); ++i) {
    start_thread("prepare-" + std::to_string(i), [this, &work = *work_[i]] { PrepareLoop(work); });
  }
  start_thread("prepare-long", [this] { PrepareLoop(long_work_); });
}

void Gateway::Stop() {
  for (auto& work : work_) work->Close();
  long_work_.Close();
}

void Gateway::CountRefusal(std::string_view reason, bool is_signed) {
  parts_.metrics.Counter("dwbot_refused_total", "reason=\"" + std::string(reason) + "\"") += 1;
  if (is_signed) parts_.metrics.Counter("dwbot_signed_refused_total") += 1;
}

bool Gateway::Handle(core::HttpRequest& request, const Responder& respond) {
  constexpr std::string_view kHooks = "/hooks/";
  constexpr std::string_view kChat = "/chat/";
  std::string_view path = request.path;
  if (path.starts_with(kHooks)) {
    auto it = parts_.channels.find(std::string(path.substr(kHooks.size())));
    if (it == parts_.channels.end()) {
      CountRefusal("unknown_channel");
      respond(Secured(core::ProblemResponse(
          404, "No such channel", "the path must be /hooks/ and a channel's name in the config")));
      return true;
    }
    Hook(*it->second, request, respond);
    return true;
  }
  if (!path.starts_with(kChat)) return false;
  std::string_view rest = path.substr(kChat.size());
  size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return false;
  std::string channel(rest.substr(0, slash));
  std::string_view what = rest.substr(slash + 1);
  auto door = parts_.doors.find(channel);
  if (door == parts_.doors.end() || door->second.kind != core::ChannelKind::kWebchat) return false;
  if (what == "token" && request.method == "POST") {
    if (RefuseWhileShut(door->second, respond, false)) return true;
    MakeToken(request, respond);
    return true;
  }
  if (what == "messages" && request.method == "GET") {
    PollMessages(request, respond);
    return true;
  }
  return false;
}

bool Gateway::RefuseWhileShut(const Door& door, const Responder& respond, bool is_signed) {
  if (!door.IsShut(parts_.office_key.Get().has_value())) return false;
  CountRefusal("no_office_key", is_signed);
  auto response = core::ProblemResponse(503, "Not open yet",
                                        "the office has no key yet to seal what people write; this "
                                        "opens when an officer makes it at the first login");
  response.headers.emplace_back("Retry-After", "60");
  respond(Secured(std::move(response)));
  return true;
}

void Gateway::Hook(const channels::Channel& channel, core::HttpRequest& request,
                   const Responder& respond) {
  auto inbound = channel.Receive(request);
  const bool is_provider = IsProvider(channel.traits().kind);
  if (!inbound) {
    // Channels check the signature of a GET or POST first: what is refused as anything but denied
    // came from the provider.
    const bool has_proof = inbound.error().code != ErrorCode::kDenied &&
                           (request.method == "POST" || request.method == "GET");
    CountRefusal(Name(inbound.error().code), is_provider && has_proof);
    respond(Problem(inbound.error()));
    return;
  }
  // A provider's check of the address (WhatsApp's GET) brings no message and passes.
  if (!inbound->messages.empty() &&
      RefuseWhileShut(parts_.doors.at(channel.name()), respond, is_provider))
    return;
  if (in_flight_ >= parts_.max_queued) {
    // Not every provider repeats: those that may not wait for room first (design.md, "Bounded
    // queues").
    if (channel.traits().repeats_after_refusal || waiting_.size() >= parts_.max_queued) {
      CountRefusal("full", is_provider);
      respond(Problem({ErrorCode::kUnavailable, "the service is busy"}));
    } else {
      waiting_.push_back(
          {parts_.clock.Now() + core::limits::kRoomWait, &channel, std::move(*inbound), respond});
    }
    return;
  }
  Take(channel, std::move(*inbound), respond);
}

void Gateway::RetryWaiting() {
  const core::Timestamp now = parts_.clock.Now();
  while (!waiting_.empty()) {
    Waiting& first = waiting_.front();
    if (in_flight_ < parts_.max_queued) {
      Take(*first.channel, std::move(first.inbound), first.respond);
    } else if (first.until <= now) {
      CountRefusal("full", IsProvider(first.channel->traits().kind));
      first.respond(Problem({ErrorCode::kUnavailable, "the service is busy"}));
    } else {
      return;
    }
    waiting_.pop_front();
  }
}

void Gateway::Take(const channels::Channel& channel, channels::Inbound inbound,
                   const Responder& respond) {
  core::HttpResponse accepted = channel.Accepted(inbound);
  Submit(channel.name(), std::move(inbound),
         [respond, accepted = std::move(accepted)](const core::Status& status) {
           respond(status ? accepted
                          : Problem({ErrorCode::kUnavailable,
                                     "the message was not stored; send it again"}));
         });
}

void Gateway::Submit(const std::string& channel, channels::Inbound inbound,
                     std::function<void(core::Status)> done) {
  const int units = static_cast<int>(inbound.messages.size()) + (inbound.statuses.empty() ? 0 : 1);
  if (units == 0) {
    done({});
    return;
  }
  if (!inbound.messages.empty())
    parts_.metrics.Counter("dwbot_messages_received_total", "channel=\"" + channel + "\"") +=
        static_cast<int64_t>(inbound.messages.size());
  in_flight_ += inbound.messages.size();
  auto delivery = std::make_shared<Delivery>(
      units, [this, n = inbound.messages.size(), done = std::move(done)](core::Status status) {
        in_flight_ -= n;
        NoteOutcome(status);
        done(std::move(status));
      });
  if (!inbound.statuses.empty()) {
    CommandItem item;
    for (const std::string& code : inbound.failure_codes)
      parts_.metrics.Counter("dwbot_delivery_errors_total",
                             "channel=\"" + channel + "\",code=\"" + code + "\"") += 1;
    for (const core::DeliveryStatus& status : inbound.statuses) {
      if (status.state == core::DeliveryState::kFailed) {
        parts_.metrics.Counter("dwbot_deliveries_failed_total", "channel=\"" + channel + "\"") += 1;
      }
      if (!status.message || status.state == core::DeliveryState::kFailed) continue;
      item.group.push_back(store::SendAcknowledged{*status.message});
      parts_.mailbox.Acknowledge(*status.message);
    }
    item.done = [delivery](const core::Status& status) { delivery->Finish(status); };
    if (!parts_.queue.Push(std::move(item), true))
      delivery->Finish(core::Err(ErrorCode::kUnavailable, "stopping"));
  }
  const Door& door = parts_.doors.at(channel);
  for (core::InboundMessage& message : inbound.messages) {
    // One conversation, one prepare thread: order holds. What comes behind a move comes from the
    // new address.
    const core::Address& person =
        message.kind == core::InboundKind::kMoved ? message.also : message.from;
    size_t lane = work_.size() == 1 ? 0 : std::hash<std::string>{}(person.Reveal()) % work_.size();
    LongTexts::Author author;
    auto& work = long_texts_.Enter(message, author) ? long_work_ : *work_[lane];
    if (!work.Push({&door, std::move(message), delivery, author}, true)) {
      delivery->Finish(core::Err(ErrorCode::kUnavailable, "stopping"));
    }
  }
}

// Only what the disk does: full queues and floods are counted where they are refused.
void Gateway::NoteOutcome(const core::Status& status) {
  if (!status && status.error().code != ErrorCode::kStorage) return;
  if (!status) CountRefusal("not_stored", true);
  if (failing_.exchange(!status) || status) return;
  core::Log(core::LogLevel::kError, "gateway",
            "messages cannot be stored and are refused until that works again: is the disk full, "
            "may the key folder be written to?");
}

void Gateway::PrepareLoop(store::WriteQueue<PrepareItem>& work) {
  for (;;) {
    std::vector<PrepareItem> items = work.TakeBlocking();
    if (items.empty()) return;
    for (PrepareItem& item : items) {
      PrepareOne(item);
      long_texts_.Left(item.author);
    }
  }
}

void Gateway::PrepareOne(PrepareItem& item) {
  auto turn = parts_.preparer.Prepare(*item.door, std::move(item.message));
  if (!turn) {
    core::Log(core::LogLevel::kError, "prepare", "a message could not be prepared",
              {core::LogField::Word(core::LogKey::kCode, Name(turn.error().code))});
    item.delivery->Finish(core::Err(turn.error().code, "not prepared"));
    return;
  }
  if (!flood_.Allow(turn->lookup.candidates.front().hash, parts_.clock.Now())) {
    CountRefusal("flood", IsProvider(item.door->kind));
    item.delivery->Finish(
        core::Err(ErrorCode::kUnavailable, "too many messages in one conversation"));
    return;
  }
  turn->delivery = item.delivery;
  if (!parts_.queue.Push(std::make_unique<PreparedTurn>(std::move(*turn)), true)) {
    item.delivery->Finish(core::Err(ErrorCode::kUnavailable, "stopping"));
  }
}

void Gateway::MakeToken(const core::HttpRequest& request, const Responder& respond) {
  if (!SameOrigin(request)) {
    respond(Secured(core::ProblemResponse(
        403, "Refused", "a chat can only be opened from this service's own page")));
    return;
  }
  const int64_t hour = parts_.clock.Now().ms / 3'600'000;
  if (tokens_by_network_.size() > 100'000) tokens_by_network_.clear();
  TokenCount& count = tokens_by_network_[request.network];
  if (count.hour != hour) count = {hour, 0};
  if (parts_.webchat_tokens_per_network_per_hour > 0 &&
      ++count.count > parts_.webchat_tokens_per_network_per_hour) {
    CountRefusal("webchat_tokens");
    auto response = core::ProblemResponse(429, "Too many new chats", "try again in an hour");
    response.headers.emplace_back("Retry-After", "3600");
    respond(Secured(std::move(response)));
    return;
  }
  core::JsonWriter w;
  w.BeginObject()
      .Key("token")
      .String(channels::webchat::MakeToken(parts_.token_key, parts_.random).Reveal())
      .EndObject();
  respond(Secured(core::JsonResponse(200, w.Take())));
}

void Gateway::PollMessages(const core::HttpRequest& request, const Responder& respond) {
  std::string token(core::HeaderValue(request.headers, "X-Chat-Token"));
  if (!channels::webchat::TokenIsOurs(parts_.token_key, token)) {
    respond(Secured(
        core::ProblemResponse(401, "Refused", "this chat is not known; open the page again")));
    return;
  }
  int wait = 25;
  if (auto parameters = core::ParseForm(request.query)) {
    if (const std::string* given = core::FindParameter(*parameters, "wait")) {
      wait = std::clamp(std::atoi(given->c_str()), 0, 25);
    }
  }
  parts_.mailbox.Poll(token, parts_.clock.Now() + std::chrono::seconds(wait), respond);
}

}  // namespace bot
