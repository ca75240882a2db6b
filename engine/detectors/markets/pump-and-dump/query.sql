-- Rush orders after La Morgia and others (2023): buy trades of one instant are the fills of one market order that
-- swept several levels of the book. A chunk starts a pump when rush orders, volume and price all leave the market's
-- own past; the windows end before the chunk they judge. Chunks close in time are one episode.
WITH trade AS (
  SELECT row_id, coalesce(venue, 'unknown') AS venue, market, time, side, price, amount, quote_amount, trade_id, epoch_ms(time) // ($chunk_seconds * 1000) AS chunk
  FROM stg_trade
  WHERE time <= $as_of::TIMESTAMP AND price > 0 AND amount > 0
), placed AS (
  SELECT venue, market, chunk, time, side, count(*) AS fills, sum(amount) AS amount, sum(quote_amount) AS volume, max(price) AS high
  FROM trade GROUP BY ALL
), chunked AS (
  SELECT venue, market, chunk, count(*) FILTER (side = 'buy' AND fills > 1) AS rush, count(*) FILTER (side = 'buy') AS buys,
    sum(amount) AS amount, sum(volume) AS volume, max(high) AS high
  FROM placed GROUP BY ALL
), past AS (
  SELECT *,
    least(chunk - min(chunk) OVER (PARTITION BY venue, market), ($history_hours * 3600 / $chunk_seconds)::BIGINT) AS span,
    coalesce(sum(rush) OVER history, 0) AS rush_sum, coalesce(sum(rush * rush) OVER history, 0) AS rush_squares,
    coalesce(sum(volume) OVER history, 0) AS volume_sum, coalesce(sum(volume * volume) OVER history, 0) AS volume_squares,
    sum(volume) OVER hour / nullif(sum(amount) OVER hour, 0) AS hour_price,
    sum(volume) OVER history / nullif(sum(amount) OVER history, 0) AS history_price
  FROM chunked
  WINDOW history AS (PARTITION BY venue, market ORDER BY chunk RANGE BETWEEN ($history_hours * 3600 / $chunk_seconds)::BIGINT PRECEDING AND 1 PRECEDING),
    hour AS (PARTITION BY venue, market ORDER BY chunk RANGE BETWEEN (3600 / $chunk_seconds)::BIGINT PRECEDING AND 1 PRECEDING)
), judged AS (
  SELECT venue, market, chunk, rush, buys, volume, high, coalesce(hour_price, history_price) AS usual_price,
    rush_sum / span AS usual_rush, sqrt(greatest(rush_squares / span - pow(rush_sum / span, 2), 0)) AS rush_sd,
    volume_sum / span AS usual_volume, sqrt(greatest(volume_squares / span - pow(volume_sum / span, 2), 0)) AS volume_sd
  FROM past
  WHERE span >= $quiet_hours * 3600 / $chunk_seconds AND rush >= $min_rush
), trigger AS (
  SELECT *, chunk - lag(chunk) OVER (PARTITION BY venue, market ORDER BY chunk) AS gap
  FROM judged
  WHERE rush >= usual_rush + $rush_sigma * rush_sd AND volume >= usual_volume + $volume_sigma * volume_sd
    AND volume >= $volume_factor * usual_volume AND high >= (1 + $price_rise) * usual_price
), numbered AS (
  SELECT *, sum(CASE WHEN gap <= $merge_minutes * 60 / $chunk_seconds THEN 0 ELSE 1 END) OVER (PARTITION BY venue, market ORDER BY chunk) AS episode
  FROM trigger
), episode AS (
  SELECT venue, market, episode, min(chunk) AS first_chunk, max(chunk) AS last_chunk, count(*) AS chunks,
    min_by(usual_price, chunk) AS usual_price, min_by(usual_rush, chunk) AS usual_rush, min_by(usual_volume, chunk) AS usual_volume,
    max(rush) AS rush, arg_max(chunk, rush * 1e12 - chunk) AS rush_chunk, arg_max(volume, rush * 1e12 - chunk) AS rush_volume
  FROM numbered GROUP BY ALL
), rise AS (
  SELECT e.venue, e.market, e.episode, min(t.time) AS start, max(t.price) AS peak, min(t.time) FILTER (t.price = e.peak) AS peak_time
  FROM (
    SELECT e.*, max(t.price) AS peak FROM episode e
    JOIN trade t ON t.venue = e.venue AND t.market = e.market AND t.chunk BETWEEN e.first_chunk AND e.last_chunk GROUP BY ALL
  ) e JOIN trade t ON t.venue = e.venue AND t.market = e.market AND t.chunk BETWEEN e.first_chunk AND e.last_chunk
  GROUP BY ALL
), fall AS (
  SELECT r.venue, r.market, r.episode, max(t.time) AS after_time, sum(t.quote_amount) / sum(t.amount) AS after_price
  FROM rise r JOIN trade t ON t.venue = r.venue AND t.market = r.market
    AND t.time > r.peak_time + to_seconds($collapse_minutes * 30) AND t.time <= r.peak_time + to_seconds($collapse_minutes * 60)
  GROUP BY ALL
), pump_trade AS (
  SELECT e.venue, e.market, e.episode, count(*) AS pump_trades, (list(t.row_id ORDER BY t.quote_amount DESC, t.time, t.price, t.trade_id, t.row_id))[1:$max_evidence] AS pump_rows
  FROM episode e JOIN trade t ON t.venue = e.venue AND t.market = e.market AND t.chunk = e.rush_chunk AND t.side = 'buy'
  GROUP BY ALL
), dump_trade AS (
  SELECT r.venue, r.market, r.episode, count(*) AS dump_trades, (list(t.row_id ORDER BY t.quote_amount DESC, t.time, t.price, t.trade_id, t.row_id))[1:$max_evidence // 2] AS dump_rows
  FROM rise r JOIN trade t ON t.venue = r.venue AND t.market = r.market AND t.side = 'sell'
    AND t.time > r.peak_time AND t.time <= r.peak_time + INTERVAL 1 MINUTE
  GROUP BY ALL
)
SELECT e.venue, e.market, iso(r.start) AS start, iso(r.peak_time) AS peak_time, iso(coalesce(f.after_time, r.peak_time)) AS ended,
  epoch_ms(r.peak_time - r.start) / 1000 AS rise_seconds, e.usual_price, r.peak, r.peak / e.usual_price - 1 AS rise, f.after_price,
  (r.peak - f.after_price) / (r.peak - e.usual_price) AS given_back, e.chunks, e.rush, e.usual_rush,
  e.rush_volume / e.usual_volume AS volume_factor, p.pump_trades, p.pump_rows, coalesce(d.dump_trades, 0) AS dump_trades, coalesce(d.dump_rows, []) AS dump_rows
FROM episode e JOIN rise r USING (venue, market, episode) JOIN pump_trade p USING (venue, market, episode)
LEFT JOIN fall f USING (venue, market, episode) LEFT JOIN dump_trade d USING (venue, market, episode)
ORDER BY r.start, e.venue, e.market
