-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- One row for each address that somebody wrote from. The address itself, its channel and its kind are in `sealed`, under
-- the key of `key_day`; `hash` finds it under the lookup key of the month `lookup_epoch`. Both keys lie outside this file.
-- WITHOUT ROWID and keyed by the hash: the order of rows says nothing about who came when.
CREATE TABLE addresses (
  hash BLOB NOT NULL CHECK (length(hash) = 16),
  lookup_epoch INTEGER NOT NULL,
  conversation BLOB NOT NULL CHECK (length(conversation) = 16),
  stopped INTEGER NOT NULL,
  key_day INTEGER NOT NULL,
  last_contact_day INTEGER NOT NULL,
  recency INTEGER NOT NULL,  -- within one conversation: the address last written from has the highest
  sealed BLOB NOT NULL,
  PRIMARY KEY (hash, lookup_epoch)
) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_conversation ON addresses (conversation);
CREATE INDEX addresses_key_day ON addresses (key_day);
CREATE INDEX addresses_lookup_epoch ON addresses (lookup_epoch);
