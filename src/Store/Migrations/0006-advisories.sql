-- What distributions say about their own packages: in which version a CVE is fixed, or that it is not.

-- release as in "debian:12", "ubuntu:22.04", "rhel:9". state: 0 fixed in fixed_version, 1 no fix yet, 2 not affected, 3 will not be fixed.
CREATE TABLE advisory_fix (
    release       TEXT    NOT NULL,
    package       TEXT    NOT NULL,
    cve           INTEGER NOT NULL,
    feed_id       INTEGER NOT NULL REFERENCES intel_feed (id),
    binary        INTEGER NOT NULL CHECK (binary IN (0, 1)),
    state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    fixed_version TEXT,
    severity      INTEGER,
    advisory      TEXT,
    PRIMARY KEY (release, package, cve, feed_id, binary)
) STRICT, WITHOUT ROWID;

CREATE INDEX advisory_fix_by_feed ON advisory_fix (feed_id);

-- A scanner's finding that the distribution calls fixed at the version that is installed. It is listed and goes on counting.
ALTER TABLE finding ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0 CHECK (disputed IN (0, 1));

CREATE INDEX finding_disputed ON finding (rank DESC, id) WHERE disputed = 1 AND status <= 2;

CREATE TABLE finding_dispute (
    finding_id INTEGER PRIMARY KEY REFERENCES finding (id),
    at_us      INTEGER NOT NULL,
    reason     TEXT    NOT NULL CHECK (reason IN ('backported')),
    evidence   TEXT    NOT NULL
) STRICT;
