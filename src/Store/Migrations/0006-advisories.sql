-- What distributions say about their own packages: in which version a CVE is fixed, or that it is not.

-- release as in "debian:12", "ubuntu:22.04", "rhel:9". binary: the name is that of an installed package, else of its source. The name "*" is
-- that of no package: the feed says something about a CVE that no package's version answers.
CREATE TABLE advisory_package (
    id      INTEGER PRIMARY KEY,
    release TEXT    NOT NULL,
    package TEXT    NOT NULL,
    binary  INTEGER NOT NULL CHECK (binary IN (0, 1)),
    UNIQUE (release, package, binary)
) STRICT;

-- cve is as in plugin_cve. state: 0 fixed in fixed_version, 1 no fix yet, 2 not affected, 3 will not be fixed, 4 not judged.
-- partial: there is a further condition, so that it proves nothing fixed. A feed whose entries are 0 is not whole yet and counts nowhere.
CREATE TABLE advisory_statement (
    package_id    INTEGER NOT NULL REFERENCES advisory_package (id),
    cve           INTEGER NOT NULL,
    feed_id       INTEGER NOT NULL REFERENCES intel_feed (id),
    state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
    fixed_version TEXT,
    severity      INTEGER,
    advisory      TEXT,
    partial       INTEGER NOT NULL CHECK (partial IN (0, 1)),
    PRIMARY KEY (package_id, cve, feed_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX advisory_statement_by_cve ON advisory_statement (cve, package_id);
CREATE INDEX advisory_statement_by_advisory ON advisory_statement (advisory, package_id) WHERE advisory IS NOT NULL;

CREATE VIEW advisory_fix AS
SELECT p.release, p.package, s.cve, s.feed_id, p.binary, s.state, s.fixed_version, s.severity, s.advisory, s.partial
FROM advisory_statement s JOIN advisory_package p ON p.id = s.package_id JOIN intel_feed f ON f.id = s.feed_id AND f.entries > 0;

-- A scanner's finding that the distribution calls fixed at the version that is installed. It is listed and goes on counting.
ALTER TABLE finding ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0 CHECK (disputed IN (0, 1));

CREATE INDEX finding_disputed ON finding (rank DESC, id) WHERE disputed = 1 AND status <= 2;

CREATE TABLE finding_dispute (
    finding_id INTEGER PRIMARY KEY REFERENCES finding (id) ON DELETE CASCADE,
    at_us      INTEGER NOT NULL,
    reason     TEXT    NOT NULL CHECK (reason IN ('backported')),
    evidence   TEXT    NOT NULL
) STRICT;
