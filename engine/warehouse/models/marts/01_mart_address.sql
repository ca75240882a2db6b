-- One number per address and chain, in their order: the same rows give the same numbers.
SELECT (row_number() OVER (ORDER BY chain, address) - 1)::INTEGER AS address_id, chain, address
FROM (
  SELECT chain, from_address AS address FROM transfer WHERE ok AND from_address IS NOT NULL
  UNION
  SELECT chain, to_address FROM transfer WHERE ok AND to_address IS NOT NULL
)
