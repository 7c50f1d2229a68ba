// SPDX-License-Identifier: Apache-2.0
#include "channels/http_sms/http_sms.h"

#include "channels/http_sms/parse.h"
#include "channels/http_sms/plan.h"
#include "channels/http_sms/proof.h"
#include "channels/http_sms/send.h"
#include "channels/named_channel.h"

namespace channels::http_sms {
namespace {

class HttpSms final : public NamedChannel {
 public:
  HttpSms(std::string name, Plan plan) : NamedChannel(std::move(name)), plan_(std::move(plan)) {
    traits_.kind = core::ChannelKind::kSms;
    traits_.repeats_after_refusal = false;  // hardly a gateway says that it does
    traits_.messages_per_second = plan_.messages_per_second;
    traits_.max_webhook_bytes = 256 * 1024;  // some send batches
  }

  core::Result<Inbound> Receive(const core::HttpRequest& request) const override {
    RETURN_IF_ERROR(CheckSize(request));
    RETURN_IF_ERROR(CheckProof(plan_, request));
    if (request.method != "GET" && request.method != "POST")
      return core::Err(core::ErrorCode::kInvalid, "a gateway calls with GET or POST");
    return ParseRequest(plan_, request);
  }

  core::HttpResponse Accepted(const Inbound&) const override { return {}; }

  core::Result<std::vector<core::HttpCall>> Render(
      const core::Address& to, const core::MessageId& id,
      const core::OutboundMessage& message) const override {
    return RenderMessage(plan_, to, id, message);
  }
  SendOutcome ReadReply(const core::HttpReply& reply) const override {
    return ReadSendReply(plan_, reply);
  }

 private:
  Plan plan_;
};

}  // namespace

std::unique_ptr<Channel> Make(core::ObjectReader& settings, const ChannelContext& context) {
  auto plan = ReadPlan(settings, context);
  if (!plan) return nullptr;
  return std::make_unique<HttpSms>(context.name, std::move(*plan));
}

}  // namespace channels::http_sms
