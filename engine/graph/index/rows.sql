-- Every transfer in the order in which it happened, those without a time last. Ties are broken by what the rows say.
-- Amounts come as groups of nine digits; what does not fit comes as text in `wide`.
SELECT from_id, to_id, asset_id, micros, usd, kind, /*limbs*/ wide
FROM (
  SELECT time, tx_index, tx_key, log_index, tie_key, row_id,
    coalesce(from_id, -1) AS from_id, coalesce(to_id, -1) AS to_id, coalesce(asset_id, $no_asset::INTEGER) AS asset_id,
    CASE WHEN time IS NULL THEN 'Infinity'::DOUBLE ELSE epoch_us(time)::DOUBLE END AS micros, coalesce(amount_usd, 'NaN'::DOUBLE) AS usd,
    (CASE WHEN success IS DISTINCT FROM false AND from_id IS NOT NULL AND to_id IS NOT NULL AND from_id <> to_id AND amount IS DISTINCT FROM 0 THEN 1 ELSE 0 END
      + CASE WHEN success IS NOT DISTINCT FROM false THEN 2 ELSE 0 END + CASE WHEN amount_text IS NULL THEN 8 ELSE 0 END)::INTEGER AS kind,
    CASE WHEN fits THEN rpad(split_part(amount_text, '.', 2), /*fraction*/, '0') END AS f,
    CASE WHEN fits THEN lpad(split_part(amount_text, '.', 1), /*whole*/, '0') END AS w,
    CASE WHEN NOT fits THEN amount_text END AS wide
  FROM (
    SELECT *, length(split_part(amount_text, '.', 1)) < /*whole*/ AND NOT starts_with(amount_text, '-') AS fits FROM mart_transfer
  )
)
ORDER BY time NULLS LAST, tx_index NULLS LAST, tx_key, log_index NULLS FIRST, from_id, to_id, asset_id, tie_key, row_id
