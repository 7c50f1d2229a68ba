-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- Where the people who work here wish to be alerted. `hash` finds an address of an account under a key of its own purpose, so
-- it equals no hash in `addresses`; `sealed` holds route, account and address. Nothing here expires by a day.
CREATE TABLE staff_addresses (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 16),
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
