WITH read AS (
  SELECT *,
    CASE WHEN starts_with(lower(trim(asset)), '0x') THEN lower(trim(asset)) ELSE blank(asset) END AS token,
    stated_time(time, $time_unit, $time_zone) AS event_time,
    decimal_text(price_usd) AS price_decimal
  FROM raw
)
SELECT
  token AS asset, event_time AS time, amount_double(price_decimal, 0) AS price_usd, coalesce(blank(source), 'imported') AS source,
  coalesce(
    fault('asset', asset, CASE WHEN token IS NULL THEN 'the asset is missing' END),
    fault('time', time, time_fault(time, event_time)),
    fault('price_usd', price_usd, price_fault(price_usd, price_decimal))
  ) AS problem
FROM read
