WITH read AS (
  SELECT *,
    address_text(address) AS account,
    regexp_extract_all(labels, '"([^"]+)"', 1) AS words
  FROM raw
), ranked AS (
  -- the gravest of several labels stands for the address, the others become further rows
  SELECT *, coalesce(
    list_filter(['phish-hack', 'exploit', 'heist', 'hacker', 'blocked', 'tornado-cash', 'mixer', 'exchange', 'bridge', 'mev-bot', 'dex'], lambda word: list_contains(words, word))[1],
    words[1]) AS word
  FROM read
)
SELECT
  $chain AS network, account AS address, coalesce(blank(name), array_to_string(words, ', ')) AS label, snake(word) AS category,
  'Etherscan labels' AS source, tag_confidence('trusted_provider') AS confidence,
  list_transform(list_filter(words, lambda other: other <> word), lambda other: struct_pack(category := snake(other))) AS further,
  coalesce(
    fault('address', address, tag_address_fault(account, $chain)),
    fault('labels', labels, CASE WHEN word IS NULL AND blank(name) IS NULL THEN 'neither name nor label is given' END)
  ) AS problem
FROM ranked
