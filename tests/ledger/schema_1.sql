-- A ledger of schema 1 as the first version of Demarche wrote it: DDL and rows, the full-text index by statement.
CREATE TABLE schema_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT schema_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE reports (
    "key" INTEGER NOT NULL,
    id TEXT NOT NULL,
    digest TEXT NOT NULL,
    version INTEGER NOT NULL,
    superseded_by INTEGER,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    outlet TEXT,
    outlet_folded TEXT NOT NULL,
    published TEXT,
    published_from TEXT,
    published_to TEXT,
    url TEXT,
    source TEXT,
    language TEXT NOT NULL,
    words INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY ("key"),
    CONSTRAINT reports_id_digest UNIQUE (id, digest),
    CONSTRAINT reports_id_version UNIQUE (id, version),
    FOREIGN KEY(superseded_by) REFERENCES reports ("key") DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX reports_current ON reports (id) WHERE superseded_by IS NULL;
CREATE INDEX reports_superseded_by ON reports (superseded_by);
CREATE INDEX reports_published ON reports (published_from, published_to);
CREATE TABLE readings (
    report INTEGER NOT NULL,
    model TEXT NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (report),
    FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE
);
CREATE TABLE events (
    "key" INTEGER NOT NULL,
    report INTEGER NOT NULL,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT NOT NULL,
    context TEXT NOT NULL,
    occurrence TEXT NOT NULL,
    hedged BOOLEAN NOT NULL,
    confidence FLOAT NOT NULL,
    date TEXT,
    day_from TEXT,
    day_to TEXT,
    place TEXT,
    place_folded TEXT NOT NULL,
    country TEXT,
    province TEXT,
    geonameid INTEGER,
    lat FLOAT,
    lon FLOAT,
    agreement TEXT,
    record TEXT NOT NULL,
    PRIMARY KEY ("key"),
    CONSTRAINT events_report_position UNIQUE (report, position),
    CONSTRAINT events_report_id UNIQUE (report, id),
    FOREIGN KEY(report) REFERENCES readings (report) ON DELETE CASCADE
);
CREATE INDEX events_id ON events (id);
CREATE INDEX events_type ON events (type);
CREATE INDEX events_days ON events (day_from, day_to);
CREATE INDEX events_country ON events (country);
CREATE TABLE mentions (
    event INTEGER NOT NULL,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (event, position),
    FOREIGN KEY(event) REFERENCES events ("key") ON DELETE CASCADE
)
 WITHOUT ROWID
;
CREATE TABLE event_parties (
    event INTEGER NOT NULL,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    text TEXT NOT NULL,
    name TEXT NOT NULL,
    code TEXT,
    sector TEXT,
    identifier TEXT,
    stance TEXT,
    folded TEXT NOT NULL,
    PRIMARY KEY (event, role, position),
    FOREIGN KEY(event) REFERENCES events ("key") ON DELETE CASCADE
)
 WITHOUT ROWID
;
CREATE INDEX event_parties_code ON event_parties (code);
CREATE INDEX event_parties_name ON event_parties (name);
CREATE TABLE tolls (
    event INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    bound TEXT NOT NULL,
    who TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (event, position),
    FOREIGN KEY(event) REFERENCES events ("key") ON DELETE CASCADE
)
 WITHOUT ROWID
;
CREATE TABLE agreements (
    report INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    parties_folded TEXT NOT NULL,
    date TEXT,
    day_from TEXT,
    day_to TEXT,
    place_folded TEXT NOT NULL,
    state TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (report, position),
    FOREIGN KEY(report) REFERENCES readings (report) ON DELETE CASCADE
)
 WITHOUT ROWID
;
CREATE INDEX agreements_name ON agreements (name);
CREATE TABLE spans (
    report INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    text TEXT NOT NULL,
    name TEXT,
    code TEXT,
    sector TEXT,
    id TEXT,
    geonameid INTEGER,
    lat FLOAT,
    lon FLOAT,
    province TEXT,
    country_code TEXT,
    value TEXT,
    reason TEXT,
    PRIMARY KEY (report, position),
    FOREIGN KEY(report) REFERENCES readings (report) ON DELETE CASCADE
)
 WITHOUT ROWID
;
CREATE TABLE refusals (
    "key" INTEGER NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY ("key"),
    CONSTRAINT refusals_once UNIQUE (source, reason, detail)
);
CREATE VIRTUAL TABLE report_search USING fts5(title, text, content='', tokenize='unicode61 remove_diacritics 2');
INSERT INTO schema_version VALUES ('0001');
INSERT INTO reports VALUES (1, 'story-00001', '2dcf888234049d25af3c06ca785d8f850745476d62c8e83d139f7e5b3fa970ef', 1, NULL, 'Day 1', 'On day 1 the army shelled Saraqib and Moscow denied it.', 'The Daily Cedar', ' the daily cedar ', '2019-07-05', '2019-07-05', '2019-07-05', NULL, NULL, 'en', 11, '{"id":"story-00001","text":"","title":"Day 1","published":"2019-07-05","outlet":"The Daily Cedar","url":null,"language":"en","source":null,"furniture":[],"digest":"2dcf888234049d25af3c06ca785d8f850745476d62c8e83d139f7e5b3fa970ef"}');
INSERT INTO reports VALUES (2, '1', '4300835fad1a267a1a71113a62bc1fe13a8f326ac6907261c6dea3129eac6932', 1, 3, 'Shelling', 'Cedar counts 86 dead.', 'The Daily Cedar', ' the daily cedar ', '2019-07-05', '2019-07-05', '2019-07-05', NULL, NULL, 'en', 4, '{"id":"1","text":"","title":"Shelling","published":"2019-07-05","outlet":"The Daily Cedar","url":null,"language":"en","source":null,"furniture":[],"digest":"4300835fad1a267a1a71113a62bc1fe13a8f326ac6907261c6dea3129eac6932"}');
INSERT INTO reports VALUES (3, '1', '895e45c37c80df843dbae5855bbc14674757c1af5f8ad794f7d0d7e830024a6b', 2, 4, 'Shelling', 'Fjord counts 72 dead.', 'Fjord Courier', ' fjord courier ', '2019-07-05', '2019-07-05', '2019-07-05', NULL, NULL, 'en', 4, '{"id":"1","text":"","title":"Shelling","published":"2019-07-05","outlet":"Fjord Courier","url":null,"language":"en","source":null,"furniture":[],"digest":"895e45c37c80df843dbae5855bbc14674757c1af5f8ad794f7d0d7e830024a6b"}');
INSERT INTO reports VALUES (4, '1', 'c9c626e54b372d49f96e2cb646560e780a2499f29166a09fea13d3c4817a27e5', 3, 5, 'Shelling', 'Cedar corrects: 58 dead.', 'The Daily Cedar', ' the daily cedar ', '2019-07-05', '2019-07-05', '2019-07-05', NULL, NULL, 'en', 4, '{"id":"1","text":"","title":"Shelling","published":"2019-07-05","outlet":"The Daily Cedar","url":null,"language":"en","source":null,"furniture":[],"digest":"c9c626e54b372d49f96e2cb646560e780a2499f29166a09fea13d3c4817a27e5"}');
INSERT INTO reports VALUES (5, '1', '0efa1063bfb110664fa2f9d4bac15198ad982dfca2cdb5102d8c6335d9f4afb4', 4, NULL, 'Shelling', 'No outlet counts 3 dead.', NULL, '', '2019-07-05', '2019-07-05', '2019-07-05', NULL, NULL, 'en', 5, '{"id":"1","text":"","title":"Shelling","published":"2019-07-05","outlet":null,"url":null,"language":"en","source":null,"furniture":[],"digest":"0efa1063bfb110664fa2f9d4bac15198ad982dfca2cdb5102d8c6335d9f4afb4"}');
INSERT INTO reports VALUES (6, 'r2', '287415be3203884e44677772fd1867bb6a652e70ef4ac0dfcf7cd147d6bb47e7', 1, NULL, 'Shelling in Saraqib', 'A truce was signed.', 'The Daily Cedar', ' the daily cedar ', '2019-07-05', '2019-07-05', '2019-07-05', NULL, NULL, 'en', 4, '{"id":"r2","text":"","title":"Shelling in Saraqib","published":"2019-07-05","outlet":"The Daily Cedar","url":null,"language":"en","source":null,"furniture":[],"digest":"287415be3203884e44677772fd1867bb6a652e70ef4ac0dfcf7cd147d6bb47e7"}');
INSERT INTO readings VALUES (1, 'reader-1', 2);
INSERT INTO readings VALUES (2, 'reader-1', 1);
INSERT INTO readings VALUES (3, 'reader-1', 1);
INSERT INTO readings VALUES (4, 'reader-1', 1);
INSERT INTO readings VALUES (5, 'reader-1', 1);
INSERT INTO readings VALUES (6, 'reader-1', 1);
INSERT INTO events VALUES (1, 1, 0, 'story-00001-event-1', 'ASSAULT', '["heavy-weapons"]', '[]', 'actual', 0, 0.9, '2019-07', '2019-07-01', '2019-07-31', 'Saraqib', ' saraqib | saraqib | idlib ', 'SYR', 'Idlib', NULL, 35.5, 36.8, NULL, '{"id":"story-00001-event-1","report_id":"story-00001","type":"ASSAULT","mentions":[{"start":9,"end":16,"text":"shelled"}],"mode":["heavy-weapons"],"context":[],"actors":[{"text":"the army","start":0,"end":8,"name":"Army of Syria","code":"SYR","sector":"MIL","id":null,"reason":""}],"recipients":[{"text":"Saraqib residents","start":0,"end":17,"name":"Saraqib residents","code":"SYR","sector":"CVL","id":null,"reason":""}],"where":{"text":"Saraqib","start":0,"end":7,"name":"Saraqib","geonameid":null,"lat":35.5,"lon":36.8,"province":"Idlib","country":"SYR","kind":null,"reason":""},"when":{"text":"then","start":0,"end":4,"date":"2019-07"},"toll":[{"kind":"killed","count":1,"bound":"at_least","who":"civilians","text":"1","start":0,"end":2}],"occurrence":"actual","hedged":false,"attribution":[{"party":{"text":"Moscow","start":0,"end":6,"name":"Russia","code":"RUS","sector":"GOV","id":null,"reason":""},"stance":"denies"}],"agreement":null,"confidence":0.9,"sequence":1}');
INSERT INTO events VALUES (2, 1, 1, 'story-00001-event-2', 'ASSAULT', '["heavy-weapons"]', '[]', 'actual', 0, 0.9, '2019-07', '2019-07-01', '2019-07-31', 'Saraqib', ' saraqib | saraqib | idlib ', 'SYR', 'Idlib', NULL, 35.5, 36.8, NULL, '{"id":"story-00001-event-2","report_id":"story-00001","type":"ASSAULT","mentions":[{"start":9,"end":16,"text":"shelled"}],"mode":["heavy-weapons"],"context":[],"actors":[{"text":"the army","start":0,"end":8,"name":"Army of Syria","code":"SYR","sector":"MIL","id":null,"reason":""}],"recipients":[{"text":"Saraqib residents","start":0,"end":17,"name":"Saraqib residents","code":"SYR","sector":"CVL","id":null,"reason":""}],"where":{"text":"Saraqib","start":0,"end":7,"name":"Saraqib","geonameid":null,"lat":35.5,"lon":36.8,"province":"Idlib","country":"SYR","kind":null,"reason":""},"when":{"text":"then","start":0,"end":4,"date":"2019-07"},"toll":[{"kind":"killed","count":1,"bound":"at_least","who":"civilians","text":"1","start":0,"end":2}],"occurrence":"actual","hedged":false,"attribution":[{"party":{"text":"Moscow","start":0,"end":6,"name":"Russia","code":"RUS","sector":"GOV","id":null,"reason":""},"stance":"denies"}],"agreement":null,"confidence":0.9,"sequence":2}');
INSERT INTO events VALUES (3, 2, 0, '1-event-1', 'ASSAULT', '["heavy-weapons"]', '[]', 'actual', 0, 0.9, '2019-07', '2019-07-01', '2019-07-31', NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, '{"id":"1-event-1","report_id":"1","type":"ASSAULT","mentions":[{"start":9,"end":16,"text":"shelled"}],"mode":["heavy-weapons"],"context":[],"actors":[],"recipients":[],"where":null,"when":{"text":"then","start":0,"end":4,"date":"2019-07"},"toll":[],"occurrence":"actual","hedged":false,"attribution":[],"agreement":null,"confidence":0.9,"sequence":1}');
INSERT INTO events VALUES (4, 3, 0, '1-event-1', 'ASSAULT', '["heavy-weapons"]', '[]', 'actual', 0, 0.9, '2019-07', '2019-07-01', '2019-07-31', NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, '{"id":"1-event-1","report_id":"1","type":"ASSAULT","mentions":[{"start":9,"end":16,"text":"shelled"}],"mode":["heavy-weapons"],"context":[],"actors":[],"recipients":[],"where":null,"when":{"text":"then","start":0,"end":4,"date":"2019-07"},"toll":[],"occurrence":"actual","hedged":false,"attribution":[],"agreement":null,"confidence":0.9,"sequence":1}');
INSERT INTO events VALUES (5, 4, 0, '1-event-1', 'ASSAULT', '["heavy-weapons"]', '[]', 'actual', 0, 0.9, '2019-07', '2019-07-01', '2019-07-31', NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, '{"id":"1-event-1","report_id":"1","type":"ASSAULT","mentions":[{"start":9,"end":16,"text":"shelled"}],"mode":["heavy-weapons"],"context":[],"actors":[],"recipients":[],"where":null,"when":{"text":"then","start":0,"end":4,"date":"2019-07"},"toll":[],"occurrence":"actual","hedged":false,"attribution":[],"agreement":null,"confidence":0.9,"sequence":1}');
INSERT INTO events VALUES (6, 5, 0, '1-event-1', 'ASSAULT', '["heavy-weapons"]', '[]', 'actual', 0, 0.9, '2019-07', '2019-07-01', '2019-07-31', NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, '{"id":"1-event-1","report_id":"1","type":"ASSAULT","mentions":[{"start":9,"end":16,"text":"shelled"}],"mode":["heavy-weapons"],"context":[],"actors":[],"recipients":[],"where":null,"when":{"text":"then","start":0,"end":4,"date":"2019-07"},"toll":[],"occurrence":"actual","hedged":false,"attribution":[],"agreement":null,"confidence":0.9,"sequence":1}');
INSERT INTO events VALUES (7, 6, 0, 'r2-event-1', 'ASSAULT', '["heavy-weapons"]', '[]', 'actual', 0, 0.9, NULL, '2019-07-05', '2019-07-05', NULL, '', NULL, NULL, NULL, NULL, NULL, 'Truce of Saraqib', '{"id":"r2-event-1","report_id":"r2","type":"ASSAULT","mentions":[{"start":9,"end":16,"text":"shelled"}],"mode":["heavy-weapons"],"context":[],"actors":[],"recipients":[],"where":null,"when":null,"toll":[],"occurrence":"actual","hedged":false,"attribution":[],"agreement":"Truce of Saraqib","confidence":0.9,"sequence":1}');
INSERT INTO mentions VALUES (1, 0, 9, 16, 'shelled');
INSERT INTO mentions VALUES (2, 0, 9, 16, 'shelled');
INSERT INTO mentions VALUES (3, 0, 9, 16, 'shelled');
INSERT INTO mentions VALUES (4, 0, 9, 16, 'shelled');
INSERT INTO mentions VALUES (5, 0, 9, 16, 'shelled');
INSERT INTO mentions VALUES (6, 0, 9, 16, 'shelled');
INSERT INTO mentions VALUES (7, 0, 9, 16, 'shelled');
INSERT INTO event_parties VALUES (1, 'actor', 0, 0, 8, 'the army', 'Army of Syria', 'SYR', 'MIL', NULL, NULL, ' army of syria | the army ');
INSERT INTO event_parties VALUES (1, 'recipient', 0, 0, 17, 'Saraqib residents', 'Saraqib residents', 'SYR', 'CVL', NULL, NULL, ' saraqib residents | saraqib residents ');
INSERT INTO event_parties VALUES (1, 'source', 0, 0, 6, 'Moscow', 'Russia', 'RUS', 'GOV', NULL, 'denies', ' russia | moscow ');
INSERT INTO event_parties VALUES (2, 'actor', 0, 0, 8, 'the army', 'Army of Syria', 'SYR', 'MIL', NULL, NULL, ' army of syria | the army ');
INSERT INTO event_parties VALUES (2, 'recipient', 0, 0, 17, 'Saraqib residents', 'Saraqib residents', 'SYR', 'CVL', NULL, NULL, ' saraqib residents | saraqib residents ');
INSERT INTO event_parties VALUES (2, 'source', 0, 0, 6, 'Moscow', 'Russia', 'RUS', 'GOV', NULL, 'denies', ' russia | moscow ');
INSERT INTO tolls VALUES (1, 0, 'killed', 1, 'at_least', 'civilians', '1', 0, 2);
INSERT INTO tolls VALUES (2, 0, 'killed', 1, 'at_least', 'civilians', '1', 0, 2);
INSERT INTO agreements VALUES (6, 0, 'Truce of Saraqib', '', NULL, '2019-07-05', '2019-07-05', '', 'unclear', '{"name":"Truce of Saraqib","text":"truce","start":2,"end":7,"parties":[],"date":null,"place":null,"terms":[],"state":"unclear"}');
INSERT INTO spans VALUES (1, 0, 'place', 17, 24, 'Saraqib', 'Saraqib', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'SYR', NULL, NULL);
INSERT INTO spans VALUES (2, 0, 'place', 17, 24, 'Saraqib', 'Saraqib', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'SYR', NULL, NULL);
INSERT INTO spans VALUES (3, 0, 'place', 17, 24, 'Saraqib', 'Saraqib', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'SYR', NULL, NULL);
INSERT INTO spans VALUES (4, 0, 'place', 17, 24, 'Saraqib', 'Saraqib', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'SYR', NULL, NULL);
INSERT INTO spans VALUES (5, 0, 'place', 17, 24, 'Saraqib', 'Saraqib', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'SYR', NULL, NULL);
INSERT INTO spans VALUES (6, 0, 'place', 17, 24, 'Saraqib', 'Saraqib', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'SYR', NULL, NULL);
INSERT INTO refusals VALUES (1, 'b.txt', 'binary', 'an image, not text');
INSERT INTO report_search (rowid, title, text) VALUES (1, 'day 1', 'on day 1 the army shelled saraqib and moscow denied it.');
INSERT INTO report_search (rowid, title, text) VALUES (2, 'shelling', 'cedar counts 86 dead.');
INSERT INTO report_search (rowid, title, text) VALUES (3, 'shelling', 'fjord counts 72 dead.');
INSERT INTO report_search (rowid, title, text) VALUES (4, 'shelling', 'cedar corrects: 58 dead.');
INSERT INTO report_search (rowid, title, text) VALUES (5, 'shelling', 'no outlet counts 3 dead.');
INSERT INTO report_search (rowid, title, text) VALUES (6, 'shelling in saraqib', 'a truce was signed.');
