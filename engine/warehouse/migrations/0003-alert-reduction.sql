-- What the stages after detection concluded of an alert, and what the case decided about those stages.
ALTER TABLE alert ADD COLUMN dropped BOOLEAN DEFAULT false;
ALTER TABLE alert ADD COLUMN story_id VARCHAR;
CREATE TABLE story (
  story_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, title VARCHAR NOT NULL, start_time TIMESTAMP NOT NULL, end_time TIMESTAMP NOT NULL,
  alerts BIGINT NOT NULL, priority_level TINYINT NOT NULL, subjects VARCHAR NOT NULL
);
-- A stage that the case switched off; stages not listed are on.
CREATE TABLE stage_off (stage VARCHAR PRIMARY KEY);
CREATE TABLE allow_entry (entry_id INTEGER PRIMARY KEY, chain VARCHAR, address VARCHAR NOT NULL, reason VARCHAR NOT NULL, added_at TIMESTAMP NOT NULL, added_by VARCHAR NOT NULL, removed BOOLEAN NOT NULL);
-- Known legitimate patterns: built-in ones that were changed or switched off, and the case's own.
CREATE TABLE known_pattern (pattern_id VARCHAR PRIMARY KEY, definition VARCHAR NOT NULL, enabled BOOLEAN NOT NULL);
-- Alerts that the analyst wants back whatever the stages say.
CREATE TABLE kept_alert (alert_id VARCHAR PRIMARY KEY, reason VARCHAR NOT NULL, kept_at TIMESTAMP NOT NULL, kept_by VARCHAR NOT NULL);
-- Named sets of detector parameters; the set named '' is the one the case runs with.
CREATE TABLE parameter_set (name VARCHAR PRIMARY KEY, params VARCHAR NOT NULL, saved_at TIMESTAMP NOT NULL, saved_by VARCHAR NOT NULL);
