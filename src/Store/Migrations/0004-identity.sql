-- What ties a scanner's machine to one machine whatever its name and address are, and what people decide about findings.

-- Ids that a scanner or its agent gave a machine, and what its hardware says. Several machines may claim one; then it proves nothing.
CREATE TABLE asset_alias (
    kind     TEXT    NOT NULL CHECK (kind IN ('asset-id', 'agent-id', 'bios-uuid', 'mac')),
    value    TEXT    NOT NULL COLLATE NOCASE,
    asset_id INTEGER NOT NULL REFERENCES asset (id),
    PRIMARY KEY (kind, value, asset_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX asset_alias_by_asset ON asset_alias (asset_id);

-- The same of our own hosts, as their last good scan read it.
CREATE TABLE host_machine_id (
    kind    TEXT    NOT NULL CHECK (kind IN ('bios-uuid', 'mac')),
    value   TEXT    NOT NULL COLLATE NOCASE,
    host_id INTEGER NOT NULL REFERENCES host (id),
    PRIMARY KEY (kind, value, host_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX host_machine_id_by_host ON host_machine_id (host_id);

-- What happened to a machine and so to all its findings: other names or another address, another host. import_id is where it was seen.
CREATE TABLE asset_event (
    id        INTEGER PRIMARY KEY,
    asset_id  INTEGER NOT NULL REFERENCES asset (id),
    import_id INTEGER,
    at_us     INTEGER NOT NULL,
    kind      TEXT    NOT NULL CHECK (kind IN ('moved', 'matched', 'unmatched')),
    detail    TEXT    NOT NULL
) STRICT;

CREATE INDEX asset_event_by_asset ON asset_event (asset_id, id);

-- Who imported.
ALTER TABLE finding_import ADD COLUMN by_name TEXT;

-- A risk that a person took on, until a day. It has ended when ended_at_us is set.
-- level (0 very low to 4 very high) and known_exploited are as they were then: what gets worse ends it.
CREATE TABLE finding_acceptance (
    id          INTEGER PRIMARY KEY,
    finding_id  INTEGER NOT NULL REFERENCES finding (id),
    at_us       INTEGER NOT NULL,
    until_us    INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    control     TEXT,
    by_uid      INTEGER NOT NULL,
    by_name     TEXT    NOT NULL,
    level           INTEGER NOT NULL,
    known_exploited INTEGER NOT NULL CHECK (known_exploited IN (0, 1)),
    ended_at_us INTEGER,
    ended_why   TEXT
) STRICT;

CREATE UNIQUE INDEX finding_acceptance_live ON finding_acceptance (finding_id) WHERE ended_at_us IS NULL;
CREATE INDEX finding_acceptance_until ON finding_acceptance (until_us) WHERE ended_at_us IS NULL;

-- More can happen to a finding than before, so the table is made anew.
CREATE TABLE finding_event_new (
    id         INTEGER PRIMARY KEY,
    finding_id INTEGER NOT NULL REFERENCES finding (id),
    import_id  INTEGER REFERENCES finding_import (id),
    at_us      INTEGER NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('closed', 'reopened', 'not-seen', 'seen', 'changed', 'accepted', 'acceptance-ended', 'disputed', 'not-disputed', 'moved')),
    detail     TEXT,
    by_name    TEXT
) STRICT;

INSERT INTO finding_event_new (id, finding_id, import_id, at_us, kind) SELECT id, finding_id, import_id, at_us, kind FROM finding_event;
DROP TABLE finding_event;
ALTER TABLE finding_event_new RENAME TO finding_event;
CREATE INDEX finding_event_by_finding ON finding_event (finding_id, id);
