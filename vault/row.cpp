// SPDX-License-Identifier: Apache-2.0
#include "vault/row.h"

#include "core/base64.h"

namespace vault {
namespace {

constexpr size_t kPadding = 128;  // bytes; how long an address is would tell which kind it is

// Binds the sealed bytes to their row: moved to another conversation or under another hash they do
// not open.
std::string ContextOf(const Row& row) {
  return "v1|vault|address|" + row.conversation.Text() + "|" + std::to_string(row.at.epoch) + "|" +
         core::HexEncode(row.at.hash);
}

bool IsKind(uint8_t value) {
  return value >= static_cast<uint8_t>(core::ChannelKind::kSms) &&
         value <= static_cast<uint8_t>(core::ChannelKind::kWebchat);
}

}  // namespace

core::Result<Row> SealRow(const VaultWrite& put, privacy::KeyRing& keys) {
  CHECK(put.lookup != nullptr && !put.lookup->candidates.empty());
  ASSIGN_OR_RETURN(const privacy::Key* key, keys.DayKeyForSealing(put.key_day));
  Row row;
  row.at = put.lookup->candidates.front();
  row.conversation = put.conversation;
  row.key_day = put.key_day;
  row.last_contact = put.day;
  core::ByteWriter plain;
  plain.String(put.lookup->channel);
  plain.U8(static_cast<uint8_t>(put.lookup->kind));
  plain.String(put.lookup->address.Reveal());
  row.sealed = privacy::SealWithKey(*key, ContextOf(row), plain.bytes(), kPadding);
  return row;
}

std::optional<Destination> OpenRow(const Row& row, privacy::KeyRing& keys) {
  const privacy::Key* key = keys.DayKeyForOpening(row.key_day);
  if (key == nullptr) return std::nullopt;
  const auto plain = privacy::OpenWithKey(*key, ContextOf(row), row.sealed, kPadding);
  if (!plain) return std::nullopt;
  core::ByteReader reader(*plain);
  Destination destination;
  destination.channel = reader.String();
  const uint8_t kind = reader.U8();
  destination.address = core::Address(reader.String());
  if (!reader.ok() || !reader.AtEnd() || !IsKind(kind)) return std::nullopt;
  destination.kind = static_cast<core::ChannelKind>(kind);
  return destination;
}

bool IsAlive(const Row& row, privacy::KeyRing& keys) {
  return keys.DayKeyForOpening(row.key_day) != nullptr;
}

Contact ToContact(const Row& row) {
  return {row.conversation, row.stopped, row.key_day, row.last_contact, row.at.epoch};
}

core::Result<std::vector<Row>> SealRows(std::span<const VaultWrite> writes,
                                        privacy::KeyRing& keys) {
  std::vector<Row> rows;
  for (const VaultWrite& write : writes) {
    if (write.kind != VaultWrite::Kind::kPut) continue;
    ASSIGN_OR_RETURN(Row row, SealRow(write, keys));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::optional<Destination> Choose(std::span<const Row> newest_first, std::string_view channel,
                                  bool even_if_stopped, privacy::KeyRing& keys) {
  for (const Row& row : newest_first) {
    if (row.stopped && !even_if_stopped) continue;
    auto destination = OpenRow(row, keys);
    if (destination && (channel.empty() || destination->channel == channel)) return destination;
  }
  return std::nullopt;
}

}  // namespace vault
