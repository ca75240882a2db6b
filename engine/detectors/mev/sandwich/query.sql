-- Front-run, victims and back-run in one pool and block, in the order of the transactions (Torres and others
-- 2021; Qin and others 2022). The two ends belong together: same contract called or same sender, and the
-- back-run sells what the front-run bought.
WITH native AS (
  SELECT chain, tx_hash, any_value(from_address ORDER BY row_id) AS tx_from, any_value(to_address ORDER BY row_id) AS tx_to, max(tx_index) AS tx_index
  FROM stg_transfer WHERE kind = 'native' GROUP BY ALL
), swap AS (
  SELECT s.row_id, s.chain, s.time, s.block, s.tx_hash, coalesce(s.tx_index, n.tx_index) AS tx_index, s.log_index, s.pool, s.zero_for_one,
    s.in_text::DOUBLE AS amount_in, s.out_text::DOUBLE AS amount_out, s.in_text, s.out_text, s.in_token, s.sender, s.recipient, n.tx_from, n.tx_to
  FROM mart_swap s LEFT JOIN native n USING (chain, tx_hash)
  WHERE s.time <= $as_of::TIMESTAMP
), pair AS (
  SELECT f.chain, f.time, f.block, f.pool, f.row_id AS front_row, b.row_id AS back_row, f.tx_hash AS front_tx, b.tx_hash AS back_tx,
    f.tx_index AS front_index, b.tx_index AS back_index, f.zero_for_one,
    coalesce(f.tx_to, f.recipient) AS bot,
    CASE WHEN f.tx_to = b.tx_to AND f.tx_from = b.tx_from THEN 'contract and sender' WHEN f.tx_to = b.tx_to THEN 'contract' ELSE 'sender' END AS linked_by,
    abs(b.amount_in - f.amount_out) / nullif(f.amount_out, 0) AS balance_error,
    f.in_text AS spent, b.out_text AS earned, f.in_token AS profit_asset, f.tx_from AS front_from, f.tx_to AS front_to
  FROM swap f JOIN swap b
    ON b.chain = f.chain AND b.block = f.block AND b.pool = f.pool AND b.zero_for_one <> f.zero_for_one AND b.tx_index > f.tx_index + 1
   AND (f.tx_to = b.tx_to OR f.tx_from = b.tx_from OR f.tx_to IS NULL AND f.recipient = b.recipient AND f.sender = b.sender)
  WHERE abs(b.amount_in - f.amount_out) <= $output_tolerance * f.amount_out
  QUALIFY row_number() OVER (PARTITION BY f.row_id ORDER BY b.tx_index, b.log_index) = 1
    AND row_number() OVER (PARTITION BY b.row_id ORDER BY f.tx_index DESC, f.log_index DESC) = 1
), hit AS (
  SELECT p.*, list(v.row_id ORDER BY v.tx_index, v.log_index) AS victim_rows, count(*) AS victims
  FROM pair p JOIN swap v
    ON v.chain = p.chain AND v.block = p.block AND v.pool = p.pool AND v.zero_for_one = p.zero_for_one
   AND v.tx_index > p.front_index AND v.tx_index < p.back_index
   AND v.tx_from IS DISTINCT FROM p.front_from AND (v.tx_to IS NULL OR v.tx_to IS DISTINCT FROM p.front_to)
  GROUP BY ALL
)
SELECT h.chain, iso(h.time) AS time, h.block, h.pool, h.bot, h.front_tx, h.back_tx, h.front_row, h.back_row, h.victim_rows, h.victims,
  (h.earned::DOUBLE - h.spent::DOUBLE) / pow(10, a.decimals) AS profit, a.symbol AS profit_symbol, h.profit_asset, h.linked_by,
  coalesce(h.balance_error, 0) AS balance_error
FROM hit h LEFT JOIN (
  SELECT chain, asset, max(symbol) AS symbol, max(decimals) AS decimals FROM (
    SELECT chain, asset, symbol, decimals FROM mart_asset UNION ALL SELECT chain, asset, symbol, decimals FROM stg_known_asset) GROUP BY ALL
) a ON a.chain = h.chain AND a.asset = h.profit_asset
WHERE h.victims <= $max_victims
ORDER BY h.block, h.front_index, h.pool
