-- What each label, and each decoded contract, says of an account, as a bit (columns.ts). A label's own words are
-- mapped, never an account's behaviour: that is each detector's business. Labels listed after $as_of say nothing yet.
SELECT * FROM (
  SELECT address_id, tag_row_id,
    CASE WHEN category IN ('exchange', 'cex', 'hot_wallet', 'deposit_wallet', 'custodian') OR regexp_matches(word, '^(binance|coinbase|kraken|okx|okex|huobi|htx|bitfinex|bitstamp|bittrex|poloniex|kucoin|gate-?io|gate[.]io|bybit|gemini|crypto-?com|crypto[.]com|mexc|upbit|bithumb|deribit|bitget|hitbtc|ftx|korbit|coinone|bitflyer|liquid|exchange|cex|centralized-exchange)([ :_-]|$)') THEN 1 ELSE 0 END
    + CASE WHEN category IN ('mixer', 'mixing_service', 'tumbler') OR regexp_matches(word, '^(tornado|mixer|tumbler|wasabi|chipmixer|sinbad|blender)') THEN 16 ELSE 0 END
    + CASE WHEN category LIKE '%sanction%' OR regexp_matches(word, '^(ofac|sanction)') OR source LIKE 'ofac%' THEN 32 ELSE 0 END
    + CASE WHEN category IN ('dex', 'defi', 'defi_dex', 'defi_lending', 'defi_bridge', 'bridge', 'fiat_gateway', 'payment_processor', 'payment', 'staking', 'mining', 'miner', 'mining_service', 'mining_pool', 'market', 'gambling', 'genesis', 'service', 'contract')
        OR regexp_matches(word, '^(uniswap|sushi|1inch|0x-protocol|curve|balancer|aave|compound|maker|lido|opensea|dex|bridge|stargate|hop|wormhole|across|metamask|staking|mining|defi|router)') THEN 2 ELSE 0 END
    + CASE WHEN category IN ('burn') THEN 8 ELSE 0 END
    + CASE WHEN category IN ('phishing', 'phish_hack', 'phish-hack', 'hack', 'heist', 'scam', 'ransomware', 'ransom', 'extortion', 'theft', 'fraud', 'ponzi', 'ponzi_scheme', 'exploit', 'darknet', 'darknet_market', 'terrorism', 'sextortion', 'blackmail')
        OR regexp_matches(word, '^(phish|hack|heist|scam|ransom|exploit|fake)') THEN 64 ELSE 0 END AS bit
  FROM (
    SELECT m.address_id, m.tag_row_id, g.listed_at, lower(m.category) AS category, lower(m.label) AS word, lower(m.source) AS source
    FROM mart_address_tag m JOIN stg_tag g ON g.row_id = m.tag_row_id
    WHERE g.listed_at IS NULL OR g.listed_at <= $as_of::TIMESTAMP
  )
  UNION ALL
  SELECT a.address_id, NULL, 4 FROM (SELECT DISTINCT chain, pool FROM mart_swap) s JOIN mart_address a ON a.chain = s.chain AND a.address = s.pool
  UNION ALL
  SELECT address_id, NULL, 8 FROM mart_address
  WHERE address IN ('0x0000000000000000000000000000000000000000', '0x000000000000000000000000000000000000dead', '0x0000000000000000000000000000000000000001', '0xdead000000000000000042069420694206942069')
) WHERE bit <> 0
