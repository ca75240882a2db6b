-- Of each account with at least twenty movements of value up to $as_of: the ten before the last ten, earliest first
-- (size_20 is the size of the twentieth from the end), and the means of the last ten. NULL is "cannot be known".
WITH movement AS (
  SELECT from_id, to_id, asset_id, epoch_us(time) // 1000000 AS t, amount,
    CASE WHEN amount > 0 THEN round(ln(amount) * 10000)::BIGINT END AS log_amount
  FROM mart_flow WHERE time <= $as_of::TIMESTAMP AND from_id <> to_id
), asset_moment AS (
  -- whole numbers, so that no order of adding can change a digit
  SELECT asset_id, sum(log_amount) / count(log_amount) AS centre,
    sqrt(greatest(sum(log_amount * log_amount) / count(log_amount) - (sum(log_amount) / count(log_amount)) ** 2, 0)) AS spread
  FROM movement WHERE log_amount IS NOT NULL GROUP BY asset_id HAVING count(*) >= 20
), sized AS (
  SELECT m.from_id, m.to_id, m.asset_id, m.t, m.amount, greatest(least((m.log_amount - a.centre) / nullif(a.spread, 0), 20), -20) AS size
  FROM movement m LEFT JOIN asset_moment a USING (asset_id)
), side AS (
  SELECT from_id AS account, to_id AS other, 1 AS sent, t, asset_id, amount, size FROM sized
  UNION ALL
  SELECT to_id, from_id, 0, t, asset_id, amount, size FROM sized
), ordered AS (
  SELECT account, sent, size, t - lag(t) OVER line AS gap, (other = lag(other) OVER line)::INTEGER AS again,
    row_number() OVER (PARTITION BY account ORDER BY t DESC, sent DESC, amount DESC, other DESC, asset_id DESC) AS place
  FROM side WINDOW line AS (PARTITION BY account ORDER BY t, sent, amount, other, asset_id)
), recent AS (
  SELECT account, list({size: size::FLOAT, pause: ln(1 + gap)::FLOAT, sent: sent::FLOAT, again: again::FLOAT} ORDER BY place DESC) AS s
  FROM ordered WHERE place <= 20 GROUP BY account HAVING count(*) = 20
)
SELECT account::INTEGER AS address_id,
  s[1].size AS size_20, s[1].pause AS pause_20, s[1].sent AS sent_20, s[1].again AS again_20,
  s[2].size AS size_19, s[2].pause AS pause_19, s[2].sent AS sent_19, s[2].again AS again_19,
  s[3].size AS size_18, s[3].pause AS pause_18, s[3].sent AS sent_18, s[3].again AS again_18,
  s[4].size AS size_17, s[4].pause AS pause_17, s[4].sent AS sent_17, s[4].again AS again_17,
  s[5].size AS size_16, s[5].pause AS pause_16, s[5].sent AS sent_16, s[5].again AS again_16,
  s[6].size AS size_15, s[6].pause AS pause_15, s[6].sent AS sent_15, s[6].again AS again_15,
  s[7].size AS size_14, s[7].pause AS pause_14, s[7].sent AS sent_14, s[7].again AS again_14,
  s[8].size AS size_13, s[8].pause AS pause_13, s[8].sent AS sent_13, s[8].again AS again_13,
  s[9].size AS size_12, s[9].pause AS pause_12, s[9].sent AS sent_12, s[9].again AS again_12,
  s[10].size AS size_11, s[10].pause AS pause_11, s[10].sent AS sent_11, s[10].again AS again_11,
  list_avg(list_transform(s[11:20], lambda x: x.size))::FLOAT AS recent_size,
  list_avg(list_transform(s[11:20], lambda x: x.pause))::FLOAT AS recent_pause,
  list_avg(list_transform(s[11:20], lambda x: x.sent))::FLOAT AS recent_sent,
  list_avg(list_transform(s[11:20], lambda x: x.again))::FLOAT AS recent_again
FROM recent
ORDER BY address_id
