-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number. docs/store-schema.md says what each row is for.
-- Tables whose rows outlive a conversation are WITHOUT ROWID with a random key, so that nothing shows in which order
-- their rows came, and hold no time finer than the ISO week.

CREATE TABLE provider_ids (
  hash BLOB NOT NULL PRIMARY KEY,
  key_week INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conversations (
  id BLOB NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  key_day INTEGER NOT NULL,
  wake_at_ms INTEGER,
  state BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX conversations_wake ON conversations (wake_at_ms) WHERE wake_at_ms IS NOT NULL;
CREATE INDEX conversations_key_day ON conversations (key_day);

-- A queue: rows come and go within minutes. Appended by rowid, so that a batch fills few pages.
CREATE TABLE outbox (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  conversation BLOB NOT NULL,
  turn INTEGER NOT NULL,
  part INTEGER NOT NULL,
  channel TEXT NOT NULL,
  lane INTEGER NOT NULL,
  key_day INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  state INTEGER NOT NULL,           -- store::OutboxState
  attempts INTEGER NOT NULL DEFAULT 0,
  lease_until_ms INTEGER NOT NULL DEFAULT 0,
  error TEXT NOT NULL DEFAULT '',
  handed INTEGER NOT NULL DEFAULT 0, -- 1 once the sender had it, or it died: somebody may now name it by its id
  sealed BLOB NOT NULL
) STRICT;
-- Partial, so that a waiting row (most rows of a backlog) is in one index alone.
CREATE UNIQUE INDEX outbox_order ON outbox (conversation, turn, part) WHERE state <> 3;
CREATE UNIQUE INDEX outbox_dead ON outbox (conversation, turn, part) WHERE state = 3;
CREATE INDEX outbox_id ON outbox (id) WHERE handed = 1;
CREATE INDEX outbox_ready ON outbox (channel, lane, due_at_ms, conversation) WHERE state = 1;
CREATE INDEX outbox_sending ON outbox (channel, lease_until_ms) WHERE state = 2;

CREATE TABLE sealed (
  id BLOB NOT NULL,
  field TEXT NOT NULL,
  question TEXT NOT NULL,
  opened INTEGER NOT NULL DEFAULT 0,
  envelope BLOB NOT NULL,
  PRIMARY KEY (id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE tickets (
  id BLOB NOT NULL PRIMARY KEY,
  kind INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  topic TEXT NOT NULL,
  indicators TEXT NOT NULL,         -- JSON array of codes
  ask_back TEXT NOT NULL,           -- JSON array of codes
  points INTEGER NOT NULL,
  site TEXT NOT NULL,
  language TEXT NOT NULL,
  channel_kind TEXT NOT NULL,
  week TEXT NOT NULL,
  survey TEXT NOT NULL,
  survey_hash TEXT NOT NULL,
  state TEXT NOT NULL,
  words TEXT NOT NULL,              -- JSON array of ids in `sealed`
  answers TEXT NOT NULL             -- JSON array of [name, value]
) STRICT, WITHOUT ROWID;
CREATE INDEX tickets_list ON tickets (severity, week DESC, id);

-- The only fine times about a ticket; the row goes when the ticket is closed.
CREATE TABLE ticket_clock (
  ticket BLOB NOT NULL PRIMARY KEY REFERENCES tickets (id) ON DELETE CASCADE,
  filed_on_day INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE threads (
  id BLOB NOT NULL PRIMARY KEY,
  ticket BLOB NOT NULL,
  key_day INTEGER NOT NULL,
  conversation BLOB NOT NULL        -- sealed under the day key
) STRICT, WITHOUT ROWID;
CREATE INDEX threads_ticket ON threads (ticket);
CREATE INDEX threads_key_day ON threads (key_day);

CREATE TABLE receipts (
  hash BLOB NOT NULL PRIMARY KEY,
  ticket BLOB,
  week TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE responses (
  id BLOB NOT NULL PRIMARY KEY,
  survey TEXT NOT NULL,
  survey_hash TEXT NOT NULL,
  week TEXT NOT NULL,
  language TEXT NOT NULL,
  channel_kind TEXT NOT NULL,
  complete INTEGER NOT NULL,
  answers TEXT NOT NULL             -- JSON array of [name, value]
) STRICT, WITHOUT ROWID;

CREATE TABLE counters (
  name TEXT NOT NULL,
  week TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (name, week)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  id BLOB NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  disabled INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE api_tokens (
  hash BLOB NOT NULL PRIMARY KEY,
  account BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX api_tokens_account ON api_tokens (account);

CREATE TABLE surveys (
  hash TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL,
  format INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE erasures (
  conversation BLOB NOT NULL PRIMARY KEY,
  step INTEGER NOT NULL,
  since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
