WITH read AS (SELECT *, address_text(address) AS account FROM raw)
SELECT
  $chain AS network, account AS address, coalesce(blank(etherscan_tag), blank(etherscan_labels)) AS label, coalesce(snake(etherscan_labels), 'phishing') AS category,
  'Forta labelled datasets' AS source, tag_confidence('trusted_provider') AS confidence,
  fault('address', address, tag_address_fault(account, $chain)) AS problem
FROM read
