WITH read AS (
  SELECT *,
    address_text(from_address) AS sender,
    address_text(coalesce(blank(to_address), blank(contract))) AS receiver,
    lower(trim(tx_hash)) AS tx,
    coalesce(unit_time(unix_time, 's'), iso_time(date_time)) AS event_time,
    -- "1,234.5 ETH"; with separate in and out columns exactly one of the two is not zero
    CASE WHEN value_in IS NOT NULL
         THEN CASE WHEN decimal_text(value_in) = '0' THEN decimal_text(value_out) ELSE decimal_text(value_in) END
         ELSE decimal_text(regexp_replace(value, ' [A-Za-z]+$', '')) END AS amount_text
  FROM raw
)
SELECT
  $chain AS chain, event_time AS time, try_cast(replace(block, ',', '') AS BIGINT) AS block, tx AS tx_hash, 'native' AS kind,
  sender AS from_address, receiver AS to_address, native_asset($chain) AS asset, native_asset($chain) AS symbol,
  amount_text, 0::SMALLINT AS amount_scale, amount_double(amount_text, 0) AS amount,
  nullif(money(value_usd), 0) AS amount_usd, try_cast(blank(fee) AS DOUBLE) AS fee, blank(method) AS method,
  -- blank status: the transaction succeeded
  CASE WHEN blank(status) IS NULL THEN blank(error) IS NULL
       WHEN lower(trim(status)) IN ('success', '1') THEN true
       ELSE false END AS success,
  CASE WHEN blank(status) IS NULL OR lower(trim(status)) IN ('success', '1') THEN blank(error) ELSE coalesce(blank(error), trim(status)) END AS error,
  blank(from_tag) AS from_tag, blank(to_tag) AS to_tag,
  coalesce(
    fault('tx_hash', tx_hash, hash_fault(tx, true)),
    fault('date_time', coalesce(blank(unix_time), date_time), time_fault(coalesce(blank(unix_time), date_time), event_time)),
    fault('block', block, CASE WHEN try_cast(replace(block, ',', '') AS BIGINT) IS NULL THEN 'not a block number' END),
    fault('from_address', from_address, CASE WHEN sender IS NULL THEN 'the sender is missing' ELSE address_fault(sender, true) END),
    fault('to_address', to_address, address_fault(receiver, true)),
    fault('value', coalesce(value, value_in), amount_fault(coalesce(value, value_in), amount_text))
  ) AS problem
FROM read
