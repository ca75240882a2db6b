-- One number per asset and chain, with its decimals where a file or a contract fact states them.
WITH seen AS (
  SELECT chain, asset, max(symbol) AS symbol,
    max(CASE WHEN amount_scale > 0 THEN amount_scale END) AS stated, bool_and(amount_scale IS NOT NULL) AS all_known, count(*) AS rows
  FROM transfer WHERE ok AND asset IS NOT NULL GROUP BY ALL
)
SELECT (row_number() OVER (ORDER BY s.chain, s.asset) - 1)::INTEGER AS asset_id, s.chain, s.asset,
  coalesce(s.symbol, k.symbol) AS symbol,
  coalesce(s.stated, k.decimals, CASE WHEN s.asset = native_asset(s.chain) THEN native_scale(s.chain) END)::SMALLINT AS decimals,
  s.all_known OR k.decimals IS NOT NULL OR s.stated IS NOT NULL AS amounts_known, s.rows
FROM seen s LEFT JOIN stg_known_asset k ON k.chain = s.chain AND k.asset = s.asset
