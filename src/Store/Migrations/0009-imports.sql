-- Imports that run beside a worker: they commit in slices, and what does not finish is undone.

-- state: 0 done, 1 running. permille is how far it is, for the progress that others see.
-- new_after: a JSON object with the highest id of each table before it began: what stands above came with it.
ALTER TABLE finding_import ADD COLUMN state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1));
ALTER TABLE finding_import ADD COLUMN permille INTEGER NOT NULL DEFAULT 1000;
ALTER TABLE finding_import ADD COLUMN new_after TEXT;

CREATE UNIQUE INDEX finding_import_running ON finding_import (state) WHERE state = 1;

-- What the running import changed, in order. Undone from the end: kind i was inserted, u updated, d deleted; row_key is a JSON array;
-- was holds the columns as they were before (those that changed, of an update), blobs in hexadecimal. Empty while none runs.
CREATE TABLE import_undo (
    seq        INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('i', 'u', 'd')),
    row_key    TEXT NOT NULL,
    was        TEXT
) STRICT;
