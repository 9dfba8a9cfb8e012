-- A file as the program with schema version 3 left it: two hosts, three Nessus exports and a Qualys report, all invented.
PRAGMA application_id = 1131114612;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE file (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    uuid          TEXT    NOT NULL,
    created_at_us INTEGER NOT NULL,
    demo          INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
    shared        INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
    halt_all      INTEGER NOT NULL DEFAULT 0 CHECK (halt_all IN (0, 1))
) STRICT;
INSERT INTO file VALUES(1,'f15f94d0-5059-488b-bb65-2e4d272ad2d9',1795539327943492,0,0,0);
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
INSERT INTO journal VALUES(1,'file',1,1795539327943492,0,NULL,'file.created',X'7b226279223a7b226e616d65223a22726f6f74222c2272656d61726b223a6e756c6c7d2c226576656e74223a7b2275756964223a2266313566393464302d353035392d343838622d626236352d326534643237326164326439227d7d',X'0000000000000000000000000000000000000000000000000000000000000000',X'7ff2489fb3ba8bc132b0e68ffec9c2cd8b299e66b5e6f1c191885bb4f55101f1');
INSERT INTO journal VALUES(2,'hosts',1,1795539327994701,0,NULL,'host.added',X'7b226279223a7b226e616d65223a22726f6f74222c2272656d61726b223a6e756c6c7d2c226576656e74223a7b226964223a312c226e616d65223a227765622d3031222c2261646472657373223a223139382e35312e3130302e31222c22706f7274223a32322c2275736572223a6e756c6c2c227472616e73706f7274223a22737368222c22656e7669726f6e6d656e74223a6e756c6c2c22726f6c65223a6e756c6c2c2274616773223a7b7d2c22686147726f7570223a6e756c6c2c22637269746963616c697479223a352c226578706f73757265223a22696e7465726e6574222c226964656e74697479223a6e756c6c2c226f776e6572223a6e756c6c2c2270686f6e65223a6e756c6c2c22636f6e736f6c65223a6e756c6c2c22766961223a6e756c6c2c2263726564656e7469616c223a6e756c6c2c22737368223a6e756c6c2c22616c6961736573223a5b5d7d7d',X'7ff2489fb3ba8bc132b0e68ffec9c2cd8b299e66b5e6f1c191885bb4f55101f1',X'4373de70b845165747021a46774e828c4cd7445281915fffbb30434382cd16c7');
INSERT INTO journal VALUES(3,'hosts',2,1795539328158336,0,NULL,'host.added',X'7b226279223a7b226e616d65223a22726f6f74222c2272656d61726b223a6e756c6c7d2c226576656e74223a7b226964223a322c226e616d65223a227765622d3032222c2261646472657373223a223139382e35312e3130302e32222c22706f7274223a32322c2275736572223a6e756c6c2c227472616e73706f7274223a22737368222c22656e7669726f6e6d656e74223a6e756c6c2c22726f6c65223a6e756c6c2c2274616773223a7b7d2c22686147726f7570223a6e756c6c2c22637269746963616c697479223a6e756c6c2c226578706f73757265223a6e756c6c2c226964656e74697479223a6e756c6c2c226f776e6572223a6e756c6c2c2270686f6e65223a6e756c6c2c22636f6e736f6c65223a6e756c6c2c22766961223a6e756c6c2c2263726564656e7469616c223a6e756c6c2c22737368223a6e756c6c2c22616c6961736573223a5b5d7d7d',X'4373de70b845165747021a46774e828c4cd7445281915fffbb30434382cd16c7',X'5656a6104fa0c33b9715f57e697b60da5cef746b614e97a049416cb2ab44183a');
INSERT INTO journal VALUES(4,'findings',1,1795539328320471,0,NULL,'findings.imported',X'7b226279223a7b226e616d65223a22726f6f74222c2272656d61726b223a6e756c6c7d2c226576656e74223a7b22696d706f7274223a224d31222c22666f726d6174223a226e6573737573222c2266696c65223a2266697273742e637376222c22736861323536223a2237376634623761346136666664363133386631346139303061636438663231383635316564623330393339616264663539343635353136396163313365613732222c22726f7773223a382c2266696e64696e6773223a372c226e6577223a372c2275706461746564223a302c22756e6368616e676564223a302c22636c6f736564223a302c2272656f70656e6564223a302c226e6f745365656e223a302c226f75746461746564223a302c2272656a6563746564223a302c22686f737473223a327d7d',X'5656a6104fa0c33b9715f57e697b60da5cef746b614e97a049416cb2ab44183a',X'ee5792923dd35c76cddc548aea8d95d4a3f21e8203bd8912ca01c3f973a823fe');
INSERT INTO journal VALUES(5,'findings',2,1795539328526980,0,NULL,'findings.imported',X'7b226279223a7b226e616d65223a22726f6f74222c2272656d61726b223a6e756c6c7d2c226576656e74223a7b22696d706f7274223a224d32222c22666f726d6174223a226e6573737573222c2266696c65223a227365636f6e642e637376222c22736861323536223a2239343564653938643564303238313465633463386437396538623136383036623162636135363039303530643461663631303631373033376461313830646363222c22726f7773223a362c2266696e64696e6773223a352c226e6577223a302c2275706461746564223a322c22756e6368616e676564223a332c22636c6f736564223a322c2272656f70656e6564223a302c226e6f745365656e223a302c226f75746461746564223a302c2272656a6563746564223a302c22686f737473223a327d7d',X'ee5792923dd35c76cddc548aea8d95d4a3f21e8203bd8912ca01c3f973a823fe',X'2806d57019aebd654ab10d4c1480b17c4ae6975d9aee0f8e56fd75786990c291');
INSERT INTO journal VALUES(6,'findings',3,1795539328758243,0,NULL,'findings.imported',X'7b226279223a7b226e616d65223a22726f6f74222c2272656d61726b223a6e756c6c7d2c226576656e74223a7b22696d706f7274223a224d33222c22666f726d6174223a226e6573737573222c2266696c65223a2274686972642e637376222c22736861323536223a2261353634313134393738393930303334383338303965666633613231313238316536356338366639623138643731626630343163353061656133386563616166222c22726f7773223a382c2266696e64696e6773223a372c226e6577223a312c2275706461746564223a332c22756e6368616e676564223a322c22636c6f736564223a302c2272656f70656e6564223a312c226e6f745365656e223a302c226f75746461746564223a302c2272656a6563746564223a302c22686f737473223a337d7d',X'2806d57019aebd654ab10d4c1480b17c4ae6975d9aee0f8e56fd75786990c291',X'adf8e6ef521539efba1319433cf9b155e11aaf7efd8c9b5eb0c379541dca99e0');
INSERT INTO journal VALUES(7,'findings',4,1795539328972308,0,NULL,'findings.imported',X'7b226279223a7b226e616d65223a22726f6f74222c2272656d61726b223a6e756c6c7d2c226576656e74223a7b22696d706f7274223a224d34222c22666f726d6174223a227175616c7973222c2266696c65223a22766d2e637376222c22736861323536223a2230383438303639396335666234623532353366366364386566356139666533396534393863633364353335313533333036363166616664353033333464386235222c22726f7773223a322c2266696e64696e6773223a322c226e6577223a322c2275706461746564223a302c22756e6368616e676564223a302c22636c6f736564223a302c2272656f70656e6564223a302c226e6f745365656e223a302c226f75746461746564223a302c2272656a6563746564223a302c22686f737473223a327d7d',X'adf8e6ef521539efba1319433cf9b155e11aaf7efd8c9b5eb0c379541dca99e0',X'86df4fb06ec08aee7c385c9ba55d7a2fd4c5a3475e8487ebd8617f399cd806cf');
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
, via TEXT, credential TEXT, ssh TEXT CHECK (ssh IN ('builtin', 'program')), merged_into_id INTEGER REFERENCES host (id)) STRICT;
INSERT INTO host VALUES(1,'web-01','198.51.100.1',22,NULL,'ssh',NULL,NULL,NULL,5,'internet',NULL,NULL,NULL,NULL,1795539327994701,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO host VALUES(2,'web-02','198.51.100.2',22,NULL,'ssh',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795539328158336,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
, changes BLOB, changed_by_others INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE package_list (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
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
CREATE TABLE plan (
    hash       TEXT PRIMARY KEY CHECK (length(hash) = 64),
    body       BLOB NOT NULL,
    made_at_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE rollout (
    id            INTEGER PRIMARY KEY,
    name          TEXT    NOT NULL,
    plan_hash     TEXT    NOT NULL REFERENCES plan (hash),
    phase         TEXT    NOT NULL,
    live          INTEGER NOT NULL CHECK (live IN (0, 1)),
    made_at_us    INTEGER NOT NULL,
    changed_at_us INTEGER NOT NULL
) STRICT;
CREATE TABLE rollout_host (
    rollout_id INTEGER NOT NULL REFERENCES rollout (id),
    host_id    INTEGER NOT NULL REFERENCES host (id),
    open       INTEGER NOT NULL CHECK (open IN (0, 1)),
    PRIMARY KEY (rollout_id, host_id)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE finding_import (
    id         INTEGER PRIMARY KEY,
    source     INTEGER NOT NULL,
    shape      TEXT    NOT NULL,
    file_name  TEXT    NOT NULL,
    file_hash  BLOB    NOT NULL CHECK (length(file_hash) = 32),
    at_us      INTEGER NOT NULL,
    row_count  INTEGER NOT NULL,
    findings   INTEGER NOT NULL,
    added      INTEGER NOT NULL,
    updated    INTEGER NOT NULL,
    unchanged  INTEGER NOT NULL,
    closed     INTEGER NOT NULL,
    reopened   INTEGER NOT NULL,
    outdated   INTEGER NOT NULL,
    rejected   INTEGER NOT NULL
) STRICT;
INSERT INTO finding_import VALUES(1,1,'Nessus, 17 columns','first.csv',X'77f4b7a4a6ffd6138f14a900acd8f218651edb30939abdf594655169ac13ea72',1795539328320471,8,7,7,0,0,0,0,0,0);
INSERT INTO finding_import VALUES(2,1,'Nessus, 17 columns','second.csv',X'945de98d5d02814ec4c8d79e8b16806b1bca5609050d4af610617037da180dcc',1795539328526980,6,5,0,2,3,2,0,0,0);
INSERT INTO finding_import VALUES(3,1,'Nessus, 17 columns','third.csv',X'a56411497899003483809eff3a211281e65c86f9b18d71bf041c50aea38ecaaf',1795539328758243,8,7,1,3,2,0,1,0,0);
INSERT INTO finding_import VALUES(4,2,'Qualys VM report, 13 columns','vm.csv',X'08480699c5fb4b5253f6cd8ef5a9fe39e498cc3d53515330661fafd50334d8b5',1795539328972308,2,2,2,0,0,0,0,0,0);
CREATE TABLE asset (
    id           INTEGER PRIMARY KEY,
    host_id      INTEGER REFERENCES host (id),
    key          TEXT    NOT NULL,
    label        TEXT    NOT NULL,
    net_bios     TEXT,
    dns          TEXT,
    ip           TEXT,
    network      TEXT,
    match        INTEGER NOT NULL CHECK (match BETWEEN 0 AND 2),
    why          TEXT    NOT NULL,
    criticality  INTEGER,
    exposure     TEXT,
    points       INTEGER NOT NULL DEFAULT 0,
    open_count   INTEGER NOT NULL DEFAULT 0,
    worst_count  INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO asset VALUES(1,1,'web-01','web-01',NULL,'web-01',NULL,NULL,0,'By dns it is web-01.',5,'internet',30,4,3);
INSERT INTO asset VALUES(2,2,'web-02','web-02',NULL,'web-02',NULL,NULL,0,'By dns it is web-02.',NULL,NULL,2,3,0);
INSERT INTO asset VALUES(3,NULL,'stranger','stranger',NULL,'stranger',NULL,NULL,1,'No host has the name stranger.',NULL,NULL,2,1,0);
CREATE TABLE import_asset (
    import_id    INTEGER NOT NULL REFERENCES finding_import (id),
    asset_id     INTEGER NOT NULL REFERENCES asset (id),
    seen_at_us   INTEGER NOT NULL,
    covered      INTEGER NOT NULL CHECK (covered IN (0, 1)),
    credentialed INTEGER NOT NULL CHECK (credentialed IN (0, 1)),
    port_range   TEXT    NOT NULL,
    scan_name    TEXT,
    PRIMARY KEY (import_id, asset_id)
) STRICT, WITHOUT ROWID;
INSERT INTO import_asset VALUES(1,1,1791165600000000,1,1,'default','weekly');
INSERT INTO import_asset VALUES(1,2,1791165600000000,1,1,'default','weekly');
INSERT INTO import_asset VALUES(2,1,1791770400000000,1,1,'default','weekly');
INSERT INTO import_asset VALUES(2,2,1791770400000000,1,1,'default','weekly');
INSERT INTO import_asset VALUES(3,1,1792375200000000,1,1,'default','weekly');
INSERT INTO import_asset VALUES(3,2,1792375200000000,1,1,'default','weekly');
INSERT INTO import_asset VALUES(3,3,1795539328758243,0,0,'',NULL);
INSERT INTO import_asset VALUES(4,1,1792389600000000,0,0,'',NULL);
INSERT INTO import_asset VALUES(4,2,1792389600000000,0,0,'',NULL);
CREATE TABLE asset_source (
    asset_id    INTEGER NOT NULL REFERENCES asset (id),
    source      INTEGER NOT NULL,
    import_id   INTEGER NOT NULL REFERENCES finding_import (id),
    dated_at_us INTEGER,
    stale       INTEGER NOT NULL CHECK (stale IN (0, 1)),
    PRIMARY KEY (asset_id, source)
) STRICT, WITHOUT ROWID;
INSERT INTO asset_source VALUES(1,1,3,1792375200000000,0);
INSERT INTO asset_source VALUES(1,2,4,1792389600000000,0);
INSERT INTO asset_source VALUES(2,1,3,1792375200000000,0);
INSERT INTO asset_source VALUES(2,2,4,1792389600000000,0);
INSERT INTO asset_source VALUES(3,1,3,NULL,0);
CREATE TABLE plugin (
    id          INTEGER PRIMARY KEY,
    source      INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    synopsis    TEXT,
    description TEXT,
    solution    TEXT,
    see_also    TEXT,
    patch_refs  TEXT,
    refs        TEXT,
    texts_hash  INTEGER NOT NULL,
    UNIQUE (source, number, name)
) STRICT;
INSERT INTO plugin VALUES(1,1,19506,'Nessus Scan Information','s','d','u',NULL,NULL,NULL,7878506950456596125);
INSERT INTO plugin VALUES(2,1,900001,'Plugin 900001','s','d','u',NULL,NULL,NULL,7878506950456596125);
INSERT INTO plugin VALUES(3,1,900010,'Plugin 900010','s','d','u',NULL,NULL,NULL,7878506950456596125);
INSERT INTO plugin VALUES(4,1,900015,'Plugin 900015','s','d','u',NULL,NULL,NULL,7878506950456596125);
INSERT INTO plugin VALUES(5,1,900030,'Plugin 900030','s','d','u',NULL,NULL,NULL,7878506950456596125);
INSERT INTO plugin VALUES(6,1,900040,'Plugin 900040','s','d','u',NULL,NULL,NULL,7878506950456596125);
INSERT INTO plugin VALUES(7,1,900050,'Plugin 900050','s','d','u',NULL,NULL,NULL,7878506950456596125);
INSERT INTO plugin VALUES(8,2,105943,'EOL software',NULL,NULL,NULL,NULL,NULL,NULL,8376124999220038186);
INSERT INTO plugin VALUES(9,2,38863,'Weak keys',NULL,NULL,NULL,NULL,NULL,NULL,8376124999220038186);
CREATE TABLE plugin_cve (
    cve       INTEGER NOT NULL,
    plugin_id INTEGER NOT NULL REFERENCES plugin (id),
    PRIMARY KEY (cve, plugin_id)
) STRICT, WITHOUT ROWID;
INSERT INTO plugin_cve VALUES(202600090010,2);
INSERT INTO plugin_cve VALUES(202600090011,2);
INSERT INTO plugin_cve VALUES(202600090100,3);
INSERT INTO plugin_cve VALUES(202600090150,4);
INSERT INTO plugin_cve VALUES(202600090009,8);
CREATE TABLE output (
    id   INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL,
    body TEXT    NOT NULL
) STRICT;
INSERT INTO output VALUES(1,-7960652755969473014,replace('Scan name : weekly\nPort range : default\nCredentialed checks : yes\nScan Start Date : 2026/10/05 02:00 UTC','\n',char(10)));
INSERT INTO output VALUES(2,5476166856211577088,'found');
INSERT INTO output VALUES(3,-1395094068843455760,replace('Scan name : weekly\nPort range : default\nCredentialed checks : yes\nScan Start Date : 2026/10/12 02:00 UTC','\n',char(10)));
INSERT INTO output VALUES(4,1428817967846124482,replace('Scan name : weekly\nPort range : default\nCredentialed checks : yes\nScan Start Date : 2026/10/19 02:00 UTC','\n',char(10)));
CREATE TABLE finding (
    id               INTEGER PRIMARY KEY,
    asset_id         INTEGER NOT NULL REFERENCES asset (id),
    source           INTEGER NOT NULL,
    plugin_number    INTEGER NOT NULL,
    port             INTEGER NOT NULL,
    protocol         INTEGER NOT NULL,
    instance         TEXT    NOT NULL,
    plugin_id        INTEGER NOT NULL REFERENCES plugin (id),
    severity         INTEGER NOT NULL,
    raw_severity     TEXT,
    cvss2            INTEGER NOT NULL,
    cvss3            INTEGER NOT NULL,
    cvss4            INTEGER NOT NULL,
    vpr              INTEGER NOT NULL,
    epss             INTEGER NOT NULL,
    qds              INTEGER NOT NULL,
    flags            INTEGER NOT NULL,
    likelihood       INTEGER NOT NULL,
    impact           INTEGER NOT NULL,
    rank             INTEGER NOT NULL,
    status           INTEGER NOT NULL,
    first_seen_at_us INTEGER NOT NULL,
    closed_at_us     INTEGER,
    import_id        INTEGER REFERENCES finding_import (id),
    output_id        INTEGER REFERENCES output (id),
    facts_hash       INTEGER NOT NULL
) STRICT;
INSERT INTO finding VALUES(1,1,1,19506,0,1,'',1,0,'None',-1,-1,-1,-1,-1,-1,0,2,1,73014444032,0,1791165600000000,NULL,NULL,4,1326779518167828210);
INSERT INTO finding VALUES(2,1,1,900001,443,1,'',2,4,'Critical',98,98,-1,92,912340,-1,8,5,5,1292901935714,0,1791165600000000,NULL,NULL,2,8276748336481657880);
INSERT INTO finding VALUES(3,1,1,900010,0,1,'',3,4,'Critical',88,88,-1,-1,300000,-1,0,5,5,1292823556184,0,1791165600000000,NULL,NULL,2,-7962305472140845973);
INSERT INTO finding VALUES(4,2,1,19506,0,1,'',1,0,'None',-1,-1,-1,-1,-1,-1,0,1,1,38654705664,0,1791165600000000,NULL,NULL,4,1326779518167828210);
INSERT INTO finding VALUES(5,2,1,900015,5432,1,'',4,2,'Medium',53,53,-1,-1,900,-1,0,2,3,356482400821,0,1791165600000000,NULL,NULL,2,2844016385244053418);
INSERT INTO finding VALUES(6,2,1,900030,22,1,'',5,1,'Low',31,31,-1,-1,-1,-1,0,2,3,356482285599,0,1791165600000000,NULL,NULL,2,2210292657739638149);
INSERT INTO finding VALUES(7,2,1,900040,80,1,'',6,2,'Medium',65,65,-1,-1,45000,-1,0,3,3,665725690945,5,1791165600000000,1791770400000000,1,2,6609282427930042273);
INSERT INTO finding VALUES(8,3,1,900050,0,1,'',7,3,'High',70,70,-1,-1,-1,-1,0,3,4,670014898246,0,1795539328758243,NULL,NULL,2,9011901582771876132);
INSERT INTO finding VALUES(9,1,2,105943,0,0,'',8,4,'5',-1,-1,-1,-1,-1,-1,0,4,5,1258425417728,0,1790834400000000,NULL,NULL,2,-8972286090267838920);
INSERT INTO finding VALUES(10,2,2,38863,443,1,'',9,2,'3',-1,-1,-1,-1,-1,-1,0,2,3,356482285568,5,1790834400000000,1792389600000000,NULL,2,-3336905901205270654);
CREATE TABLE finding_event (
    id         INTEGER PRIMARY KEY,
    finding_id INTEGER NOT NULL REFERENCES finding (id),
    import_id  INTEGER REFERENCES finding_import (id),
    at_us      INTEGER NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('closed', 'reopened', 'not-seen', 'seen', 'changed'))
) STRICT;
INSERT INTO finding_event VALUES(1,1,2,1791770400000000,'changed');
INSERT INTO finding_event VALUES(2,4,2,1791770400000000,'changed');
INSERT INTO finding_event VALUES(3,5,2,1791770400000000,'closed');
INSERT INTO finding_event VALUES(4,7,2,1791770400000000,'closed');
INSERT INTO finding_event VALUES(5,1,3,1792375200000000,'changed');
INSERT INTO finding_event VALUES(6,3,3,1792375200000000,'changed');
INSERT INTO finding_event VALUES(7,4,3,1792375200000000,'changed');
INSERT INTO finding_event VALUES(8,5,3,1792375200000000,'reopened');
CREATE TABLE risk_cell (
    likelihood INTEGER NOT NULL,
    impact     INTEGER NOT NULL,
    open_count INTEGER NOT NULL,
    PRIMARY KEY (likelihood, impact)
) STRICT, WITHOUT ROWID;
INSERT INTO risk_cell VALUES(1,1,1);
INSERT INTO risk_cell VALUES(2,1,1);
INSERT INTO risk_cell VALUES(2,3,2);
INSERT INTO risk_cell VALUES(3,3,0);
INSERT INTO risk_cell VALUES(3,4,1);
INSERT INTO risk_cell VALUES(4,5,1);
INSERT INTO risk_cell VALUES(5,5,2);
CREATE TABLE risk_cell_hour (
    hour       INTEGER NOT NULL,
    likelihood INTEGER NOT NULL,
    impact     INTEGER NOT NULL,
    delta      INTEGER NOT NULL,
    PRIMARY KEY (hour, likelihood, impact)
) STRICT, WITHOUT ROWID;
INSERT INTO risk_cell_hour VALUES(498760,1,1,1);
INSERT INTO risk_cell_hour VALUES(498760,2,1,1);
INSERT INTO risk_cell_hour VALUES(498760,2,3,2);
INSERT INTO risk_cell_hour VALUES(498760,3,3,0);
INSERT INTO risk_cell_hour VALUES(498760,3,4,1);
INSERT INTO risk_cell_hour VALUES(498760,4,5,1);
INSERT INTO risk_cell_hour VALUES(498760,5,5,2);
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
CREATE TABLE host_alias (
    name    TEXT    NOT NULL COLLATE NOCASE PRIMARY KEY,
    host_id INTEGER NOT NULL REFERENCES host (id)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE vault (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    made_at_us  INTEGER NOT NULL,
    failures    INTEGER NOT NULL,
    tried_at_us INTEGER
) STRICT;
CREATE TABLE vault_door (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('passphrase', 'agent', 'command')),
    detail  TEXT NOT NULL,
    salt    BLOB NOT NULL CHECK (length(salt) = 32),
    sealed  BLOB NOT NULL CHECK (length(sealed) = 60)
) STRICT;
CREATE TABLE secret (
    name          TEXT PRIMARY KEY,
    sealed        BLOB    NOT NULL,
    changed_at_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE UNIQUE INDEX host_by_name ON host (name) WHERE removed_at_us IS NULL;
CREATE INDEX host_scan_by_host ON host_scan (host_id, id);
CREATE INDEX host_scan_by_scan ON host_scan (scan_id);
CREATE INDEX pending_update_by_name ON pending_update (name, to_version);
CREATE INDEX rollout_live ON rollout (live) WHERE live = 1;
CREATE INDEX rollout_host_open ON rollout_host (host_id) WHERE open = 1;
CREATE INDEX finding_import_by_hash ON finding_import (file_hash);
CREATE UNIQUE INDEX asset_by_host ON asset (host_id) WHERE host_id IS NOT NULL;
CREATE UNIQUE INDEX asset_by_key ON asset (key) WHERE host_id IS NULL;
CREATE INDEX asset_by_points ON asset (points DESC, open_count DESC, id) WHERE open_count > 0;
CREATE INDEX asset_source_stale ON asset_source (asset_id) WHERE stale = 1;
CREATE INDEX plugin_cve_by_plugin ON plugin_cve (plugin_id, cve);
CREATE INDEX output_by_hash ON output (hash);
CREATE UNIQUE INDEX finding_by_identity ON finding (asset_id, source, plugin_number, port, protocol, instance);
CREATE INDEX finding_by_rank ON finding (rank DESC, id) WHERE status <= 2;
CREATE INDEX finding_by_severity ON finding (severity, rank DESC, id) WHERE status <= 2;
CREATE INDEX finding_by_plugin ON finding (plugin_id, rank DESC, id);
CREATE INDEX finding_not_open ON finding (status, rank DESC, id) WHERE status > 0;
CREATE INDEX finding_event_by_finding ON finding_event (finding_id, id);
CREATE INDEX host_by_last_scan ON host (last_scan_id) WHERE removed_at_us IS NULL;
CREATE INDEX host_alias_by_host ON host_alias (host_id);
CREATE INDEX host_scan_by_others ON host_scan (started_at_us) WHERE changed_by_others > 0;
COMMIT;
PRAGMA user_version = 3;
