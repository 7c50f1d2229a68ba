-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- Number of the worker's latest answer in the ticket's thread, until an officer has seen it; 0 = none. What was answered before this
-- was counts as seen.
ALTER TABLE tickets ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
CREATE INDEX tickets_answered ON tickets (id) WHERE answered > 0;
