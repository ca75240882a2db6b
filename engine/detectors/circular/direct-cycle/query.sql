-- Candidate edges for the search, after what it needs to name them. An edge is a candidate when both its accounts
-- take in and pay out the asset; accounts with too many transfers and labelled services are set aside and counted.
WITH service AS (
  SELECT DISTINCT address_id FROM mart_address_tag WHERE list_contains(string_split($exclude_categories, ','), category)
  UNION
  SELECT a.address_id FROM (SELECT DISTINCT chain, pool FROM mart_swap) s JOIN mart_address a ON a.chain = s.chain AND a.address = s.pool
), moved AS (
  SELECT * FROM mart_flow WHERE time <= $as_of::TIMESTAMP AND from_id <> to_id AND amount > 0
), asset_line AS (
  SELECT asset_id, quantile_disc(amount, $unpriced_quantile) AS amount_line FROM moved GROUP BY asset_id
), flow AS (
  SELECT m.row_id, m.chain, m.time, m.tx_index, m.log_index, m.from_id, m.to_id, m.asset_id, m.amount, m.amount_usd
  FROM moved m JOIN asset_line l USING (asset_id)
  WHERE CASE WHEN m.amount_usd IS NULL THEN m.amount >= l.amount_line ELSE m.amount_usd >= $min_usd END
), degree AS (
  SELECT account, asset_id, sum(came) AS came, sum(went) AS went
  FROM (SELECT to_id AS account, asset_id, 1 AS came, 0 AS went FROM flow UNION ALL SELECT from_id, asset_id, 0, 1 FROM flow)
  GROUP BY ALL HAVING sum(came) > 0 AND sum(went) > 0
), through AS (
  SELECT account, asset_id FROM degree WHERE came + went <= $hub_transfers AND account NOT IN (FROM service)
), edge AS (
  SELECT * FROM flow f
  WHERE EXISTS (FROM through t WHERE t.account = f.from_id AND t.asset_id = f.asset_id)
    AND EXISTS (FROM through t WHERE t.account = f.to_id AND t.asset_id = f.asset_id)
), row AS (
  SELECT 0 AS part, count(DISTINCT account) FILTER (account NOT IN (FROM service))::INTEGER AS a, count(DISTINCT account) FILTER (account IN (FROM service))::INTEGER AS b,
    NULL::INTEGER AS asset_id, NULL::DOUBLE AS micros, NULL::DOUBLE AS amount, NULL::DOUBLE AS usd, NULL::DOUBLE AS row_id, NULL AS chain, NULL AS name, 0 AS tie
  FROM degree WHERE came + went > $hub_transfers OR account IN (FROM service)
  UNION ALL
  SELECT 1, address_id, NULL, NULL, NULL, NULL, NULL, NULL, chain, address, 0 FROM mart_address
  WHERE address_id IN (SELECT from_id FROM edge UNION SELECT to_id FROM edge)
  UNION ALL
  SELECT 2, NULL, NULL, asset_id, NULL, NULL, NULL, NULL, chain, coalesce(symbol, asset), 0 FROM mart_asset WHERE asset_id IN (SELECT asset_id FROM edge)
  UNION ALL
  SELECT 3, from_id, to_id, asset_id, epoch_us(time)::DOUBLE, amount, amount_usd, row_id::DOUBLE, NULL, NULL, coalesce(tx_index, 0)::BIGINT * 100000 + coalesce(log_index, 0) FROM edge
)
SELECT part, a, b, asset_id, micros, amount, usd, row_id, chain, name FROM row
ORDER BY part, asset_id, a, micros, b, amount, tie, row_id
