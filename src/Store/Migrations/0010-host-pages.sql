-- What opening a host's page and telling twins apart need at once, so that neither reads what it does not show.

-- Which machine a host is, from its last good scan.
ALTER TABLE host ADD COLUMN machine_id TEXT;
ALTER TABLE host ADD COLUMN boot_id TEXT;

UPDATE host SET (machine_id, boot_id) = (SELECT s.machine_id, s.boot_id FROM host_scan s WHERE s.id = host.last_good_scan_id);

CREATE INDEX host_by_machine ON host (machine_id) WHERE removed_at_us IS NULL AND machine_id <> '';

-- Which rows of the journal are about which host.
CREATE TABLE host_event (
    host_id INTEGER NOT NULL REFERENCES host (id),
    seq     INTEGER NOT NULL REFERENCES journal (seq),
    PRIMARY KEY (host_id, seq)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO host_event (host_id, seq)
SELECT h.id, j.seq FROM journal j JOIN host h ON h.id = CASE WHEN json_valid(CAST(j.payload AS TEXT)) THEN json_extract(CAST(j.payload AS TEXT), '$.event.id') END
WHERE j.stream = 'hosts';
