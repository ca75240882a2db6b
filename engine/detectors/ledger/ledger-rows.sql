-- Every transfer up to $as_of in the order in which it happened. Ties are broken by what the rows say.
SELECT coalesce(t.from_id, -1) AS from_id, coalesce(t.to_id, -1) AS to_id, coalesce(t.asset_id, -1) AS asset_id,
  (t.tx_key >> 12)::DOUBLE AS tx_key, epoch_us(t.time)::DOUBLE AS micros, coalesce(t.amount, 'NaN'::DOUBLE) AS amount, coalesce(t.amount_usd, 'NaN'::DOUBLE) AS usd,
  coalesce(t.gas_used, 'NaN'::DOUBLE)::DOUBLE AS gas,
  (CASE WHEN t.success IS DISTINCT FROM false AND t.from_id IS NOT NULL AND t.to_id IS NOT NULL AND t.from_id <> t.to_id AND t.amount IS DISTINCT FROM 0 THEN 1 ELSE 0 END
    + CASE WHEN t.success IS NOT DISTINCT FROM false THEN 2 ELSE 0 END + CASE WHEN t.kind = 'native' THEN 4 ELSE 0 END)::INTEGER AS kind,
  coalesce(m.method_id, 0)::INTEGER AS method, t.row_id::DOUBLE AS row_id
FROM mart_transfer t LEFT JOIN ledger_method m ON m.method = t.method
WHERE t.time <= $as_of::TIMESTAMP
ORDER BY t.time, t.tx_index, t.tx_key, t.log_index NULLS FIRST, t.from_id, t.to_id, t.asset_id, t.tie_key, t.row_id
