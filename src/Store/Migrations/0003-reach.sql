-- How hosts are reached: through which others, with which credential, and by which program.

ALTER TABLE host ADD COLUMN via TEXT;
ALTER TABLE host ADD COLUMN credential TEXT;
ALTER TABLE host ADD COLUMN ssh TEXT CHECK (ssh IN ('builtin', 'program'));

-- Where each host stands after its last scan: what lists, states and scopes need of it, so that they read no inventory.
-- A row counts only while it names the host's current scans; else the scans themselves are read, as after a merge of hosts.
CREATE TABLE host_standing (
    host_id             INTEGER PRIMARY KEY REFERENCES host (id),
    last_scan_id        INTEGER NOT NULL,
    last_good_scan_id   INTEGER,
    scan_id             INTEGER NOT NULL,
    status              TEXT    NOT NULL,
    code                TEXT,
    message             TEXT,
    started_at_us       INTEGER NOT NULL,
    took_us             INTEGER NOT NULL,
    good_at_us          INTEGER,
    os_family           TEXT,
    os_name             TEXT,
    os_version          TEXT,
    kernel              TEXT,
    metadata_at_us      INTEGER,
    has_security_source INTEGER,
    reboot_required     INTEGER,
    updates             INTEGER,
    security_updates    INTEGER,
    unread              INTEGER,
    supported           INTEGER,
    stale_services      INTEGER,
    doubts              INTEGER
) STRICT;

CREATE INDEX host_by_last_scan ON host (last_scan_id) WHERE removed_at_us IS NULL;

-- More names of a host: those that an inventory gave it, and those of hosts that were joined to it. No alias is another host's name.
CREATE TABLE host_alias (
    name    TEXT    NOT NULL COLLATE NOCASE PRIMARY KEY,
    host_id INTEGER NOT NULL REFERENCES host (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX host_alias_by_host ON host_alias (host_id);

-- The host that this one turned out to be. Plans and the journal keep the number under which they know it.
ALTER TABLE host ADD COLUMN merged_into_id INTEGER REFERENCES host (id);

-- What changed since the good scan before, and how many of those changes no rollout of ours explains.
ALTER TABLE host_scan ADD COLUMN changes BLOB;
ALTER TABLE host_scan ADD COLUMN changed_by_others INTEGER NOT NULL DEFAULT 0;

CREATE INDEX host_scan_by_others ON host_scan (started_at_us) WHERE changed_by_others > 0;

-- Named ways to log in and to become root. A source says where a secret comes from and never is one.
CREATE TABLE credential (
    name             TEXT PRIMARY KEY COLLATE NOCASE,
    user_name        TEXT,
    login            TEXT    NOT NULL CHECK (login IN ('default', 'key', 'agent', 'certificate', 'password')),
    key_file         TEXT,
    key_source       TEXT,
    certificate_file TEXT,
    agent            TEXT,
    passphrase       TEXT,
    password         TEXT,
    become           TEXT    NOT NULL CHECK (become IN ('sudo', 'doas', 'root')),
    become_password  TEXT,
    mfa              INTEGER NOT NULL CHECK (mfa IN (0, 1))
) STRICT, WITHOUT ROWID;

-- How often in a row the vault was given a wrong key, and until when it takes no further one.
CREATE TABLE vault (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    made_at_us  INTEGER NOT NULL,
    failures    INTEGER NOT NULL,
    tried_at_us INTEGER
) STRICT;

-- The ways to open the vault. Each holds the same data key, wrapped by a key of its own (AES-256-GCM).
CREATE TABLE vault_door (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('passphrase', 'agent', 'command')),
    detail  TEXT NOT NULL,
    salt    BLOB NOT NULL CHECK (length(salt) = 32),
    sealed  BLOB NOT NULL CHECK (length(sealed) = 60)
) STRICT;

-- nonce, ciphertext and tag, sealed with the data key under the file's id and the secret's name.
CREATE TABLE secret (
    name          TEXT PRIMARY KEY,
    sealed        BLOB    NOT NULL,
    changed_at_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
