-- What people decide about hosts and updates, and when each version was first seen.

-- A host, or one of its updates (package), that stays out of plans until until_us. lifted_at_us: it ended earlier, by a person or by a newer hold.
CREATE TABLE host_hold (
    id           INTEGER PRIMARY KEY,
    host_id      INTEGER NOT NULL REFERENCES host (id),
    package      TEXT,
    until_us     INTEGER NOT NULL,
    reason       TEXT    NOT NULL,
    expected_off INTEGER NOT NULL CHECK (expected_off IN (0, 1)),
    at_us        INTEGER NOT NULL,
    by_uid       INTEGER NOT NULL,
    by_name      TEXT    NOT NULL,
    lifted_at_us INTEGER
) STRICT;

CREATE INDEX host_hold_live ON host_hold (host_id) WHERE lifted_at_us IS NULL;

-- A word on a source package. approved: the versions in update_decision_version, never later ones. rejected: every version, until lifted.
-- deferred: every version, until until_us. scope is the expression of the hosts that it is about; '' is every host.
CREATE TABLE update_decision (
    id            INTEGER PRIMARY KEY,
    verdict       TEXT    NOT NULL CHECK (verdict IN ('approved', 'rejected', 'deferred')),
    package       TEXT    NOT NULL,
    scope         TEXT    NOT NULL,
    until_us      INTEGER,
    ticket        TEXT,
    reason        TEXT,
    at_us         INTEGER NOT NULL,
    by_uid        INTEGER NOT NULL,
    by_login_uid  INTEGER,
    by_name       TEXT    NOT NULL,
    lifted_at_us  INTEGER
) STRICT;

CREATE INDEX update_decision_live ON update_decision (package) WHERE lifted_at_us IS NULL;

-- The packages that were built from the source when it was decided; with the exact version where it was approved, '' elsewhere.
CREATE TABLE update_decision_version (
    decision_id INTEGER NOT NULL REFERENCES update_decision (id),
    name        TEXT    NOT NULL,
    version     TEXT    NOT NULL,
    PRIMARY KEY (decision_id, name, version)
) STRICT, WITHOUT ROWID;

-- What somebody looked at before an approval. Every tick is kept; the newest of each kind is shown.
CREATE TABLE update_check (
    id           INTEGER PRIMARY KEY,
    package      TEXT    NOT NULL,
    version      TEXT    NOT NULL,
    kind         TEXT    NOT NULL CHECK (kind IN ('security', 'stability', 'compatibility', 'performance')),
    note         TEXT    NOT NULL,
    at_us        INTEGER NOT NULL,
    by_uid       INTEGER NOT NULL,
    by_login_uid INTEGER,
    by_name      TEXT    NOT NULL
) STRICT;

CREATE INDEX update_check_by_update ON update_check (package, version);

-- When a version was first offered to any host of this file: what a minimum age counts from.
CREATE TABLE version_sight (
    name         TEXT    NOT NULL,
    architecture TEXT    NOT NULL,
    version      TEXT    NOT NULL,
    seen_at_us   INTEGER NOT NULL,
    PRIMARY KEY (name, architecture, version)
) STRICT, WITHOUT ROWID;

-- Of an older file the earliest last good scan that offers it is known to be true; what was seen before it only makes it older.
INSERT INTO version_sight (name, architecture, version, seen_at_us)
SELECT p.name, p.architecture, p.to_version, min(s.started_at_us) FROM pending_update p JOIN host h ON h.id = p.host_id JOIN host_scan s ON s.id = h.last_good_scan_id GROUP BY 1, 2, 3;
