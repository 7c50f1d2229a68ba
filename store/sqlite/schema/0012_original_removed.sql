-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- On the scrubbed version: the worker asked that the original go.
ALTER TABLE sealed ADD COLUMN original_removed INTEGER NOT NULL DEFAULT 0;
