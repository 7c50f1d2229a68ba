-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- Whose account it is: the name of a partner (an NGO, a union), or '' for the inspectorate, whose all accounts were until now.
-- Whose a survey is stands in its document ("organisation", '' where it is missing).
ALTER TABLE accounts ADD COLUMN organisation TEXT NOT NULL DEFAULT '';
