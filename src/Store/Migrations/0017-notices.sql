-- The ways in which notices leave. A body is JSON; it names where secrets come from and holds none.
CREATE TABLE notice_channel (
    name    TEXT    PRIMARY KEY COLLATE NOCASE,
    body    TEXT    NOT NULL,
    at_us   INTEGER NOT NULL,
    by_uid  INTEGER NOT NULL,
    by_name TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- What people are told. The key names one occurrence, so that each is told once however often it is found.
CREATE TABLE notice (
    id             INTEGER PRIMARY KEY,
    key            TEXT    NOT NULL UNIQUE,
    kind           TEXT    NOT NULL,
    subject        TEXT    NOT NULL,
    title          TEXT    NOT NULL,
    body           TEXT    NOT NULL,
    channels       TEXT    NOT NULL,
    repeat_seconds INTEGER NOT NULL,
    escalations    TEXT    NOT NULL,
    mail_to        TEXT,
    calendar       TEXT,
    at_us          INTEGER NOT NULL,
    acked_at_us    INTEGER,
    acked_uid      INTEGER,
    acked_name     TEXT,
    ended_at_us    INTEGER
) STRICT;

CREATE INDEX notice_open ON notice (id) WHERE acked_at_us IS NULL AND ended_at_us IS NULL;

-- One way of one notice; the recipient is empty where the channel's own receivers are meant.
CREATE TABLE notice_delivery (
    id          INTEGER PRIMARY KEY,
    notice      INTEGER NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
    round       INTEGER NOT NULL,
    channel     TEXT    NOT NULL COLLATE NOCASE,
    recipient   TEXT    NOT NULL,
    due_at_us   INTEGER NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0,
    next_at_us  INTEGER,
    sent_at_us  INTEGER,
    ended_at_us INTEGER,
    why         TEXT,
    UNIQUE (notice, round, channel, recipient)
) STRICT;

CREATE INDEX notice_delivery_due ON notice_delivery (next_at_us) WHERE next_at_us IS NOT NULL;

-- Every try; one without an outcome was under way when its process ended.
CREATE TABLE notice_try (
    delivery INTEGER NOT NULL REFERENCES notice_delivery (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    at_us    INTEGER NOT NULL,
    outcome  TEXT,
    PRIMARY KEY (delivery, number)
) STRICT, WITHOUT ROWID;
