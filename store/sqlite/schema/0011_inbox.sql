-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- What makes an officer check before believing: bits of store::quality. Never lowers anything.
ALTER TABLE tickets ADD COLUMN quality INTEGER NOT NULL DEFAULT 0;
ALTER TABLE responses ADD COLUMN quality INTEGER NOT NULL DEFAULT 0;
-- Band of seconds a question, 1 to 4; 0 = not known.
ALTER TABLE responses ADD COLUMN pace INTEGER NOT NULL DEFAULT 0;

-- All that the inbox filters and orders by: a page and its total are found in here alone, whatever the filters.
DROP INDEX tickets_list;
CREATE INDEX tickets_inbox ON tickets (severity, week DESC, id, state, topic, survey, quality);
-- Whether words are still there, without touching the pages that hold them.
CREATE INDEX sealed_ids ON sealed (id);

-- How many tickets came about a site and topic on a day, for 14 days: what a burst is seen by.
CREATE TABLE site_days (
  site TEXT NOT NULL,
  topic TEXT NOT NULL,
  day INTEGER NOT NULL,
  tickets INTEGER NOT NULL,
  PRIMARY KEY (site, topic, day)
) STRICT, WITHOUT ROWID;
