// SPDX-License-Identifier: Apache-2.0
#include "store/audit_chain.h"

namespace store {
namespace {

void Append(core::Bytes& out, core::ByteSpan bytes) {
  for (int shift = 56; shift >= 0; shift -= 8)
    out.push_back(static_cast<uint8_t>(bytes.size() >> shift));
  out.insert(out.end(), bytes.begin(), bytes.end());
}

}  // namespace

core::Digest AuditHash(const core::Digest& previous, const AuditRow& row) {
  core::Bytes text;
  Append(text, previous);
  for (const int64_t number : {row.number, row.at.ms})
    Append(text, core::AsBytes(std::to_string(number)));
  for (const std::string* field : {&row.actor, &row.action, &row.object, &row.detail})
    Append(text, core::AsBytes(*field));
  return core::Sha256(text);
}

std::optional<int64_t> FirstBrokenLink(std::span<const AuditRow> rows) {
  core::Digest previous{};
  int64_t number = 0;
  for (const AuditRow& row : rows) {
    if (row.number != ++number || AuditHash(previous, row) != row.hash) return number;
    previous = row.hash;
  }
  return std::nullopt;
}

}  // namespace store
