-- Distinct senders of one asset to one account in a sliding window, exact and linear: a sender is present from its
-- transfer until the window has passed; overlapping presences of one sender are one. The running sum of arrivals and
-- departures is the number of distinct senders at each moment.
WITH service AS (
  SELECT DISTINCT address_id FROM mart_address_tag WHERE list_contains(string_split($exclude_categories, ','), category)
  UNION
  SELECT a.address_id FROM (SELECT DISTINCT chain, pool FROM mart_swap) s JOIN mart_address a ON a.chain = s.chain AND a.address = s.pool
), flow AS (
  SELECT row_id, time, to_id AS account, from_id AS other, asset_id, amount, amount_usd
  FROM mart_flow
  WHERE time <= $as_of::TIMESTAMP AND from_id <> to_id AND coalesce(amount_usd, $min_usd) >= $min_usd
), wide AS (
  SELECT account, asset_id FROM flow GROUP BY ALL
  HAVING count(*) >= $min_counterparties AND account NOT IN (FROM service)
), event AS (
  SELECT account, asset_id, other, time,
    time - lag(time) OVER pair <= to_seconds($window_hours * 3600) AS still_there,
    lead(time) OVER pair - time <= to_seconds($window_hours * 3600) AS stays
  FROM flow JOIN wide USING (account, asset_id)
  WINDOW pair AS (PARTITION BY account, asset_id, other ORDER BY time)
), step AS (
  SELECT account, asset_id, time, 1 AS change FROM event WHERE still_there IS NOT true
  UNION ALL
  SELECT account, asset_id, time + to_seconds($window_hours * 3600), -1 FROM event WHERE stays IS NOT true
), moment AS (
  SELECT account, asset_id, time, max(change) = 1 AS arrival, sum(change) AS change, -sum(change) FILTER (change < 0) AS left_now FROM step GROUP BY ALL
), present AS (
  -- at the moment of a departure the leaver is still inside: the window is closed at both ends
  SELECT account, asset_id, time, arrival,
    sum(change) OVER (PARTITION BY account, asset_id ORDER BY time) + coalesce(left_now, 0) AS counterparties
  FROM moment
), run AS (
  SELECT *, sum(CASE WHEN counterparties >= $min_counterparties THEN 0 ELSE 1 END) OVER (PARTITION BY account, asset_id ORDER BY time) AS episode
  FROM present
), peak AS (
  SELECT account, asset_id, episode, max(counterparties) AS counterparties, min_by(time, time) FILTER (counterparties = top) AS time
  FROM (SELECT *, max(counterparties) OVER (PARTITION BY account, asset_id, episode) AS top FROM run WHERE arrival AND counterparties >= $min_counterparties)
  GROUP BY ALL
), day AS (
  SELECT account, asset_id, time_bucket(to_seconds($window_hours * 3600), time) AS day, count(DISTINCT other) AS counterparties
  FROM flow SEMI JOIN peak USING (account, asset_id) GROUP BY ALL
), judged AS (
  -- the usual: the account's other active days, those the window touches left out; their spread is at least Poisson's
  SELECT p.account, p.asset_id, p.time, p.counterparties, count(d.day) AS usual_days, median(d.counterparties) AS usual,
    greatest(1.4826 * mad(d.counterparties), sqrt(median(d.counterparties))) AS spread
  FROM peak p LEFT JOIN day d ON d.account = p.account AND d.asset_id = p.asset_id
    AND (d.day > p.time OR d.day + to_seconds($window_hours * 3600) <= p.time - to_seconds($window_hours * 3600))
  GROUP BY ALL
), hit AS (
  SELECT account, asset_id, time, counterparties, usual_days, CASE WHEN usual_days >= $usual_days THEN usual END AS usual
  FROM judged WHERE usual_days < $usual_days OR counterparties >= greatest($usual_factor * usual, usual + $usual_sigma * spread)
), gathered AS (
  SELECT h.account, h.asset_id, h.time, h.counterparties, h.usual, h.usual_days, min(f.time) AS start, count(*) AS transfers,
    sum(f.amount) AS amount, sum(f.amount_usd) AS usd,
    (list(f.row_id ORDER BY f.amount DESC NULLS LAST, f.time, f.other, f.row_id))[1:$max_evidence] AS rows
  FROM hit h JOIN flow f ON f.account = h.account AND f.asset_id = h.asset_id
    AND f.time >= h.time - to_seconds($window_hours * 3600) AND f.time <= h.time
  GROUP BY ALL
)
SELECT m.chain, m.address, a.asset, a.symbol, iso(g.start) AS start, iso(g.time) AS ended, epoch_ms(g.time - g.start) / 1000 AS seconds,
  g.counterparties, g.usual, g.usual_days, g.transfers, g.amount, g.usd, g.rows
FROM gathered g JOIN mart_address m ON m.address_id = g.account JOIN mart_asset a USING (asset_id)
ORDER BY g.time, m.chain, m.address, a.asset
