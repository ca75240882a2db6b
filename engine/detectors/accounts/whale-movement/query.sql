-- Transfers over the chain's dollar line; native Ethereum amounts over their own tiers; and, where an asset has
-- no price at all, those over its high quantile.
WITH flow AS (
  SELECT * FROM mart_flow WHERE time <= $as_of::TIMESTAMP AND from_id <> to_id AND amount > 0
), line AS (
  SELECT asset_id, quantile_disc(amount, $quantile) AS amount_line
  FROM flow GROUP BY asset_id HAVING count(*) >= $min_transfers AND count(amount_usd) = 0
), judged AS (
  SELECT f.row_id, f.chain, f.time, f.from_id, f.to_id, f.asset_id, a.asset, a.symbol, f.amount, f.amount_usd, l.amount_line,
    CASE f.chain WHEN 'ethereum' THEN $ethereum_usd WHEN 'solana' THEN $solana_usd WHEN 'bsc' THEN $bsc_usd WHEN 'polygon' THEN $polygon_usd
      WHEN 'arbitrum' THEN $arbitrum_usd WHEN 'polkadot' THEN $polkadot_usd ELSE $other_usd END::DOUBLE AS usd_line,
    f.chain = 'ethereum' AND a.asset IN ('ETH', '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2') AS native
  FROM flow f JOIN mart_asset a USING (asset_id) LEFT JOIN line l USING (asset_id)
), hit AS (
  SELECT *,
    CASE WHEN amount_usd >= usd_line THEN 'usd'
         WHEN amount_usd IS NULL AND native AND amount >= $native_medium THEN 'native'
         WHEN amount_usd IS NULL AND NOT native AND amount > amount_line THEN 'quantile' END AS rule
  FROM judged
)
SELECT h.row_id, h.chain, iso(h.time) AS time, f.address AS from_address, t.address AS to_address, h.asset, h.symbol, h.amount, h.amount_usd,
  CASE h.rule WHEN 'usd' THEN h.usd_line WHEN 'native' THEN $native_medium::DOUBLE ELSE h.amount_line END AS line, h.rule
FROM hit h JOIN mart_address f ON f.address_id = h.from_id JOIN mart_address t ON t.address_id = h.to_id
WHERE h.rule IS NOT NULL
ORDER BY h.time, h.amount DESC, f.address, t.address
