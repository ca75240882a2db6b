WITH read AS (
  SELECT *,
    hash_text(tx_hash) AS tx,
    address_text(from_address) AS sender,
    address_text(coalesce(blank(to_address), blank(contract))) AS receiver,
    -- the column is called UnixTimestamp and holds a date and time
    any_time(time) AS event_time,
    whole(block) AS block_number,
    -- these calls only state the value of the call around them and move nothing
    CASE WHEN call_type IN ('delegatecall', 'staticcall', 'callcode') THEN '0' ELSE decimal_text(amount) END AS amount_text,
    -- TxIndex and BlockIndex have changed places: BlockIndex holds the transaction's index
    small_whole(tx_position) AS position
  FROM raw
)
SELECT
  $chain AS chain, event_time AS time, block_number AS block, tx AS tx_hash, position AS tx_index, 'index:' || trim("index") AS trace, 'internal' AS kind,
  sender AS from_address, receiver AS to_address, native_asset($chain) AS asset, native_asset($chain) AS symbol,
  amount_text, native_scale($chain)::SMALLINT AS amount_scale, amount_double(amount_text, native_scale($chain)) AS amount,
  whole(gas_used) AS gas_used, coalesce(blank(call_type), blank(type)) AS method, blank(error) IS NULL AS success, blank(error) AS error,
  coalesce(
    fault('tx_hash', tx_hash, hash_fault(tx, true)),
    fault('time', time, time_fault(time, event_time)),
    fault('block', block, block_fault(block, block_number)),
    fault('from_address', from_address, sender_fault(sender, receiver, true)),
    fault('to_address', to_address, address_fault(receiver, true)),
    fault('index', "index", CASE WHEN whole("index") IS NULL THEN 'not the index of a call' END),
    fault('amount', amount, base_amount_fault(coalesce(blank(amount), amount_text), amount_text))
  ) AS problem
FROM read
