-- Which pending update fixes which finding, how sure that is and by what evidence; and what each update would remove.

-- kind: 0 the scanner names the package and version, 1 the advisory, 2 the CVE by the host's package manager, 3 the CVE by the
-- distribution's data, 4 the package's name and fixed version, 5 the KB. confidence: 0 possible, 1 probable, 2 sure.
CREATE TABLE finding_fix (
    finding_id   INTEGER NOT NULL REFERENCES finding (id) ON DELETE CASCADE,
    package      TEXT    NOT NULL,
    architecture TEXT    NOT NULL,
    to_version   TEXT    NOT NULL,
    kind         INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 5),
    confidence   INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 2),
    evidence     TEXT    NOT NULL,
    PRIMARY KEY (finding_id, package, architecture)
) STRICT, WITHOUT ROWID;

-- How far the pending updates of its host fix a finding. coverage: 0 no update is known, 1 some of what it needs, 2 all of it.
-- reason says what is missing or what else to know; a finding without a row has not been looked at, because its host was never scanned.
CREATE TABLE finding_alignment (
    finding_id INTEGER PRIMARY KEY REFERENCES finding (id) ON DELETE CASCADE,
    coverage   INTEGER NOT NULL CHECK (coverage BETWEEN 0 AND 2),
    reason     TEXT    NOT NULL
) STRICT;

-- What an update removes on one host, and over the fleet. Kept together, so that the list of the best updates reads few rows.
CREATE TABLE host_update_risk (
    host_id    INTEGER NOT NULL REFERENCES host (id),
    package    TEXT    NOT NULL,
    to_version TEXT    NOT NULL,
    points     INTEGER NOT NULL,
    closes     INTEGER NOT NULL,
    kev        INTEGER NOT NULL,
    PRIMARY KEY (host_id, package, to_version)
) STRICT, WITHOUT ROWID;

CREATE INDEX host_update_risk_by_update ON host_update_risk (package, to_version);

CREATE TABLE update_risk (
    package    TEXT    NOT NULL,
    to_version TEXT    NOT NULL,
    hosts      INTEGER NOT NULL,
    points     INTEGER NOT NULL,
    closes     INTEGER NOT NULL,
    kev        INTEGER NOT NULL,
    PRIMARY KEY (package, to_version)
) STRICT, WITHOUT ROWID;

CREATE INDEX update_risk_by_points ON update_risk (points DESC, closes DESC, package, to_version);

-- Hosts whose findings, updates or scores changed since they were aligned. Marked by the transaction that changes them, so that a
-- program that ends in between leaves nothing wrong behind: the next one sees what is due.
CREATE TABLE alignment_due (
    host_id INTEGER PRIMARY KEY REFERENCES host (id)
) STRICT;

CREATE TRIGGER asset_moves AFTER UPDATE OF host_id ON asset WHEN old.host_id IS NOT new.host_id
BEGIN
    INSERT OR IGNORE INTO alignment_due (host_id) SELECT value FROM (SELECT old.host_id AS value UNION SELECT new.host_id) WHERE value IS NOT NULL;
END;

CREATE TRIGGER asset_goes AFTER DELETE ON asset WHEN old.host_id IS NOT NULL
BEGIN
    INSERT OR IGNORE INTO alignment_due (host_id) VALUES (old.host_id);
END;

-- Nothing of an older file was aligned yet.
INSERT INTO alignment_due (host_id) SELECT host_id FROM asset WHERE host_id IS NOT NULL;
