WITH read AS (
  SELECT *,
    unit_time(open_time, epoch_unit(open_time)) AS opened,
    unit_time(close_time, epoch_unit(close_time)) AS closed,
    finite(open) AS o, finite(high) AS h, finite(low) AS l, finite(close) AS c, finite(volume) AS v, finite(quote_volume) AS qv
  FROM raw
)
SELECT
  $venue AS venue, $market AS market, opened AS time, closed AS close_time, o AS open, h AS high, l AS low, c AS close, v AS volume, qv AS quote_volume,
  whole(trades) AS trades, finite(taker_buy_volume) AS taker_buy_volume,
  coalesce(
    fault('open_time', open_time, time_fault(open_time, opened)),
    fault('close_time', close_time, coalesce(time_fault(close_time, closed), CASE WHEN closed < opened THEN 'the candle closes before it opens' END)),
    fault('open', open, candle_fault(o)), fault('high', high, candle_fault(h)), fault('low', low, candle_fault(l)), fault('close', close, candle_fault(c)),
    fault('high', high, CASE WHEN h < l THEN 'the high lies below the low' END),
    fault('volume', volume, candle_fault(v)), fault('quote_volume', quote_volume, candle_fault(qv)),
    fault('trades', trades, whole_fault(trades, whole(trades))),
    fault('taker_buy_volume', taker_buy_volume, number_fault(taker_buy_volume, finite(taker_buy_volume)))
  ) AS problem
FROM read
