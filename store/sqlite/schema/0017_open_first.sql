-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- The inbox begins with what is open; of one class with the oldest week, whose time runs out first.
DROP INDEX tickets_inbox;
CREATE INDEX tickets_inbox ON tickets ((state = 'closed'), severity, week, id, state, topic, survey, quality);
