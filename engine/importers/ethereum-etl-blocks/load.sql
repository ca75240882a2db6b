WITH read AS (
  SELECT *, whole(block_number) AS block, hash_text(block_hash) AS hash, any_time(block_timestamp) AS event_time, address_text(miner) AS producer
  FROM raw
)
SELECT
  $chain AS chain, event_time AS time, block, hash, hash_text(parent_hash) AS parent_hash, producer AS miner,
  whole(transaction_count) AS transactions, whole(gas_used) AS gas_used, whole(base_fee_per_gas) AS base_fee,
  coalesce(
    fault('block_number', block_number, block_fault(block_number, block)),
    fault('block_hash', block_hash, CASE WHEN hash IS NULL THEN 'the block hash is missing' WHEN NOT is_evm_hash(hash) THEN 'not a block hash: 0x and 64 hexadecimal digits are expected' END),
    fault('block_timestamp', block_timestamp, time_fault(block_timestamp, event_time)),
    fault('miner', miner, address_fault(producer, true)),
    fault('transaction_count', transaction_count, whole_fault(transaction_count, whole(transaction_count))),
    fault('gas_used', gas_used, whole_fault(gas_used, whole(gas_used)))
  ) AS problem
FROM read
