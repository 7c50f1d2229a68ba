-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- Messages of a chat that can still be taken back: by the worker (an edit, a "delete for everyone") or by us (Telegram:
-- emptying the chat). The provider's id of the message is sealed under the key of the day on which that ends.
CREATE TABLE chat_messages (
  conversation BLOB NOT NULL,
  id BLOB NOT NULL,
  key_day INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (conversation, id)
) STRICT, WITHOUT ROWID;
