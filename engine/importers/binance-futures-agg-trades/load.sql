WITH read AS (
  SELECT *,
    unit_time(time, CASE WHEN length(trim(time)) >= 16 THEN 'us' ELSE 'ms' END) AS event_time,
    CASE bool_text(buyer_maker) WHEN true THEN 'sell' WHEN false THEN 'buy' END AS taker_side,
    decimal_text(price) AS price_decimal,
    decimal_text(quantity) AS amount_decimal
  FROM raw
)
SELECT
  $venue AS venue, $market AS market, event_time AS time, 'a' || trim(trade_id) AS trade_id, taker_side AS side,
  price_decimal AS price_text, amount_double(price_decimal, 0) AS price, amount_decimal AS amount_text, amount_double(amount_decimal, 0) AS amount,
  CASE WHEN $venue <> 'binance-coinm' THEN amount_double(price_decimal, 0) * amount_double(amount_decimal, 0) END AS quote_amount,
  coalesce(
    fault('trade_id', trade_id, CASE WHEN whole(trade_id) IS NULL THEN 'not a trade number' END),
    fault('time', time, time_fault(time, event_time)),
    fault('buyer_maker', buyer_maker, side_fault(buyer_maker, taker_side)),
    fault('price', price, price_fault(price, price_decimal)),
    fault('quantity', quantity, amount_fault(quantity, amount_decimal))
  ) AS problem
FROM read
