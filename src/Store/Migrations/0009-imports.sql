-- Imports that run beside a worker: they commit in slices, and what does not finish is undone.

-- state: 0 done, 1 running. permille is how far it is, for the progress that others see.
ALTER TABLE finding_import ADD COLUMN state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1));
ALTER TABLE finding_import ADD COLUMN permille INTEGER NOT NULL DEFAULT 1000;

CREATE INDEX finding_import_running ON finding_import (id) WHERE state = 1;
