-- Accounts that acted again after a long silence. An act is a transaction of the account's own or value it sent;
-- what others send to it breaks no silence, nor do transfers of nothing in its name. The silence is judged at the act
-- that ended it, from the rows alone; what follows within $look_hours describes the awakening.
WITH service AS (
  SELECT DISTINCT address_id FROM mart_address_tag WHERE list_contains(string_split($exclude_categories, ','), category)
), destination AS (
  SELECT address_id, bool_or(category = 'exchange' OR category = 'dex') AS exchange,
    bool_or(category IN ('mixer', 'tornado_cash', 'tumbler', 'mixing_service')) AS mixer,
    bool_or(category LIKE '%sanction%' OR lower(source) LIKE 'ofac%') AS sanctioned,
    list(tag_row_id ORDER BY label, source, tag_row_id) AS tag_rows
  FROM mart_address_tag
  WHERE category IN ('exchange', 'dex', 'mixer', 'tornado_cash', 'tumbler', 'mixing_service') OR category LIKE '%sanction%' OR lower(source) LIKE 'ofac%'
  GROUP BY address_id
), act AS (
  SELECT from_id AS account, time FROM mart_transfer
  WHERE time <= $as_of::TIMESTAMP AND from_id IS NOT NULL AND (kind = 'native' OR success IS DISTINCT FROM false AND amount IS DISTINCT FROM 0)
), moved AS (
  SELECT row_id, time, from_id, to_id, asset_id, amount, amount_usd FROM mart_flow
  WHERE time <= $as_of::TIMESTAMP AND from_id <> to_id AND coalesce(amount, 1) > 0
), asset_line AS (
  SELECT asset_id, CASE WHEN count(*) >= $quantile_from THEN quantile_disc(amount, $unpriced_quantile) ELSE 0 END AS amount_line FROM moved GROUP BY asset_id
), first_received AS (
  SELECT to_id AS account, min(time) AS time FROM moved GROUP BY ALL
), quiet AS (
  SELECT account, a.time, coalesce(a.last_act, CASE WHEN r.time < a.time THEN r.time END) AS since, a.last_act IS NULL AS never_acted
  FROM (SELECT account, time, lag(time) OVER (PARTITION BY account ORDER BY time) AS last_act FROM (SELECT DISTINCT account, time FROM act)) a
  LEFT JOIN first_received r USING (account)
), silence AS (
  SELECT account, time, since, never_acted, epoch(time - since) / 86400 AS silent_days
  FROM quiet WHERE since <= time - to_seconds($min_days * 86400) AND account NOT IN (FROM service)
), sent AS (
  SELECT w.account, w.time AS woke, m.row_id, m.time, m.to_id AS other, m.asset_id, m.amount, m.amount_usd
  FROM silence w JOIN moved m ON m.from_id = w.account AND m.time >= w.time AND m.time <= w.time + to_seconds($look_hours * 3600)
), worth_a_look AS (
  SELECT account, woke FROM (
    SELECT t.account, t.woke, sum(t.amount_usd) AS usd, sum(t.amount) AS amount, any_value(l.amount_line) AS amount_line, bool_or(d.mixer OR d.sanctioned) AS grave
    FROM sent t JOIN asset_line l USING (asset_id) LEFT JOIN destination d ON d.address_id = t.other
    GROUP BY t.account, t.woke, t.asset_id)
  GROUP BY ALL
  HAVING CASE WHEN sum(usd) IS NULL THEN bool_or(amount IS NULL OR amount >= amount_line) ELSE sum(usd) >= $min_usd END OR bool_or(grave)
), awakening AS (
  SELECT s.* FROM silence s JOIN worth_a_look k ON k.account = s.account AND k.woke = s.time
), out AS (
  SELECT t.* FROM sent t SEMI JOIN worth_a_look USING (account, woke)
), side AS (
  SELECT m.to_id AS account, m.from_id AS other, m.time, m.asset_id, m.amount, false AS went FROM moved m SEMI JOIN awakening w ON w.account = m.to_id
  UNION ALL
  SELECT m.from_id, m.to_id, m.time, m.asset_id, m.amount, true FROM moved m SEMI JOIN awakening w ON w.account = m.from_id
), own_act AS (
  SELECT a.* FROM act a SEMI JOIN awakening USING (account)
), before AS (
  -- what is known of the account up to the awakening: balances per asset, and days on which it sent
  SELECT w.account, w.time AS woke, m.asset_id, sum(CASE WHEN m.went THEN -m.amount ELSE m.amount END) AS balance,
    sum(m.amount) FILTER (m.went) / nullif(count(DISTINCT m.time::DATE) FILTER (m.went), 0) AS usual_out
  FROM awakening w JOIN side m ON m.account = w.account AND m.time < w.time
  GROUP BY ALL
), usual AS (
  SELECT w.account, w.time AS woke, count(*) / count(DISTINCT a.time::DATE) AS acts_a_day
  FROM awakening w JOIN own_act a ON a.account = w.account AND a.time < w.time GROUP BY ALL
), known AS (
  SELECT DISTINCT w.account, w.time AS woke, m.other
  FROM awakening w JOIN side m ON m.account = w.account AND m.time < w.time
), by_asset AS (
  SELECT o.account, o.woke, o.asset_id, sum(o.amount) AS amount, sum(o.amount_usd) AS usd, min_by(o.amount, (o.time, -o.amount)) AS first_amount, max(o.amount) AS largest,
    count(*) AS sends, any_value(b.balance) AS balance, any_value(b.usual_out) AS usual_out, any_value(l.amount_line) AS amount_line
  FROM out o LEFT JOIN before b ON b.account = o.account AND b.woke = o.woke AND b.asset_id = o.asset_id JOIN asset_line l ON l.asset_id = o.asset_id
  GROUP BY ALL
), main_asset AS (
  -- the asset that speaks: most dollars, else the one furthest over its own line
  SELECT *, sum(usd) OVER (PARTITION BY account, woke) AS all_usd FROM by_asset
  QUALIFY row_number() OVER (PARTITION BY account, woke ORDER BY usd DESC NULLS LAST, amount / nullif(amount_line, 0) DESC NULLS LAST, amount DESC NULLS LAST, asset_id) = 1
), paced AS (
  SELECT account, woke, count(*) AS gaps, avg(gap) AS gap_mean, stddev_pop(gap) AS gap_sd, avg((gap < 60)::INTEGER) AS rapid_share
  FROM (
    SELECT w.account, w.time AS woke, epoch(a.time - lag(a.time) OVER (PARTITION BY w.account, w.time ORDER BY a.time)) AS gap
    FROM awakening w JOIN (SELECT DISTINCT account, time FROM own_act) a ON a.account = w.account AND a.time >= w.time AND a.time <= w.time + to_seconds($look_hours * 3600)
  ) WHERE gap IS NOT NULL GROUP BY ALL
), acted AS (
  SELECT w.account, w.time AS woke, count(*) AS acts FROM awakening w
  JOIN own_act a ON a.account = w.account AND a.time >= w.time AND a.time <= w.time + to_seconds($look_hours * 3600) GROUP BY ALL
), other AS (
  SELECT o.account, o.woke, o.other, any_value(k.other IS NULL) AS is_new, any_value(d.exchange) AS exchange, any_value(d.mixer) AS mixer, any_value(d.sanctioned) AS sanctioned,
    any_value(d.tag_rows) AS tag_rows, sum(o.amount) FILTER (o.asset_id = a.asset_id) AS amount
  FROM out o JOIN main_asset a ON a.account = o.account AND a.woke = o.woke
  LEFT JOIN known k ON k.account = o.account AND k.woke = o.woke AND k.other = o.other LEFT JOIN destination d ON d.address_id = o.other
  GROUP BY ALL
), gone AS (
  SELECT account, woke, count(*) AS receivers, avg(is_new::INTEGER) AS new_share, coalesce(bool_or(mixer), false) AS to_mixer, coalesce(bool_or(sanctioned), false) AS to_sanctioned,
    coalesce(bool_or(exchange), false) AS to_exchange, coalesce(sum(amount) FILTER (exchange), 0) / nullif(sum(amount), 0) AS exchange_share,
    flatten(list(tag_rows ORDER BY other) FILTER (tag_rows IS NOT NULL)) AS tag_rows
  FROM other GROUP BY ALL
), cited AS (
  SELECT account, woke, max(time) AS last_time, count(*) AS sends, (list(row_id ORDER BY time, amount DESC NULLS LAST, asset_id, other, row_id))[1:$max_evidence] AS rows
  FROM out GROUP BY ALL
), measured AS (
  SELECT w.account, w.time, w.since, w.never_acted, w.silent_days, a.asset_id, a.amount, a.all_usd AS usd, a.balance,
    CASE WHEN a.balance > 0 THEN least(a.amount / a.balance, 1) END AS moved_share, a.amount / nullif(a.usual_out, 0) AS volume_factor,
    c.acts / u.acts_a_day AS frequency_factor, g.receivers, g.new_share, g.to_mixer, g.to_sanctioned, g.to_exchange,
    CASE WHEN p.gaps >= 5 THEN p.gap_sd / nullif(p.gap_mean, 0) END AS gap_cv, CASE WHEN p.gaps >= 5 THEN p.rapid_share END AS rapid_share, e.sends, e.last_time, e.rows,
    coalesce(g.tag_rows, []) AS tag_rows,
    CASE WHEN g.exchange_share >= 0.5 THEN 'liquidation'
         WHEN a.sends > 1 AND a.first_amount <= 0.05 * a.largest OR a.sends = 1 AND a.balance > 0 AND a.amount <= 0.01 * a.balance THEN 'testing'
         WHEN g.receivers >= 5 THEN 'distribution'
         WHEN g.receivers = 1 AND a.balance > 0 AND a.amount >= 0.9 * a.balance THEN 'consolidation'
         ELSE 'movement' END AS kind
  FROM awakening w JOIN main_asset a ON a.account = w.account AND a.woke = w.time JOIN gone g ON g.account = w.account AND g.woke = w.time
  JOIN cited e ON e.account = w.account AND e.woke = w.time JOIN acted c ON c.account = w.account AND c.woke = w.time
  LEFT JOIN usual u ON u.account = w.account AND u.woke = w.time LEFT JOIN paced p ON p.account = w.account AND p.woke = w.time
), weighed AS (
  SELECT *,
    CASE WHEN silent_days >= 365 THEN 25 WHEN silent_days >= 180 THEN 20 WHEN silent_days >= 90 THEN 15 ELSE 10 END AS silence_points,
    CASE WHEN volume_factor > 10 OR volume_factor < 0.1 THEN 15 WHEN moved_share >= 0.5 THEN 10 ELSE 0 END AS volume_points,
    CASE WHEN frequency_factor >= 5 THEN 10 ELSE 0 END AS frequency_points,
    CASE WHEN new_share > $new_share THEN 10 ELSE 0 END AS counterparty_points,
    CASE WHEN to_mixer OR to_sanctioned THEN 30 WHEN to_exchange THEN 10 ELSE 0 END AS destination_points,
    CASE kind WHEN 'liquidation' THEN 10 WHEN 'distribution' THEN 10 WHEN 'consolidation' THEN 5 WHEN 'testing' THEN 5 ELSE 0 END AS kind_points,
    CASE WHEN gap_cv < 0.2 OR rapid_share >= 0.5 THEN 10 ELSE 0 END AS pace_points
  FROM measured
)
SELECT m.chain, m.address, a.symbol, a.asset, iso(w.since) AS since, iso(w.time) AS time, iso(w.last_time) AS ended, w.never_acted, w.silent_days, w.amount, w.usd, w.moved_share,
  w.volume_factor, w.frequency_factor, w.receivers, w.new_share, w.to_mixer, w.to_sanctioned, w.to_exchange, w.gap_cv, w.rapid_share, w.sends, w.kind,
  least(100, silence_points + volume_points + frequency_points + counterparty_points + destination_points + kind_points + pace_points) AS risk, w.rows, w.tag_rows
FROM weighed w JOIN mart_address m ON m.address_id = w.account JOIN mart_asset a USING (asset_id)
WHERE least(100, silence_points + volume_points + frequency_points + counterparty_points + destination_points + kind_points + pace_points) >= $min_risk
ORDER BY w.time, m.chain, m.address
