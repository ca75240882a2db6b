-- The accounts the model selected, each with its last ten movements of value and the ten before them. The order within
-- one second is that of the model's features.
WITH own AS (
  SELECT h.address_id, f.row_id, f.time, f.amount_usd, f.from_id = h.address_id AS sent, CASE WHEN f.from_id = h.address_id THEN f.to_id ELSE f.from_id END AS other,
    f.amount, f.asset_id
  FROM model_hit h JOIN mart_flow f ON h.address_id IN (f.from_id, f.to_id)
  WHERE f.time <= $as_of::TIMESTAMP AND f.from_id <> f.to_id
), placed AS (
  SELECT *, row_number() OVER (PARTITION BY address_id ORDER BY epoch_us(time) // 1000000 DESC, sent DESC, amount DESC, other DESC, asset_id DESC, time DESC, row_id) AS place
  FROM own
), chosen AS (
  SELECT address_id, min(time) FILTER (WHERE place <= 10) AS start, max(time) AS "end",
    CASE WHEN count(amount_usd) FILTER (WHERE place <= 10) > 0 THEN sum(amount_usd ORDER BY place) FILTER (WHERE place <= 10) END AS usd,
    list(row_id ORDER BY place DESC) FILTER (WHERE place <= 10) AS recent_rows,
    list(row_id ORDER BY place DESC) FILTER (WHERE place > 10) AS before_rows
  FROM placed WHERE place <= 20 GROUP BY address_id
)
SELECT a.chain, a.address, h.score AS model_score, h.rank, h.compared, h.reasons, iso(c.start) AS start, iso(c."end") AS "end", c.usd, c.recent_rows, c.before_rows
FROM model_hit h JOIN chosen c USING (address_id) JOIN mart_address a USING (address_id)
ORDER BY h.rank
