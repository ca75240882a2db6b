WITH read AS (
  SELECT *,
    hash_text(tx_hash) AS tx,
    address_text(from_address) AS sender,
    address_text(coalesce(blank(to_address), blank(contract))) AS receiver,
    -- the column is called UnixTimestamp and holds a date and time
    any_time(time) AS event_time,
    whole(block) AS block_number,
    decimal_text(amount) AS amount_text,
    -- "Max of N" states a bound, not a fee
    CASE WHEN NOT starts_with(trim(fee), 'Max of') THEN finite(fee) / pow(10, native_scale($chain)) END AS paid
  FROM raw
)
SELECT
  $chain AS chain, event_time AS time, block_number AS block, tx AS tx_hash, 'native' AS kind,
  sender AS from_address, receiver AS to_address, native_asset($chain) AS asset, native_asset($chain) AS symbol,
  amount_text, native_scale($chain)::SMALLINT AS amount_scale, amount_double(amount_text, native_scale($chain)) AS amount,
  paid AS fee, blank(method) AS method,
  CASE WHEN blank(status) IS NULL THEN blank(error) IS NULL ELSE lower(trim(status)) IN ('ok', 'success', '1') END AS success, blank(error) AS error,
  coalesce(
    fault('tx_hash', tx_hash, hash_fault(tx, true)),
    fault('time', time, time_fault(time, event_time)),
    fault('block', block, block_fault(block, block_number)),
    fault('from_address', from_address, sender_fault(sender, receiver, true)),
    fault('to_address', to_address, address_fault(receiver, true)),
    fault('amount', amount, base_amount_fault(amount, amount_text)),
    fault('fee', fee, CASE WHEN paid IS NULL AND NOT starts_with(trim(fee), 'Max of') THEN number_fault(fee, paid) END)
  ) AS problem
FROM read
