WITH read AS (
  SELECT *,
    unit_time(time, 'ms') AS event_time,
    side_text(side) AS taker_side,
    decimal_text(price) AS price_decimal,
    decimal_text(size) AS amount_decimal
  FROM raw
)
SELECT
  $venue AS venue, trim(market) AS market, event_time AS time, blank(trade_id) AS trade_id, taker_side AS side,
  price_decimal AS price_text, amount_double(price_decimal, 0) AS price, amount_decimal AS amount_text, amount_double(amount_decimal, 0) AS amount,
  -- BTC-USDT is spot; with a third part (SWAP, a date) the size counts contracts
  CASE WHEN regexp_full_match(trim(market), '[^-]+-[^-]+') THEN amount_double(price_decimal, 0) * amount_double(amount_decimal, 0) END AS quote_amount,
  coalesce(
    fault('market', market, market_fault(market)),
    fault('time', time, time_fault(time, event_time)),
    fault('side', side, side_fault(side, taker_side)),
    fault('price', price, price_fault(price, price_decimal)),
    fault('size', size, amount_fault(size, amount_decimal))
  ) AS problem
FROM read
