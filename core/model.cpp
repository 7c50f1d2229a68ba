// SPDX-License-Identifier: Apache-2.0
#include "core/model.h"

#include "core/bytes.h"

namespace core {
namespace {
constexpr uint8_t kOutboundFormat = 2;  // 1: without `about`
constexpr uint64_t kMaxListed = 1000;
}  // namespace

std::string_view Name(ChannelKind kind) {
  switch (kind) {
    case ChannelKind::kSms:
      return "sms";
    case ChannelKind::kWhatsApp:
      return "whatsapp";
    case ChannelKind::kTelegram:
      return "telegram";
    case ChannelKind::kWebchat:
      return "webchat";
  }
  return "unknown";
}

std::optional<ChannelKind> ChannelKindFromName(std::string_view name) {
  for (auto kind :
       {ChannelKind::kSms, ChannelKind::kWhatsApp, ChannelKind::kTelegram, ChannelKind::kWebchat}) {
    if (Name(kind) == name) return kind;
  }
  return std::nullopt;
}

std::vector<uint8_t> Encode(const OutboundMessage& m) {
  ByteWriter w;
  w.U8(kOutboundFormat);
  w.String(m.text);
  w.String(m.body);
  w.Unsigned(m.choices.size());
  for (const Choice& c : m.choices) {
    w.String(c.token);
    w.String(c.label);
  }
  w.U8(m.multiple ? 1 : 0);
  w.String(m.word_open_list);
  w.String(m.word_done);
  w.String(m.word_more);
  w.U8(static_cast<uint8_t>(m.purpose));
  w.String(m.language);
  w.String(m.template_name);
  w.Unsigned(m.template_parameters.size());
  for (const std::string& p : m.template_parameters) w.String(p);
  w.String(m.about);
  return w.Take();
}

std::optional<OutboundMessage> DecodeOutbound(const std::vector<uint8_t>& bytes) {
  ByteReader r(bytes);
  const uint8_t format = r.U8();
  if (format == 0 || format > kOutboundFormat) return std::nullopt;
  OutboundMessage m;
  m.text = r.String();
  m.body = r.String();
  uint64_t n = r.Unsigned();
  if (n > kMaxListed) return std::nullopt;
  for (uint64_t i = 0; i < n && r.ok(); ++i) {
    Choice choice;
    choice.token = r.String();
    choice.label = r.String();
    m.choices.push_back(std::move(choice));
  }
  m.multiple = r.U8() != 0;
  m.word_open_list = r.String();
  m.word_done = r.String();
  m.word_more = r.String();
  m.purpose = static_cast<Purpose>(r.U8());
  m.language = r.String();
  m.template_name = r.String();
  n = r.Unsigned();
  if (n > kMaxListed) return std::nullopt;
  for (uint64_t i = 0; i < n && r.ok(); ++i) m.template_parameters.push_back(r.String());
  if (format >= 2) m.about = r.String();
  if (!r.ok() || !r.AtEnd()) return std::nullopt;
  return m;
}

}  // namespace core
