WITH read AS (
  SELECT *,
    stated_time(time, $time_unit, $time_zone) AS event_time,
    side_text(side) AS taker_side,
    decimal_text(price) AS price_decimal,
    decimal_text(amount) AS amount_decimal
  FROM raw
)
SELECT
  coalesce(lower(blank(venue)), 'unknown') AS venue, trim(market) AS market, event_time AS time, blank(trade_id) AS trade_id, taker_side AS side,
  price_decimal AS price_text, amount_double(price_decimal, 0) AS price, amount_decimal AS amount_text, amount_double(amount_decimal, 0) AS amount,
  amount_double(price_decimal, 0) * amount_double(amount_decimal, 0) AS quote_amount,
  coalesce(
    fault('market', market, market_fault(market)),
    fault('time', time, time_fault(time, event_time)),
    fault('side', side, side_fault(side, taker_side)),
    fault('price', price, price_fault(price, price_decimal)),
    fault('amount', amount, amount_fault(amount, amount_decimal))
  ) AS problem
FROM read
