-- Accepted transfers, each event once; a time missing in the file is taken from its block.
SELECT
  t.rowid AS row_id, t.dataset_id, t.chain, coalesce(t.time, b.time) AS time, t.block, t.tx_hash, t.tx_index, t.log_index, t.trace,
  t.kind, t.from_address, t.to_address, t.asset, t.symbol, t.token_id, t.amount_text, t.amount_scale, t.amount_usd,
  t.fee, t.gas_used, t.method, t.success, t.error
FROM transfer t
LEFT JOIN (SELECT chain, block, min(time) AS time FROM chain_block WHERE ok GROUP BY ALL) b ON t.time IS NULL AND b.chain = t.chain AND b.block = t.block
WHERE t.ok AND t.rowid NOT IN (SELECT row_id FROM stg_repetition WHERE target = 'transfer')
