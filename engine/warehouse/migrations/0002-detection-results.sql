-- What a detector found, kept so that a run that was cancelled, or that asks the same of the same rows, need not search again.
CREATE TABLE raw_alert (detector VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL, ordinal BIGINT NOT NULL, content VARCHAR NOT NULL);
CREATE TABLE raw_run (detector VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL, run VARCHAR NOT NULL);
-- Addresses that a bounded search did not search completely.
ALTER TABLE detector_run ADD COLUMN not_searched VARCHAR;
