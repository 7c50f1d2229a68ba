-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- Until when free form may leave (a channel with a 24 h window), 0 where no such rule holds.
ALTER TABLE outbox ADD COLUMN free_until_ms INTEGER NOT NULL DEFAULT 0;
