-- Rows that repeat an event and are not read. Of the rows of one event the one kept is that of the original with the
-- smallest hash, then the earliest in it: the same whatever the order of imports.
WITH stored AS (
  SELECT 'transfer' AS target, rowid AS row_id, dataset_id FROM transfer
  UNION ALL SELECT 'log', rowid, dataset_id FROM chain_log
  UNION ALL SELECT 'trade', rowid, dataset_id FROM trade
  UNION ALL SELECT 'price', rowid, dataset_id FROM price
  UNION ALL SELECT 'tag', rowid, dataset_id FROM tag
), member AS (
  SELECT r.target, r.of_row_id, r.row_id FROM duplicate_row r
  UNION
  SELECT target, of_row_id, of_row_id FROM duplicate_row
), ranked AS (
  SELECT m.target, m.row_id, row_number() OVER (PARTITION BY m.target, m.of_row_id ORDER BY d.sha256, m.row_id) AS place
  FROM member m JOIN stored s ON s.target = m.target AND s.row_id = m.row_id JOIN dataset d ON d.dataset_id = s.dataset_id
)
SELECT target, row_id FROM ranked WHERE place > 1
