-- What is known of vulnerabilities from outside: catalogues, forecasts, and the rules that make a risk of them.
-- A day is the number of days since 1970-01-01. cve is as in plugin_cve.

CREATE TABLE intel_feed (
    id             INTEGER PRIMARY KEY,
    name           TEXT    NOT NULL UNIQUE,
    kind           TEXT    NOT NULL CHECK (kind IN ('kev', 'epss', 'ssvc', 'debian-tracker', 'oval')),
    as_of_us       INTEGER NOT NULL,
    imported_at_us INTEGER NOT NULL,
    entries        INTEGER NOT NULL,
    file_name      TEXT    NOT NULL,
    file_hash      BLOB    NOT NULL CHECK (length(file_hash) = 32),
    detail         TEXT    NOT NULL
) STRICT;

CREATE TABLE kev (
    cve        INTEGER PRIMARY KEY,
    added_day  INTEGER NOT NULL,
    due_day    INTEGER,
    ransomware INTEGER NOT NULL CHECK (ransomware IN (0, 1)),
    name       TEXT    NOT NULL
) STRICT;

-- The percentile in whole percent: finer ones change for nearly every CVE every day.
CREATE TABLE epss (
    cve        INTEGER PRIMARY KEY,
    millionths INTEGER NOT NULL,
    percentile INTEGER NOT NULL
) STRICT;

-- exploitation: 0 none, 1 proof of concept, 2 active. Null is "not told".
CREATE TABLE ssvc (
    cve          INTEGER PRIMARY KEY,
    exploitation INTEGER,
    automatable  INTEGER,
    total_impact INTEGER
) STRICT;

-- What the feeds say of all CVEs of a test, joined, so that nothing has to ask for each CVE again. A table of its own, because a
-- plugin's row holds long texts, and a day's forecasts change many of these. A test of which no feed says anything has no row.
CREATE TABLE plugin_intel (
    plugin_id     INTEGER PRIMARY KEY REFERENCES plugin (id),
    flags         INTEGER NOT NULL,
    epss          INTEGER NOT NULL,
    kev_added_day INTEGER,
    kev_due_day   INTEGER,
    automatable   INTEGER,
    total_impact  INTEGER
) STRICT;

-- Every version of the risk rules that was ever in force; the newest counts. Without any, the built-in ones do, as version 1.
CREATE TABLE risk_rules (
    version INTEGER PRIMARY KEY,
    at_us   INTEGER NOT NULL,
    by_uid  INTEGER NOT NULL,
    by_name TEXT    NOT NULL,
    note    TEXT    NOT NULL,
    body    BLOB    NOT NULL
) STRICT;

-- Which state of rules and feeds the stored scores were made with. wanted grows with each change of them. Findings up to
-- reached were looked at for it; done = wanted once all were. rules_version is the one that done was made with; moved is how many
-- findings went to another cell since then.
CREATE TABLE risk_scoring (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    wanted        INTEGER NOT NULL,
    done          INTEGER NOT NULL,
    reached       INTEGER NOT NULL,
    rules_version INTEGER NOT NULL,
    moved         INTEGER NOT NULL DEFAULT 0
) STRICT;

-- due_by: 0 nothing, 1 the SLA table, 2 KEV's due date, 3 BOD 26-04. The clock runs from open_since_us, else from the first sight.
ALTER TABLE finding ADD COLUMN open_since_us INTEGER;
ALTER TABLE finding ADD COLUMN due_at_us     INTEGER;
ALTER TABLE finding ADD COLUMN due_by        INTEGER NOT NULL DEFAULT 0;

-- What came back before this was kept: its events say when.
UPDATE finding SET open_since_us = (SELECT max(e.at_us) FROM finding_event e WHERE e.finding_id = finding.id AND e.kind = 'reopened');

-- The earliest due date of what counts as risk on a machine.
ALTER TABLE asset ADD COLUMN due_at_us INTEGER;

CREATE INDEX asset_by_due ON asset (due_at_us) WHERE due_at_us IS NOT NULL;

-- Ranks hold EPSS in whole percent, so that a day's forecasts do not move every finding.
-- SQLite reads <<, >>, & and | from left to right, all alike.
UPDATE finding SET rank = ((rank >> 32) << 16) | ((rank >> 27 & 3) << 14) | (((rank >> 7 & 1048575) / 10000) << 7) | (rank & 127);

-- What was imported before has no due dates yet.
INSERT INTO risk_scoring (id, wanted, done, reached, rules_version)
VALUES (1, 1, CASE WHEN EXISTS (SELECT 1 FROM finding) THEN 0 ELSE 1 END, 0, 1);

-- A host may be cut off from everything.
ALTER TABLE host ADD COLUMN exposure_new TEXT CHECK (exposure_new IN ('isolated', 'internal', 'dmz', 'internet'));
UPDATE host SET exposure_new = exposure;
ALTER TABLE host DROP COLUMN exposure;
ALTER TABLE host RENAME COLUMN exposure_new TO exposure;
