-- What the imported rows say of each address. Failed transactions count as activity, not as flow.
WITH side AS (
  SELECT from_id AS address_id, to_id AS other_id, time, true AS sent, success IS DISTINCT FROM false AS moved, amount_usd FROM mart_transfer WHERE from_id IS NOT NULL
  UNION ALL
  SELECT to_id, from_id, time, false, success IS DISTINCT FROM false, amount_usd FROM mart_transfer WHERE to_id IS NOT NULL AND to_id IS DISTINCT FROM from_id
)
SELECT address_id, count(*) AS transfers, count(DISTINCT other_id) AS counterparties,
  sum(amount_usd) FILTER (WHERE NOT sent AND moved) AS received_usd, sum(amount_usd) FILTER (WHERE sent AND moved) AS sent_usd,
  count(*) FILTER (WHERE NOT sent) AS received_count, count(*) FILTER (WHERE sent) AS sent_count,
  min(time) AS first_seen, max(time) AS last_seen
FROM side GROUP BY address_id
