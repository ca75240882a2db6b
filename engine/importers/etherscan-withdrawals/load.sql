WITH read AS (
  SELECT *,
    address_text(recipient) AS receiver,
    coalesce(unit_time(unix_time, 's'), iso_time(date_time)) AS event_time,
    whole(block) AS block_number,
    decimal_text(regexp_replace(trim(amount), ' *[A-Za-z]+$', '')) AS amount_text,
    lower(regexp_extract(trim(amount), '([A-Za-z]+)$', 1)) AS unit
  FROM raw
), scaled AS (
  SELECT *, CASE unit WHEN 'gwei' THEN 9 WHEN 'wei' THEN 18 ELSE 0 END::SMALLINT AS scale FROM read
)
-- the beacon chain pays these out: there is no transaction and no sender
SELECT
  $chain AS chain, event_time AS time, block_number AS block, 'withdrawal:' || trim("index") AS trace, 'withdrawal' AS kind,
  receiver AS to_address, native_asset($chain) AS asset, native_asset($chain) AS symbol,
  amount_text, scale AS amount_scale, amount_double(amount_text, scale) AS amount, 'validator ' || trim(validator) AS method, true AS success,
  coalesce(
    fault('index', "index", CASE WHEN whole("index") IS NULL THEN 'not a withdrawal index' END),
    fault('unix_time', coalesce(blank(unix_time), date_time), time_fault(coalesce(blank(unix_time), date_time), event_time)),
    fault('block', block, block_fault(block, block_number)),
    fault('recipient', recipient, CASE WHEN receiver IS NULL THEN 'the recipient is missing' ELSE address_fault(receiver, true) END),
    fault('amount', amount, amount_fault(amount, amount_text))
  ) AS problem
FROM scaled
