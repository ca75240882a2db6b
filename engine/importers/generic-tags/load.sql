WITH read AS (
  SELECT *,
    address_text(address) AS account,
    coalesce(ticker_network(network), chain_text(network), address_network(address_text(address))) AS place,
    tag_confidence(confidence) AS trust
  FROM raw
)
SELECT
  place AS network, account AS address, blank(label) AS label, snake(category) AS category, coalesce(blank(source), 'imported') AS source,
  trust AS confidence, blank(actor) AS actor,
  coalesce(
    fault('address', address, tag_address_fault(account, place)),
    fault('label', label, CASE WHEN blank(label) IS NULL THEN 'the label is missing' END),
    fault('confidence', confidence, confidence_fault(confidence, trust))
  ) AS problem
FROM read
