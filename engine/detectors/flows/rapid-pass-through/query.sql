-- Money that rests only briefly. The movements of one account in one asset are netted per moment, so that a contract
-- that takes and gives in one transaction vanishes. A stretch without a pause longer than the window is a
-- pass-through when it begins with an inflow, never pays out more than it took in before, pays out nearly all of it,
-- and the mean time of paying out lies within the window after the mean time of taking in. With nearly equal sums
-- that difference of means is the mean time of rest, whichever coin is matched with which.
WITH service AS (
  SELECT DISTINCT address_id FROM mart_address_tag WHERE list_contains(string_split($exclude_categories, ','), category)
  UNION
  SELECT a.address_id FROM (SELECT DISTINCT chain, pool FROM mart_swap) s JOIN mart_address a ON a.chain = s.chain AND a.address = s.pool
), flow AS (
  SELECT row_id, time, from_id, to_id, asset_id, amount, amount_usd FROM mart_flow
  WHERE time <= $as_of::TIMESTAMP AND from_id <> to_id AND amount > 0
), asset_line AS (
  SELECT asset_id, quantile_disc(amount, $unpriced_quantile) AS amount_line FROM flow GROUP BY asset_id
), side AS (
  SELECT to_id AS account, asset_id, time, amount, amount_usd, false AS out FROM flow
  UNION ALL
  SELECT from_id, asset_id, time, amount, amount_usd, true FROM flow
), moment AS (
  SELECT account, asset_id, time, sum(CASE WHEN out THEN -amount ELSE amount END) AS net, sum(amount) AS gross,
    sum(amount_usd) FILTER (NOT out) AS usd, count(*) AS transfers
  FROM side GROUP BY ALL
), candidate AS (
  SELECT account, asset_id, sum(net) FILTER (net > 0) AS ever_taken FROM moment GROUP BY ALL
  HAVING max(net) > 0 AND min(net) < 0 AND account NOT IN (FROM service)
), paused AS (
  SELECT *, time - lag(time) OVER (PARTITION BY account, asset_id ORDER BY time) <= to_seconds($window_minutes * 60) AS goes_on
  FROM moment JOIN candidate USING (account, asset_id)
  WHERE abs(net) > 1e-9 * gross
), numbered AS (
  SELECT *, sum(CASE WHEN goes_on THEN 0 ELSE 1 END) OVER (PARTITION BY account, asset_id ORDER BY time) AS stretch FROM paused
), running AS (
  SELECT *, sum(net) OVER (PARTITION BY account, asset_id, stretch ORDER BY time) AS held FROM numbered
), passed AS (
  SELECT account, asset_id, stretch, min(time) AS first_time, max(time) AS last_time, sum(transfers) AS transfers,
    sum(net) FILTER (net > 0) AS taken, -sum(net) FILTER (net < 0) AS paid, sum(usd) FILTER (net > 0) AS usd,
    (sum(-net * epoch_us(time)::DOUBLE) FILTER (net < 0) / -sum(net) FILTER (net < 0)
      - sum(net * epoch_us(time)::DOUBLE) FILTER (net > 0) / sum(net) FILTER (net > 0)) / 1e6 AS rest_seconds
  FROM running GROUP BY ALL
  HAVING taken > 0 AND paid >= $min_share * taken AND paid <= taken * (1 + $tolerance) AND min(held) >= -$tolerance * taken
    AND max(time) - min(time) <= to_seconds($max_hours * 3600) AND sum(transfers) <= $max_transfers
), valued AS (
  SELECT p.* FROM passed p JOIN asset_line l USING (asset_id)
  WHERE rest_seconds > 0 AND rest_seconds <= $window_minutes * 60
    AND CASE WHEN p.usd IS NULL THEN p.taken >= l.amount_line ELSE p.usd >= $min_usd END
), cited AS (
  SELECT v.account, v.asset_id, v.stretch, f.row_id, f.time, f.amount, f.amount_usd, f.to_id = v.account AS incoming,
    CASE WHEN f.to_id = v.account THEN f.from_id ELSE f.to_id END AS other
  FROM valued v JOIN flow f ON f.asset_id = v.asset_id AND f.to_id = v.account AND f.time BETWEEN v.first_time AND v.last_time
  UNION ALL
  SELECT v.account, v.asset_id, v.stretch, f.row_id, f.time, f.amount, f.amount_usd, false, f.to_id
  FROM valued v JOIN flow f ON f.asset_id = v.asset_id AND f.from_id = v.account AND f.time BETWEEN v.first_time AND v.last_time
), evidence AS (
  SELECT c.account, c.asset_id, count(*) AS transfers, count(DISTINCT c.other) FILTER (c.incoming) AS sources, count(DISTINCT c.other) FILTER (NOT c.incoming) AS targets,
    bool_and(s.address_id IS NOT NULL) FILTER (NOT c.incoming) AS swept,
    list_has_all(list(DISTINCT c.other) FILTER (c.incoming), list(DISTINCT c.other) FILTER (NOT c.incoming)) AS returned,
    coalesce((list(c.row_id ORDER BY c.time, c.amount DESC, c.other, c.row_id) FILTER (c.incoming))[1:$max_evidence], []) AS in_rows,
    coalesce((list(c.row_id ORDER BY c.time, c.amount DESC, c.other, c.row_id) FILTER (NOT c.incoming))[1:$max_evidence], []) AS out_rows
  FROM cited c LEFT JOIN service s ON s.address_id = c.other
  GROUP BY ALL
), account AS (
  SELECT account, asset_id, count(*) AS times, min(first_time) AS first_time, max(last_time) AS last_time, sum(taken) AS taken, sum(paid) AS paid, sum(usd) AS usd,
    sum(rest_seconds * taken) / sum(taken) AS rest_seconds
  FROM valued JOIN candidate USING (account, asset_id) GROUP BY account, asset_id HAVING sum(taken) >= $min_account_share * any_value(ever_taken)
)
SELECT m.chain, m.address, a.asset, a.symbol, iso(p.first_time) AS start, iso(p.last_time) AS ended, p.times, p.taken, least(p.paid / p.taken, 1) AS share, p.usd,
  p.rest_seconds, e.transfers, e.sources, e.targets, e.in_rows, e.out_rows
FROM account p JOIN evidence e USING (account, asset_id) JOIN mart_address m ON m.address_id = p.account JOIN mart_asset a USING (asset_id)
WHERE NOT e.returned AND NOT (e.swept AND $skip_sweeps)
ORDER BY p.first_time, m.chain, m.address, a.asset
