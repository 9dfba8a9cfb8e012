-- Figures that filtered screens show, kept with each change of a finding, so that no screen counts findings while a person waits.

ALTER TABLE plugin ADD COLUMN open_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE asset ADD COLUMN kev_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE risk_cell ADD COLUMN kev_count INTEGER NOT NULL DEFAULT 0;

-- Open findings of one machine by tool and cell, and by how many they changed on each day.
CREATE TABLE asset_cell (
    asset_id   INTEGER NOT NULL REFERENCES asset (id),
    source     INTEGER NOT NULL,
    likelihood INTEGER NOT NULL,
    impact     INTEGER NOT NULL,
    open_count INTEGER NOT NULL,
    kev_count  INTEGER NOT NULL,
    PRIMARY KEY (asset_id, source, likelihood, impact)
) STRICT, WITHOUT ROWID;

CREATE TABLE asset_cell_day (
    day        INTEGER NOT NULL,
    asset_id   INTEGER NOT NULL REFERENCES asset (id),
    source     INTEGER NOT NULL,
    likelihood INTEGER NOT NULL,
    impact     INTEGER NOT NULL,
    delta      INTEGER NOT NULL,
    PRIMARY KEY (day, asset_id, source, likelihood, impact)
) STRICT, WITHOUT ROWID;

UPDATE plugin SET open_count = (SELECT count(*) FROM finding f WHERE f.plugin_id = plugin.id AND f.status <= 2);
INSERT INTO asset_cell (asset_id, source, likelihood, impact, open_count, kev_count)
SELECT asset_id, source, likelihood, impact, count(*), sum(flags & 1) FROM finding WHERE status <= 2 GROUP BY asset_id, source, likelihood, impact;
UPDATE asset SET kev_count = (SELECT coalesce(sum(kev_count), 0) FROM asset_cell c WHERE c.asset_id = asset.id);
UPDATE risk_cell SET kev_count = (SELECT coalesce(sum(c.kev_count), 0) FROM asset_cell c WHERE c.likelihood = risk_cell.likelihood AND c.impact = risk_cell.impact);
