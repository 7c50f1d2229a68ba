// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/documents.h"

#include <algorithm>

#include "store/audit_chain.h"

namespace store::sqlite {

Documents::Documents(Connection& connection)
    : connection_(connection),
      insert_(connection.db(),
              "INSERT INTO documents (kind, key, parent, version, body) VALUES (?, ?, ?, 1, ?) ON "
              "CONFLICT DO NOTHING"),
      update_(connection.db(),
              "UPDATE documents SET parent = ?, version = version + 1, body = ? WHERE kind = ? AND "
              "key = ? AND version = ?"),
      drop_(connection.db(), "DELETE FROM documents WHERE kind = ? AND key = ?"),
      last_audit_(connection.db(), "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"),
      append_audit_(connection.db(),
                    "INSERT INTO audit (number, at_ms, actor, action, object, detail, hash) VALUES "
                    "(?, ?, ?, ?, ?, ?, ?)") {}

core::Status Documents::Apply(const PutDocument& c) {
  const DocumentRow& row = c.row;
  if (c.expected_version == 0) {
    Run(insert_).Text(row.kind).Text(row.key).Text(row.parent).Text(row.body).Execute();
  } else {
    Run(update_)
        .Text(row.parent)
        .Text(row.body)
        .Text(row.kind)
        .Text(row.key)
        .Int(c.expected_version)
        .Execute();
  }
  if (connection_.changes() == 1) return {};
  return core::Err(core::ErrorCode::kConflict, "document: another version is stored");
}

core::Status Documents::Apply(const DropDocument& c) {
  Run(drop_).Text(c.kind).Text(c.key).Execute();
  return {};
}

core::Status Documents::Apply(const AppendAudit& c) {
  AuditRow row = c.row;
  core::Digest previous{};
  row.number = 1;
  {
    Run last(last_audit_);
    if (last.Next()) {
      row.number = last.GetInt() + 1;
      const core::Bytes hash = last.GetBlob();
      std::copy_n(hash.begin(), std::min(hash.size(), previous.size()), previous.begin());
    }
  }
  row.hash = AuditHash(previous, row);
  Run(append_audit_)
      .Int(row.number)
      .Time(row.at)
      .Text(row.actor)
      .Text(row.action)
      .Text(row.object)
      .Text(row.detail)
      .Blob(row.hash)
      .Execute();
  return {};
}

}  // namespace store::sqlite
