-- Figures that filtered screens show, kept with each change of a finding, so that no screen counts findings while a person waits;
-- and the indexes along which each list runs.

ALTER TABLE asset ADD COLUMN kev_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE risk_cell ADD COLUMN kev_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE risk_cell_hour ADD COLUMN kev_delta INTEGER NOT NULL DEFAULT 0;

-- Findings that count, of one test. Apart from its long texts, which a changed count would write again.
CREATE TABLE plugin_figure (
    plugin_id  INTEGER PRIMARY KEY REFERENCES plugin (id) ON DELETE CASCADE,
    open_count INTEGER NOT NULL
) STRICT;

-- Findings that count, of one machine and tool, by cell. counts holds 9 bytes for each cell that has any: the cell as
-- likelihood * 8 + impact, then how many and how many of them are known to be exploited, 4 bytes each, the highest first.
CREATE TABLE asset_cell (
    asset_id INTEGER NOT NULL REFERENCES asset (id) ON DELETE CASCADE,
    source   INTEGER NOT NULL,
    counts   BLOB    NOT NULL,
    PRIMARY KEY (asset_id, source)
) STRICT, WITHOUT ROWID;

-- By how many they changed on each day. bucket is the day since 1970-01-01 divided by 32; changes holds for each day and cell that
-- changed the day within the bucket, the cell, and the change as a signed number of variable length.
CREATE TABLE asset_cell_day (
    asset_id INTEGER NOT NULL REFERENCES asset (id) ON DELETE CASCADE,
    source   INTEGER NOT NULL,
    bucket   INTEGER NOT NULL,
    changes  BLOB    NOT NULL,
    PRIMARY KEY (asset_id, source, bucket)
) STRICT, WITHOUT ROWID;

INSERT INTO asset_cell (asset_id, source, counts)
SELECT asset_id, source, unhex(group_concat(printf('%02X%08X%08X', likelihood * 8 + impact, findings, kev), ''))
FROM (SELECT asset_id, source, likelihood, impact, count(*) AS findings, sum(rank >> 15 & 1) AS kev FROM finding WHERE status <= 2 GROUP BY asset_id, source, likelihood, impact)
GROUP BY asset_id, source;
INSERT INTO plugin_figure (plugin_id, open_count) SELECT plugin_id, count(*) FROM finding WHERE status <= 2 GROUP BY plugin_id;
UPDATE asset SET kev_count = (SELECT coalesce(sum(f.rank >> 15 & 1), 0) FROM finding f WHERE f.asset_id = asset.id AND f.status <= 2);
UPDATE risk_cell SET kev_count = (SELECT coalesce(sum(f.rank >> 15 & 1), 0) FROM finding f WHERE f.status <= 2 AND f.likelihood = risk_cell.likelihood AND f.impact = risk_cell.impact);

-- Every index on findings ends in the row's id, so an order "rank DESC, id" needs none of its own where nothing stands between.
-- All findings, the worst first; the machine is there so that other machines' rows are passed over without being read.
DROP INDEX finding_by_rank;
CREATE INDEX finding_by_rank ON finding (rank DESC, id, asset_id) WHERE status <= 2;
DROP INDEX finding_by_severity;
CREATE INDEX finding_by_severity ON finding (severity, rank DESC) WHERE status <= 2;
-- One order for each test and each machine in each status.
DROP INDEX finding_by_plugin;
CREATE INDEX finding_by_plugin ON finding (plugin_id, status, rank DESC, id, asset_id);
CREATE INDEX finding_by_asset ON finding (asset_id, status, rank DESC);
CREATE INDEX finding_by_due ON finding (due_at_us, rank DESC) WHERE status <= 2 AND due_at_us IS NOT NULL;
-- Words of a search are looked for in these alone, without the texts.
CREATE INDEX plugin_patch_refs ON plugin (patch_refs) WHERE patch_refs IS NOT NULL;
