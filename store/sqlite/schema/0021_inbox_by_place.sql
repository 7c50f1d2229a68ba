-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- The inbox by workplace or district is found in an index of its own; the one of everything needs no places.
DROP INDEX tickets_inbox;
CREATE INDEX tickets_inbox ON tickets ((state = 'closed'), severity, week, id, state, topic, survey, quality, language);
DROP INDEX tickets_site;
CREATE INDEX tickets_site ON tickets (site, (state = 'closed'), severity, week, id, state, topic, survey, quality, language) WHERE site <> '';
