-- The file itself, its journal, hosts with their scans, rollouts, and the worker's lease.
-- Times are microseconds since 1970-01-01T00:00:00Z.

CREATE TABLE file (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    uuid          TEXT    NOT NULL,
    created_at_us INTEGER NOT NULL,
    demo          INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
    shared        INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
    halt_all      INTEGER NOT NULL DEFAULT 0 CHECK (halt_all IN (0, 1))
) STRICT;

CREATE TABLE journal (
    seq        INTEGER PRIMARY KEY,
    stream     TEXT    NOT NULL,
    stream_seq INTEGER NOT NULL,
    at_us      INTEGER NOT NULL,
    actor_uid  INTEGER NOT NULL,
    login_uid  INTEGER,
    type       TEXT    NOT NULL,
    payload    BLOB    NOT NULL,
    prev_hash  BLOB    NOT NULL CHECK (length(prev_hash) = 32),
    hash       BLOB    NOT NULL CHECK (length(hash) = 32),
    UNIQUE (stream, stream_seq)
) STRICT;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- A removed host keeps its row, because scans, findings and rollouts point at it; only its name becomes free.
CREATE TABLE host (
    id                INTEGER PRIMARY KEY,
    name              TEXT    NOT NULL COLLATE NOCASE,
    address           TEXT    NOT NULL,
    port              INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
    user_name         TEXT,
    transport         TEXT    NOT NULL CHECK (transport IN ('ssh', 'local', 'winrm', 'simulated')),
    environment       TEXT,
    role              TEXT,
    ha_group          TEXT,
    criticality       INTEGER CHECK (criticality BETWEEN 1 AND 5),
    exposure          TEXT    CHECK (exposure IN ('internal', 'dmz', 'internet')),
    identity_file     TEXT,
    owner             TEXT,
    phone             TEXT,
    console           TEXT,
    added_at_us       INTEGER NOT NULL,
    removed_at_us     INTEGER,
    last_scan_id      INTEGER REFERENCES host_scan (id),
    last_good_scan_id INTEGER REFERENCES host_scan (id)
) STRICT;

CREATE UNIQUE INDEX host_by_name ON host (name) WHERE removed_at_us IS NULL;

CREATE TABLE host_tag (
    host_id INTEGER NOT NULL REFERENCES host (id),
    key     TEXT    NOT NULL,
    value   TEXT    NOT NULL,
    PRIMARY KEY (host_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE scan (
    id            INTEGER PRIMARY KEY,
    started_at_us INTEGER NOT NULL,
    ended_at_us   INTEGER
) STRICT;

-- One host's part of a scan. Every scan is kept; the long package list is stored once however often it is read.
CREATE TABLE host_scan (
    id                INTEGER PRIMARY KEY,
    scan_id           INTEGER NOT NULL REFERENCES scan (id),
    host_id           INTEGER NOT NULL REFERENCES host (id),
    status            TEXT    NOT NULL,
    code              TEXT,
    message           TEXT,
    started_at_us     INTEGER NOT NULL,
    took_us           INTEGER NOT NULL,
    machine_id        TEXT,
    boot_id           TEXT,
    inventory         BLOB,
    package_list_hash BLOB REFERENCES package_list (hash)
) STRICT;

CREATE INDEX host_scan_by_host ON host_scan (host_id, id);
CREATE INDEX host_scan_by_scan ON host_scan (scan_id);

CREATE TABLE package_list (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What the last good scan of each host offers. Replaced with each good scan.
CREATE TABLE pending_update (
    host_id          INTEGER NOT NULL REFERENCES host (id),
    name             TEXT    NOT NULL,
    architecture     TEXT    NOT NULL,
    from_version     TEXT    NOT NULL,
    to_version       TEXT    NOT NULL,
    class            TEXT    NOT NULL CHECK (class IN ('security', 'other')),
    security_version TEXT,
    source           TEXT    NOT NULL,
    held             INTEGER NOT NULL CHECK (held IN (0, 1)),
    PRIMARY KEY (host_id, name, architecture)
) STRICT, WITHOUT ROWID;

CREATE INDEX pending_update_by_name ON pending_update (name, to_version);

-- A plan's bytes as they were hashed; never serialised again.
CREATE TABLE plan (
    hash       TEXT PRIMARY KEY CHECK (length(hash) = 64),
    body       BLOB NOT NULL,
    made_at_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A rollout as its last event left it, kept in the event's transaction, so that lists need not replay the journal.
CREATE TABLE rollout (
    id            INTEGER PRIMARY KEY,
    name          TEXT    NOT NULL,
    plan_hash     TEXT    NOT NULL REFERENCES plan (hash),
    phase         TEXT    NOT NULL,
    live          INTEGER NOT NULL CHECK (live IN (0, 1)),
    made_at_us    INTEGER NOT NULL,
    changed_at_us INTEGER NOT NULL
) STRICT;

CREATE INDEX rollout_live ON rollout (live) WHERE live = 1;

-- Which hosts a live rollout still has to do or has under way.
CREATE TABLE rollout_host (
    rollout_id INTEGER NOT NULL REFERENCES rollout (id),
    host_id    INTEGER NOT NULL REFERENCES host (id),
    open       INTEGER NOT NULL CHECK (open IN (0, 1)),
    PRIMARY KEY (rollout_id, host_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX rollout_host_open ON rollout_host (host_id) WHERE open = 1;

CREATE TABLE job_log (
    effect_id TEXT    NOT NULL,
    part      INTEGER NOT NULL,
    at_us     INTEGER NOT NULL,
    text      TEXT    NOT NULL,
    PRIMARY KEY (effect_id, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE lease (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    epoch           INTEGER NOT NULL,
    held            INTEGER NOT NULL CHECK (held IN (0, 1)),
    owner           TEXT    NOT NULL,
    machine         TEXT    NOT NULL,
    machine_id      TEXT    NOT NULL,
    boot_id         TEXT    NOT NULL,
    pid             INTEGER NOT NULL,
    pid_start_ticks INTEGER NOT NULL,
    taken_at_us     INTEGER NOT NULL,
    heartbeat_at_us INTEGER NOT NULL
) STRICT;
