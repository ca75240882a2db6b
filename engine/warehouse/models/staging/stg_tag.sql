-- Accepted tags, each once.
SELECT t.rowid AS row_id, t.dataset_id, t.network, t.address, t.label, t.category, t.source, t.confidence, t.actor, t.abuse, t.listed_at
FROM tag t
WHERE t.ok AND t.rowid NOT IN (SELECT row_id FROM stg_repetition WHERE target = 'tag')
