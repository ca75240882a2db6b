-- What labels and decoded contracts say of accounts, as bits (ledger.ts). A label's own words are mapped, never an
-- account's behaviour: that is each detector's business.
WITH known AS (
  SELECT address_id, CASE
      WHEN category IN ('exchange', 'cex', 'hot_wallet', 'deposit_wallet', 'custodian') OR regexp_matches(word, '^(binance|coinbase|kraken|okx|okex|huobi|htx|bitfinex|bitstamp|bittrex|poloniex|kucoin|gate-?io|gate[.]io|bybit|gemini|crypto-?com|crypto[.]com|mexc|upbit|bithumb|deribit|bitget|hitbtc|ftx|korbit|coinone|bitflyer|liquid|exchange|cex|centralized-exchange)([ :_-]|$)') THEN 1
      WHEN category IN ('mixer', 'mixing_service', 'tumbler') OR regexp_matches(word, '^(tornado|mixer|tumbler|wasabi|chipmixer|sinbad|blender)') THEN 16
      WHEN category IN ('sanctions', 'sanctioned', 'sanction') OR regexp_matches(word, '^(ofac|sanction)') THEN 32
      WHEN category IN ('dex', 'defi', 'defi_dex', 'defi_lending', 'defi_bridge', 'bridge', 'fiat_gateway', 'payment_processor', 'payment', 'staking', 'mining', 'miner', 'mining_service', 'mining_pool', 'market', 'gambling', 'genesis', 'service', 'contract')
        OR regexp_matches(word, '^(uniswap|sushi|1inch|0x-protocol|curve|balancer|aave|compound|maker|lido|opensea|dex|bridge|stargate|hop|wormhole|across|metamask|staking|mining|defi|router)') THEN 2
      WHEN category IN ('burn') THEN 8
      WHEN category IN ('phishing', 'phish_hack', 'phish-hack', 'hack', 'heist', 'scam', 'ransomware', 'ransom', 'extortion', 'theft', 'fraud', 'ponzi', 'ponzi_scheme', 'exploit', 'darknet', 'darknet_market', 'terrorism', 'sextortion', 'blackmail')
        OR regexp_matches(word, '^(phish|hack|heist|scam|ransom|exploit|fake)') THEN 64
      ELSE 0 END AS bit
  FROM (SELECT address_id, lower(category) AS category, lower(label) AS word FROM mart_address_tag)
  UNION ALL
  SELECT a.address_id, 4 FROM (SELECT DISTINCT chain, pool FROM mart_swap) s JOIN mart_address a ON a.chain = s.chain AND a.address = s.pool
  UNION ALL
  SELECT address_id, 8 FROM mart_address
  WHERE address IN ('0x0000000000000000000000000000000000000000', '0x000000000000000000000000000000000000dead', '0x0000000000000000000000000000000000000001', '0xdead000000000000000042069420694206942069')
)
SELECT address_id, bit_or(bit)::INTEGER AS role FROM known WHERE bit <> 0 GROUP BY address_id
