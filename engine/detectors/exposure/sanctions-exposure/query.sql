-- Movements of value between an account and an address that a list calls sanctioned; one row per pair of addresses.
WITH label AS (
  SELECT t.address_id, t.tag_row_id, t.label, t.source, coalesce(t.confidence, 0) AS confidence, g.listed_at
  FROM mart_address_tag t JOIN stg_tag g ON g.row_id = t.tag_row_id
  WHERE (t.category LIKE '%sanction%' OR lower(t.source) LIKE 'ofac%')
    AND (g.listed_at IS NULL OR g.listed_at <= $as_of::TIMESTAMP) AND coalesce(t.confidence, 0) >= $min_confidence
), listed AS (
  SELECT address_id, min(listed_at) AS listed_at, list(tag_row_id ORDER BY confidence DESC, source, label, tag_row_id) AS tag_rows,
    count(*) AS labels, first(label ORDER BY confidence DESC, source, label) AS label, first(source ORDER BY confidence DESC, source, label) AS source,
    max(confidence) AS confidence
  FROM label GROUP BY address_id
), moved AS (
  SELECT l.address_id AS listed_id, f.to_id AS other_id, false AS sent, f.row_id, f.time, f.asset_id, f.amount, f.amount_usd, l.listed_at
  FROM mart_flow f JOIN listed l ON l.address_id = f.from_id WHERE f.time <= $as_of::TIMESTAMP AND f.from_id <> f.to_id
  UNION ALL
  SELECT l.address_id, f.from_id, true, f.row_id, f.time, f.asset_id, f.amount, f.amount_usd, l.listed_at
  FROM mart_flow f JOIN listed l ON l.address_id = f.to_id WHERE f.time <= $as_of::TIMESTAMP AND f.from_id <> f.to_id
), once AS (
  -- between two listed addresses the same transfer stands on both sides; the smaller number keeps it
  SELECT m.*, o.address_id IS NOT NULL AS other_listed FROM moved m LEFT JOIN listed o ON o.address_id = m.other_id
  WHERE o.address_id IS NULL OR m.listed_id < m.other_id
), by_asset AS (
  SELECT listed_id, other_id, asset_id, count(*) AS transfers, sum(amount) FILTER (sent) AS sent, sum(amount) FILTER (NOT sent) AS received
  FROM once GROUP BY ALL
), asset_text AS (
  SELECT b.listed_id, b.other_id,
    list({symbol: coalesce(a.symbol, a.asset), transfers: b.transfers, sent: b.sent, received: b.received} ORDER BY b.transfers DESC, a.asset) AS assets
  FROM by_asset b JOIN mart_asset a USING (asset_id) GROUP BY ALL
), pair AS (
  SELECT listed_id, other_id, any_value(other_listed) AS other_listed, min(time) AS first_time, max(time) AS last_time,
    count(*) FILTER (sent) AS sent_count, count(*) FILTER (NOT sent) AS received_count,
    count(*) FILTER (time < listed_at) AS before_listing, sum(amount_usd) AS usd,
    (list(row_id ORDER BY amount_usd DESC NULLS LAST, amount DESC NULLS LAST, time, row_id))[1:$max_evidence] AS transfer_rows
  FROM once GROUP BY listed_id, other_id
)
SELECT s.chain, s.address AS listed_address, o.address AS other_address, p.other_listed, iso(p.first_time) AS first_time, iso(p.last_time) AS last_time,
  p.sent_count, p.received_count, p.before_listing, iso(l.listed_at) AS listed_at, p.usd, t.assets, p.transfer_rows, l.tag_rows, l.labels,
  l.label, coalesce(l.source, 'an unnamed source') AS source, l.confidence
FROM pair p JOIN listed l ON l.address_id = p.listed_id JOIN asset_text t ON t.listed_id = p.listed_id AND t.other_id = p.other_id
JOIN mart_address s ON s.address_id = p.listed_id JOIN mart_address o ON o.address_id = p.other_id
ORDER BY p.first_time, s.chain, s.address, o.address
