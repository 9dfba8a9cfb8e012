-- Times in which nothing starts. One that was lifted keeps its row, so that its number is never given twice.
-- source is the UID of the calendar entry that it came from, instance which of its occurrences, calendar the file's name; all empty for one that a person typed.
CREATE TABLE freeze (
    id            INTEGER PRIMARY KEY,
    name          TEXT    NOT NULL,
    scope         TEXT    NOT NULL,
    starts_at_us  INTEGER NOT NULL,
    ends_at_us    INTEGER NOT NULL CHECK (ends_at_us > starts_at_us),
    reason        TEXT    NOT NULL,
    by_name       TEXT    NOT NULL,
    source        TEXT,
    instance      TEXT,
    calendar      TEXT,
    removed_at_us INTEGER
) STRICT;

CREATE INDEX freeze_live ON freeze (ends_at_us) WHERE removed_at_us IS NULL;
CREATE UNIQUE INDEX freeze_by_source ON freeze (source, instance) WHERE removed_at_us IS NULL AND source IS NOT NULL;

-- The zone in which dates without a time are read; NULL is the zone of the machine.
ALTER TABLE file ADD COLUMN zone TEXT;
