-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- What the office keeps and edits, as small JSON texts with a version: credentials, keys of officers, cases and what
-- belongs to them. `kind` says what it is, `parent` under what it is listed ("" = nothing).
CREATE TABLE documents (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  parent TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_parent ON documents (kind, parent, key);

-- Who opened, exported or changed what: officers and records, never a conversation. Each hash covers the one before it.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
