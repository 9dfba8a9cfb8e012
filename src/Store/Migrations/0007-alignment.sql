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

-- How far the pending updates of its host fix a finding. state: 0 no update is known, 1 some of what it needs, 2 all of it, 3 it is
-- installed already and the next scan has to confirm that. reason says what is missing, or what else to know. Of a finding without a
-- row nothing more is known than that nothing fixes it.
CREATE TABLE finding_alignment (
    finding_id INTEGER PRIMARY KEY REFERENCES finding (id) ON DELETE CASCADE,
    state      INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    reason     TEXT    NOT NULL
) STRICT;

-- The source package that an update is built from: what a person approves.
ALTER TABLE pending_update ADD COLUMN source_package TEXT;
ALTER TABLE pending_update ADD COLUMN phased INTEGER NOT NULL DEFAULT 0 CHECK (phased IN (0, 1));
ALTER TABLE pending_update ADD COLUMN kept_back INTEGER NOT NULL DEFAULT 0 CHECK (kept_back IN (0, 1));

-- Every update that is pending on a host, by its source package, with what it alone would close there: a finding counts where all
-- packages that it needs are built from this source, so no finding counts twice.
CREATE TABLE host_update_risk (
    host_id    INTEGER NOT NULL REFERENCES host (id),
    package    TEXT    NOT NULL,
    to_version TEXT    NOT NULL,
    security   INTEGER NOT NULL,
    held       INTEGER NOT NULL,
    points     INTEGER NOT NULL,
    closes     INTEGER NOT NULL,
    kev        INTEGER NOT NULL,
    PRIMARY KEY (host_id, package, to_version)
) STRICT, WITHOUT ROWID;

CREATE INDEX host_update_risk_by_update ON host_update_risk (package, to_version);

-- The same over the fleet, kept by what changes on each host, so that the list of the best updates reads as many rows as it shows.
CREATE TABLE update_risk (
    package        TEXT    NOT NULL,
    to_version     TEXT    NOT NULL,
    pending_hosts  INTEGER NOT NULL,
    security_hosts INTEGER NOT NULL,
    held_hosts     INTEGER NOT NULL,
    hosts          INTEGER NOT NULL,
    points         INTEGER NOT NULL,
    closes         INTEGER NOT NULL,
    kev            INTEGER NOT NULL,
    PRIMARY KEY (package, to_version)
) STRICT, WITHOUT ROWID;

CREATE INDEX update_risk_by_points ON update_risk (points DESC, closes DESC, package, to_version);

-- What a plan was to close when it was made or started, so that afterwards it can be said what it did close.
CREATE TABLE rollout_finding (
    rollout_id INTEGER NOT NULL REFERENCES rollout (id),
    finding_id INTEGER NOT NULL REFERENCES finding (id) ON DELETE CASCADE,
    points     INTEGER NOT NULL,
    PRIMARY KEY (rollout_id, finding_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX rollout_finding_by_finding ON rollout_finding (finding_id);

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

-- What no host has any more is fixed by no host's updates.
CREATE TRIGGER asset_leaves AFTER UPDATE OF host_id ON asset WHEN new.host_id IS NULL
BEGIN
    DELETE FROM finding_fix WHERE finding_id IN (SELECT id FROM finding WHERE asset_id = new.id);
    DELETE FROM finding_alignment WHERE finding_id IN (SELECT id FROM finding WHERE asset_id = new.id);
END;

-- Nothing of an older file was aligned yet.
INSERT INTO alignment_due (host_id) SELECT host_id FROM asset WHERE host_id IS NOT NULL UNION SELECT host_id FROM pending_update;
