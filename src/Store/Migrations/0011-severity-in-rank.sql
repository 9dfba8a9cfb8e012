-- The rank holds the severity too, so lists of one severity follow the order of everything and need no index of their own: it was a
-- tenth of what writing a new finding costs.
DROP INDEX finding_by_severity;
DROP INDEX finding_by_rank;
DROP INDEX finding_by_plugin;
DROP INDEX finding_by_asset;
DROP INDEX finding_by_due;
DROP INDEX finding_not_open;
DROP INDEX finding_disputed;

-- Level, likelihood, impact (3 bits each), known exploitation, ransomware; severity (3 bits) comes in here; EPSS in percent, CVSS (7 bits each).
UPDATE finding SET rank = (rank >> 14 << 17) | (severity << 14) | (rank & 16383);

-- Every index on findings ends in the row's id, so an order "rank DESC, id" needs none of its own where nothing stands between.
CREATE INDEX finding_by_rank ON finding (rank DESC, id, asset_id) WHERE status <= 2;
CREATE INDEX finding_by_plugin ON finding (plugin_id, status, rank DESC, id, asset_id);
CREATE INDEX finding_by_asset ON finding (asset_id, status, rank DESC);
CREATE INDEX finding_by_due ON finding (due_at_us, rank DESC) WHERE status <= 2 AND due_at_us IS NOT NULL;
CREATE INDEX finding_not_open ON finding (status, rank DESC, id) WHERE status > 0;
CREATE INDEX finding_disputed ON finding (rank DESC, id) WHERE disputed = 1 AND status <= 2;
