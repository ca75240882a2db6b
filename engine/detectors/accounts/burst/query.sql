-- Bursts of an account's activity against its own history, in windows of three lengths. A window slides: it ends at
-- each transfer. Moments whose window holds enough transfers are joined to stretches, the fullest window of each is
-- judged. Its history is the account's active windows of the same length on a fixed grid that ended before the
-- judged window began; the judged window is in none of them.
WITH service AS (
  SELECT DISTINCT address_id FROM mart_address_tag WHERE list_contains(string_split($exclude_categories, ','), category)
  UNION
  SELECT a.address_id FROM (SELECT DISTINCT chain, pool FROM mart_swap) s JOIN mart_address a ON a.chain = s.chain AND a.address = s.pool
), act AS (
  SELECT row_id, time, from_id, to_id, asset_id, log_index, amount, CASE WHEN success IS DISTINCT FROM false THEN amount_usd END AS usd, gas_used
  FROM mart_transfer WHERE time <= $as_of::TIMESTAMP AND from_id IS DISTINCT FROM to_id
), side AS (
  SELECT from_id AS account, to_id AS other, time, row_id, asset_id, log_index, amount, usd, gas_used AS gas, true AS sent FROM act WHERE from_id IS NOT NULL
  UNION ALL
  SELECT to_id, from_id, time, row_id, asset_id, log_index, amount, usd, NULL, false FROM act WHERE to_id IS NOT NULL
), busy AS (
  SELECT account FROM side GROUP BY account
  HAVING count(*) >= $min_transfers + $min_history AND account NOT IN (FROM service)
), packed AS (
  -- an account is worth a look when as many transfers as a burst needs ever lay within the longest window
  SELECT DISTINCT account FROM (
    SELECT account, time - lag(time, ($min_transfers - 1)::BIGINT) OVER (PARTITION BY account ORDER BY time) <= INTERVAL 1 HOUR AS dense
    FROM (SELECT account, time FROM side SEMI JOIN busy USING (account)))
  WHERE dense
), busy_side AS (
  SELECT s.* FROM side s SEMI JOIN packed USING (account)
), slid AS (
  SELECT account, time,
    count(*) OVER (PARTITION BY account ORDER BY time RANGE BETWEEN INTERVAL 5 MINUTE PRECEDING AND CURRENT ROW) AS in_300,
    count(*) OVER (PARTITION BY account ORDER BY time RANGE BETWEEN INTERVAL 15 MINUTE PRECEDING AND CURRENT ROW) AS in_900,
    count(*) OVER (PARTITION BY account ORDER BY time RANGE BETWEEN INTERVAL 1 HOUR PRECEDING AND CURRENT ROW) AS in_3600
  FROM busy_side
), full_window AS (
  SELECT DISTINCT account, time, length, transfers
  FROM (UNPIVOT slid ON in_300, in_900, in_3600 INTO NAME name VALUE transfers), LATERAL (SELECT substr(name, 4)::INTEGER AS length)
  WHERE transfers >= $min_transfers
), apart AS (
  SELECT *, sum(CASE WHEN gap THEN 0 ELSE 1 END) OVER (PARTITION BY account, length ORDER BY time) AS stretch
  FROM (SELECT *, time - lag(time) OVER (PARTITION BY account, length ORDER BY time) <= to_seconds(length) AS gap FROM full_window)
), peak AS (
  SELECT account, length, time, transfers FROM apart
  QUALIFY row_number() OVER (PARTITION BY account, length, stretch ORDER BY transfers DESC, time) = 1
), cell AS (
  SELECT b.*, l.length, time_bucket(to_seconds(l.length), b.time) AS slot
  FROM busy_side b SEMI JOIN peak USING (account), (VALUES (300), (900), (3600)) l(length)
), grid AS (
  SELECT account, length, slot, count(*) AS transfers, count(DISTINCT other) AS counterparties, sum(usd) AS usd, sum(gas) AS gas
  FROM cell GROUP BY ALL
), past AS (
  SELECT account, length, slot, count(*) OVER upto AS history, sum(transfers) OVER upto AS transfers, sum(transfers * transfers) OVER upto AS transfers_squares,
    sum(counterparties) OVER upto AS counterparties, count(usd) OVER upto AS usd_slots, sum(usd) OVER upto AS usd, sum(usd * usd) OVER upto AS usd_squares,
    avg(gas) OVER upto AS gas_mean
  FROM grid WINDOW upto AS (PARTITION BY account, length ORDER BY slot)
), usual AS (
  SELECT p.account, p.length, p.time, h.history, h.transfers / h.history AS transfers_mean,
    sqrt(greatest(h.transfers_squares / h.history - pow(h.transfers / h.history, 2), 0)) AS transfers_sd,
    h.counterparties / h.history AS counterparties_mean, h.usd / h.usd_slots AS usd_mean,
    sqrt(greatest(h.usd_squares / h.usd_slots - pow(h.usd / h.usd_slots, 2), 0)) AS usd_sd, h.gas_mean
  FROM (SELECT *, time - to_seconds(2 * length) AS before FROM peak) p
  ASOF JOIN past h ON h.account = p.account AND h.length = p.length AND p.before >= h.slot
  WHERE h.history >= $min_history
), reach AS (
  SELECT account, length, time, unnest([time_bucket(to_seconds(length), time), time_bucket(to_seconds(length), time - to_seconds(length))]) AS slot FROM usual
), inside AS (
  SELECT r.account, r.length, r.time, min(c.time) AS start, count(*) AS transfers, count(DISTINCT c.other) AS counterparties,
    sum(c.usd) AS usd, sum(c.gas) AS gas, count(*) FILTER (c.sent) AS sent
  FROM reach r JOIN cell c ON c.account = r.account AND c.length = r.length AND c.slot = r.slot
  WHERE c.time >= r.time - to_seconds(r.length) AND c.time <= r.time
  GROUP BY ALL
), judged AS (
  SELECT i.*, u.history, u.transfers_mean, u.counterparties_mean, u.usd_mean, u.gas_mean,
    i.transfers / u.transfers_mean AS transfers_factor, i.counterparties / u.counterparties_mean AS counterparties_factor,
    i.gas / nullif(u.gas_mean, 0) AS gas_factor, i.usd / nullif(u.usd_mean, 0) AS usd_factor,
    i.transfers >= $count_factor * u.transfers_mean AND i.transfers >= u.transfers_mean + $sigma * u.transfers_sd AS by_count,
    coalesce(i.counterparties >= $counterparty_factor * u.counterparties_mean, false) AS by_counterparties,
    coalesce(i.gas >= $gas_factor * u.gas_mean, false) AS by_gas,
    coalesce(i.usd > u.usd_mean + $sigma * u.usd_sd AND i.usd >= $min_usd, false) AS by_volume
  FROM inside i JOIN usual u USING (account, length, time)
), hit AS (
  SELECT *, (by_count::INTEGER + by_counterparties::INTEGER + by_gas::INTEGER + by_volume::INTEGER) AS measures FROM judged
  WHERE by_count OR by_volume AND by_counterparties
), merged AS (
  SELECT *, sum(CASE WHEN near THEN 0 ELSE 1 END) OVER (PARTITION BY account ORDER BY time, length) AS event
  FROM (SELECT *, time - lag(time) OVER (PARTITION BY account ORDER BY time, length) <= INTERVAL 1 HOUR AS near FROM hit)
), best AS (
  SELECT * FROM merged
  QUALIFY row_number() OVER (PARTITION BY account, event ORDER BY transfers_factor DESC, transfers DESC, length, time) = 1
), cited AS (
  SELECT b.account, b.length, b.time, (list(c.row_id ORDER BY c.time, c.log_index, c.asset_id, c.other, c.amount, c.row_id))[1:$max_evidence] AS rows
  FROM best b JOIN busy_side c ON c.account = b.account AND c.time BETWEEN b.start AND b.time
  GROUP BY ALL
)
SELECT m.chain, m.address, iso(b.start) AS start, iso(b.time) AS ended, b.length, b.transfers, b.sent, b.counterparties, b.usd, b.gas, b.history,
  b.transfers_mean, b.counterparties_mean, b.usd_mean, b.transfers_factor, b.counterparties_factor, b.gas_factor, b.usd_factor,
  b.by_count, b.by_counterparties, b.by_gas, b.by_volume, b.measures, c.rows
FROM best b JOIN cited c USING (account, length, time) JOIN mart_address m ON m.address_id = b.account
ORDER BY b.time, m.chain, m.address
