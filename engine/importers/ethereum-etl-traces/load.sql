WITH read AS (
  SELECT *,
    hash_text(transaction_hash) AS tx,
    address_text(from_address) AS sender,
    address_text(to_address) AS receiver,
    any_time(block_timestamp) AS event_time,
    whole(block_number) AS block,
    trace_path(trace_address) AS path,
    trace_type IN ('call', 'create') AND trace_path(trace_address) IS NULL AND blank(transaction_hash) IS NOT NULL AS top,
    -- these calls only state the value of the call around them and move nothing
    CASE WHEN call_type IN ('delegatecall', 'staticcall', 'callcode') THEN '0' ELSE decimal_text(value) END AS amount_text
  FROM raw
)
SELECT
  $chain AS chain, event_time AS time, block, tx AS tx_hash, small_whole(transaction_index) AS tx_index,
  CASE WHEN tx IS NULL THEN coalesce(blank(trace_id), trace_type || '_' || block || coalesce('_' || blank(reward_type), '')) WHEN NOT top THEN coalesce(path, trace_type) END AS trace,
  CASE WHEN top THEN 'native' WHEN tx IS NULL THEN 'reward' ELSE 'internal' END AS kind,
  sender AS from_address, receiver AS to_address, native_asset($chain) AS asset, native_asset($chain) AS symbol,
  amount_text, native_scale($chain)::SMALLINT AS amount_scale, amount_double(amount_text, native_scale($chain)) AS amount,
  whole(gas_used) AS gas_used,
  CASE WHEN top AND length(input) >= 10 AND trace_type = 'call' THEN lower(left(input, 10)) ELSE coalesce(blank(call_type), blank(trace_type)) END AS method,
  bool_text(status) AS success, blank(error) AS error,
  coalesce(
    fault('transaction_hash', transaction_hash, CASE WHEN tx IS NOT NULL OR trace_type IN ('call', 'create', 'suicide') THEN hash_fault(tx, true) END),
    fault('trace_type', trace_type, CASE WHEN blank(trace_type) IS NULL THEN 'the trace type is missing' END),
    fault('block_number', block_number, block_fault(block_number, block)),
    fault('block_timestamp', block_timestamp, optional_time_fault(block_timestamp, event_time)),
    fault('from_address', from_address, sender_fault(sender, receiver, true)),
    fault('to_address', to_address, address_fault(receiver, true)),
    fault('value', value, base_amount_fault(coalesce(value, amount_text), amount_text))
  ) AS problem
FROM read
