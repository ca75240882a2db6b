WITH read AS (SELECT *, address_text(contract_address) AS account FROM raw)
SELECT
  $chain AS network, account AS address,
  coalesce(blank(contract_tag), blank(notes), 'contract of ' || blank(contract_creator_tag), 'malicious contract') AS label,
  coalesce(snake(contract_creator_etherscan_label), 'exploit') AS category,
  'Forta labelled datasets' || coalesce(': ' || blank(source), '') AS source, tag_confidence('trusted_provider') AS confidence, blank(contract_creator_tag) AS actor,
  fault('contract_address', contract_address, tag_address_fault(account, $chain)) AS problem
FROM read
