-- The running balance of an account in an asset, as far as the imported rows tell it, against its own past. Cheap
-- aggregates pick the changes that are large for the account; only for those the up to $memory balances before the
-- change are fetched by their number. The balance that is judged is never part of the profile. The weights of the
-- moving average, alpha·(1-alpha)^age, are cut off after $memory observations and divided by their sum.
WITH moved AS (
  SELECT row_id, time, from_id, to_id, asset_id, amount, amount_usd FROM mart_flow
  WHERE time <= $as_of::TIMESTAMP AND from_id <> to_id AND amount > 0
), service AS (
  SELECT DISTINCT address_id FROM mart_address_tag WHERE list_contains(string_split($exclude_categories, ','), category)
  UNION
  SELECT a.address_id FROM (SELECT DISTINCT chain, pool FROM mart_swap) s JOIN mart_address a ON a.chain = s.chain AND a.address = s.pool
), asset_line AS (
  SELECT asset_id, CASE WHEN count(*) >= $quantile_from THEN quantile_disc(amount, $unpriced_quantile) ELSE 0 END AS amount_line FROM moved GROUP BY asset_id
), side AS (
  SELECT to_id AS account, asset_id, time, amount AS change, amount_usd FROM moved
  UNION ALL
  SELECT from_id, asset_id, time, -amount, amount_usd FROM moved
), busy AS (
  SELECT account, asset_id FROM side GROUP BY ALL HAVING count(*) > $min_observations AND account NOT IN (FROM service)
), moment AS (
  SELECT account, asset_id, time, sum(change) AS change, sum(amount_usd * sign(change)) AS usd
  FROM side SEMI JOIN busy USING (account, asset_id) GROUP BY ALL HAVING sum(change) <> 0
), observed AS (
  SELECT account, asset_id, time, change, usd,
    row_number() OVER past AS n, sum(change) OVER past AS balance, sum(abs(change)) OVER past - abs(change) AS moved_before,
    max(abs(change)) OVER (PARTITION BY account, asset_id ORDER BY time ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS largest_before,
    min(time) OVER past AS first_time, lag(time) OVER past AS time_before
  FROM moment
  WINDOW past AS (PARTITION BY account, asset_id ORDER BY time)
), sudden AS (
  SELECT o.* FROM observed o JOIN asset_line l USING (asset_id)
  WHERE o.n > $min_observations AND abs(o.change) >= $min_jump * o.moved_before / (o.n - 1)
    AND abs(o.change) >= $min_record * o.largest_before
    AND CASE WHEN o.usd IS NULL THEN abs(o.change) >= l.amount_line ELSE abs(o.usd) >= $min_usd END
), recall AS (
  SELECT account, asset_id, n AS judged, unnest(range(greatest(n - $memory, 1), n)) AS n FROM sudden
), profile AS (
  SELECT r.account, r.asset_id, r.judged, count(*) AS observations,
    sum(o.balance * pow(1 - $alpha, r.judged - 1 - r.n)) / sum(pow(1 - $alpha, r.judged - 1 - r.n)) AS mean,
    sum(o.balance * o.balance * pow(1 - $alpha, r.judged - 1 - r.n)) / sum(pow(1 - $alpha, r.judged - 1 - r.n)) AS mean_square,
    quantile_cont(o.balance, 0.25) AS q1, median(o.balance) AS middle, quantile_cont(o.balance, 0.75) AS q3, mad(o.balance) AS mad
  FROM recall r JOIN observed o ON o.account = r.account AND o.asset_id = r.asset_id AND o.n = r.n
  GROUP BY ALL
), measured AS (
  SELECT s.account, s.asset_id, s.time, s.change, s.balance, s.usd, p.observations,
    abs(s.balance - p.mean) / nullif(greatest(sqrt(greatest(p.mean_square - p.mean * p.mean, 0)), 1e-9 * abs(p.mean)), 0) AS ema_z,
    greatest(s.balance - p.q3, p.q1 - s.balance, 0) / nullif(greatest(p.q3 - p.q1, 1e-9 * abs(p.middle)), 0) AS iqr_factor,
    CASE WHEN s.balance - s.change > 1e-9 * abs(s.change) THEN abs(s.change) / (s.balance - s.change) END AS relative,
    abs(s.change) / greatest(epoch(s.time - s.time_before) / 3600, 1)
      / nullif(s.moved_before / greatest(epoch(s.time_before - s.first_time) / 3600, 1), 0) AS rate_factor,
    0.6745 * abs(s.balance - p.middle) / nullif(greatest(p.mad, 1e-9 * abs(p.middle)), 0) AS robust_z
  FROM sudden s JOIN profile p ON p.account = s.account AND p.asset_id = s.asset_id AND p.judged = s.n
), part AS (
  -- nothing below its threshold, a half at it, the whole at ten times the threshold
  SELECT *,
    CASE WHEN ema_z > $ema_z THEN 0.5 + 0.5 * least(1, log10(ema_z / $ema_z)) ELSE 0 END AS ema_part,
    CASE WHEN iqr_factor > $iqr_factor THEN 0.5 + 0.5 * least(1, log10(iqr_factor / $iqr_factor)) ELSE 0 END AS iqr_part,
    CASE WHEN relative > $relative THEN 0.5 + 0.5 * least(1, log10(relative / $relative)) ELSE 0 END AS relative_part,
    CASE WHEN rate_factor > $rate_factor THEN 0.5 + 0.5 * least(1, log10(rate_factor / $rate_factor)) ELSE 0 END AS rate_part
  FROM measured WHERE NOT $robust_only OR robust_z > $robust_z
), scored AS (
  SELECT *, 0.3 * ema_part + 0.2 * iqr_part + 0.2 * relative_part + 0.3 * rate_part AS combined FROM part
), hit AS (
  -- the strongest change of an account in an asset and a day speaks for that day
  SELECT *, count(*) OVER day AS changes FROM scored WHERE combined > $alert_above
  WINDOW day AS (PARTITION BY account, asset_id, time_bucket(INTERVAL 1 DAY, time))
  QUALIFY row_number() OVER (PARTITION BY account, asset_id, time_bucket(INTERVAL 1 DAY, time) ORDER BY combined DESC, time) = 1
), cited AS (
  SELECT h.account, h.asset_id, h.time, (list(m.row_id ORDER BY m.amount DESC, m.from_id, m.to_id, m.row_id))[1:50] AS rows
  FROM hit h JOIN moved m ON m.time = h.time AND m.asset_id = h.asset_id AND (m.from_id = h.account OR m.to_id = h.account)
  GROUP BY ALL
)
SELECT m.chain, m.address, a.asset, a.symbol, iso(h.time) AS time, h.change, h.balance, h.usd, h.observations, h.ema_z, h.iqr_factor, h.relative, h.rate_factor,
  h.robust_z, h.combined, h.changes, c.rows
FROM hit h JOIN cited c USING (account, asset_id, time) JOIN mart_address m ON m.address_id = h.account JOIN mart_asset a USING (asset_id)
ORDER BY h.time, m.chain, m.address, a.asset
