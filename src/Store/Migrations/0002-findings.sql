-- Findings of vulnerability scanners, their imports, and the figures that screens show, kept in each import's transaction.

CREATE TABLE finding_import (
    id         INTEGER PRIMARY KEY,
    source     INTEGER NOT NULL,
    shape      TEXT    NOT NULL,
    file_name  TEXT    NOT NULL,
    file_hash  BLOB    NOT NULL CHECK (length(file_hash) = 32),
    at_us      INTEGER NOT NULL,
    row_count  INTEGER NOT NULL,
    findings   INTEGER NOT NULL,
    added      INTEGER NOT NULL,
    updated    INTEGER NOT NULL,
    unchanged  INTEGER NOT NULL,
    closed     INTEGER NOT NULL,
    reopened   INTEGER NOT NULL,
    outdated   INTEGER NOT NULL,
    rejected   INTEGER NOT NULL
) STRICT;

CREATE INDEX finding_import_by_hash ON finding_import (file_hash);

-- A machine as a scanner sees it. Unmatched and ambiguous ones are kept under the scanner's own name until a host fits.
-- Criticality and exposure are those its findings were last scored with.
CREATE TABLE asset (
    id           INTEGER PRIMARY KEY,
    host_id      INTEGER REFERENCES host (id),
    key          TEXT    NOT NULL,
    label        TEXT    NOT NULL,
    net_bios     TEXT,
    dns          TEXT,
    ip           TEXT,
    network      TEXT,
    match        INTEGER NOT NULL CHECK (match BETWEEN 0 AND 2),
    why          TEXT    NOT NULL,
    criticality  INTEGER,
    exposure     TEXT,
    points       INTEGER NOT NULL DEFAULT 0,
    open_count   INTEGER NOT NULL DEFAULT 0,
    worst_count  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX asset_by_host ON asset (host_id) WHERE host_id IS NOT NULL;
CREATE UNIQUE INDEX asset_by_key ON asset (key) WHERE host_id IS NULL;
CREATE INDEX asset_by_points ON asset (points DESC, open_count DESC, id) WHERE open_count > 0;

-- What one import said about one asset; covered: the export told what the scan looked at.
CREATE TABLE import_asset (
    import_id    INTEGER NOT NULL REFERENCES finding_import (id),
    asset_id     INTEGER NOT NULL REFERENCES asset (id),
    seen_at_us   INTEGER NOT NULL,
    covered      INTEGER NOT NULL CHECK (covered IN (0, 1)),
    credentialed INTEGER NOT NULL CHECK (credentialed IN (0, 1)),
    port_range   TEXT    NOT NULL,
    scan_name    TEXT,
    PRIMARY KEY (import_id, asset_id)
) STRICT, WITHOUT ROWID;

-- The newest import of each source for each asset; findings without an import of their own were listed by this one.
CREATE TABLE asset_source (
    asset_id    INTEGER NOT NULL REFERENCES asset (id),
    source      INTEGER NOT NULL,
    import_id   INTEGER NOT NULL REFERENCES finding_import (id),
    dated_at_us INTEGER,
    stale       INTEGER NOT NULL CHECK (stale IN (0, 1)),
    PRIMARY KEY (asset_id, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX asset_source_stale ON asset_source (asset_id) WHERE stale = 1;

-- A scanner's test with its texts, once. The name is in the key, because all checks of a compliance audit share one number.
CREATE TABLE plugin (
    id          INTEGER PRIMARY KEY,
    source      INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    synopsis    TEXT,
    description TEXT,
    solution    TEXT,
    see_also    TEXT,
    patch_refs  TEXT,
    refs        TEXT,
    texts_hash  INTEGER NOT NULL,
    UNIQUE (source, number, name)
) STRICT;

-- cve is year * 100,000,000 + number.
CREATE TABLE plugin_cve (
    cve       INTEGER NOT NULL,
    plugin_id INTEGER NOT NULL REFERENCES plugin (id),
    PRIMARY KEY (cve, plugin_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX plugin_cve_by_plugin ON plugin_cve (plugin_id, cve);

-- Evidence. Many findings share one text.
CREATE TABLE output (
    id   INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL,
    body TEXT    NOT NULL
) STRICT;

CREATE INDEX output_by_hash ON output (hash);

-- Scores are whole numbers, -1 is not given: CVSS and VPR in tenths, EPSS in millionths.
-- Status: 0 open, 1 stale (never stored: asset_source says it), 2 not seen, 5 closed. Up to 2 it counts as risk.
-- rank sorts the worst first and keeps a cell's findings together.
-- import_id is null while the asset's newest import of this source lists it.
CREATE TABLE finding (
    id               INTEGER PRIMARY KEY,
    asset_id         INTEGER NOT NULL REFERENCES asset (id),
    source           INTEGER NOT NULL,
    plugin_number    INTEGER NOT NULL,
    port             INTEGER NOT NULL,
    protocol         INTEGER NOT NULL,
    instance         TEXT    NOT NULL,
    plugin_id        INTEGER NOT NULL REFERENCES plugin (id),
    severity         INTEGER NOT NULL,
    raw_severity     TEXT,
    cvss2            INTEGER NOT NULL,
    cvss3            INTEGER NOT NULL,
    cvss4            INTEGER NOT NULL,
    vpr              INTEGER NOT NULL,
    epss             INTEGER NOT NULL,
    qds              INTEGER NOT NULL,
    flags            INTEGER NOT NULL,
    likelihood       INTEGER NOT NULL,
    impact           INTEGER NOT NULL,
    rank             INTEGER NOT NULL,
    status           INTEGER NOT NULL,
    first_seen_at_us INTEGER NOT NULL,
    closed_at_us     INTEGER,
    import_id        INTEGER REFERENCES finding_import (id),
    output_id        INTEGER REFERENCES output (id),
    facts_hash       INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX finding_by_identity ON finding (asset_id, source, plugin_number, port, protocol, instance);
CREATE INDEX finding_by_rank ON finding (rank DESC, id) WHERE status <= 2;
CREATE INDEX finding_by_severity ON finding (severity, rank DESC, id) WHERE status <= 2;
CREATE INDEX finding_by_plugin ON finding (plugin_id, rank DESC, id);
CREATE INDEX finding_not_open ON finding (status, rank DESC, id) WHERE status > 0;

-- What happened to a finding after it was first seen.
CREATE TABLE finding_event (
    id         INTEGER PRIMARY KEY,
    finding_id INTEGER NOT NULL REFERENCES finding (id),
    import_id  INTEGER REFERENCES finding_import (id),
    at_us      INTEGER NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('closed', 'reopened', 'not-seen', 'seen', 'changed'))
) STRICT;

CREATE INDEX finding_event_by_finding ON finding_event (finding_id, id);

-- Open findings per cell of the matrix, and by how many each cell changed in each hour.
CREATE TABLE risk_cell (
    likelihood INTEGER NOT NULL,
    impact     INTEGER NOT NULL,
    open_count INTEGER NOT NULL,
    PRIMARY KEY (likelihood, impact)
) STRICT, WITHOUT ROWID;

CREATE TABLE risk_cell_hour (
    hour       INTEGER NOT NULL,
    likelihood INTEGER NOT NULL,
    impact     INTEGER NOT NULL,
    delta      INTEGER NOT NULL,
    PRIMARY KEY (hour, likelihood, impact)
) STRICT, WITHOUT ROWID;
