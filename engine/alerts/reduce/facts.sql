WITH seen AS (
  SELECT l.alert, t.row_id, t.method, t.from_id, t.to_id FROM looked_at l JOIN mart_transfer t ON t.row_id = l.row_id
), tagged AS (
  SELECT address_id, unnest([lower(category), lower(label)]) AS word FROM mart_address_tag
), labelled AS (
  SELECT DISTINCT s.alert, s.row_id, g.word FROM seen s JOIN tagged g ON g.address_id = s.from_id WHERE g.word IS NOT NULL
  UNION
  SELECT s.alert, s.row_id, g.word FROM seen s JOIN tagged g ON g.address_id = s.to_id WHERE g.word IS NOT NULL
)
SELECT alert, 'transfers' AS kind, '' AS word, count(*)::DOUBLE AS n FROM seen GROUP BY alert
UNION ALL SELECT alert, 'method', method, count(*) FROM seen WHERE method IS NOT NULL GROUP BY alert, method
UNION ALL SELECT alert, 'label', word, count(*) FROM labelled GROUP BY alert, word
UNION ALL
SELECT s.alert, 'usd', '', max(coalesce(a.received_usd, 0) + coalesce(a.sent_usd, 0))
FROM looked_at_subject s JOIN mart_address m ON m.chain = s.chain AND m.address = s.address JOIN mart_account a ON a.address_id = m.address_id GROUP BY s.alert
ORDER BY 1, 2, 3
