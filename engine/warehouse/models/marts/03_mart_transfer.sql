-- Every accepted transfer with numbers for its addresses and asset; amounts in token units, NULL where the
-- decimals are unknown; dollars from the file, else from imported prices of the day before at most. tx_key is the same
-- for rows of one transaction; tie_key orders rows of one place in it by what they say, never by how they were imported.
WITH sized AS (
  SELECT t.row_id, t.dataset_id, t.chain, t.time, t.block, t.tx_index, t.log_index, t.kind, t.method, t.success, t.fee, t.gas_used,
    hash(t.tx_hash) AS tx_key, hash(t.kind, t.trace, t.token_id, t.amount_text) AS tie_key,
    f.address_id AS from_id, r.address_id AS to_id, a.asset_id, a.asset, a.symbol,
    amount_exact(t.amount_text, coalesce(t.amount_scale, a.decimals)) AS amount_text,
    amount_double(t.amount_text, coalesce(t.amount_scale, a.decimals)) AS amount, t.amount_usd
  FROM stg_transfer t
  LEFT JOIN mart_address f ON f.chain = t.chain AND f.address = t.from_address
  LEFT JOIN mart_address r ON r.chain = t.chain AND r.address = t.to_address
  LEFT JOIN mart_asset a ON a.chain = t.chain AND a.asset = t.asset
)
SELECT s.* EXCLUDE (asset, symbol, amount_usd),
  coalesce(s.amount_usd, CASE WHEN s.time - p.time <= INTERVAL 1 DAY THEN s.amount * p.price_usd END) AS amount_usd
FROM sized s
ASOF LEFT JOIN (
  SELECT lower(asset) AS asset, time, avg(price_usd) AS price_usd FROM price
  WHERE ok AND rowid NOT IN (SELECT row_id FROM stg_repetition WHERE target = 'price') GROUP BY ALL
) p ON p.asset = lower(CASE WHEN starts_with(s.asset, '0x') AND s.symbol IS NOT NULL THEN s.symbol ELSE s.asset END) AND s.time >= p.time
