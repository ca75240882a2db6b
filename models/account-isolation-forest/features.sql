-- One row per account with at least five movements of value up to $as_of. Sums are taken over whole numbers (fixed point),
-- so that no order of adding can change a digit. NULL is "cannot be known", never zero.
WITH movement AS (
  SELECT from_id, to_id, asset_id, epoch_us(time) // 1000000 AS t, amount,
    CASE WHEN amount > 0 THEN round(ln(amount) * 10000)::BIGINT END AS log_amount
  FROM mart_flow WHERE time <= $as_of::TIMESTAMP AND from_id <> to_id
), asset_moment AS (
  SELECT asset_id, sum(log_amount) / count(log_amount) AS centre,
    sqrt(greatest(sum(log_amount * log_amount) / count(log_amount) - (sum(log_amount) / count(log_amount)) ** 2, 0)) AS spread
  FROM movement WHERE log_amount IS NOT NULL GROUP BY asset_id HAVING count(*) >= 20
), sized AS (
  SELECT m.from_id, m.to_id, m.asset_id, m.t, m.amount,
    -- amounts are compared within their asset: deviations of the logarithm, and multiples of the geometric mean, times 1,000
    round(greatest(least((m.log_amount - a.centre) / nullif(a.spread, 0), 20), -20) * 1000)::INTEGER AS size,
    round(exp(greatest(least((m.log_amount - a.centre) / 10000, 20), -7)) * 1000)::BIGINT AS worth,
    -- at most two significant digits
    CASE WHEN m.amount > 0 THEN abs(m.amount / pow(10, floor(log10(m.amount)) - 1) - round(m.amount / pow(10, floor(log10(m.amount)) - 1))) < 1e-6 END AS round_amount
  FROM movement m LEFT JOIN asset_moment a USING (asset_id)
), side AS (
  SELECT from_id AS account, to_id AS other, true AS sent, t, asset_id, amount, size, worth, round_amount FROM sized
  UNION ALL
  SELECT to_id, from_id, false, t, asset_id, amount, size, worth, round_amount FROM sized
), ordered AS (
  SELECT *, t - lag(t) OVER line AS gap, lag(sent) OVER line AS sent_before, lag(amount) OVER line AS amount_before
  FROM side WINDOW line AS (PARTITION BY account ORDER BY t, sent, amount)
), behaviour AS (
  SELECT account, count(*) AS n, count(*) FILTER (WHERE sent) AS sent, count(*) FILTER (WHERE NOT sent) AS received,
    count(DISTINCT asset_id) AS assets, max(t) - min(t) AS lifetime,
    count(DISTINCT t // 86400) AS active_days,
    sum(gap) AS gap_sum, sum((gap * gap)::HUGEINT) AS gap_squares, min(gap) AS gap_min, max(gap) AS gap_max,
    count(*) FILTER (WHERE gap < 60) AS quick, count(*) FILTER (WHERE gap = 0) AS same_second,
    sum(round(10000 * ln(1 + gap))::BIGINT) AS log_gap_sum, sum(round(10000 * ln(1 + gap))::BIGINT ** 2)::HUGEINT AS log_gap_squares,
    sum(round(10000 * cos(2 * pi() * (t % 86400) / 86400))::BIGINT) AS hour_x, sum(round(10000 * sin(2 * pi() * (t % 86400) / 86400))::BIGINT) AS hour_y,
    count(*) FILTER (WHERE (t // 86400 + 3) % 7 >= 5) AS weekend,
    count(*) FILTER (WHERE sent <> sent_before) AS turns, count(*) FILTER (WHERE amount = amount_before) AS repeated,
    count(*) FILTER (WHERE sent AND NOT sent_before AND gap <= 3600) AS passed_on,
    sum(round(10000 * ln(1 + gap))::BIGINT) FILTER (WHERE sent AND NOT sent_before) AS log_hold_sum, count(*) FILTER (WHERE sent AND NOT sent_before) AS holds,
    sum(size) AS size_sum, sum(size::BIGINT * size) AS size_squares, count(size) AS sizes, max(size) AS size_max, min(size) AS size_min,
    sum(size) FILTER (WHERE sent) AS sent_size_sum, count(size) FILTER (WHERE sent) AS sent_sizes,
    sum(size) FILTER (WHERE NOT sent) AS received_size_sum, count(size) FILTER (WHERE NOT sent) AS received_sizes,
    sum(worth) FILTER (WHERE sent) AS sent_worth, sum(worth) FILTER (WHERE NOT sent) AS received_worth, sum(worth) AS worth, max(worth) AS worth_max,
    count(*) FILTER (WHERE round_amount) AS round_amounts, count(round_amount) AS amounts
  FROM ordered GROUP BY account HAVING count(*) >= 5
), pair AS (
  SELECT account, other, count(*) AS n, bool_or(sent) AS sent_to, bool_or(NOT sent) AS received_from FROM side GROUP BY account, other
), network AS (
  SELECT account, count(*) AS counterparties, count(*) FILTER (WHERE sent_to) AS recipients, count(*) FILTER (WHERE received_from) AS senders,
    count(*) FILTER (WHERE sent_to AND received_from) AS mutual, max(n) AS largest, sum(n * n) AS squares
  FROM pair GROUP BY account
), cost AS (
  SELECT from_id AS account, count(*) AS tried, count(*) FILTER (WHERE success = false) AS failed, count(success) AS told,
    sum(round(10000 * ln(gas_used))::BIGINT) FILTER (WHERE gas_used > 0) AS gas_sum, count(*) FILTER (WHERE gas_used > 0) AS gas_told,
    count(DISTINCT method) AS methods
  FROM mart_transfer WHERE from_id IS NOT NULL AND time <= $as_of::TIMESTAMP GROUP BY from_id
)
SELECT b.account::INTEGER AS address_id,
  ln(1 + b.sent)::FLOAT AS sent_count,
  ln(1 + b.received)::FLOAT AS received_count,
  (b.sent / b.n)::FLOAT AS sent_share,
  ln(1 + p.recipients)::FLOAT AS recipient_count,
  ln(1 + p.senders)::FLOAT AS sender_count,
  (p.counterparties / b.n)::FLOAT AS counterparties_per_transfer,
  (p.mutual / p.counterparties)::FLOAT AS mutual_share,
  (p.largest / b.n)::FLOAT AS largest_counterparty_share,
  (p.squares / (b.n * b.n))::FLOAT AS counterparty_concentration,
  ln(b.assets)::FLOAT AS asset_count,
  ln(1 + b.lifetime)::FLOAT AS lifetime,
  ln(b.n / b.active_days)::FLOAT AS transfers_per_active_day,
  (b.active_days / (1 + b.lifetime / 86400))::FLOAT AS active_day_share,
  (b.log_gap_sum / (b.n - 1) / 10000)::FLOAT AS typical_gap,
  (sqrt(greatest(b.log_gap_squares / (b.n - 1) - (b.log_gap_sum / (b.n - 1)) ** 2, 0)) / 10000)::FLOAT AS gap_spread,
  (sqrt(greatest(b.gap_squares / (b.n - 1) - (b.gap_sum / (b.n - 1)) ** 2, 0)) / nullif(b.gap_sum / (b.n - 1), 0))::FLOAT AS gap_variation,
  ln(1 + b.gap_min)::FLOAT AS shortest_gap,
  (b.gap_max / nullif(b.lifetime, 0))::FLOAT AS longest_silence_share,
  (b.quick / (b.n - 1))::FLOAT AS quick_share,
  (b.same_second / (b.n - 1))::FLOAT AS same_second_share,
  (sqrt(b.hour_x ** 2 + b.hour_y ** 2) / b.n / 10000)::FLOAT AS hour_concentration,
  (b.weekend / b.n)::FLOAT AS weekend_share,
  (b.turns / (b.n - 1))::FLOAT AS direction_changes,
  (b.passed_on / nullif(b.sent, 0))::FLOAT AS passed_on_share,
  (b.log_hold_sum / nullif(b.holds, 0) / 10000)::FLOAT AS holding_time,
  (b.size_sum / nullif(b.sizes, 0) / 1000)::FLOAT AS typical_size,
  (sqrt(greatest(b.size_squares / nullif(b.sizes, 0) - (b.size_sum / nullif(b.sizes, 0)) ** 2, 0)) / 1000)::FLOAT AS size_spread,
  (b.size_max / 1000)::FLOAT AS largest_size,
  (b.size_min / 1000)::FLOAT AS smallest_size,
  ((b.sent_size_sum / nullif(b.sent_sizes, 0) - b.received_size_sum / nullif(b.received_sizes, 0)) / 1000)::FLOAT AS sent_less_received_size,
  ln(1 + b.worth / 1000)::FLOAT AS turnover,
  ((coalesce(b.received_worth, 0) - coalesce(b.sent_worth, 0)) / nullif(b.worth, 0))::FLOAT AS net_flow_share,
  (b.worth_max / nullif(b.worth, 0))::FLOAT AS largest_transfer_share,
  (b.round_amounts / nullif(b.amounts, 0))::FLOAT AS round_amount_share,
  (b.repeated / (b.n - 1))::FLOAT AS repeated_amount_share,
  (c.failed / nullif(c.told, 0))::FLOAT AS failed_share,
  (c.gas_sum / nullif(c.gas_told, 0) / 10000)::FLOAT AS typical_gas,
  ln(1 + coalesce(c.methods, 0))::FLOAT AS method_count
FROM behaviour b JOIN network p USING (account) LEFT JOIN cost c USING (account)
ORDER BY address_id
