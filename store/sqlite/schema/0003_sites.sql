-- SPDX-License-Identifier: Apache-2.0
-- NOTE: shipped migrations are never edited; add the next number.
-- The register of workplaces (`dwbot site import`). Employers' data: nothing here is of a worker.
CREATE TABLE sites (
  code TEXT NOT NULL PRIMARY KEY,
  own_key TEXT NOT NULL UNIQUE,     -- of the office's own list: an import updates by it
  name TEXT NOT NULL,
  district TEXT NOT NULL,
  sector TEXT NOT NULL,
  owner TEXT NOT NULL,
  address TEXT NOT NULL,
  workers INTEGER NOT NULL          -- about how many; 0 = not known
) STRICT, WITHOUT ROWID;
