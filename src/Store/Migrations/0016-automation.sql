-- What the worker made of each opening of a window whose policy plans by itself: one draft, or why there is none. One row an opening, ever.
CREATE TABLE auto_plan (
    policy       TEXT    NOT NULL COLLATE NOCASE,
    window       TEXT    NOT NULL COLLATE NOCASE,
    starts_at_us INTEGER NOT NULL,
    ends_at_us   INTEGER NOT NULL,
    rollout_id   INTEGER REFERENCES rollout (id),
    planned_at_us INTEGER,
    outcome      TEXT    CHECK (outcome IN ('ran', 'missed', 'nothing')),
    reason       TEXT,
    PRIMARY KEY (policy, window, starts_at_us)
) STRICT, WITHOUT ROWID;

CREATE INDEX auto_plan_open ON auto_plan (ends_at_us) WHERE outcome IS NULL;
