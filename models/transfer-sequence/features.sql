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
  SELECT account, sent, round(size * 10000)::BIGINT AS size, round(ln(1 + t - lead(t) OVER line) * 10000)::BIGINT AS pause,
    (other = lead(other) OVER line)::INTEGER AS again, row_number() OVER line AS place
  FROM side WINDOW line AS (PARTITION BY account ORDER BY t DESC, sent DESC, amount DESC, other DESC, asset_id DESC)
), recent AS (
  SELECT * FROM ordered WHERE place <= 20
)
SELECT account::INTEGER AS address_id,
  (max(size) FILTER (WHERE place = 20) / 10000)::FLOAT AS size_20, (max(pause) FILTER (WHERE place = 20) / 10000)::FLOAT AS pause_20, (max(sent) FILTER (WHERE place = 20))::FLOAT AS sent_20, (max(again) FILTER (WHERE place = 20))::FLOAT AS again_20,
  (max(size) FILTER (WHERE place = 19) / 10000)::FLOAT AS size_19, (max(pause) FILTER (WHERE place = 19) / 10000)::FLOAT AS pause_19, (max(sent) FILTER (WHERE place = 19))::FLOAT AS sent_19, (max(again) FILTER (WHERE place = 19))::FLOAT AS again_19,
  (max(size) FILTER (WHERE place = 18) / 10000)::FLOAT AS size_18, (max(pause) FILTER (WHERE place = 18) / 10000)::FLOAT AS pause_18, (max(sent) FILTER (WHERE place = 18))::FLOAT AS sent_18, (max(again) FILTER (WHERE place = 18))::FLOAT AS again_18,
  (max(size) FILTER (WHERE place = 17) / 10000)::FLOAT AS size_17, (max(pause) FILTER (WHERE place = 17) / 10000)::FLOAT AS pause_17, (max(sent) FILTER (WHERE place = 17))::FLOAT AS sent_17, (max(again) FILTER (WHERE place = 17))::FLOAT AS again_17,
  (max(size) FILTER (WHERE place = 16) / 10000)::FLOAT AS size_16, (max(pause) FILTER (WHERE place = 16) / 10000)::FLOAT AS pause_16, (max(sent) FILTER (WHERE place = 16))::FLOAT AS sent_16, (max(again) FILTER (WHERE place = 16))::FLOAT AS again_16,
  (max(size) FILTER (WHERE place = 15) / 10000)::FLOAT AS size_15, (max(pause) FILTER (WHERE place = 15) / 10000)::FLOAT AS pause_15, (max(sent) FILTER (WHERE place = 15))::FLOAT AS sent_15, (max(again) FILTER (WHERE place = 15))::FLOAT AS again_15,
  (max(size) FILTER (WHERE place = 14) / 10000)::FLOAT AS size_14, (max(pause) FILTER (WHERE place = 14) / 10000)::FLOAT AS pause_14, (max(sent) FILTER (WHERE place = 14))::FLOAT AS sent_14, (max(again) FILTER (WHERE place = 14))::FLOAT AS again_14,
  (max(size) FILTER (WHERE place = 13) / 10000)::FLOAT AS size_13, (max(pause) FILTER (WHERE place = 13) / 10000)::FLOAT AS pause_13, (max(sent) FILTER (WHERE place = 13))::FLOAT AS sent_13, (max(again) FILTER (WHERE place = 13))::FLOAT AS again_13,
  (max(size) FILTER (WHERE place = 12) / 10000)::FLOAT AS size_12, (max(pause) FILTER (WHERE place = 12) / 10000)::FLOAT AS pause_12, (max(sent) FILTER (WHERE place = 12))::FLOAT AS sent_12, (max(again) FILTER (WHERE place = 12))::FLOAT AS again_12,
  (max(size) FILTER (WHERE place = 11) / 10000)::FLOAT AS size_11, (max(pause) FILTER (WHERE place = 11) / 10000)::FLOAT AS pause_11, (max(sent) FILTER (WHERE place = 11))::FLOAT AS sent_11, (max(again) FILTER (WHERE place = 11))::FLOAT AS again_11,
  (sum(size) FILTER (WHERE place <= 10) / nullif(count(size) FILTER (WHERE place <= 10), 0) / 10000)::FLOAT AS recent_size,
  (sum(pause) FILTER (WHERE place <= 10) / nullif(count(pause) FILTER (WHERE place <= 10), 0) / 10000)::FLOAT AS recent_pause,
  (sum(sent) FILTER (WHERE place <= 10) / nullif(count(sent) FILTER (WHERE place <= 10), 0))::FLOAT AS recent_sent,
  (sum(again) FILTER (WHERE place <= 10) / nullif(count(again) FILTER (WHERE place <= 10), 0))::FLOAT AS recent_again
FROM recent GROUP BY account HAVING count(*) = 20
ORDER BY address_id
