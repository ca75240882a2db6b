WITH read AS (
  SELECT *,
    hash_text(tx_hash) AS tx,
    address_text(from_address) AS sender,
    address_text(coalesce(blank(to_address), blank(contract))) AS receiver,
    coalesce(unit_time(unix_time, 's'), iso_time(date_time)) AS event_time,
    whole(block) AS block_number,
    in_or_out(value_in, value_out) AS amount_text
  FROM raw
)
SELECT
  $chain AS chain, event_time AS time, block_number AS block, tx AS tx_hash, 'internal' AS kind,
  sender AS from_address, receiver AS to_address, native_asset($chain) AS asset, native_asset($chain) AS symbol,
  amount_text, 0::SMALLINT AS amount_scale, amount_double(amount_text, 0) AS amount,
  amount_double(amount_text, 0) * finite(blank(historical_price)) AS amount_usd, blank(type) AS method,
  -- 0 and blank: the call succeeded
  coalesce(blank(status), '0') = '0' AND blank(error) IS NULL AS success,
  coalesce(blank(error), CASE WHEN blank(status) <> '0' THEN trim(status) END) AS error,
  coalesce(
    fault('tx_hash', tx_hash, hash_fault(tx, true)),
    fault('unix_time', coalesce(blank(unix_time), date_time), time_fault(coalesce(blank(unix_time), date_time), event_time)),
    fault('block', block, block_fault(block, block_number)),
    fault('from_address', from_address, sender_fault(sender, receiver, true)),
    fault('to_address', to_address, address_fault(receiver, true)),
    fault(in_or_out_column(value_in, value_out), CASE in_or_out_column(value_in, value_out) WHEN 'value_out' THEN value_out ELSE value_in END, amount_fault(coalesce(value_in, value_out), amount_text))
  ) AS problem
FROM read
