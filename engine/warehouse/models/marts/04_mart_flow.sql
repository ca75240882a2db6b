-- Movements of value: successful, with both ends, an amount that is not zero, and a time.
SELECT row_id, dataset_id, chain, time, block, tx_index, log_index, kind, from_id, to_id, asset_id, amount, amount_usd
FROM mart_transfer
WHERE success IS DISTINCT FROM false AND from_id IS NOT NULL AND to_id IS NOT NULL AND time IS NOT NULL AND amount IS DISTINCT FROM 0
