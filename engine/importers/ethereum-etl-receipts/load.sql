WITH read AS (
  SELECT *, hash_text(transaction_hash) AS tx, whole(block_number) AS block, address_text(contract_address) AS created, bool_text(status) AS succeeded
  FROM raw
)
SELECT
  $chain AS chain, block, tx AS tx_hash, small_whole(transaction_index) AS tx_index, succeeded AS success,
  whole(gas_used) AS gas_used, whole(effective_gas_price) AS effective_gas_price, created AS contract_address,
  coalesce(
    fault('transaction_hash', transaction_hash, hash_fault(tx, true)),
    fault('block_number', block_number, block_fault(block_number, block)),
    fault('status', status, CASE WHEN succeeded IS NULL AND blank(status) IS NOT NULL THEN 'the status must be 1 or 0' END),
    fault('gas_used', gas_used, CASE WHEN whole(gas_used) IS NULL THEN 'not a whole number' END),
    fault('effective_gas_price', effective_gas_price, whole_fault(effective_gas_price, whole(effective_gas_price))),
    fault('contract_address', contract_address, address_fault(created, true))
  ) AS problem
FROM read
