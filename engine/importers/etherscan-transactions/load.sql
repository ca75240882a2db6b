WITH read AS (
  SELECT *,
    hash_text(tx_hash) AS tx,
    address_text(from_address) AS sender,
    address_text(coalesce(blank(to_address), blank(contract))) AS receiver,
    coalesce(unit_time(unix_time, 's'), iso_time(date_time)) AS event_time,
    whole(block) AS block_number,
    -- "1,234.5 ETH"; with separate in and out columns exactly one of the two is not zero
    CASE WHEN value_in IS NOT NULL OR value_out IS NOT NULL THEN in_or_out(value_in, value_out)
         ELSE decimal_text(regexp_replace(trim(value), ' [A-Za-z]+$', '')) END AS amount_text,
    -- blank status: the transaction succeeded
    coalesce(lower(blank(status)) IN ('success', '1'), blank(error) IS NULL) AS succeeded
  FROM raw
)
SELECT
  $chain AS chain, event_time AS time, block_number AS block, tx AS tx_hash, 'native' AS kind,
  sender AS from_address, receiver AS to_address, native_asset($chain) AS asset, native_asset($chain) AS symbol,
  amount_text, 0::SMALLINT AS amount_scale, amount_double(amount_text, 0) AS amount,
  coalesce(nullif(money(value_usd), 0), amount_double(amount_text, 0) * finite(blank(historical_price))) AS amount_usd,
  finite(blank(fee)) AS fee, blank(method) AS method, succeeded AS success,
  CASE WHEN succeeded THEN blank(error) ELSE coalesce(blank(error), trim(status)) END AS error,
  blank(from_tag) AS from_tag, blank(to_tag) AS to_tag,
  coalesce(
    fault('tx_hash', tx_hash, hash_fault(tx, true)),
    fault('date_time', coalesce(blank(unix_time), date_time), time_fault(coalesce(blank(unix_time), date_time), event_time)),
    fault('block', block, block_fault(block, block_number)),
    fault('from_address', from_address, CASE WHEN sender IS NULL THEN 'the sender is missing' ELSE address_fault(sender, true) END),
    fault('to_address', to_address, address_fault(receiver, true)),
    CASE WHEN value_in IS NULL AND value_out IS NULL THEN fault('value', value, amount_fault(value, amount_text))
         ELSE fault(in_or_out_column(value_in, value_out), CASE in_or_out_column(value_in, value_out) WHEN 'value_out' THEN value_out ELSE value_in END, amount_fault(coalesce(value_in, value_out), amount_text)) END,
    fault('fee', fee, number_fault(fee, finite(fee)))
  ) AS problem
FROM read
