WITH read AS (
  SELECT *, address_text(banned_address) AS account,
    -- etherscan-phish-hack-list → phish_hack
    snake(regexp_replace(trim(data_source), '^etherscan-|-list$', '', 'g')) AS word
  FROM raw
)
SELECT
  $chain AS network, account AS address, coalesce(blank(wallet_tag), word) AS label, word AS category,
  'Forta labelled datasets: ' || blank(data_source) AS source, tag_confidence('trusted_provider') AS confidence,
  coalesce(
    fault('banned_address', banned_address, tag_address_fault(account, $chain)),
    fault('data_source', data_source, CASE WHEN word IS NULL THEN 'the source is missing' END)
  ) AS problem
FROM read
