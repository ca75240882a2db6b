WITH read AS (
  SELECT *, address_text(address) AS account, address_network(address_text(address)) AS form, ticker_network($ticker) AS listed_as FROM raw
), placed AS (
  -- lists of a token (USDT, USDC) mix networks: the address's own form tells its network
  SELECT *, CASE WHEN listed_as IS NULL OR is_evm_chain(listed_as) <> coalesce(form = 'evm', false) AND form IS NOT NULL THEN form ELSE listed_as END AS place FROM read
)
SELECT
  place AS network, account AS address, 'OFAC sanctioned address' AS label, 'sanctions' AS category, 'OFAC SDN' AS source, tag_confidence('authority_data') AS confidence,
  fault('address', address, tag_address_fault(account, place)) AS problem
FROM placed
