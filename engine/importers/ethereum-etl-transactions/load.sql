WITH read AS (
  SELECT *,
    hash_text(hash) AS tx,
    address_text(from_address) AS sender,
    -- a transaction without receiver creates a contract
    coalesce(address_text(to_address), address_text(receipt_contract_address)) AS receiver,
    any_time(block_timestamp) AS event_time,
    whole(block_number) AS block,
    decimal_text(value) AS amount_text,
    whole(receipt_gas_used) AS used
  FROM raw
)
SELECT
  $chain AS chain, event_time AS time, block, tx AS tx_hash, small_whole(transaction_index) AS tx_index, 'native' AS kind,
  sender AS from_address, receiver AS to_address, native_asset($chain) AS asset, native_asset($chain) AS symbol,
  amount_text, native_scale($chain)::SMALLINT AS amount_scale, amount_double(amount_text, native_scale($chain)) AS amount,
  used * finite(coalesce(blank(receipt_effective_gas_price), gas_price)) / 1e18 AS fee, used AS gas_used,
  CASE WHEN length(input) >= 10 THEN lower(left(input, 10)) END AS method, bool_text(receipt_status) AS success,
  coalesce(
    fault('hash', hash, hash_fault(tx, true)),
    fault('block_number', block_number, block_fault(block_number, block)),
    fault('block_timestamp', block_timestamp, optional_time_fault(block_timestamp, event_time)),
    fault('from_address', from_address, CASE WHEN sender IS NULL THEN 'the sender is missing' ELSE address_fault(sender, true) END),
    fault('to_address', to_address, address_fault(receiver, true)),
    fault('value', value, base_amount_fault(value, amount_text)),
    fault('receipt_gas_used', receipt_gas_used, whole_fault(receipt_gas_used, used))
  ) AS problem
FROM read
