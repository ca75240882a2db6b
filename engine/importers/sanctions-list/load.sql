WITH read AS (
  SELECT *, address_text(address) AS account, address_network(address_text(address)) AS form, ticker_network($ticker) AS listed_as FROM raw
), placed AS (
  -- lists of a token (USDT, USDC) mix networks, and other lists err: the address's own form tells
  SELECT *, tag_network(listed_as, form) AS place FROM read
)
SELECT
  place AS network, account AS address, 'OFAC sanctioned address' AS label, 'sanctions' AS category, 'OFAC SDN' AS source, tag_confidence('authority_data') AS confidence,
  fault('address', address, tag_address_fault(account, place)) AS problem
FROM placed
