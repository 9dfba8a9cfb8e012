-- Who may do what, what is owed after a rule was passed over, and whose signatures count.

-- A role of an OS user or group, by uid or gid; the name is the one of then. Without a row nobody's acts are limited.
CREATE TABLE role_grant (
    role       TEXT    NOT NULL CHECK (role IN ('viewer', 'operator', 'approver', 'admin')),
    kind       TEXT    NOT NULL CHECK (kind IN ('user', 'group')),
    account_id INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    at_us      INTEGER NOT NULL,
    by_uid     INTEGER NOT NULL,
    by_name    TEXT    NOT NULL,
    PRIMARY KEY (role, kind, account_id)
) STRICT, WITHOUT ROWID;

-- A look at something that a person owes: what was done, by whom, and by when another person has to have signed it.
CREATE TABLE owed_review (
    name             TEXT    PRIMARY KEY,
    kind             TEXT    NOT NULL,
    subject          TEXT    NOT NULL,
    why              TEXT    NOT NULL,
    at_us            INTEGER NOT NULL,
    due_at_us        INTEGER NOT NULL,
    by_uid           INTEGER NOT NULL,
    by_login_uid     INTEGER,
    by_name          TEXT    NOT NULL,
    signed_at_us     INTEGER,
    signed_uid       INTEGER,
    signed_login_uid INTEGER,
    signed_name      TEXT,
    note             TEXT,
    signature        TEXT
) STRICT, WITHOUT ROWID;

-- The file of allowed signers, outside this one; null where none was named.
ALTER TABLE file ADD COLUMN signers TEXT;
