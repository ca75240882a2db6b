WITH read AS (
  SELECT *,
    hash_text(transaction_hash) AS tx,
    address_text(address) AS emitter,
    any_time(block_timestamp) AS event_time,
    whole(block_number) AS block,
    small_whole(log_index) AS log_number,
    -- a list in JSON, separated by commas in CSV; kept with commas
    lower(regexp_replace(topics, '[\[\]" ]', '', 'g')) AS topic_list,
    lower(blank(data)) AS payload
  FROM raw
)
SELECT
  $chain AS chain, event_time AS time, block, tx AS tx_hash, small_whole(transaction_index) AS tx_index, log_number AS log_index,
  emitter AS address, topic_list AS topics, coalesce(payload, '0x') AS data,
  coalesce(
    fault('transaction_hash', transaction_hash, hash_fault(tx, true)),
    fault('log_index', log_index, CASE WHEN log_number IS NULL THEN 'not a log index' END),
    fault('block_number', block_number, whole_fault(block_number, block)),
    fault('block_timestamp', block_timestamp, optional_time_fault(block_timestamp, event_time)),
    fault('address', address, CASE WHEN emitter IS NULL THEN 'the contract is missing' ELSE address_fault(emitter, true) END),
    fault('topics', topics, CASE WHEN blank(topic_list) IS NOT NULL AND NOT regexp_full_match(topic_list, '0x[0-9a-f]{64}(,0x[0-9a-f]{64}){0,3}') THEN 'not a list of up to four topics of 32 bytes' END),
    fault('data', data, CASE WHEN payload IS NOT NULL AND NOT regexp_full_match(payload, '0x([0-9a-f]{2})*') THEN 'not hexadecimal data' END)
  ) AS problem
FROM read
