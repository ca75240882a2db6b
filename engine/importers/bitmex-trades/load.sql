WITH read AS (
  SELECT *,
    iso_time(regexp_replace(trim(time), '^([0-9-]{10})D', '\1 ')) AS event_time,
    side_text(side) AS taker_side,
    decimal_text(price) AS price_decimal,
    decimal_text(coalesce(nullif(blank(home), '0'), size)) AS amount_decimal
  FROM raw
)
SELECT
  $venue AS venue, trim(market) AS market, event_time AS time, nullif(blank(trade_id), '00000000-0000-0000-0000-000000000000') AS trade_id, taker_side AS side,
  price_decimal AS price_text, amount_double(price_decimal, 0) AS price, amount_decimal AS amount_text, amount_double(amount_decimal, 0) AS amount,
  finite(blank(quote)) AS quote_amount, lower(trim(type)) IN ('liquidation', 'bankruptcy') AS liquidation,
  coalesce(
    fault('market', market, market_fault(market)),
    fault('time', time, time_fault(time, event_time)),
    fault('side', side, side_fault(side, taker_side)),
    fault('price', price, price_fault(price, price_decimal)),
    fault('size', coalesce(nullif(blank(home), '0'), size), amount_fault(coalesce(nullif(blank(home), '0'), size), amount_decimal))
  ) AS problem
FROM read
