-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- One row a batch, appended: `hashes` are the 16-byte keyed hashes of the provider ids that it handled, one after another.
-- They are looked up in memory (store/sqlite/provider_ids.h): a table keyed by random hashes cost each turn a page of its own.
DROP TABLE provider_ids;
CREATE TABLE provider_log (
  row INTEGER PRIMARY KEY,
  key_week INTEGER NOT NULL,
  hashes BLOB NOT NULL
) STRICT;
