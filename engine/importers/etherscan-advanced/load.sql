WITH read AS (
  SELECT *,
    hash_text(tx_hash) AS tx,
    address_text(from_address) AS sender,
    address_text(to_address) AS receiver,
    whole(block) AS block_number,
    iso_time(age) AS event_time,
    -- "840 days ago" is counted from a moment the file does not state
    regexp_full_match(lower(trim(age)), '([0-9]+ [a-z]+ )+ago') AS relative,
    decimal_text(amount) AS amount_text,
    lower(trim(type)) AS sort,
    -- "Wrapped GLMR(WGLMR)": the export names no contract
    coalesce(nullif(regexp_extract(trim(asset), '\(([^()]+)\)$', 1), ''), blank(asset)) AS ticker
  FROM raw
)
SELECT
  $chain AS chain, event_time AS time, block_number AS block, tx AS tx_hash,
  CASE WHEN sort IN ('erc-20', 'bep-20', 'token') THEN 'token'
       WHEN list_contains(['erc-721', 'erc-1155', 'bep-721', 'bep-1155', 'nft'], sort) THEN 'nft'
       WHEN contains(sort, 'internal') THEN 'internal'
       WHEN blank(asset) = native_asset($chain) THEN 'native'
       ELSE 'transfer' END AS kind,
  sender AS from_address, receiver AS to_address,
  CASE WHEN starts_with(lower(trim(asset)), '0x') THEN lower(trim(asset)) ELSE blank(asset) END AS asset, ticker AS symbol,
  amount_text, 0::SMALLINT AS amount_scale, amount_double(amount_text, 0) AS amount,
  nullif(money(value_usd), 0) AS amount_usd, finite(blank(fee)) AS fee, blank(method) AS method,
  CASE WHEN blank(status) IS NULL OR lower(trim(status)) IN ('success', '1') THEN true ELSE false END AS success,
  CASE WHEN blank(status) IS NOT NULL AND lower(trim(status)) NOT IN ('success', '1') THEN trim(status) END AS error,
  blank(from_tag) AS from_tag, blank(to_tag) AS to_tag,
  coalesce(
    fault('tx_hash', tx_hash, hash_fault(tx, true)),
    fault('block', block, block_fault(block, block_number)),
    fault('age', age, CASE WHEN relative OR blank(age) IS NULL THEN NULL ELSE time_fault(age, event_time) END),
    fault('from_address', from_address, sender_fault(sender, receiver, true)),
    fault('to_address', to_address, address_fault(receiver, true)),
    fault('asset', asset, CASE WHEN blank(asset) IS NULL THEN 'the asset is missing' END),
    fault('amount', amount, amount_fault(amount, amount_text))
  ) AS problem
FROM read
