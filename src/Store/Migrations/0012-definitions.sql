-- Scopes, windows, templates, sites and policies under their names. Every version is kept; a removed one has a last version without a body.
CREATE TABLE definition (
    kind    TEXT    NOT NULL CHECK (kind IN ('scope', 'window', 'template', 'site', 'policy')),
    name    TEXT    NOT NULL COLLATE NOCASE,
    version INTEGER NOT NULL CHECK (version > 0),
    body    TEXT,
    at_us   INTEGER NOT NULL,
    by_uid  INTEGER NOT NULL,
    by_name TEXT    NOT NULL,
    PRIMARY KEY (kind, name, version)
) STRICT, WITHOUT ROWID;
