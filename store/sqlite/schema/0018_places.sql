-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- Set: an officer said which workplace a ticket is about (`site`), and this is what the worker named, '' for none that the
-- register knew. The worker's later answers change this one; an undo puts it back.
ALTER TABLE tickets ADD COLUMN named_site TEXT;

-- Names of workplaces as workers write them, folded for comparison, that an officer released: whose words hold no other name.
-- By code, so that an import of the register, which replaces rows by the office's own key, leaves them alone.
CREATE TABLE site_spellings (
  spelling TEXT NOT NULL PRIMARY KEY,
  site TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The inbox filters by workplace, district and language too.
DROP INDEX tickets_inbox;
CREATE INDEX tickets_inbox ON tickets ((state = 'closed'), severity, week, id, state, topic, survey, quality, site, language);
CREATE INDEX sites_district ON sites (district, code);
