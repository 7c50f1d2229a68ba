// SPDX-License-Identifier: Apache-2.0
#include "channels/kannel/kannel.h"

#include "channels/kannel/parse.h"
#include "channels/kannel/send.h"
#include "channels/kannel/settings.h"
#include "channels/named_channel.h"

namespace channels::kannel {
namespace {

class Kannel final : public NamedChannel {
 public:
  Kannel(std::string name, Settings settings)
      : NamedChannel(std::move(name)), settings_(std::move(settings)) {
    traits_.kind = core::ChannelKind::kSms;
    traits_.repeats_after_refusal = false;  // http-request-retry is 0 unless the operator sets it
    traits_.messages_per_second = settings_.messages_per_second;
    traits_.max_webhook_bytes = 64 * 1024;  // 255 parts of 134 octets are 34 KiB
  }

  core::Result<Inbound> Receive(const core::HttpRequest& request) const override {
    if (!HasSecret(request, settings_.secret)) {
      return core::Err(core::ErrorCode::kDenied,
                       "the parameter secret is missing or is not this channel's secret; set it in "
                       "Kannel's get-url");
    }
    RETURN_IF_ERROR(CheckSize(request));
    return ParseRequest(request);
  }

  // Kannel counts only 200 and 202 as success; a body would be sent to the worker.
  core::HttpResponse Accepted(const Inbound&) const override { return {}; }

  core::Result<std::vector<core::HttpCall>> Render(
      const core::Address& to, const core::MessageId& id,
      const core::OutboundMessage& message) const override {
    return RenderMessage(settings_, to, id, message);
  }
  SendOutcome ReadReply(const core::HttpReply& reply) const override {
    return ReadSendReply(reply);
  }

 private:
  Settings settings_;
};

}  // namespace

std::unique_ptr<Channel> Make(core::ObjectReader& settings, const ChannelContext& context) {
  auto read = ReadSettings(settings, context);
  if (!read) return nullptr;
  return std::make_unique<Kannel>(context.name, std::move(*read));
}

}  // namespace channels::kannel
