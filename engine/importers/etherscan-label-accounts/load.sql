WITH read AS (SELECT *, address_text(address) AS account FROM raw)
SELECT
  $chain AS network, account AS address, coalesce(blank(name), blank($label), 'unnamed') AS label, snake($label) AS category,
  'Etherscan labels' AS source, tag_confidence('trusted_provider') AS confidence,
  fault('address', address, tag_address_fault(account, $chain)) AS problem
FROM read
