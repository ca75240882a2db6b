WITH read AS (
  SELECT *,
    address_text(address) AS account,
    -- currency may be a token that lives on several networks; the address then tells its own
    coalesce(ticker_network(network), ticker_network(currency),
      CASE WHEN blank(currency) IS NULL OR list_contains(['USDT', 'USDC', 'DAI', 'BUSD', 'TUSD', 'WETH', 'WBTC', 'OMNI'], upper(trim(currency))) THEN address_network(address_text(address)) END,
      lower(blank(network)), lower(blank(currency))) AS place,
    tag_confidence(confidence) AS trust,
    iso_time(lastmod) AS modified
  FROM raw
)
SELECT
  place AS network, account AS address, coalesce(blank(label), blank(title)) AS label,
  -- a pack made from the sanctions list says so only in its source
  CASE WHEN coalesce(snake(category), 'user') = 'user' AND contains(lower(source), 'treasury.gov') THEN 'sanctions' ELSE snake(coalesce(blank(category), abuse)) END AS category,
  coalesce(blank(source), blank(creator)) AS source, trust AS confidence, blank(actor) AS actor, snake(abuse) AS abuse, modified AS listed_at,
  coalesce(
    fault('address', address, tag_address_fault(account, place)),
    fault('label', label, CASE WHEN blank(label) IS NULL AND blank(title) IS NULL THEN 'the label is missing' END),
    fault('confidence', confidence, confidence_fault(confidence, trust)),
    fault('lastmod', lastmod, optional_time_fault(lastmod, modified))
  ) AS problem
FROM read
