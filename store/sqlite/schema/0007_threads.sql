-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- What officers ask through a ticket and what comes back: codes, or a record of `sealed`. Names no conversation.
CREATE TABLE thread_entries (
  id BLOB NOT NULL PRIMARY KEY,
  ticket BLOB NOT NULL,
  number INTEGER NOT NULL,          -- 1, 2, 3 ... of its ticket
  kind INTEGER NOT NULL,            -- store::EntryKind
  phrase TEXT NOT NULL,             -- code of a fixed text; '' = own words
  code TEXT NOT NULL,               -- of an answer; '' = own words
  words BLOB,                       -- record in `sealed`
  state INTEGER NOT NULL,           -- store::EntryState
  week TEXT NOT NULL,
  author TEXT NOT NULL              -- the officer; '' = the worker
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX thread_entries_ticket ON thread_entries (ticket, number);

-- How a ticket ended. Its receipt code is forgotten a year later.
CREATE TABLE ticket_closings (
  ticket BLOB NOT NULL PRIMARY KEY,
  week TEXT NOT NULL,
  outcome TEXT NOT NULL
) STRICT, WITHOUT ROWID;
