-- Entries of lists, each with file and line, by network and address.
SELECT t.network, t.address, t.label, t.category, t.abuse, t.actor, t.source, t.confidence::DOUBLE AS confidence, iso(t.listed_at) AS "listedAt",
  d.sha256 AS file, d.name AS "fileName", l.line + (t.rowid - d.first_rowid) - l.record AS line
FROM tag t
JOIN dataset d ON d.dataset_id = t.dataset_id
ASOF JOIN dataset_line l ON l.dataset_id = d.dataset_id AND t.rowid - d.first_rowid >= l.record
WHERE t.ok AND t.address IS NOT NULL
ORDER BY t.network, t.address, d.sha256, line
