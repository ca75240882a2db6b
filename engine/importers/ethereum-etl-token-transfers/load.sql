WITH read AS (
  SELECT *,
    hash_text(transaction_hash) AS tx,
    address_text(token_address) AS token,
    address_text(from_address) AS sender,
    address_text(to_address) AS receiver,
    any_time(block_timestamp) AS event_time,
    whole(block_number) AS block,
    small_whole(log_index) AS log_number,
    decimal_text(value) AS amount_text
  FROM raw
)
-- decimals are not in the file: the scale stays unknown
SELECT
  $chain AS chain, event_time AS time, block, tx AS tx_hash, log_number AS log_index, 'token' AS kind,
  sender AS from_address, receiver AS to_address, token AS asset, amount_text,
  coalesce(
    fault('transaction_hash', transaction_hash, hash_fault(tx, true)),
    fault('log_index', log_index, CASE WHEN log_number IS NULL THEN 'not a log index' END),
    fault('block_number', block_number, whole_fault(block_number, block)),
    fault('block_timestamp', block_timestamp, optional_time_fault(block_timestamp, event_time)),
    fault('token_address', token_address, CASE WHEN token IS NULL THEN 'the token is missing' ELSE address_fault(token, true) END),
    fault('from_address', from_address, sender_fault(sender, receiver, true)),
    fault('to_address', to_address, address_fault(receiver, true)),
    fault('value', value, base_amount_fault(value, amount_text))
  ) AS problem
FROM read
