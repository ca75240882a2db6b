-- The accounts the model selected, each with its ten largest transfers and ten spread evenly over its time.
WITH own AS (
  SELECT h.address_id, t.row_id, t.time, t.amount_usd, t.from_id = h.address_id AS sent,
    row_number() OVER (PARTITION BY h.address_id ORDER BY t.amount_usd DESC NULLS LAST, t.amount DESC NULLS LAST, t.time, t.tx_key, t.tie_key, t.row_id) AS size_rank,
    row_number() OVER (PARTITION BY h.address_id ORDER BY t.time, t.tx_key, t.tie_key, t.row_id) AS time_rank,
    count(*) OVER (PARTITION BY h.address_id) AS transfers
  FROM model_hit h JOIN mart_transfer t ON h.address_id IN (t.from_id, t.to_id)
  WHERE t.time <= $as_of::TIMESTAMP
), chosen AS (
  SELECT address_id, min(time) AS start, max(time) AS "end",
    CASE WHEN count(amount_usd) FILTER (WHERE sent) > 0 THEN sum(amount_usd ORDER BY time_rank) FILTER (WHERE sent) END AS usd,
    list(row_id ORDER BY size_rank) FILTER (WHERE size_rank <= 10) AS largest_rows,
    list(row_id ORDER BY time_rank) FILTER (WHERE size_rank > 10 AND (time_rank - 1) * 10 // transfers <> time_rank * 10 // transfers) AS typical_rows
  FROM own GROUP BY address_id
)
SELECT a.chain, a.address, h.score AS model_score, h.rank, h.compared, h.reasons, iso(c.start) AS start, iso(c."end") AS "end", c.usd, c.largest_rows, c.typical_rows
FROM model_hit h JOIN chosen c USING (address_id) JOIN mart_address a USING (address_id)
ORDER BY h.rank
