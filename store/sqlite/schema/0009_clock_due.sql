-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- Alerts ask once a minute which clocks begin and end.
CREATE INDEX ticket_clock_due ON ticket_clock (due_at_ms);
