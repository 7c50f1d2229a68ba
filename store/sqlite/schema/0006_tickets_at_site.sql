-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- Tickets on one site and topic are offered as one case.
CREATE INDEX tickets_site ON tickets (site, topic, id) WHERE site <> '';
