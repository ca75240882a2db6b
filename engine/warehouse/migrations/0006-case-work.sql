-- How far these tables stand for the journal: the number of entries whose effect they hold.
CREATE TABLE case_state (applied BIGINT NOT NULL);
-- What was worked out in the case, as it stands; how it came about is in the journal.
CREATE TABLE work_document (
  kind VARCHAR NOT NULL, id VARCHAR NOT NULL, number INTEGER NOT NULL, version INTEGER NOT NULL, content VARCHAR NOT NULL,
  created_at VARCHAR NOT NULL, created_by VARCHAR NOT NULL, changed_at VARCHAR NOT NULL, changed_by VARCHAR NOT NULL,
  removed VARCHAR
);
-- The journal entries that made or changed a document.
CREATE TABLE work_change (kind VARCHAR NOT NULL, id VARCHAR NOT NULL, seq BIGINT NOT NULL);
-- What the journal last said of the alerts; one row.
CREATE TABLE alerts_state (digest VARCHAR NOT NULL);
-- How a dataset was read, besides its format and options: a mapping of its columns, and what was known of the file before.
CREATE TABLE dataset_reading (dataset_id INTEGER PRIMARY KEY, mapping VARCHAR, notes VARCHAR NOT NULL);
