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

-- What the feeds say of all CVEs of a test, joined, so that an import scores without asking for each CVE again.
ALTER TABLE plugin ADD COLUMN intel_flags  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE plugin ADD COLUMN intel_epss   INTEGER NOT NULL DEFAULT -1;
ALTER TABLE plugin ADD COLUMN kev_due_day  INTEGER;
ALTER TABLE plugin ADD COLUMN automatable  INTEGER;
ALTER TABLE plugin ADD COLUMN total_impact INTEGER;

-- Every version of the risk rules that was ever in force; the newest counts.
CREATE TABLE risk_rules (
    version INTEGER PRIMARY KEY,
    at_us   INTEGER NOT NULL,
    by_uid  INTEGER NOT NULL,
    by_name TEXT    NOT NULL,
    note    TEXT    NOT NULL,
    body    BLOB    NOT NULL
) STRICT;

-- due_by: 0 nothing, 1 the SLA table, 2 KEV's due date, 3 BOD 26-04. The clock runs from open_since_us, else from the first sight.
ALTER TABLE finding ADD COLUMN open_since_us INTEGER;
ALTER TABLE finding ADD COLUMN due_at_us     INTEGER;
ALTER TABLE finding ADD COLUMN due_by        INTEGER NOT NULL DEFAULT 0;

-- The earliest due date of what counts as risk on a machine.
ALTER TABLE asset ADD COLUMN due_at_us INTEGER;

CREATE INDEX asset_by_due ON asset (due_at_us) WHERE due_at_us IS NOT NULL;
