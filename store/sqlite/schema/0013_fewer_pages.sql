-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- A turn writes as few pages as it can. Which rows of `outbox` and `chat_messages` are a conversation's is known in memory
-- (store/sqlite/by_conversation.h): an index keyed by random ids cost each turn a page of its own. Which conversations lie
-- under an old day key is asked once a night, and may be looked for.
DROP INDEX outbox_order;
DROP INDEX conversations_key_day;

-- Rows of one batch lie side by side, the batches in random order: `row` is random, counted on within a batch.
ALTER TABLE chat_messages RENAME TO chat_messages_before;
CREATE TABLE chat_messages (
  row INTEGER PRIMARY KEY,
  conversation BLOB NOT NULL,
  id BLOB NOT NULL,
  key_day INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;
INSERT INTO chat_messages (row, conversation, id, key_day, sealed)
  SELECT random(), conversation, id, key_day, sealed FROM chat_messages_before;
DROP TABLE chat_messages_before;
